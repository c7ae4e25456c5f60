"""The records behind a value: the next ten, and all of them as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.services import reading, record_evidence
from bot.figures.views import record as view
from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act
from bot.people.services.permission import sees, somebody
from handlers.context import argument, whole
from handlers.route import Route

if TYPE_CHECKING:
    from bot.figures.domain.record_evidence import RecordEvidence
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from handlers.context import Context


def page(context: Context, inbound: Inbound) -> Card:
    """Show ten records of a value from a place on."""
    subject, found = _meant(context, inbound)
    first = whole(argument(inbound, "from")) or 0
    first = first if first < len(found.rows) else 0
    record_evidence.note(context.work, context.actor, found.rows[first : first + view.PAGE], now=context.now)
    return view.page(context.t, found, first=first, name=_name(context, subject), today=context.today)


def whole_file(context: Context, inbound: Inbound) -> Card:
    """Give all records of a value as a file."""
    subject, found = _meant(context, inbound)
    record_evidence.note(context.work, context.actor, found.rows, now=context.now)
    return view.file(context.t, found, name=_name(context, subject), today=context.today)


def _meant(context: Context, inbound: Inbound) -> tuple[Person, RecordEvidence]:
    """Return whose value a button means, and its records as far as whoever asks may see them now.

    Raises:
        NotFound: when it is made of none, or none of them is kept.
        Denied: when the value is none of their business, or none of its rows are.
    """
    work = context.work
    subject = somebody(work, argument(inbound, "person"))
    if not sees(work, context.actor, subject, now=context.now):
        context.require(Act.READ_FACTS, subject)
    delta = reading.value(work, subject.id, argument(inbound, "value"))
    metric = work.metrics.get(delta.metric)
    found = metric and record_evidence.behind(work, context.actor, subject, metric, delta.period, now=context.now)
    if not found:
        raise NotFound("record-gone")
    if found.hidden and not found.rows:
        raise Denied("record-denied", act=Act.READ_ROWS.value, subject=subject.id)
    if not found.rows:
        raise NotFound("record-none")
    return subject, found


def _name(context: Context, subject: Person) -> str:
    return "" if subject.id == context.person.id else subject.name


ROUTES = (
    Route("record.page", page, Act.USE),
    Route("record.file", whole_file, Act.USE),
)
