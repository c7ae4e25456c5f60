"""Feedback between people, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.feedback.domain.kudos import Answer, Kudos, Request, RequestOutcome


class KudosBook(Protocol):
    """Feedback between people, questions for it, and answers to it. Nothing here counts any of them by person."""

    def add(self, kudos: Kudos) -> int:
        """Store what somebody wrote; return its number."""
        ...

    def get(self, no: int) -> Kudos | None:
        """Return what somebody wrote, or None."""
        ...

    def shared(self, receiver_id: str, *, since: datetime, until: datetime) -> list[Kudos]:
        """Return what was written to somebody between two instants that whoever leads them reads too, oldest first."""
        ...

    def count_among(self, person_ids: Collection[str], *, since: datetime, until: datetime) -> int:
        """Return how many pieces, that who leads them reads, some people wrote to one another between two instants."""
        ...

    def earlier(self, giver_id: str, *, last: int) -> list[str]:
        """Return the newest texts that somebody wrote, whomever to, newest first."""
        ...

    def ask(self, request: Request) -> int:
        """Store a question for feedback; return its number."""
        ...

    def request(self, no: int) -> Request | None:
        """Return a question for feedback, or None."""
        ...

    def waiting(self, *, since: datetime, until: datetime) -> list[Request]:
        """Return the questions asked between two instants, the first included, that are still open, oldest first."""
        ...

    def waits(self, asker_id: str, giver_id: str) -> bool:
        """Say whether a question of one person to another is open."""
        ...

    def settle(self, no: int, outcome: RequestOutcome) -> bool:
        """Close a question for feedback; False when it was closed before."""
        ...

    def answer(self, answer: Answer) -> bool:
        """Store an answer; False when its reader has answered that message before."""
        ...
