"""What people answer to a step that they were told, and what became of the number since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from bot.kit.period import Period

ASK_AGAIN_AFTER: Final = timedelta(days=7)
"""Whoever wants to come back to a step later is asked once more after this, or in the next message about it."""
TELL_WITHIN: Final = timedelta(days=120)
"""What was tried longer ago than this is not held beside a number any more."""


class AdviceVerdict(StrEnum):
    """What somebody says about a step."""

    DONE = "done"
    NOT_FOR_ME = "not_for_me"
    """They are not told it again."""
    LATER = "later"


@dataclass(frozen=True, slots=True)
class AdviceAnswer:
    """Somebody's answer about a step that they were told of one of their values: nobody's but theirs.

    ``advice`` is its key and ``step`` the message's id of it, ``feedback`` the message's key. ``value`` is what the
    message said of the metric for its ``period``; ``said`` is the step in a few words, in the language of its reader.
    ``asked_at`` is when they were asked once more about what they wanted to come back to.
    """

    person_id: str
    feedback: str
    step: str
    advice: str
    metric: str
    period: Period
    value: float
    said: str
    verdict: AdviceVerdict
    at: datetime
    asked_at: datetime | None = None
    no: int = 0


@dataclass(frozen=True, slots=True)
class TriedStep:
    """A step that somebody has tried, and the value of its metric now; that one made the other is not said."""

    answer: AdviceAnswer
    value: float
