"""When a delivery may go: at once, later, with others, or never."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Delivery, Hold, Priority
from bot.kit.calendar import wall

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Recipient:
    """What the policy has to know about who will read: their zone, their calendar, and what they had lately.

    ``workday`` tells the days on which they work; ``away_until`` is the last day of a leave that covers their present
    working day. ``today`` and ``week`` count pushes since that day and its Monday began, those under way included;
    ``waiting`` counts the other mergeable messages that are due for them now.
    """

    timezone: str
    workday: Callable[[date], bool]
    away_until: date | None
    leads: bool
    today: int
    week: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: until when, and why."""

    until: datetime
    reason: Hold


@dataclass(frozen=True, slots=True)
class Drop:
    """Never: what it says holds no more; ``reason`` is kept with it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Go:
    """Now; with ``digest`` together with everything else that may be merged for this reader."""

    digest: bool = False


def decide(delivery: Delivery, reader: Recipient, *, now: datetime, policy: Policy) -> Go | Wait:
    """Say whether a due delivery may go now.

    Replies always may. Alerts ignore weekends and caps: they are about today. Everything else keeps to working
    hours and days and leave, and what is a push (see :func:`is_push`) to the caps as well. At the cap, what may be
    merged waits for the next digest and goes in it as one.
    """
    if delivery.priority is Priority.REPLY:
        return Go()
    urgent = delivery.priority is Priority.ALERT
    wait = next_moment(now, reader, policy=policy, any_day=urgent)
    if wait:
        return wait
    digest_due = mergeable(delivery) and delivery.reason in GATHERED
    if urgent or not is_push(delivery.kind, delivery.priority):
        return Go(digest=digest_due and reader.waiting > 0)
    per_day = policy.manager_per_day if reader.leads else policy.per_day
    per_week = policy.manager_per_week if reader.leads else policy.per_week
    room = min(per_day - reader.today, per_week - reader.week)
    if digest_due and room > 0:
        return Go(digest=reader.waiting > 0)
    if room > 1 or (room == 1 and not (delivery.merge and reader.waiting)):
        return Go()
    digest = next_digest(now, reader, policy=policy, today=room > 0, week=reader.week >= per_week)
    return Wait(digest, Hold.DIGEST if delivery.merge and room > 0 else Hold.CAP)


UNCAPPED = (Priority.REPLY, Priority.NOTICE, Priority.DEADLINE)
ASKED = ("report", "talk")
"""Kinds that are no push at any priority: the monthly report, due by a day of the month, and a colleague's own words
that ask for a talk."""


def is_push(kind: str, priority: Priority) -> bool:
    """Say whether a message counts against its reader's caps: what nobody asked for and nothing waits for."""
    return priority not in UNCAPPED and kind not in ASKED


def next_moment(now: datetime, reader: Recipient, *, policy: Policy, any_day: bool = False) -> Wait | None:
    """Return the first moment at or after ``now`` that is outside quiet hours, weekends, holidays and leave.

    None when that is now. The reason is the one that holds longest. ``any_day`` keeps only quiet hours and leave.
    """
    local = wall(now, timezone=reader.timezone)
    day = policy.day_of(local)
    reason = None if policy.open_at(local.time()) else Hold.QUIET_HOURS
    if reader.away_until and reader.away_until >= day:
        day, reason = reader.away_until + timedelta(days=1), Hold.LEAVE
    while not any_day and not reader.workday(day):
        if reason is not Hold.LEAVE:
            reason = Hold.WEEKEND if policy.days or day.weekday() > FRIDAY else Hold.HOLIDAY
        day += timedelta(days=1)
    if reason is None:
        return None
    until = policy.opens(day, timezone=reader.timezone)
    # In the night when clocks go back the wall may show once more what was before the end of the quiet hours.
    return Wait(until, reason) if until > now else None


def next_digest(now: datetime, reader: Recipient, *, policy: Policy, today: bool, week: bool = False) -> datetime:
    """Return the next digest time on a working day; not today unless there is room, not this week when it is full."""
    day = policy.day_of(wall(now, timezone=reader.timezone))
    if week:
        day += timedelta(days=7 - day.weekday())
    elif not today or policy.digest(day, timezone=reader.timezone) <= now:
        day += timedelta(days=1)
    while not reader.workday(day):
        day += timedelta(days=1)
    return policy.digest(day, timezone=reader.timezone)


GATHERED = frozenset({Hold.DIGEST, Hold.CAP, Hold.LEAVE, Hold.PAUSED})
"""What waited for one of these comes as one message."""
SUMMED = ("one_on_one", "report", "week")
"""Kinds that otherwise stand alone, and after a leave are part of the one summary."""


def mergeable(delivery: Delivery) -> bool:
    """Say whether a message may be part of one made of several."""
    return bool(delivery.merge) or (delivery.reason is Hold.LEAVE and delivery.kind in SUMMED)


FRIDAY = 4
RESERVE: dict[Priority, float] = {
    Priority.REPLY: 0.0,
    Priority.NOTICE: 0.0,
    Priority.ALERT: 0.0,
    Priority.DEADLINE: 0.02,
    Priority.NUDGE: 0.02,
    Priority.PRAISE: 0.05,
    Priority.STANDING: 0.10,
    Priority.REPORT: 0.10,
}
"""The share of a month's calls that must still be left for a message of this priority to spend one."""


def affordable(priority: Priority, *, used: int, limit: int) -> bool:
    """Say whether a month's budget of calls still has room for a message that matters this much.

    Past its end only the platform knows: other apps may have spent some of it, and calls may have been bought.
    """
    return used >= limit or limit - used > RESERVE[priority] * limit
