"""Reminding somebody of a figure, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.services.message import MessageKind, tell_author
from bot.messages.inbound import Notice, Submission
from bot.people.domain.permission import Act
from bot.talks.domain.reminder import KIND
from bot.talks.services import reminder, reminder_corrected
from bot.talks.views import reminder as view
from handlers import specificity
from handlers.context import argument
from handlers.route import Means, Route

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def remind(context: Context, inbound: Inbound) -> Form | Notice:
    """Show the sentence first, then send it."""
    person, metric = argument(inbound, "person"), argument(inbound, "metric")
    subject, seen = reminder.remindable(context.work, context.actor, person, metric, now=context.now)
    form = view.form(context.t, seen, person_id=subject.id, name=subject.name)
    if not isinstance(inbound, Submission):
        return form
    start = argument(inbound, "start")
    with context.filling(form, inbound) as answers:
        note = answers.text_or_none("note") or ""
        reminder.current(context.work, context.actor, person, metric, start, now=context.now)
        specificity.ask_once(context, inbound, note)
    reminder.send(context.work, context.actor, person, metric, start, note, now=context.now)
    return Notice(context.t("reminder-done", name=subject.name))


def answer(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask what the figure does not show, then bring it to whoever sent the reminder."""
    context.require(Act.ADD_CONTEXT, context.person)
    metric, start = argument(inbound, "metric"), argument(inbound, "start")
    reminder.reminded(context.work, context.actor, metric, start)
    form = view.answering(context.t, metric=metric, start=start)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        text = answers.text("text")
    leader = reminder.answer(context.work, context.actor, metric, start, text, now=context.now)
    return Notice(context.t("reminder-answer-done", name=leader.name))


def _tell_author(work: Work, delivery: Delivery, now: datetime) -> None:
    if delivery.key.endswith(reminder.ANSWER):  # another's words are simply left out
        tell_author(work, delivery, now)


ROUTES = (
    Route("reminder", remind, Act.REMIND, (Means.CLICK, Means.FORM), opens=True),
    Route("reminder.answer", answer, Act.ADD_CONTEXT, (Means.CLICK, Means.FORM), opens=True),
)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind(KIND, acts=(Act.READ_CONTEXT,), instead=_tell_author, render=reminder_corrected.render),
    MessageKind(REDRAW, render=reminder_corrected.redrawn),
)
