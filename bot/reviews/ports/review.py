"""Reviews of people, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.reviews.domain.cycle import FillOrder
    from bot.reviews.domain.review import Review


class Reviews(Protocol):
    """Where each person's review is."""

    def begin(self, cycle_no: int, people: Mapping[str, FillOrder], *, at: datetime) -> int:
        """Begin reviews of people, by id, each in its order; who has one in the cycle keeps it. Return how many."""
        ...

    def get(self, no: int) -> Review | None:
        """Return a review by its number."""
        ...

    def find(self, cycle_no: int, person_id: str) -> Review | None:
        """Return somebody's review in a cycle."""
        ...

    def of(self, person_id: str) -> list[Review]:
        """Return somebody's reviews, newest cycle first."""
        ...

    def in_cycle(self, cycle_no: int, *, people: frozenset[str] | None = None) -> list[Review]:
        """Return the reviews of a cycle, of all or of some people, by the person's id."""
        ...

    def save(self, review: Review) -> None:
        """Store where a review is; the clock looks at it at once."""
        ...

    def due(self, now: datetime, *, limit: int) -> list[tuple[Review, int]]:
        """Return so many reviews of running cycles to be looked at by an instant, each with its count of looks."""
        ...

    def looked(self, no: int, looks: int, *, again: datetime | None) -> bool:
        """Note that a review was looked at, and when to look again; False when somebody else did, or it changed."""
        ...

    def look(self, cycle_no: int, *, at: datetime) -> None:
        """Have every review of a cycle looked at: its days have changed."""
        ...
