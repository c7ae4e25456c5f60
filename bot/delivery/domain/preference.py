"""Preferences: which kinds of messages somebody wants at once, gathered, or not at all."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import Delivery, Priority
from bot.delivery.domain.delivery_timing import Recipient, next_digest
from bot.kit.calendar import wall

if TYPE_CHECKING:
    from bot.delivery.domain.policy import Policy


class Pace(StrEnum):
    """How soon a kind of message comes."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


class Topic(StrEnum):
    """Kinds of messages, as people choose among them."""

    STANDING = "standing"
    PRAISE = "praise"
    NUDGE = "nudge"
    ALERT = "alert"
    ONE_ON_ONE = "one_on_one"
    WEEK = "week"
    REPORT = "report"
    CORRECTION = "correction"
    DISPUTE = "dispute"
    DEADLINE = "deadline"
    NOTICE = "notice"
    TASK = "task"
    """Whatever else asks for an answer; it cannot be put off."""


CHOSEN: Final = (
    Topic.STANDING,
    Topic.PRAISE,
    Topic.NUDGE,
    Topic.ALERT,
    Topic.ONE_ON_ONE,
    Topic.WEEK,
    Topic.REPORT,
)
"""The kinds about which everybody may decide for themselves."""
LEADERS: Final = frozenset({Topic.NUDGE, Topic.ALERT, Topic.ONE_ON_ONE, Topic.WEEK, Topic.REPORT})
"""Those that only somebody who leads people gets."""
ALWAYS: Final = (Topic.CORRECTION, Topic.DISPUTE, Topic.DEADLINE, Topic.NOTICE)
"""Those that cannot be off, each for a reason that the list gives."""
PACES: Final = {
    **dict.fromkeys(CHOSEN, tuple(Pace)),
    **dict.fromkeys((Topic.WEEK, Topic.REPORT), (Pace.AT_ONCE, Pace.OFF)),
}
"""How each may come; a weekly digest and a report stand by themselves."""
FEW, SENDS = 0.2, 8
"""Less is proposed when of so many sends in a row less than this share was answered (methods 4.9)."""


def topic_of(kind: str, priority: Priority) -> Topic:
    """Return what a message is to its reader."""
    if priority is Priority.DEADLINE:
        return Topic.DEADLINE
    try:
        return Topic(kind)
    except ValueError:
        return Topic.TASK


def due(delivery: Delivery, pace: Pace, reader: Recipient, *, policy: Policy) -> datetime:
    """Return when somebody who wants a kind at this pace is to have a message of it."""
    made = delivery.created_at
    match pace:
        case Pace.DAILY:
            return next_digest(made, reader, policy=policy, today=True)
        case Pace.WEEKLY:
            day = policy.day_of(wall(made, timezone=reader.timezone))
            monday = day - timedelta(days=day.weekday())
            while (at := _first(monday, reader, policy=policy)) < made:
                monday += timedelta(days=7)
            return at
        case _:
            return made


def _first(monday: date, reader: Recipient, *, policy: Policy) -> datetime:
    """Return the digest of the first working day on or after a Monday."""
    while not reader.workday(monday):
        monday += timedelta(days=1)
    return policy.digest(monday, timezone=reader.timezone)


def ignored(answered: int, sends: int) -> bool:
    """Say whether so few of the last messages of a kind were answered that less of it should be proposed."""
    return sends >= SENDS and answered < FEW * sends
