"""Review cycles, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.cycle import Cycle


class Cycles(Protocol):
    """Rounds of reviews, with every amendment."""

    def add(self, cycle: Cycle, *, by: str, at: datetime) -> Cycle:
        """Store a new cycle, and return it with its number."""
        ...

    def amend(self, cycle: Cycle, *, by: str, at: datetime) -> Cycle | None:
        """Store the next version of a cycle, and return it; None when somebody else has changed it since."""
        ...

    def get(self, no: int) -> Cycle | None:
        """Return a cycle as it is now."""
        ...

    def all(self) -> list[Cycle]:
        """Return every cycle as it is now, newest first."""
        ...

    def running(self) -> list[Cycle]:
        """Return the cycles that run, oldest first."""
        ...

    def versions(self, no: int) -> list[Cycle]:
        """Return everything that a cycle ever was, oldest first."""
        ...
