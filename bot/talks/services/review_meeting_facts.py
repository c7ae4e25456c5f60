"""What is stored of a cycle's period that a talk is about besides figures: projects of a person or unit, complaints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.figures.services.finished import finished_since
from bot.people.domain.person import Kind
from bot.people.services.permission import sees
from bot.reviews.services.cycle import units_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.figures.domain.finished import Finished
    from bot.figures.domain.record import Record
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.talks.ports import Work


def complaints_of(work: Work, person: Person, cycle: Cycle) -> list[Record]:
    """Return the complaints about somebody of a cycle's period; that the reader may, the caller has seen to."""
    streams = [stream for stream in work.streams.all() if stream.event is EventKind.COMPLAINT]
    queries = [RecordQuery(stream.key, person_id=person.id, period=cycle.period) for stream in streams]
    return [record for query in queries for record in work.records.find(query)]


def projects_of(
    work: Work, actor: Actor, person: Person, cycle: Cycle, *, today: date, now: datetime
) -> list[Finished]:
    """Return the projects of a cycle's period that somebody or their unit completed, as far as the actor sees them."""
    names = units_of(person)
    units = [unit for unit in work.people.all() if unit.kind is Kind.UNIT and {unit.id, unit.name} & names]
    whose = [each for each in (person, *units) if sees(work, actor, each, now=now)]
    last = min(today, cycle.period.end)
    items = [item for each in whose for item in finished_since(work, each.id, cycle.period.start, today=last).items]
    return [item for item in dict.fromkeys(items) if item.kind is EventKind.PROJECT_COMPLETED]
