"""Feedback, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from bot.feedback.domain.feedback import Feedback, Keys, Occasion, Pick
    from bot.figures.domain.delta import Changed
    from bot.kit.period import Period


class FeedbackBook(Protocol):
    """Feedback: wanted, drafted, sent; and what readers thought of it."""

    def add(self, feedback: Feedback) -> bool:
        """Store it unless its key is known; say whether it was new."""
        ...

    def claim(self, *, owner: str, now: datetime, lease: timedelta) -> Feedback | None:
        """Take one wanted feedback that is ready under a lease, the oldest day first, then by key."""
        ...

    def due(self, *, until: datetime) -> Keys:
        """Return the values of which words are wanted that are to be written by an instant."""
        ...

    def next_ready(self) -> datetime | None:
        """Return when the next wanted feedback may be written, or its lease runs out."""
        ...

    def save(self, feedback: Feedback) -> None:
        """Store the new stage, evidence, pick and approval, and end the lease."""
        ...

    def get(self, key: str) -> Feedback | None:
        """Return the feedback, or None."""
        ...

    def about(self, subject_id: str, period: Period, occasion: Occasion) -> list[Feedback]:
        """Return what was wanted or written about somebody and a period on an occasion, newest first."""
        ...

    def sent(self, occasions: Sequence[Occasion], *, since: datetime, until: datetime) -> list[Feedback]:
        """Return what was sent on some occasions and wanted from an instant on and before another, oldest first."""
        ...

    def to_reader(self, reader_id: str, occasions: Sequence[Occasion], *, since: datetime) -> list[Feedback]:
        """Return what was wanted for a reader on some occasions from an instant on, oldest first; not what ended."""
        ...

    def nudges(self, reader_id: str, subject_id: str, *, since: datetime) -> list[Feedback]:
        """Return the nudges to a reader about somebody that were wanted from an instant on, oldest first."""
        ...

    def told_of(self, changed: Changed) -> set[tuple[int, int]]:
        """Return of whom and which first day (since 1970-01-01) of these keys anything was sent."""
        ...

    def sent_about(self, changed: Changed) -> list[Feedback]:
        """Return what was sent about people and periods of which a value has changed, oldest first."""
        ...

    def recent_picks(self, reader_id: str, *, last: int, about: str | None = None) -> list[Pick]:
        """Return the newest picks written for a reader (about somebody), newest first (R20: no repeats)."""
        ...

    def picks(self, occasions: Sequence[Occasion], *, last: int) -> list[Pick]:
        """Return the newest picks written on some occasions, whoever read them, newest first."""
        ...

    def rate(self, delivery_no: int, person_id: str, *, useful: bool, at: datetime) -> None:
        """Remember whether a reader found a delivery useful; the newest answer counts."""
        ...

    def opinions(self) -> dict[str, tuple[int, int]]:
        """Return how many answers each kind of message has had, and how many of them said it was useful."""
        ...
