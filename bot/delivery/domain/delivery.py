"""Deliveries: a message on its way to one person — when it may go, what a failure means, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.quota import next_month
from bot.kit.calendar import wall
from bot.kit.errors import InDoubt, NoReceipt, PlatformError, QuotaExhausted, RateLimited, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.domain.circuit import Circuit
    from bot.delivery.domain.policy import Policy
    from bot.kit.identity import Identity


SWITCHED_OFF = "off"
"""The detail of a message that was not sent because its reader wants none of its kind."""


class State(StrEnum):
    """Where a delivery stands."""

    DUE = "due"
    """Waiting for ``not_before``; ``reason`` says what holds it when that lies in the future."""
    SENDING = "sending"
    """Claimed under a lease: the request may be under way."""
    SENT = "sent"
    MERGED = "merged"
    """Its content went out inside a digest."""
    EXPIRED = "expired"
    FAILED = "failed"
    """Refused for good; the reason is the platform's."""


NO_ACCOUNT = "no account"
"""The detail of a message that was not sent because its reader has no account there any more."""
REDRAW = "redraw"
"""The kind of a delivery that changes a message which is out, that of ``after``, in its place."""


class Priority(IntEnum):
    """What matters first (methods 4.9); lower goes earlier."""

    REPLY = 0
    NOTICE = 5
    """What has to be said before anything else may be; it counts against no cap."""
    ALERT = 10
    DEADLINE = 20
    NUDGE = 30
    PRAISE = 40
    STANDING = 50
    REPORT = 60


class Hold(StrEnum):
    """Why a delivery waits; shown to the admin with the instant until which it does."""

    QUIET_HOURS = "quiet_hours"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    CAP = "cap"
    DIGEST = "digest"
    AFTER_SUBJECT = "after_subject"
    """The manager hears it after the person does (trust page)."""
    BUDGET = "budget"
    REVIEW = "review"
    RETRY = "retry"
    PLATFORM = "platform"
    """The platform takes no messages at all at present."""
    RATE = "rate"
    PAUSED = "paused"
    NOT_REACHABLE = "not_reachable"
    """No account on any platform that is on."""
    NOTICE = "notice"
    """The person has not been told yet what Jinbu does (trust page)."""


