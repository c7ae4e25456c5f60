"""What colleagues were asked about work that no data shows, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.unseen_work import AskedWork, WorkState


class UnseenWorks(Protocol):
    """Pieces of work of which a colleague was asked, at most once each for each colleague."""

    def ask(self, asked: AskedWork, *, at: datetime) -> int:
        """Note that a colleague is asked, anew where the words are others by now; return its number."""
        ...

    def get(self, no: int) -> AskedWork | None:
        """Return what a colleague was asked, by its number."""
        ...

    def of(self, review_no: int) -> list[AskedWork]:
        """Return everything of a review that colleagues were asked, by number."""
        ...

    def answer(self, no: int, state: WorkState, *, at: datetime) -> bool:
        """Note what a colleague said; False when they have said something before."""
        ...
