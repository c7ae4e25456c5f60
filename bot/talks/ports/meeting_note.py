"""Notes of review meetings, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.talks.domain.meeting_note import MeetingNote


class MeetingNotes(Protocol):
    """What was noted about a review meeting; private notes are kept apart, and only ever asked for by their writer."""

    def add(self, note: MeetingNote) -> MeetingNote:
        """Store a note where its sight puts it, and return it with its number."""
        ...

    def shared(self, review_no: int) -> list[MeetingNote]:
        """Return the notes that the two share, oldest first."""
        ...

    def private(self, by: str, review_no: int | None = None) -> list[MeetingNote]:
        """Return what somebody noted for themselves, of one review or of all, oldest first."""
        ...

    def took_up(self, no: int, plan_no: int) -> None:
        """Note of a shared note which plan its action became."""
        ...
