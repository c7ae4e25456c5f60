"""The verdict on a delivery: whether it may go now, is to wait or ends, and what it says by then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog

from bot.delivery.domain.circuit import Circuit
from bot.delivery.domain.delivery import SWITCHED_OFF, Delivery, DeliveryState, Hold, Priority
from bot.delivery.domain.delivery_timing import Drop, Go, Recipient, Wait, affordable, decide
from bot.delivery.domain.pause import holding
from bot.delivery.domain.preference import Pace, due, topic_of
from bot.delivery.domain.quota import billed, next_month
from bot.delivery.services.outbox import DIGEST
from bot.kit.calendar import wall
from bot.messages.card import Card
from bot.messages.codec import card_from_json, card_to_json
from bot.people.domain.person import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.delivery.domain.policy import Policy
    from bot.delivery.ports import Work
    from bot.people.domain.person import Person

log = structlog.get_logger()

W = TypeVar("W", bound="Work")
W_contra = TypeVar("W_contra", bound="Work", contravariant=True)
_GATHERED_LIFE = timedelta(days=1)
_LOOK_AGAIN = timedelta(days=1)
_TROUBLED = timedelta(minutes=10)
"""How long a message waits that could not be weighed, whatever went wrong."""
_SOON = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Terms(Generic[W_contra]):
    """The terms on which one platform's deliveries go out.

    ``lease`` is longer than the longest call to the platform. ``monthly_calls`` is the budget of metered calls (None:
    unmetered). ``resend_in_doubt`` is the policy for a message that may be out and cannot be looked for. ``merge``
    makes one card of several; ``doubted`` marks a card that may be a repeat. ``gate`` says what keeps everything else
    from a reader until it is out (the notice), and sees to it that it goes; ``passed`` hears what went. ``render``
    writes a message from the state of the instant at which it may go, or says that it is to wait or has nothing to say
    any more; None leaves it as it was written. ``withheld`` says why a reader may not see a message any more ("" while
    they may), and sees to it that whoever may gets it. ``shut`` tells whom it concerns that the platform takes no
    messages any more, or that its month is spent; ``renewed`` that it takes calls again after that. ``together`` has by
    kind what makes one card of several messages that are told together, or None where these are not.
    """

    owner: str
    merge: Callable[[Sequence[Card], Person], Card]
    doubted: Callable[[Card], Card]
    lease: timedelta = timedelta(seconds=90)
    monthly_calls: int | None = None
    resend_in_doubt: bool = True
    gate: Callable[[W_contra, Person, Delivery, datetime], Wait | None] | None = None
    render: Callable[[W_contra, Delivery, datetime], Card | Wait | Drop | None] | None = None
    passed: Callable[[W_contra, Delivery, datetime], None] | None = None
    withheld: Callable[[W_contra, Delivery, Person, datetime], str] | None = None
    shut: Callable[[W_contra, str, Circuit, datetime], None] | None = None
    renewed: Callable[[W_contra, str, Circuit, datetime], None] | None = None
    refused: Callable[[Card], Card] | None = None
    together: Mapping[str, Callable[[W_contra, Sequence[Delivery], Person, datetime], Card | None]] = field(
        default_factory=dict
    )


def verdict_on(
    work: W, platform: str, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime
) -> Go | Wait | Drop:
    """Say whether a delivery may go now by its own rules: now, later, or never any more with the reason for that.

    It is asked before every attempt: what was true at the first may not be so at the next.
    """
    if delivery.priority is not Priority.REPLY and not work.outbox.alone_with(person.id):
        return Wait(now + _SOON, Hold.RETRY)
    ended = _ended(work, delivery, person, now=now)
    if ended is not None:
        return Drop(ended)
    closed = terms.gate(work, person, delivery, now) if terms.gate else None
    return closed or _wait(work, platform, delivery, person, terms, now=now)


def hold_back(work: Work, delivery: Delivery, verdict: Wait | Drop, *, now: datetime) -> None:
    """Let a claimed delivery wait, or expire."""
    if isinstance(verdict, Wait):
        work.outbox.release(delivery, until=verdict.until, reason=verdict.reason, tried=False)
    else:
        work.outbox.finish(delivery, DeliveryState.EXPIRED, at=now, detail=verdict.reason)


def rendered(work: W, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Delivery | Wait | Drop:
    """Return a delivery as its reader may see it and as it reads now; or that it is to wait, or never to go.

    Where that cannot be told it waits: one message's trouble holds up no other, and nobody sees what may not be theirs.
    """
    try:
        with work.attempt():
            return _said(work, delivery, person, terms, now=now)
    except Exception:
        log.exception("delivery.render_failed", kind=delivery.kind)
        return Wait(now + _TROUBLED, Hold.RETRY)


def _said(work: W, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Delivery | Wait | Drop:
    seen = still_allowed(work, delivery, person, terms, now=now)
    if isinstance(seen, Drop):
        return seen
    delivery = seen
    says = terms.render(work, delivery, now) if terms.render else None
    if not isinstance(says, Card):
        return says or delivery
    written = card_to_json(says)
    if written != delivery.card:
        work.outbox.rewrite(delivery, written)
    return replace(delivery, card=written)


def still_allowed(work: W, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Delivery | Drop:
    """Return a delivery as its reader may still see it, or why they may see nothing of it any more.

    Of a digest the parts are left out that are not theirs now.
    """
    if terms.withheld is None:
        return delivery
    if delivery.kind != DIGEST:
        reason = terms.withheld(work, delivery, person, now)
        return Drop(reason) if reason else delivery
    members = work.outbox.members(delivery.key)
    lost = {member.no: reason for member in members if (reason := terms.withheld(work, member, person, now))}
    if not lost:
        return delivery
    for part in members:
        if part.no in lost:
            work.outbox.leave_out(part, detail=lost[part.no])
    kept = [member for member in members if member.no not in lost]
    if not kept:
        return Drop(next(iter(lost.values())))
    card = card_to_json(combined(work, kept, person, terms, now=now))
    work.outbox.rewrite(delivery, card)
    return replace(delivery, card=card)


def combined(work: W, members: Sequence[Delivery], person: Person, terms: Terms[W], *, now: datetime) -> Card:
    """Make one card of what some messages say: those that are told together as such, others one below the other."""
    first, *others = (terms.together.get(member.kind) for member in members)
    card = first(work, members, person, now) if first and others and all(other is first for other in others) else None
    return card or terms.merge([card_from_json(member.card) for member in members], person)


def _ended(work: Work, delivery: Delivery, person: Person, *, now: datetime) -> str | None:
    """Return why a delivery is not to be sent any more: it has expired, or its reader wants none of its kind."""
    if delivery.priority is not Priority.REPLY:
        pace = _pace(work, delivery)
        if pace is Pace.OFF:
            return SWITCHED_OFF
        if pace is not Pace.AT_ONCE and delivery.expires_at:
            # Who wants a kind gathered is to have it once, even where it would be too old to come by itself.
            reader = _reader(work, delivery, person, work.policies.of(person), now=now)
            gathered = due(delivery, pace, reader, policy=work.policies.of(person)) + _GATHERED_LIFE
            return (delivery.reason or "") if max(delivery.expires_at, gathered) <= now else None
    return (delivery.reason or "") if delivery.expires_at and delivery.expires_at <= now else None


def _pace(work: Work, delivery: Delivery) -> Pace:
    return work.preferences.of(delivery.person_id).get(topic_of(delivery.kind, delivery.priority), Pace.AT_ONCE)


def _reader(work: Work, delivery: Delivery, person: Person, policy: Policy, *, now: datetime) -> Recipient:
    place = place_of(person)
    day = policy.day_of(wall(now, timezone=person.timezone))
    begun = policy.begins(day, timezone=person.timezone)
    monday = policy.begins(day - timedelta(days=day.weekday()), timezone=person.timezone)
    return Recipient(
        timezone=person.timezone,
        workday=lambda day: policy.works(day, place=place),
        away_until=work.people.away(person.id, day),
        leads=bool(work.people.team(person.id)),
        today=work.outbox.pushed(person.id, since=begun, but=delivery.no),
        week=work.outbox.pushed(person.id, since=monday, but=delivery.no),
        waiting=len(work.outbox.waiting(person.id, now=now)),
    )


def _wait(work: W, platform: str, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Go | Wait:
    verdict: Go | Wait = Go()
    if delivery.priority is not Priority.REPLY:
        policy = work.policies.of(person)
        reader = _reader(work, delivery, person, policy, now=now)
        asked = due(delivery, _pace(work, delivery), reader, policy=policy)
        gathered = Wait(asked, Hold.DIGEST) if asked > now else None
        verdict = paused(work, delivery, now=now) or gathered or decide(delivery, reader, now=now, policy=policy)
        if isinstance(verdict, Wait):
            return verdict
        if delivery.after and now < delivery.created_at + timedelta(hours=policy.after_hours):
            first = work.outbox.get(delivery.after)
            if (
                first
                and first.state in {DeliveryState.DUE, DeliveryState.SENDING}
                and first.reason is not Hold.NOT_REACHABLE
            ):
                soon = now + timedelta(minutes=1)  # one that is under way is done long before its lease is
                waits = first.state is DeliveryState.DUE
                return Wait(max(first.not_before, soon) if waits else soon, Hold.AFTER_SUBJECT)
    if terms.monthly_calls is not None and delivery.priority is not Priority.REPLY:  # an answer has a free way too
        used = work.outbox.spent(platform, month=billed(now))
        if not affordable(delivery.priority, used=used, limit=terms.monthly_calls):
            return Wait(next_month(now), Hold.BUDGET)
    return verdict


def paused(work: Work, delivery: Delivery, *, now: datetime) -> Wait | None:
    """Return until when a pause keeps a delivery back; it is looked at again when it expires, and when it resumes."""
    if delivery.priority is Priority.REPLY:
        return None
    pause = holding(work.pauses.on(delivery.person_id, rule=delivery.rule, now=now), delivery)
    if pause is None:
        return None
    until = pause.until or now + _LOOK_AGAIN
    expires = delivery.expires_at
    return Wait(min(until, expires) if expires and expires > now else until, Hold.PAUSED)


def expected(work: Work, key: str, *, now: datetime) -> datetime | None:
    """Return when a message is likely to go, by the rules that hold now; None when it is out, or will never be."""
    delivery = work.outbox.get(key)
    person = work.people.get(delivery.person_id) if delivery else None
    if delivery is None or person is None or delivery.state not in {DeliveryState.DUE, DeliveryState.SENDING}:
        return None
    if delivery.reason is Hold.NOT_REACHABLE:
        return None
    if delivery.priority is Priority.REPLY or delivery.state is DeliveryState.SENDING:
        return now
    policy = work.policies.of(person)
    reader = _reader(work, delivery, person, policy, now=now)
    asked = due(delivery, _pace(work, delivery), reader, policy=policy)
    verdict = paused(work, delivery, now=now) or decide(delivery, reader, now=now, policy=policy)
    return max(now, asked, delivery.not_before, verdict.until if isinstance(verdict, Wait) else now)
