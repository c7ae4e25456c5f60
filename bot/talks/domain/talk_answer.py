"""Answers to what calls for a talk: put off to a day, or not needed for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

LONGEST_REASON: Final = 200


class TalkAnswerKind(StrEnum):
    """What whoever leads somebody answered."""

    LATER = "later"
    """Brought up again on a day."""
    NOT_NEEDED = "not-needed"
    """No talk about it; there is a reason."""
    DONE = "done"
    """It was talked about."""


@dataclass(frozen=True, slots=True)
class TalkAnswer:
    """What ``by_id`` answered about somebody who was on their list, with the value that stood there.

    ``until`` is the day on which it is brought up again, None unless it was put off. ``reason`` is "" where none was
    given.
    """

    person_id: str
    by_id: str
    kind: TalkAnswerKind
    metric: str
    start: date
    at: datetime
    until: date | None = None
    reason: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether it keeps somebody off the list on a day."""
        return self.until is None or day < self.until
