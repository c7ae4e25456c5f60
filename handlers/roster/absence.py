"""People saying that they are away, or back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.errors import Invalid, NotFound, Unanswered
from bot.people.domain.permission import Act
from bot.people.services.permission import leader
from bot.people.services.person import named
from bot.roster.domain.absence import asked
from bot.roster.services import absence
from bot.roster.views import absence as view
from handlers.argument import only, read_by
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.people.domain.person import Person
    from bot.work import Work
    from handlers.context import Context


def away(context: Context, _inbound: Inbound) -> Card | Form:
    """Note the days that the words name, with a deputy if one is named; without words ask by form."""
    if not context.rest.strip():
        leads = bool(context.work.people.team(context.person.id))
        return view.form(context.t, leads=leads, today=context.today)
    leave = asked(context.rest, today=context.today)
    if context.sentence and leave.last >= context.today:
        return view.proposed(context.t, leave, today=context.today)
    deputy = named(context.work, leave.deputy) if leave.deputy else None
    return _noted(context, leave.first, leave.last, deputy)


def note(context: Context, inbound: Inbound) -> Card:
    """Note what a form says."""
    leads = bool(context.work.people.team(context.person.id))
    with context.filling(view.form(context.t, leads=leads, today=context.today), inbound) as answers:
        first, last = answers.day("first"), answers.day("last")
        said = answers.text_or_none("deputy") if "deputy" in answers else None
        if last < max(first, context.today):
            raise Unanswered({"last": ("absence-past", {})})
        try:
            deputy = named(context.work, said) if said else None
            return _noted(context, first, last, deputy)
        except (Invalid, NotFound) as wrong:
            raise Unanswered({"deputy" if said else "last": (wrong.key, wrong.values)}) from None
    raise NotFound("button-unknown")


def back(context: Context, _inbound: Inbound) -> Card:
    """Note that somebody is there again."""
    if not absence.back(context.work, context.person, now=context.now):
        raise NotFound("absence-none")
    return view.returned(context.t)


def _noted(context: Context, first: date, last: date, deputy: Person | None) -> Card:
    context.require(Act.USE, context.person)
    absence.leave(context.work, context.person, first, last, deputy=deputy, now=context.now)
    boss = leader(context.work, context.person, now=context.now)
    return view.noted(
        context.t,
        first,
        last,
        deputy=deputy.name if deputy else "",
        boss=boss.name if boss else "",
        today=context.today,
    )


ROUTES = (
    Route(
        "away",
        away,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="away, on leave, vacation", zh="请假，休假"),
        opens=True,
        takes=read_by(lambda context: asked(context.rest, today=context.today)),
    ),
    Route("away.note", note, Act.USE, (Means.FORM,)),
    Route(
        "back",
        back,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="back, i am back", zh="回来了，销假"),
        takes=only("back"),
        changes=True,
    ),
)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind("absence", acts=(Act.READ_FACTS,)),)
