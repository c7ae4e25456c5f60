"""Claiming: what is due and may go is taken from the outbox by one process, several messages as one where they may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.delivery.domain.circuit import Circuit
from bot.delivery.domain.delivery import NO_ACCOUNT, REDRAW, Delivery, DeliveryState, Hold, Priority, Receipt
from bot.delivery.domain.delivery_timing import Go, Wait
from bot.delivery.services.delivery_digest import digest, gathered, joined, open_for
from bot.delivery.services.outbox import place
from bot.delivery.services.verdict import Terms, W, combined, hold_back, rendered, verdict_on
from bot.messages.card import Card
from bot.messages.codec import card_from_json

if TYPE_CHECKING:
    from bot.delivery.ports import Work
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.kit.transaction import RunInWork

log = structlog.get_logger()

_AFTER_TROUBLE = timedelta(minutes=10)
NOTHING_TO_REDRAW = "nothing to redraw"
"""The detail of a redrawing whose message is no message of its own."""


@dataclass(frozen=True, slots=True)
class ClaimedDelivery:
    """A claimed delivery with what sending it takes; ``redraws`` is the message in whose place it goes."""

    delivery: Delivery
    card: Card
    identity: Identity
    redraws: Receipt | None = None


async def claim_next(
    run_in_work: RunInWork[W], platform: str, terms: Terms[W], *, clock: Clock
) -> tuple[ClaimedDelivery | None, Circuit]:
    """Claim the next delivery that may go now, None when there is none left, and say how the platform stands.

    Everything else that was due before it is held with its reason. Each in a transaction of its own: two processes that
    lock several readers each would wait for one another.
    """
    while True:
        circuit, found, claimed = await run_in_work(_take_one, platform, terms, now=clock.now())
        if claimed or not found:
            return claimed, circuit


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
        work.outbox.finish(delivery, DeliveryState.FAILED, at=now, detail="left" if left else NO_ACCOUNT)
        return None
    verdict = Go() if delivery.doubt else verdict_on(work, platform, delivery, person, terms, now=now)
    shut = circuit.holds(now)
    if isinstance(verdict, Go) and shut and not (circuit.spent and delivery.priority is Priority.REPLY):
        verdict = Wait(shut, Hold.BUDGET if circuit.spent else Hold.PLATFORM)
    into = open_for(work, delivery, person, identity, terms, now=now)
    full = isinstance(verdict, Wait) and verdict.reason is Hold.CAP
    if not isinstance(verdict, Go) and not (into and full):
        hold_back(work, delivery, verdict, now=now)
        return None
    written = delivery if delivery.doubt else rendered(work, delivery, person, terms, now=now)
    if not isinstance(written, Delivery):
        hold_back(work, delivery, written, now=now)
        return None
    if joined(work, written, person, identity, terms, into=into, now=now):
        return None
    if not isinstance(verdict, Go):
        hold_back(work, delivery, verdict, now=now)
        return None
    others = gathered(work, person, terms, now=now) if verdict.digest else []
    if others:
        members = [written, *others]
        digest(work, members, combined(work, members, person, terms, now=now), person, identity, now=now)
        return None
    return _claimed(work, written, identity, now=now)


def _claimed(work: Work, delivery: Delivery, identity: Identity, *, now: datetime) -> ClaimedDelivery | None:
    """Return a delivery with what sending it takes; what nobody can read any more ends, and costs nobody else."""
    try:
        card = card_from_json(delivery.card)
    except ValueError:  # of another version, or damaged
        log.exception("delivery.unreadable", kind=delivery.kind)
        work.outbox.finish(delivery, DeliveryState.FAILED, at=now, detail="unreadable")
        return None
    redraws: Receipt | None = None
    if delivery.kind == REDRAW:
        redraws = place(work.outbox.get(delivery.after), identity)
        if redraws is None:
            work.outbox.finish(delivery, DeliveryState.EXPIRED, at=now, detail=NOTHING_TO_REDRAW)
            return None
    return ClaimedDelivery(delivery, card, identity, redraws)
