"""The month's budget of metered calls to a platform."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.admin.domain.health import Fault


@dataclass(frozen=True, slots=True)
class Budget:
    """The metered calls of a platform's month."""

    name: str
    used: int
    limit: int
    forecast: int
    renews: datetime
    held: int = 0
    blind: bool = field(default=False)
    spent: bool = field(default=False)
    """Whether the platform itself says that none is left, whatever we have counted."""

    @property
    def left(self) -> int:
        """How many calls are left."""
        return 0 if self.spent else max(self.limit - self.used, 0)

    @property
    def fault(self) -> Fault | None:
        """What is wrong with it, if anything."""
        if self.blind:
            return Fault.BLIND
        if self.spent:
            return Fault.SPENT
        return Fault.SHORT if self.forecast > self.limit else None
