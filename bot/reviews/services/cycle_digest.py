"""The weekly word to HR: of whom what is missing though they were asked three times, by team; never the words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import NOTHING_LEFT, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import instant, local_day
from bot.people.services import permission
from bot.reviews.services import cycle_overview
from bot.reviews.views import cycle_missing as view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.reviews.ports import Work

KIND: Final = "cycle_digest"
_MORNING: Final = time(9, 30)


def due(work: Work, *, now: datetime) -> Iterator[tuple[Person, date]]:
    """Yield everybody of HR whose Monday morning is past, with that Monday; nobody while no cycle runs."""
    if work.cycles.running():
        yield from mondays(work, now=now)


def mondays(work: Work, *, now: datetime) -> Iterator[tuple[Person, date]]:
    """Yield everybody of HR whose Monday morning is past, with that Monday."""
    for reader in permission.hr(work):
        today = local_day(now, timezone=reader.timezone)
        monday = today - timedelta(days=today.weekday())
        if reader.employed_at(now) and instant(monday, _MORNING, timezone=reader.timezone) <= now:
            yield reader, monday


def tell(work: Work, reader: Person, monday: date, *, now: datetime) -> bool:
    """Tell somebody of HR what is missing; False when nothing is."""
    card = _card(work, reader, now=now)
    if card is None:
        return False
    key = f"{KIND}:{monday.isoformat()}:{reader.id}"
    return enqueue(work, card, key=key, to=reader, kind=KIND, priority=Priority.STANDING, now=now, merge="daily")


def _card(work: Work, reader: Person, *, now: datetime) -> Card | None:
    actor = permission.actor(work, reader, now=now)
    found = [(cycle, cycle_overview.missing(work, actor, cycle, now=now)) for cycle in work.cycles.running()]
    late = [(cycle, [task for task in tasks if task.overdue]) for cycle, tasks in found]
    shown = [(cycle, tasks) for cycle, tasks in late if tasks]
    return view.digest(work.reader(reader, now=now), shown) if shown else None


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write it as things are when it goes."""
    reader = work.people.get(delivery.person_id)
    card = _card(work, reader, now=now) if reader else None
    return card or Drop(NOTHING_LEFT)
