"""The outbox: what is to be said is a row first, then goes out once, when it may, in the order of what matters."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

import structlog

from bot.delivery.domain.circuit import PROBES, Circuit
from bot.delivery.domain.delivery import (
    IN_DOUBT,
    NO_ACCOUNT,
    REDRAW,
    SWITCHED_OFF,
    Delivery,
    Drop,
    GiveUp,
    Go,
    Hold,
    Priority,
    Receipt,
    Recipient,
    State,
    Wait,
    affordable,
    after_failure,
    billed,
    decide,
    next_month,
)
from bot.delivery.domain.pause import holding
from bot.delivery.domain.preference import Pace, due, topic_of
from bot.kit.calendar import wall
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, QuotaExhausted, Rejected
from bot.messages.card import Card
from bot.messages.codec import card_from_json, card_to_json
from bot.people.domain.audit import What
from bot.people.domain.person import place_of
from bot.runtime.retry import AFTER_ANSWER, AFTER_SILENCE, turned_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.delivery.domain.policy import Policy
    from bot.delivery.ports.platform import Platform
    from bot.delivery.ports.work import Work
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.kit.transaction import RunInWork
    from bot.people.domain.person import Person

log = structlog.get_logger()

W = TypeVar("W", bound="Work")
W_contra = TypeVar("W_contra", bound="Work", contravariant=True)

DIGEST = "digest"
_GATHERED_LIFE = timedelta(days=1)
_LOOK_AGAIN = timedelta(days=1)
_TROUBLED = timedelta(minutes=10)
"""How long a message waits that could not be weighed, whatever went wrong."""
_SOON = timedelta(seconds=2)
_AFTER_TROUBLE = timedelta(minutes=10)
_RECORDS = 3
"""How often the record of an attempt is tried: a process that sleeps in a transaction keeps others out for seconds."""
NOTHING_TO_REDRAW = "nothing to redraw"
"""The detail of a redrawing whose message is no message of its own."""
LOOK_SHARE = 0.1
"""What of a lease may be waited for a lost answer to turn up."""
SEND_SHARE = 0.6
"""What one send may take of a lease. In the rest the platform shows what it was given: whoever has it next looks."""


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
    messages any more, or that its month is spent; ``renewed`` that it takes calls again after that.
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


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A claimed delivery with what sending it takes; ``redraws`` is the message in whose place it goes."""

    delivery: Delivery
    card: Card
    identity: Identity
    redraws: Receipt | None = None