OF_PLATFORM = (Hold.PLATFORM, Hold.RATE, Hold.BUDGET, Hold.RETRY)
"""What holds a message on one platform, and says nothing of another."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the platform gave back: how to find, update or recall the message.

    On each platform ``user`` is the account that the message went to, and ``id`` is by what it can be changed, missing
    where it cannot be. What else there is, is the platform's own.
    """

    fields: dict[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether the message can be redrawn: a robot's Markdown message in DingTalk stays as it is."""
        return "id" in self.fields

    def stands_before(self, identity: Identity) -> bool:
        """Whether the message went to this account: whose an account is may be another matter by now."""
        return self.fields.get("user") == identity.user


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person.

    ``key`` is the unique business key; ``opaque`` is what the platform sees of it (it tells nothing). ``card`` is
    the neutral message as JSON. ``after`` is the key of a delivery that has to be out first. ``merge`` names the
    digest into which it may be merged ("" when it must stand alone). ``rights`` is what its reader might do when it was
    written, where it rests on more than one person's figures ("" where it does not). ``attempts`` fences the lease: a
    marking counts only under the attempt that made the claim. ``doubt`` is set when an earlier attempt may have been
    accepted.
    """

    key: str
    opaque: str
    person_id: str
    kind: str
    priority: Priority
    card: str
    created_at: datetime
    not_before: datetime
    platform: str = ""
    state: State = State.DUE
    reason: Hold | None = None
    detail: str = ""
    data_at: datetime | None = None
    expires_at: datetime | None = None
    after: str = ""
    merge: str = ""
    rule: str = ""
    subject_id: str = ""
    rights: str = ""
    attempts: int = 0
    doubt: bool = False
    first_attempt_at: datetime | None = None
    lease_until: datetime | None = None
    owner: str = ""
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    receipt: Receipt | None = None
    no: int = 0


VERDICTS: Final = frozenset({"standing", "praise", "nudge", "alert", "correction", "reminder", "digest", "approval"})
"""Kinds of messages of which the kind alone says how somebody did."""
FIGURES: Final = "figures"
"""What such a kind is called for those who may not read figures."""


def kind_for(kind: str) -> str:
    """Return a kind of message as those may know it who may not read figures."""
    return FIGURES if kind in VERDICTS else kind


def coarse(delivery: Delivery) -> Delivery:
    """Return a delivery as those may know it who may not read figures: nothing of it says how somebody did.

    Its key, its rule, how urgent it is, that a manager's message waits for the person's own, and that it waits while
    its rule is paused, would say so.
    """
    if delivery.kind not in VERDICTS:
        return delivery
    told = delivery.state is State.FAILED or delivery.detail == SWITCHED_OFF
    waits = delivery.reason in {Hold.AFTER_SUBJECT, Hold.REVIEW, Hold.PAUSED}
    return replace(
        delivery,
        key=delivery.opaque,
        kind=FIGURES,
        rule="",
        priority=Priority.STANDING,
        reason=None if waits else delivery.reason,
        not_before=delivery.created_at if waits else delivery.not_before,
        detail=delivery.detail if told else "",
        subject_id="",
        card="",
        after="",
    )


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


SETTLED = "settled meanwhile"
MOVED = "moved or called off"
SUPERSEDED = "a later message says how it stands"
NOTHING_LEFT = "nothing left to say"
WRITTEN_ANEW = "written anew"
"""Why a message that waited was not sent: what it asked for was done, or what it told of is no more as it was."""


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


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again at ``until``; with ``doubt`` look first whether the last attempt got through.

    So long as ``leased`` says has to pass by everybody's clock, so that a request that is still under way has landed
    or died; without an instant nothing else has to. ``tried`` says that the attempt told something about the
    message itself.
    """

    until: datetime | None
    reason: Hold
    doubt: bool = False
    leased: timedelta | None = None
    tried: bool = True


@dataclass(frozen=True, slots=True)
class GiveUp:
    """It will not work; ``detail`` is the platform's reason."""

    detail: str


FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(hours=1)
LONGEST_FAILING = timedelta(days=14)
"""How long a message that fails by itself, while others get through, is tried; it may expire before."""
LANDS = timedelta(seconds=10)
"""How long after a request nothing of it is under way any more, where it was answered by silence; longer each time."""
LONGEST_DOUBT = timedelta(minutes=2)
"""How long a message is sent anew whose answers say that it went well, and that is then nowhere to be found."""
IN_DOUBT = "in doubt, not sent again"


def after_failure(
    delivery: Delivery, error: PlatformError, circuit: Circuit, *, now: datetime, lease: timedelta
) -> Retry | GiveUp:
    """Decide what a failed attempt means for a delivery; ``circuit`` is how the platform stands after it.

    A platform that takes nothing is no message's fault: everything waits for it, and ends only by its own rules. Every
    other wait is as long again as a message has been failing so far: attempts are no measure, because those that were
    held or paced never reached the platform.
    """
    failing = max(now - (delivery.first_attempt_at or now), timedelta(0))
    doubt = delivery.doubt or isinstance(error, InDoubt)
    match error:
        case RateLimited(retry_after=seconds):
            until = now + timedelta(seconds=seconds) + jitter(delivery, timedelta(seconds=1))
            return Retry(until, Hold.RATE, doubt, tried=False)
        case QuotaExhausted():
            until = (circuit.until or next_month(now)) + jitter(delivery, timedelta(seconds=10))
            return Retry(until, Hold.BUDGET, doubt, tried=False)
        case Rejected():
            return GiveUp(error.code)
        case NoReceipt():
            if failing >= LONGEST_DOUBT:
                return GiveUp(IN_DOUBT)
            return Retry(now + max(failing, lease), Hold.RETRY, doubt, leased=lease)
        case _ if circuit.open:
            until = circuit.until or now
            spread = jitter(delivery, timedelta(seconds=10))
            return Retry(until + spread, Hold.PLATFORM, doubt, leased=lease if _under_way(error) else None, tried=False)
        case InDoubt() if _under_way(error):
            return Retry(None, Hold.RETRY, doubt, leased=min(max(failing, LANDS), lease))
        case _ if failing >= LONGEST_FAILING:
            return GiveUp(error.code)
        case _:
            wait = min(max(failing, FIRST_WAIT), LONGEST_WAIT)
            return Retry(now + wait + jitter(delivery, wait / 4), Hold.RETRY, doubt)


def _under_way(error: PlatformError) -> bool:
    return isinstance(error, InDoubt) and not error.answered


def jitter(delivery: Delivery, most: timedelta) -> timedelta:
    """Spread retries: the same delivery and attempt always get the same share of ``most``."""
    digest = hashlib.blake2b(f"{delivery.opaque}:{delivery.attempts}".encode(), digest_size=2).digest()
    return most * (int.from_bytes(digest) / 65535)
