"""Review meetings, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.talks.domain.review_meeting import MeetingStep


class ReviewMeetings(Protocol):
    """When the two of a review are to meet, by every step."""

    def add(self, step: MeetingStep) -> MeetingStep:
        """Store what was done about the time of a meeting, and return it with its number."""
        ...

    def steps(self, review_no: int) -> list[MeetingStep]:
        """Return what was done about the time of a meeting, oldest first."""
        ...

    def due(self, now: datetime, *, limit: int) -> list[tuple[int, str]]:
        """Return reviews whose talk is to be had and to be looked at by an instant, each with a mark of its state.

        At most so many come, those first that wait longest. The mark is another one once its time or its cycle has
        changed.
        """
        ...

    def looked(self, review_no: int, *, again: datetime | None) -> None:
        """Note that a talk was looked at as it and its cycle are now, and when to look again; None for no more."""
        ...

    def planned(self, *, since: datetime, until: datetime) -> Mapping[int, datetime]:
        """Return the meetings that are to be between two instants, both included, by the number of their review."""
        ...
