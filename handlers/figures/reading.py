"""People asking for the stored rows behind somebody's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.about import FigureScope
from bot.figures.services import reading, record_evidence
from bot.figures.services.about import about
from bot.figures.views import reading as view
from bot.figures.views.about import said_back
from bot.people.domain.permission import Act
from bot.people.services import audit
from bot.people.services.permission import somebody
from handlers.argument import either, person, values
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from handlers.context import Context


def data(context: Context, inbound: Inbound) -> Card:
    """Show the stored rows behind somebody's values, as a table and as a file."""
    work, subject, meant = context.work, context.person, FigureScope()
    if said := context.rest or argument(inbound, "said"):
        meant = about(work, said, today=context.today, sentence=context.sentence)
        subject = meant.person or subject
    elif who := argument(inbound, "person"):
        subject = somebody(work, who)
    context.require(Act.READ_ROWS, subject)
    audit.note_read(work, context.actor, subject, "rows", now=context.now)
    if place := argument(inbound, "value"):
        meant = reading.alone(work, reading.value(work, subject.id, place))
    card = view.rows(
        context.t,
        reading.rows(work, subject, meant),
        records=record_evidence.history(work, subject, [meant.metric] if meant.metric else [], meant.period),
        metrics={metric.key: metric for metric in work.metrics.all()},
        name="" if _own(context, subject) else subject.name,
        zone=context.reader.zone,
        now=context.now,
    )
    return said_back(context.t, card, meant, route="data", who="" if _own(context, subject) else subject.id)


def _own(context: Context, subject: Person) -> bool:
    return subject.id == context.person.id


ROUTES = (
    Route(
        "data",
        data,
        Act.READ_ROWS,
        (Means.WORDS, Means.CLICK),
        spoken(en="data, rows", zh="数据，原始数据"),
        takes=either(values, person),
    ),
)
