"""Reviews by colleagues, as the use cases need them kept: who is asked, and, apart from it, what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.messages.field import Values
    from bot.reviews.domain.peer_review import Invitation, PeerAnswer, PeerInvitation


class PeerReviews(Protocol):
    """Who is asked about a colleague and what was answered; nothing that is kept leads from one to the other."""

    def invite(self, review_no: int, peer_id: str, state: Invitation) -> None:
        """Note where a colleague is who is to be asked; what was noted before is replaced."""
        ...

    def invitations(self, review_no: int) -> list[PeerInvitation]:
        """Return who is asked about somebody, by id."""
        ...

    def asked(self, peer_id: str) -> list[PeerInvitation]:
        """Return about whom somebody is asked, by the number of the review."""
        ...

    def answer(self, review_no: int, peer_id: str, values: Values) -> bool:
        """Store what a colleague answered, and apart from it that they did; False when they are not asked (any more).

        Everything that is kept of the review's colleagues is written anew in an order that says nothing.
        """
        ...

    def answers(self, review_no: int) -> list[PeerAnswer]:
        """Return what was answered, in an order that says nothing; whether it may be read is for the caller."""
        ...
