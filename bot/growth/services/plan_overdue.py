"""What of plans is overdue, for HR: counted by team in the overview, and told once a week by name; never the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import NOTHING_LEFT, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.growth.domain.plan_overdue import OverduePlan, overdue_places
from bot.growth.views import plan_overdue as view
from bot.kit.calendar import local_day
from bot.people.domain.permission import Act, Relation
from bot.people.services import permission
from bot.reviews.services import cycle_digest
from bot.reviews.services.cycle_overview import team_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.growth.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

KIND: Final = "plan_digest"


def overdue(work: Work, actor: Actor, *, now: datetime) -> list[OverduePlan]:
    """Return the plans of which something is overdue, by team and name, for whoever counts plans; to others none.

    Those of the actor's own and of people who have left are not among them.
    """
    if not actor.may(Act.COUNT_PLANS, Relation.COMPANY):
        return []
    found = []
    for plan in work.plans.running():
        person = work.people.get(plan.person_id)
        if person is None or not person.employed_at(now) or person.id == actor.person.id:
            continue
        if places := overdue_places(plan, today=local_day(now, timezone=person.timezone)):
            found.append(OverduePlan(person.name, team_of(work, person), places))
    return sorted(found, key=lambda each: (each.team, each.person, each.places))


def due(work: Work, *, now: datetime) -> Iterator[tuple[Person, date]]:
    """Yield everybody of HR whose Monday morning is past, with that Monday; plans are read when they are told."""
    yield from cycle_digest.mondays(work, now=now)


def tell(work: Work, reader: Person, monday: date, *, now: datetime) -> bool:
    """Tell somebody of HR which plans are overdue, along with what is missing of reviews; False when none is."""
    card = _card(work, reader, now=now)
    if card is None:
        return False
    key = f"{KIND}:{monday.isoformat()}:{reader.id}"
    return enqueue(work, card, key=key, to=reader, kind=KIND, priority=Priority.STANDING, now=now, merge="daily")


def _card(work: Work, reader: Person, *, now: datetime) -> Card | None:
    found = overdue(work, permission.actor(work, reader, now=now), now=now)
    return view.digest(work.reader(reader, now=now).t, found) if found else None


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write it as things are when it goes."""
    reader = work.people.get(delivery.person_id)
    card = _card(work, reader, now=now) if reader else None
    return card or Drop(NOTHING_LEFT)
