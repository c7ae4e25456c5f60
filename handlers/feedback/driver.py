"""What moved a number, opened: the records of a driver, of both periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.services import driver_rows
from bot.feedback.views import driver as view
from bot.figures.services import reading, record_evidence
from bot.figures.views.record import PAGE
from bot.people.domain.permission import Act
from bot.people.services.permission import sees, somebody
from handlers.context import argument, whole
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def page(context: Context, inbound: Inbound) -> Card:
    """Show ten records of a driver from a place on."""
    work, now = context.work, context.now
    subject = somebody(work, argument(inbound, "person"))
    if not sees(work, context.actor, subject, now=now):
        context.require(Act.READ_FACTS, subject)
    delta = reading.value(work, subject.id, argument(inbound, "value"))
    found = driver_rows.rows_of(work, context.actor, subject, delta, argument(inbound, "driver"), now=now)
    first = whole(argument(inbound, "from")) or 0
    first = first if first < len(found.rows.rows) else 0
    record_evidence.note(work, context.actor, found.rows.rows[first : first + PAGE], now=now)
    name = "" if subject.id == context.person.id else subject.name
    return view.page(context.t, found, first=first, name=name, today=context.today)


ROUTES = (Route("driver.page", page, Act.USE),)
