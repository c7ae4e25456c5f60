"""Reviews by colleagues, as the use cases need them kept: who is asked, and, apart from it, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.messages.field import Values
    from bot.reviews.domain.peer_review import Gathered, PeerRound


class PeerReviews(Protocol):
    """Who is asked about a colleague and what was answered; nothing that is kept leads from one to the other."""

    @property
    def sealed(self) -> bool:
        """Whether there is a key that does not lie in the database, by which answers are sealed while they come in."""
        ...

    def get(self, review_no: int) -> PeerRound:
        """Return the colleagues' part of a review; one in which nothing has happened is empty."""
        ...

    def name(self, review_no: int, peers: Collection[str], *, at: datetime) -> None:
        """Note who is to be asked about somebody, by id, in the place of whoever was named before."""
        ...

    def refuse(self, review_no: int, reason: str) -> None:
        """Note that whoever leads the person wants others asked: nobody is named any more."""
        ...

    def agree(self, review_no: int, *, at: datetime) -> bool:
        """Note that the named ones are asked from now on; False when they are already."""
        ...

    def stranded(self) -> list[int]:
        """Return the reviews of closed cycles whose colleagues' part is not closed, by number."""
        ...

    def asked(self, peer_id: str) -> list[int]:
        """Return about which reviews' people somebody is asked and has neither answered nor declined, by number."""
        ...

    def answer(self, review_no: int, peer_id: str, values: Values | None) -> bool:
        """Take what a colleague answered, or None where they decline; False when they are not asked (any more)."""
        ...

    def close(self, review_no: int) -> list[Values]:
        """End the answering and return what was answered, in an order that says nothing.

        What was sealed is gone afterwards, also who has answered.
        """
        ...

    def show(self, review_no: int, found: Gathered) -> None:
        """Store what is read from now on."""
        ...
