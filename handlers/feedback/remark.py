"""People adding to their values what the data does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.services import remark
from bot.feedback.views import remark as view
from bot.figures.services import reading
from bot.figures.services.about import figures
from bot.figures.views.about import unread_first
from bot.kit.errors import NotFound
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from bot.people.services.permission import answerable
from handlers.argument import claim, either, values
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.feedback.domain.remark import Remark
    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_LONGEST = 60


def ask(context: Context, inbound: Inbound) -> Form:
    """Ask what the data does not show."""
    form = _form(context, _values(context, inbound), _said(context, inbound))
    return unread_first(context.t, form, figures(context.work, context.rest, today=context.today, sentence=True))


def _values(context: Context, inbound: Inbound) -> list[Delta]:
    work, person = context.work, context.person
    if place := argument(inbound, "value"):
        return [reading.value(work, person.id, place)]
    meant = figures(work, _said(context, inbound), today=context.today, sentence=True)
    found = reading.chosen_values(work, person.id, meant, most=reading.RECENT)[1]
    if not found:
        raise NotFound("reading-none")
    return found


def _said(context: Context, inbound: Inbound) -> str:
    return " ".join((context.rest or argument(inbound, "said")).split())[:_LONGEST]


def _form(context: Context, values: list[Delta], said: str) -> Form:
    work, first = context.work, values[0]
    known = work.remarks.of(first.person_id, first.metric, first.period) if len(values) == 1 else None
    return view.form(
        context.t,
        values,
        metrics={metric.key: metric for metric in work.metrics.all()},
        who=_who(context),
        earlier=known.text if known else "",
        said=said,
        today=context.today,
    )


def _who(context: Context) -> list[str]:
    return [person.name for person in answerable(context.work, context.person, now=context.now)]


def add(context: Context, inbound: Inbound) -> Card:
    """Add it."""
    values = _values(context, inbound)
    with context.filling(_form(context, values, _said(context, inbound)), inbound) as answers:
        chosen = answers.choice("value") if "value" in answers else reading.place_of(values[0])
        delta = next(delta for delta in values if reading.place_of(delta) == chosen)
        made = remark.add(context.work, context.actor, delta, answers.text("text"), now=context.now)
    return _card(context, made)


def withdraw(context: Context, inbound: Inbound) -> Settled:
    """Take it back."""
    return Settled(
        _card(context, remark.withdraw(context.work, context.actor, number(inbound), now=context.now), gone=True)
    )


def _card(context: Context, made: Remark, *, gone: bool = False) -> Card:
    metric = context.work.metrics.get(made.metric)
    if metric is None:
        raise NotFound("remark-gone")
    return view.added(
        context.t, made, metric=metric, name=context.person.name, who=_who(context), today=context.today, gone=gone
    )


ROUTES = (
    Route(
        "context",
        ask,
        Act.ADD_CONTEXT,
        (Means.WORDS, Means.CLICK),
        spoken(en="context, add context", zh="补充，补充说明"),
        opens=True,
        takes=either(values, claim),
    ),
    Route("context.add", add, Act.ADD_CONTEXT, (Means.FORM,)),
    Route("context.withdraw", withdraw, Act.ADD_CONTEXT),
)
