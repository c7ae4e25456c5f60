"""Recalculations, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.recalculation import Recalculation


class Recalculations(Protocol):
    """Metrics whose values are to be computed from records again."""

    def begin(self, metric: int, *, batch: int, now: datetime) -> None:
        """Have a metric computed again, from its first person on."""
        ...

    def first(self) -> Recalculation | None:
        """Return the one that was begun first, or None."""
        ...

    def all(self) -> list[Recalculation]:
        """Return all of them, in the order in which they were begun."""
        ...

    def of(self, metric: int) -> Recalculation | None:
        """Return that of a metric, or None."""
        ...

    def advance(self, metric: int, *, after: int) -> None:
        """Note the last person who was done."""
        ...

    def end(self, metric: int) -> None:
        """Forget one that is done."""
        ...