def enqueue(  # noqa: PLR0913 - each argument is a column that only the caller knows
    work: Work,
    card: Card,
    *,
    key: str,
    to: Person,
    kind: str,
    priority: Priority,
    now: datetime,
    data_at: datetime | None = None,
    after: str = "",
    merge: str = "",
    rule: str = "",
    subject_id: str = "",
    rights: str = "",
    expires_at: datetime | None = None,
    platform: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Put a card into the outbox for a person; False when its business key is known already.

    ``rights`` is what the reader may do now, for a message that rests on the figures of several. It goes out on
    ``platform``, by default on that of their first account. A person without an account on any platform
    keeps the message as ``not_reachable`` until one is linked.
    """
    delivery = Delivery(
        key=key,
        opaque=secrets.token_hex(12),
        person_id=to.id,
        kind=kind,
        priority=priority,
        card=card_to_json(card),
        created_at=now,
        not_before=not_before or now,
        platform=platform or (to.identities[0].platform if to.identities else ""),
        reason=None if to.identities else Hold.NOT_REACHABLE,
        data_at=data_at,
        after=after,
        merge=merge,
        rule=rule,
        subject_id=subject_id,
        rights=rights,
        expires_at=expires_at,
    )
    return work.outbox.add(delivery)


async def take(
    run_in_work: RunInWork[W], platform: str, terms: Terms[W], *, clock: Clock, limit: int
) -> list[ClaimedDelivery]:
    """Claim up to ``limit`` deliveries that may go now; everything else that was due is held with its reason.

    Each in a transaction of its own: two processes that lock several readers each would wait for one another.
    """
    claims: list[ClaimedDelivery] = []
    while len(claims) < limit:
        circuit, found, claimed = await run_in_work(_take_one, platform, terms, now=clock.now())
        if claimed:
            claims.append(claimed)
        if not found or (circuit.open and len(claims) >= PROBES):
            break
    return claims


def _take_one(
    work: W, platform: str, terms: Terms[W], *, now: datetime
) -> tuple[Circuit, bool, ClaimedDelivery | None]:
    """Claim one delivery; say how the platform stands, whether there was any, and return it if it may go."""
    circuit = work.circuits.get(platform)
    due = work.outbox.claim(platform=platform, owner=terms.owner, now=now, lease=terms.lease, limit=1)
    for delivery in due:
        with work.contained("delivery"):
            return circuit, True, _weigh(work, platform, delivery, terms, circuit, now=now)
        # It is tried again later, and expires by its own rule; what is behind it goes meanwhile.
        work.outbox.release(delivery, until=now + _AFTER_TROUBLE, reason=Hold.RETRY, tried=False)
    return circuit, bool(due), None


def _weigh(
    work: W, platform: str, delivery: Delivery, terms: Terms[W], circuit: Circuit, *, now: datetime
) -> ClaimedDelivery | None:
    person = work.people.get(delivery.person_id)
    identity = person.identity(platform) if person else None
    left = person is not None and not person.employed_at(now)
    if not person or not identity or left:
        if left and person and terms.withheld:
            terms.withheld(work, delivery, person, now)
        work.outbox.finish(delivery, State.FAILED, at=now, detail="left" if left else NO_ACCOUNT)
        return None
    verdict = Go() if delivery.doubt else _verdict(work, platform, delivery, person, terms, now=now)
    shut = circuit.holds(now)
    if isinstance(verdict, Go) and shut and not (circuit.spent and delivery.priority is Priority.REPLY):
        verdict = Wait(shut, Hold.BUDGET if circuit.spent else Hold.PLATFORM)
    if not isinstance(verdict, Go):
        _hold_back(work, delivery, verdict, now=now)
        return None
    written = delivery if delivery.doubt else _says(work, delivery, person, terms, now=now)
    if not isinstance(written, Delivery):
        _hold_back(work, delivery, written, now=now)
        return None
    others = _gathered(work, person, terms, now=now) if verdict.digest else []
    if others:
        _digest(work, [written, *others], person, identity, terms, now=now)
        return None
    return _claimed(work, written, identity, now=now)


def _claimed(work: Work, delivery: Delivery, identity: Identity, *, now: datetime) -> ClaimedDelivery | None:
    """Return a delivery with what sending it takes; what nobody can read any more ends, and costs nobody else."""
    try:
        card = card_from_json(delivery.card)
    except ValueError:  # of another version, or damaged
        log.exception("delivery.unreadable", kind=delivery.kind)
        work.outbox.finish(delivery, State.FAILED, at=now, detail="unreadable")
        return None
    redraws: Receipt | None = None
    if delivery.kind == REDRAW:
        redraws = place(work.outbox.get(delivery.after), identity)
        if redraws is None:
            work.outbox.finish(delivery, State.EXPIRED, at=now, detail=NOTHING_TO_REDRAW)
            return None
    return ClaimedDelivery(delivery, card, identity, redraws)


def place(delivery: Delivery | None, identity: Identity | None) -> Receipt | None:
    """Return where a message stands before an account; None of one that is not out, or went to another account.

    Whose an account is may have changed since: it would be drawn anew before somebody else.
    """
    if delivery is None or delivery.state is not State.SENT or identity is None:
        return None
    there = delivery.receipt and delivery.platform == identity.platform and delivery.receipt.stands_before(identity)
    return delivery.receipt if there else None


def _verdict(
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


def _hold_back(work: Work, delivery: Delivery, verdict: Wait | Drop, *, now: datetime) -> None:
    """Let a claimed delivery wait, or expire."""
    if isinstance(verdict, Wait):
        work.outbox.release(delivery, until=verdict.until, reason=verdict.reason, tried=False)
    else:
        work.outbox.finish(delivery, State.EXPIRED, at=now, detail=verdict.reason)


def _says(work: W, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Delivery | Wait | Drop:
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
    seen = _seen(work, delivery, person, terms, now=now)
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


def _seen(work: W, delivery: Delivery, person: Person, terms: Terms[W], *, now: datetime) -> Delivery | Drop:
    """Return a delivery as its reader may still see it, or why they may see nothing of it any more.

    Of a digest the parts are left out that are not theirs now.
    """
    if terms.withheld is None:
        return delivery
    if delivery.kind != DIGEST:
        reason = terms.withheld(work, delivery, person, now)
        return Drop(reason) if reason else delivery
    members = work.outbox.members(delivery.key)
    lost = {one.no: reason for one in members if (reason := terms.withheld(work, one, person, now))}
    if not lost:
        return delivery
    for one in members:
        if one.no in lost:
            work.outbox.leave_out(one, detail=lost[one.no])
    kept = [card_from_json(one.card) for one in members if one.no not in lost]
    if not kept:
        return Drop(next(iter(lost.values())))
    card = card_to_json(terms.merge(kept, person))
    work.outbox.rewrite(delivery, card)
    return replace(delivery, card=card)


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
        verdict = _paused(work, delivery, now=now) or gathered or decide(delivery, reader, now=now, policy=policy)
        if isinstance(verdict, Wait):
            return verdict
        if delivery.after and now < delivery.created_at + timedelta(hours=policy.after_hours):
            first = work.outbox.get(delivery.after)
            if first and first.state in {State.DUE, State.SENDING} and first.reason is not Hold.NOT_REACHABLE:
                soon = now + timedelta(minutes=1)  # one that is under way is done long before its lease is
                waits = first.state is State.DUE
                return Wait(max(first.not_before, soon) if waits else soon, Hold.AFTER_SUBJECT)
    if terms.monthly_calls is not None and delivery.priority is not Priority.REPLY:  # an answer has a free way too
        used = work.outbox.spent(platform, month=billed(now))
        if not affordable(delivery.priority, used=used, limit=terms.monthly_calls):
            return Wait(next_month(now), Hold.BUDGET)
    return verdict


def _paused(work: Work, delivery: Delivery, *, now: datetime) -> Wait | None:
    """Return until when a pause keeps a delivery back; it is looked at again when it expires, and when it resumes."""
    if delivery.priority is Priority.REPLY:
        return None
    pause = holding(work.pauses.on(delivery.person_id, rule=delivery.rule, now=now), delivery)
    if pause is None:
        return None
    until = pause.until or now + _LOOK_AGAIN
    expires = delivery.expires_at
    return Wait(min(until, expires) if expires and expires > now else until, Hold.PAUSED)


def _gathered(work: W, person: Person, terms: Terms[W], *, now: datetime) -> list[Delivery]:
    """Return what else waits for this person to be part of one message, as it reads now."""
    found: list[Delivery] = []
    for one in work.outbox.waiting(person.id, now=now):
        says = _says(work, one, person, terms, now=now)
        if isinstance(says, Delivery):
            found.append(says)
        elif isinstance(says, Drop):
            work.outbox.withdraw(one.key, detail=says.reason)
    return found


def _digest(
    work: W, members: Sequence[Delivery], person: Person, identity: Identity, terms: Terms[W], *, now: datetime
) -> None:
    """Make one message of several; it is claimed in their place."""
    card = terms.merge([card_from_json(one.card) for one in members], person)
    key = f"digest:{person.id}:{members[0].no}"
    work.outbox.merged(members, into=key, at=now)
    added = work.outbox.add(
        Delivery(
            key=key,
            opaque=secrets.token_hex(12),
            person_id=person.id,
            kind=DIGEST,
            priority=min(one.priority for one in members),
            card=card_to_json(card),
            created_at=now,
            not_before=now,
            platform=identity.platform,
            data_at=min((one.data_at for one in members if one.data_at), default=None),
        )
    )
    if not added:  # the same members cannot be merged twice: each is marked in this transaction
        msg = f"digest {key} exists"
        raise RuntimeError(msg)


async def deliver(
    run_in_work: RunInWork[W], platform: Platform, claimed: ClaimedDelivery, terms: Terms[W], *, clock: Clock
) -> bool:
    """Send one claimed delivery and record what became of it; True when it is out.

    An earlier attempt in doubt is looked for first; one whose answer is lost just now at once, and for as long as it
    may turn up, and when it has not it is sent again, once. Where a platform cannot look, the terms' policy decides:
    send again with a mark that it may be a repeat, or leave it and say so. Right before the request its lease is taken
    anew and everything that may hold it is asked again; nothing is written when more than its share of that lease has
    passed by then, so that a process that slept says nothing that another one has said meanwhile.
    """
    delivery = claimed.delivery
    try:
        try:
            receipt = await _bring(run_in_work, platform, claimed, terms, clock=clock)
        except InDoubt as lost:
            claimed = replace(claimed, delivery=replace(delivery, doubt=True))
            receipt = await _bring(run_in_work, platform, claimed, terms, clock=clock, lost=lost)
        if receipt is None:
            return False
    except PlatformError as error:
        if not (delivery.priority is Priority.REPLY and await _otherwise(platform, claimed, terms, error)):
            await _record(run_in_work, _failed, claimed, error, terms, now=clock.now())
            return False
        return bool(await _record(run_in_work, _sent, claimed, Receipt(), terms, at=clock.now(), error=error))
    except Exception as error:  # one message's trouble is that message's
        log.exception("delivery.failed", platform=claimed.identity.platform, kind=delivery.kind)
        fault = NoReceipt(claimed.identity.platform, type(error).__name__)
        await _record(run_in_work, _failed, claimed, fault, terms, now=clock.now(), noted=False)
        return False
    return bool(await _record(run_in_work, _sent, claimed, receipt, terms, at=clock.now()))


async def _bring(
    run_in_work: RunInWork[W],
    platform: Platform,
    claimed: ClaimedDelivery,
    terms: Terms[W],
    *,
    clock: Clock,
    lost: InDoubt | None = None,
) -> Receipt | None:
    """Send a delivery, unless an earlier attempt is found; None when it was not to be sent, which is recorded.

    ``lost`` is what became of an attempt just now.

    Raises:
        PlatformError: as ports.Platform says.
    """
    delivery, unsure = claimed.delivery, False
    if delivery.doubt and not claimed.redraws:  # to redraw twice does no harm
        try:
            if found := await _look(platform, claimed, terms, lost, clock=clock):
                return found
        except LookupError:
            if not terms.resend_in_doubt:
                await _record(run_in_work, _finish, delivery, State.FAILED, at=clock.now(), detail=IN_DOUBT)
                return None
            unsure = True
        except PlatformError as unclear:
            raise (lost or unclear) from None
        if isinstance(lost, NoReceipt) and (unsure or not platform.keyed):
            raise lost  # who says yes and shows nothing says so again
    began = time.monotonic()
    ready = await run_in_work(_ready, claimed, terms, now=clock.now())
    if ready is None:
        return None
    card = terms.doubted(ready) if unsure else ready
    if claimed.redraws:
        await platform.update(claimed.redraws, card)
        return Receipt()
    return await platform.send(
        claimed.identity,
        card,
        opaque=delivery.opaque,
        until=began + terms.lease.total_seconds() * SEND_SHARE,
        fresh=not delivery.doubt,
    )


async def _otherwise(platform: Platform, claimed: ClaimedDelivery, terms: Terms[W], error: PlatformError) -> bool:
    """Let who asked hear something where a platform does not take the answer; True when they have the answer itself."""
    match error:
        case QuotaExhausted():
            return await platform.say_otherwise(claimed.identity, claimed.card)
        case Rejected() if not isinstance(error, NotThere) and terms.refused:
            await platform.say_otherwise(claimed.identity, terms.refused(claimed.card))
    return False


async def _record(run_in_work: RunInWork[W], note: Callable[..., object], *args: object, **more: object) -> object:
    """Record what became of an attempt, and keep a failure to do so to this one delivery.

    Whatever cannot be recorded is in doubt once its lease is over, and is looked for then.
    """
    for last in (False,) * (_RECORDS - 1) + (True,):
        try:
            return await run_in_work(note, *args, **more)
        except Exception:
            log.exception("delivery.record_failed", last=last)
    return None


def _ready(work: W, claimed: ClaimedDelivery, terms: Terms[W], *, now: datetime) -> Card | None:
    """Return what a claimed delivery says if it may be sent at this instant, and take its lease anew; None if not.

    What was claimed just now is asked only whether a pause has begun; after a look for an earlier attempt, which may
    lie hours back, it is asked everything, and says what holds now.
    """
    delivery = claimed.delivery
    if not work.outbox.renew(delivery, lease=terms.lease):
        return None
    verdict: Go | Wait | Drop = _paused(work, delivery, now=now) or Go()
    person = work.people.get(delivery.person_id)
    if person is None or not person.employed_at(now):
        work.outbox.finish(delivery, State.FAILED, at=now, detail="left")
        return None
    own = person.identity(claimed.identity.platform)
    if own is None or own.user != claimed.identity.user:
        work.outbox.release(delivery, until=now, reason=Hold.RETRY, tried=False)
        _follow(work, claimed, now=now)
        return None
    says: Delivery | Wait | Drop = _seen(work, delivery, person, terms, now=now)
    if delivery.doubt:
        verdict = _verdict(work, claimed.identity.platform, delivery, person, terms, now=now)
        says = _says(work, delivery, person, terms, now=now) if isinstance(verdict, Go) else delivery
    for one in (verdict, says):
        if isinstance(one, Wait | Drop):
            _hold_back(work, delivery, one, now=now)
            return None
    return claimed.card if says is delivery or not isinstance(says, Delivery) else card_from_json(says.card)


async def _look(
    platform: Platform, claimed: ClaimedDelivery, terms: Terms[W], lost: InDoubt | None, *, clock: Clock
) -> Receipt | None:
    """Look for an earlier attempt; for one that was lost just now as long as it may turn up.

    Where the same again shows nothing twice, nobody waits.

    Raises:
        LookupError: when the platform has no way to look.
        PlatformError: when it cannot be asked.
    """
    delivery = claimed.delivery
    since = delivery.first_attempt_at or delivery.created_at
    if delivery.lease_until:  # the clock of that attempt may have been ahead of everybody else's
        since = min(since, delivery.lease_until - terms.lease)
    look = partial(platform.find, claimed.identity, opaque=delivery.opaque, since=since)
    if lost is None or platform.keyed:
        return await look()
    waits = AFTER_ANSWER if lost.answered else AFTER_SILENCE
    return await turned_up(look, waits=waits, clock=clock, within=terms.lease.total_seconds() * LOOK_SHARE)


def _sent(
    work: W,
    claimed: ClaimedDelivery,
    receipt: Receipt,
    terms: Terms[W],
    *,
    at: datetime,
    error: PlatformError | None = None,
) -> bool:
    """Record that a message is out, ``error`` being why it went by another way than its own."""
    delivery = claimed.delivery
    _note(work, claimed.identity.platform, error, terms, now=at)
    if not work.outbox.finish(delivery, State.SENT, at=at, receipt=receipt):
        return False
    work.audit.append(
        What.SEND,
        actor="jinbu",
        subject=delivery.person_id,
        detail={"delivery": delivery.no, "kind": delivery.kind, "platform": claimed.identity.platform},
        at=at,
    )
    if terms.passed:
        terms.passed(work, delivery, at)
    return True


def _failed(
    work: W, claimed: ClaimedDelivery, error: PlatformError, terms: Terms[W], *, now: datetime, noted: bool = True
) -> None:
    """Record what a failed attempt means; ``noted`` says whether the platform is to blame at all."""
    delivery = claimed.delivery
    circuit = _note(work, claimed.identity.platform, error, terms, now=now) if noted else Circuit()
    outcome = after_failure(delivery, error, circuit, now=now, lease=terms.lease)
    if isinstance(outcome, GiveUp):
        work.outbox.finish(delivery, State.FAILED, at=now, detail=outcome.detail)
        return
    work.outbox.release(
        replace(delivery, doubt=outcome.doubt),
        until=outcome.until,
        reason=outcome.reason,
        detail=error.code,
        tried=outcome.tried,
        lease=outcome.leased,
    )
    _follow(work, claimed, now=now)


def _follow(work: Work, claimed: ClaimedDelivery, *, now: datetime) -> None:
    """Let what was on its way to an account go another way where its reader has lost that account meanwhile."""
    person, platform = work.people.get(claimed.delivery.person_id), claimed.identity.platform
    if person and not person.identity(platform):
        work.outbox.readdress(person.id, platform, at=now)


def _note(work: W, platform: str, error: PlatformError | None, terms: Terms[W], *, now: datetime) -> Circuit:
    """Keep how the platform stands after an attempt; whom it concerns is told when it takes nothing any more."""
    before = work.circuits.get(platform)
    after = before.after(error, now=now)
    if after != before:
        work.circuits.put(platform, after, at=now)
    if after.open and after.since != before.since:
        log.error("platform.circuit_open", platform=platform, code=after.code, mend=after.hint)
        if terms.shut:
            terms.shut(work, platform, after, now)
    elif before.open and not after.open:
        log.info("platform.circuit_closed", platform=platform)
        work.outbox.reweigh([Hold.PLATFORM, Hold.BUDGET], at=now, platform=platform)
        if before.spent and terms.renewed:
            terms.renewed(work, platform, before, now)
    return after


def _finish(work: Work, delivery: Delivery, state: State, *, at: datetime, detail: str) -> bool:
    return work.outbox.finish(delivery, state, at=at, detail=detail)


def delivered(work: Work, key: str) -> bool:
    """Say whether a message is out, by itself or inside a digest."""
    found = work.outbox.get(key)
    if found and found.state is State.MERGED:
        found = work.outbox.get(found.detail)
    return found is not None and found.state is State.SENT


def expected(work: Work, key: str, *, now: datetime) -> datetime | None:
    """Return when a message is likely to go, by the rules that hold now; None when it is out, or will never be."""
    delivery = work.outbox.get(key)
    person = work.people.get(delivery.person_id) if delivery else None
    if delivery is None or person is None or delivery.state not in {State.DUE, State.SENDING}:
        return None
    if delivery.reason is Hold.NOT_REACHABLE:
        return None
    if delivery.priority is Priority.REPLY or delivery.state is State.SENDING:
        return now
    policy = work.policies.of(person)
    reader = _reader(work, delivery, person, policy, now=now)
    asked = due(delivery, _pace(work, delivery), reader, policy=policy)
    verdict = _paused(work, delivery, now=now) or decide(delivery, reader, now=now, policy=policy)
    return max(now, asked, delivery.not_before, verdict.until if isinstance(verdict, Wait) else now)


def as_rows(deliveries: Iterable[Delivery]) -> list[dict[str, str | int | float | None]]:
    """Return deliveries as the interface shows them: what, to whom, its state, and why it is sent, held or ended.

    ``latency_seconds`` runs from the arrival of the data behind a message to its sending (R15).
    """
    return [
        {
            "key": one.key,
            "employee_id": one.person_id,
            "kind": one.kind,
            "priority": one.priority.name.lower(),
            "platform": one.platform,
            "state": one.state.value,
            "why": one.rule or one.kind if one.state is State.SENT else (one.detail or one.reason or ""),
            "held": one.reason.value if one.reason and one.state is State.DUE else None,
            "until": one.not_before.isoformat() if one.state is State.DUE else None,
            "created_at": one.created_at.isoformat(),
            "sent_at": one.sent_at.isoformat() if one.sent_at else None,
            "latency_seconds": (one.sent_at - one.data_at).total_seconds() if one.sent_at and one.data_at else None,
            "attempts": one.attempts,
        }
        for one in deliveries
    ]
