"""Reviews of people, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.reviews.domain.cycle import FillOrder
    from bot.reviews.domain.review import Review


class Reviews(Protocol):
    """Where each person's review is."""

    def begin(self, cycle_no: int, people: Mapping[str, FillOrder]) -> int:
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

    def in_follow_up(self) -> list[Review]:
        """Return the reviews that both have confirmed and that are not closed, by number."""
        ...

    def save(self, review: Review) -> None:
        """Store where a review is."""
        ...
