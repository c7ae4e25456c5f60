"""Reminding somebody of a figure, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.inbound import Notice, Submission
from bot.people.domain.permission import Act
from bot.talks.services import reminder
from handlers.context import argument, prompted
from handlers.route import Means, Route

if TYPE_CHECKING:
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def remind(context: Context, inbound: Inbound) -> Form | Notice:
    """Show the sentence first, then send it."""
    person, metric = argument(inbound, "person"), argument(inbound, "metric")
    form = reminder.form(context.work, context.actor, person, metric, now=context.now)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        start = argument(inbound, "start")
        said = reminder.send(
            context.work,
            context.actor,
            person,
            metric,
            start,
            answers,
            now=context.now,
            prompted=prompted(inbound),
        )
    return Notice(said)


def answer(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask what the figure does not show, then bring it to whoever sent the reminder."""
    context.require(Act.ADD_CONTEXT, context.person)
    metric, start = argument(inbound, "metric"), argument(inbound, "start")
    form = reminder.answering(context.work, context.actor, metric, start)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        return Notice(reminder.answer(context.work, context.actor, metric, start, answers, now=context.now))


ROUTES = (
    Route("reminder", remind, Act.REMIND, (Means.CLICK, Means.FORM), opens=True),
    Route("reminder.answer", answer, Act.ADD_CONTEXT, (Means.CLICK, Means.FORM), opens=True),
)
