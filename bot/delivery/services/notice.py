"""The notice at work: it goes before anything else, whoever speaks first; who had it, and the tour after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState, Hold, Priority
from bot.delivery.domain.delivery_timing import Wait
from bot.delivery.domain.notice import VERSION, Adoption, Shown, adoption
from bot.delivery.services.outbox import enqueue
from bot.delivery.views import notice as view
from bot.messages.sheet import sheet
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_LOOK_AGAIN = timedelta(hours=1)
"""What waits for the notice goes as soon as that is out; this is for when it never is."""


def gate(work: Work, person: Person, delivery: Delivery, now: datetime) -> Wait | None:
    """Hold whatever is to go to somebody who has not had the notice, and see to it that the notice goes.

    Where somebody asked for something, the notice goes as the first half of the answer.
    """
    receipt = work.notices.get(person.id, VERSION)
    if (receipt and receipt.sent_at) or (receipt and receipt.delivery == delivery.key):
        return None
    introduce(work, person, now=now, asked=delivery.priority is Priority.REPLY)
    return Wait(now + _LOOK_AGAIN, Hold.NOTICE)


def passed(work: Work, delivery: Delivery, at: datetime) -> None:
    """Let everything else go once the notice is out."""
    if work.notices.sent(delivery.key, at=at):
        work.outbox.free(delivery.person_id, Hold.NOTICE, at=at)


def told(work: Work, person: Person) -> bool:
    """Say whether somebody has had the notice."""
    receipt = work.notices.get(person.id, VERSION)
    return receipt is not None and receipt.sent_at is not None


def introduce(work: Work, person: Person, *, now: datetime, asked: bool = False) -> bool:
    """Put the notice on its way to somebody who has not had it; one that failed is tried once more a day.

    ``asked`` says that they have spoken: then it goes at once, else when people may be spoken to.
    """
    receipt = work.notices.get(person.id, VERSION)
    under_way = work.outbox.get(receipt.delivery) if receipt else None
    if receipt and (receipt.sent_at or (under_way and under_way.state in {DeliveryState.DUE, DeliveryState.SENDING})):
        if asked and under_way and not receipt.sent_at:
            work.outbox.expedite(under_way.key, at=now)
        return False
    reader = work.reader(person, now=now)
    key = f"notice:{VERSION}:{person.id}:{reader.today}"
    card = view.notice(reader.t, manager=_manager(work, person, now=now))
    priority = Priority.REPLY if asked else Priority.NOTICE
    if not enqueue(work, card, key=key, to=person, kind=card.kind, priority=priority, now=now):
        return False
    work.notices.queue(person.id, VERSION, delivery=key, at=now)
    return True


def shown(work: Work, person: Person, *, now: datetime) -> Shown:
    """Return what the notice says to somebody who reads it once more."""
    receipt = work.notices.get(person.id, VERSION)
    return Shown(_manager(work, person, now=now), seen=receipt is not None and receipt.seen_at is not None)


def acknowledge(work: Work, person: Person, *, now: datetime) -> Shown:
    """Remember that somebody has seen the notice, and return what it says then."""
    work.notices.settle([person.id], VERSION, at=now)  # a button in hand is proof that it is out
    receipt = work.notices.get(person.id, VERSION)
    if receipt and receipt.sent_at is None:
        work.notices.sent(receipt.delivery, at=now)
        work.outbox.free(person.id, Hold.NOTICE, at=now)
    work.notices.seen(person.id, VERSION, at=now)
    return shown(work, person, now=now)


def announce(work: Work, actor: Actor, *, now: datetime) -> int:
    """Put the notice on its way to everybody who can be reached and has not had it; returns to how many.

    Raises:
        Denied: when this is not the actor's to do.
    """
    permission.require(work, actor, Act.PAUSE_SENDING, now=now)
    return introduce_everybody(work, now=now)


def introduce_everybody(work: Work, *, now: datetime) -> int:
    """Put the notice on its way to everybody who can be reached and has not had it; returns to how many."""
    return sum(introduce(work, person, now=now) for person in _reachable(work))


def log(work: Work, actor: Actor, *, now: datetime) -> tuple[Adoption, str]:
    """Return who had the notice, as counts and as CSV.

    Raises:
        Denied: when this is not the actor's to see.
    """
    permission.require(work, actor, Act.SEE_DELIVERIES, now=now)
    receipts = {notice.person_id: notice for notice in work.notices.all(VERSION)}
    people = _reachable(work)
    rows = []
    for person in people:
        receipt = receipts.get(person.id)
        times = (receipt.queued_at, receipt.sent_at, receipt.seen_at) if receipt else (None, None, None)
        rows.append((person.id, person.name, VERSION, *(at.isoformat() if at else "" for at in times)))
    text = sheet(("employee_id", "name", "version", "queued_at", "sent_at", "acknowledged_at"), rows)
    counts = adoption((person.id for person in people), receipts.values())
    return counts, text


def _reachable(work: Work) -> list[Person]:
    return [person for person in work.people.all() if person.kind is Kind.PERSON and person.identities]


def _manager(work: Work, person: Person, *, now: datetime) -> str:
    leader = permission.leader(work, person, now=now)
    return leader.name if leader else ""
