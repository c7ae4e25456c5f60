"""Feedback between people: tied to a piece of work, read by those whom the writer chose, answered, never counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

REMIND_AFTER = timedelta(days=3)
"""How long a question for feedback waits before its one reminder."""
FORGET_AFTER = timedelta(days=14)
"""From when on a question for feedback is not reminded of any more."""


def number(text: str) -> int:
    """Read a number as we write it into a button; 0 for anything else, so that each has one spelling."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else 0


class Visibility(StrEnum):
    """Who can read feedback besides its writer; chosen before it is sent."""

    PERSON = "person"
    MANAGER = "manager"
    """The person and whoever leads them."""


class Stance(StrEnum):
    """What somebody answers to feedback or to an evaluation."""

    AGREE = "agree"
    DISAGREE = "disagree"
    COMMENT = "comment"


class RequestOutcome(StrEnum):
    """Where a question for feedback stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Kudos:
    """What somebody wrote to a colleague; ``about`` names the piece of work in one line."""

    giver_id: str
    receiver_id: str
    about: str
    text: str
    visibility: Visibility
    at: datetime
    no: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """A question for feedback: ``asker_id`` would like some from ``giver_id``."""

    asker_id: str
    giver_id: str
    topic: str
    at: datetime
    outcome: RequestOutcome = RequestOutcome.OPEN
    no: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What its reader answered to feedback or to an evaluation; ``key`` is that of the message that brought it."""

    person_id: str
    key: str
    stance: Stance
    text: str
    at: datetime
