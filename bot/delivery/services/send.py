"""Sending: a claimed delivery is given to its platform once, and what became of it is recorded."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from bot.delivery.domain.circuit import Circuit
from bot.delivery.domain.delivery import Delivery, DeliveryState, Hold, Priority, Receipt
from bot.delivery.domain.delivery_failure import IN_DOUBT, GiveUp, after_failure
from bot.delivery.domain.delivery_timing import Drop, Go, Wait
from bot.delivery.services.claim import ClaimedDelivery
from bot.delivery.services.verdict import Terms, W, hold_back, paused, rendered, still_allowed, verdict_on
from bot.kit.errors import InDoubt, NoReceipt, NotThere, PlatformError, QuotaExhausted, Rejected
from bot.messages.card import Card
from bot.messages.codec import card_from_json
from bot.people.domain.audit import What
from bot.runtime.retry import AFTER_ANSWER, AFTER_SILENCE, turned_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.delivery.ports import Work
    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.kit.transaction import RunInWork

log = structlog.get_logger()

_RECORDS = 3
"""How often the record of an attempt is tried: a process that sleeps in a transaction keeps others out for seconds."""
LOOK_SHARE = 0.1
"""What of a lease may be waited for a lost answer to turn up."""
SEND_SHARE = 0.6
"""What one send may take of a lease. In the rest the platform shows what it was given: whoever has it next looks."""


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
                await _record(run_in_work, _finish, delivery, DeliveryState.FAILED, at=clock.now(), detail=IN_DOUBT)
                return None
            unsure = True
        except PlatformError as unclear:
            raise (lost or unclear) from None
        if isinstance(lost, NoReceipt) and (unsure or not platform.keyed):
            raise lost  # who says yes and shows nothing says so again
    return await _send(run_in_work, platform, claimed, terms, unsure=unsure, clock=clock)


async def _send(
    run_in_work: RunInWork[W],
    platform: Platform,
    claimed: ClaimedDelivery,
    terms: Terms[W],
    *,
    unsure: bool,
    clock: Clock,
) -> Receipt | None:
    """Send a delivery as it reads now, marked if it may be a repeat; None when it is not to go now after all."""
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
        opaque=claimed.delivery.opaque,
        until=began + terms.lease.total_seconds() * SEND_SHARE,
        fresh=not claimed.delivery.doubt,
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
    verdict: Go | Wait | Drop = paused(work, delivery, now=now) or Go()
    person = work.people.get(delivery.person_id)
    if person is None or not person.employed_at(now):
        work.outbox.finish(delivery, DeliveryState.FAILED, at=now, detail="left")
        return None
    own = person.identity(claimed.identity.platform)
    if own is None or own.user != claimed.identity.user:
        work.outbox.release(delivery, until=now, reason=Hold.RETRY, tried=False)
        _follow(work, claimed, now=now)
        return None
    says: Delivery | Wait | Drop = still_allowed(work, delivery, person, terms, now=now)
    if delivery.doubt:
        verdict = verdict_on(work, claimed.identity.platform, delivery, person, terms, now=now)
        says = rendered(work, delivery, person, terms, now=now) if isinstance(verdict, Go) else delivery
    for outcome in (verdict, says):
        if isinstance(outcome, Wait | Drop):
            hold_back(work, delivery, outcome, now=now)
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
    if not work.outbox.finish(delivery, DeliveryState.SENT, at=at, receipt=receipt):
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
        work.outbox.finish(delivery, DeliveryState.FAILED, at=now, detail=outcome.detail)
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
        log.error("platform.circuit_open", platform=platform, code=after.code, fix=after.hint)
        if terms.shut:
            terms.shut(work, platform, after, now)
    elif before.open and not after.open:
        log.info("platform.circuit_closed", platform=platform)
        work.outbox.requeue([Hold.PLATFORM, Hold.BUDGET], at=now, platform=platform)
        if before.spent and terms.renewed:
            terms.renewed(work, platform, before, now)
    return after


def _finish(work: Work, delivery: Delivery, state: DeliveryState, *, at: datetime, detail: str) -> bool:
    return work.outbox.finish(delivery, state, at=at, detail=detail)
