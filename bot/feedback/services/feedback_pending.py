"""Feedback that is wanted and not out yet: made, grown with what comes later, written anew, handed on to others."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import WRITTEN_ANEW
from bot.feedback.domain import approval
from bot.feedback.domain.feedback import Feedback, Keys, Occasion, Stage, union
from bot.kit.calendar import local_day
from bot.kit.escape import escaped
from bot.kit.period import Grain, Period, period_of
from bot.rules.domain.rule import Audience
from bot.rules.services.audience import readers_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.ports import Work
    from bot.people.domain.person import Person

SETTLE = timedelta(minutes=15)
"""Files that arrive together make one message: words wait this long for the next."""
LATEST = timedelta(hours=2)
"""However often more data arrives, the words wait no longer than this."""
LIFE = {
    Occasion.STANDING: timedelta(days=14),
    Occasion.PRAISE: timedelta(days=14),
    Occasion.NUDGE: timedelta(days=7),
    Occasion.ALERT: timedelta(days=1),
}
"""After this a message has nothing to say any more and expires unsent; a correction never does."""
_PARTS = 6
"""Of these a key is made: occasion, subject, reader, period (two), and day. None has a colon in it."""
_ANOTHER = re.compile(r"\+\d+$")
"""What the key of a day's second message, and of those after it, ends with."""


def hand_on(work: Work, before_id: str, subject: Person, *, now: datetime) -> int:
    """Give nudges about somebody, which are not out yet, to who is to have them now; returns how many."""
    handed = 0
    for nudge in work.feedback.nudges(before_id, subject.id, since=now - LIFE[Occasion.NUDGE]):
        waits = nudge.stage in {Stage.WANTED, Stage.DRAFTED, Stage.APPROVED}
        if waits or (nudge.stage is Stage.SENT and work.outbox.withdraw(nudge.key, detail="handed on")):
            handed += pass_on(work, nudge, now=now)
    return handed


def pass_on(work: Work, feedback: Feedback, *, now: datetime) -> int:
    """End words that are not out for whoever was to read them, and want them for who leads the subject now."""
    subject = work.people.get(feedback.subject_id)
    work.feedback.save(approval.withdraw(feedback))
    readers = readers_of(work, subject, Audience.MANAGER, now=now) if subject else []
    if subject is None or not readers:
        return 0
    again = [
        new_feedback(feedback.occasion, subject, reader, feedback.period, feedback.deltas, feedback.signals, now=now)
        for reader in readers
        if reader.id not in {feedback.reader_id, subject.id}
    ]
    return sum(_want_again(work, replace(wanted, ready_at=now)) for wanted in again)


def _want_again(work: Work, feedback: Feedback) -> bool:
    """Want words for somebody who may have been to have them before, on the same day; False when they have them."""
    number, known = _newest_of_the_day(work, feedback.key)
    if known is None:
        return work.feedback.add(feedback)
    if known.stage not in {Stage.EXPIRED, Stage.REJECTED}:
        return False
    return work.feedback.add(replace(feedback, key=f"{feedback.key}+{number + 1}"))


def new_feedback(
    occasion: Occasion,
    subject: Person,
    reader: Person,
    period: Period,
    keys: Keys,
    signals: tuple[int, ...],
    *,
    now: datetime,
) -> Feedback:
    """Return feedback that is wanted at an instant, under the key of its reader's day; nothing of it is kept yet."""
    day = local_day(now, timezone=reader.timezone)
    about = f"{_id(subject)}:{_id(reader)}:{period.start}:{_length(period)}"
    return Feedback(
        key=f"{occasion}:{about}:{day}",
        subject_id=subject.id,
        reader_id=reader.id,
        occasion=occasion,
        period=period,
        stage=Stage.WANTED,
        signals=signals,
        deltas=keys,
        data_at=now,
        created_at=now,
        ready_at=now if occasion is Occasion.ALERT else now + SETTLE,
    )


def on_request(key: str, number: int) -> str:
    """Return the key of a correction that answers a request of this number; of others one a day is enough."""
    return f"{key}:{number}"


def is_on_request(feedback: Feedback) -> bool:
    """Say whether a correction answers a request."""
    return feedback.key.count(":") >= _PARTS


def _id(person: Person) -> str:
    """Write an id as one part of a key."""
    return escaped(person.id, marks="|:")


def _length(period: Period) -> str:
    """Tell apart a month and a quarter, but not a month and the part of it that is over."""
    for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER):
        if period.end <= period_of(period.start, grain).end:
            return grain[0]
    return Grain.YEAR[0]


def store(work: Work, feedback: Feedback, *, now: datetime) -> Feedback:
    """Add it, or let that day's message grow as long as it is not out; after that another one says what came later.

    What waits in the outbox is taken back and written anew with the rest, so that its reader gets one message.
    """
    number, known = _newest_of_the_day(work, feedback.key)
    if known is None:
        work.feedback.add(feedback)
        return feedback
    if known.stage is Stage.DRAFTED:  # what waits for a yes would say what holds no more
        known = approval.redraw(known, now=now)
    if known.stage is Stage.WANTED:
        ready_at = min(feedback.ready_at, known.created_at + LATEST)
        grown = replace(_together(known, feedback), data_at=now, ready_at=ready_at)
        work.feedback.save(grown)
        return grown
    again = replace(feedback, key=f"{feedback.key}+{number + 1}")
    if known.stage is Stage.SENT and work.outbox.withdraw(known.key, detail=WRITTEN_ANEW):
        work.feedback.save(approval.withdraw(known))
        again = replace(_together(known, again), key=again.key)
    work.feedback.add(again)
    return again


def write_anew(work: Work, feedback: Feedback, *, now: datetime) -> None:
    """Have words written again that were handed to the outbox and do not read as their figures do any more."""
    base = _ANOTHER.sub("", feedback.key)
    number, _ = _newest_of_the_day(work, base)
    again = replace(feedback, key=f"{base}+{number + 1}", stage=Stage.WANTED, pick=None, ready_at=now)
    again = replace(again, values=(), targets=(), revisions=())
    work.feedback.save(approval.withdraw(feedback))
    work.feedback.add(again)


def _newest_of_the_day(work: Work, key: str) -> tuple[int, Feedback | None]:
    """Return the last message under a day's key, and how many there are."""
    number, known = 1, work.feedback.get(key)
    while (later := work.feedback.get(f"{key}+{number + 1}")) is not None:
        number, known = number + 1, later
    return number, known


def _together(known: Feedback, later: Feedback) -> Feedback:
    """Return a feedback of the day with what a later one is about too."""
    signals = tuple(dict.fromkeys((*known.signals, *later.signals)))
    return replace(
        later if known.stage is Stage.SENT else known, deltas=union(known.deltas, later.deltas), signals=signals
    )
