"""A manager's week: shown, and what of it is put off, done or not needed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.services.message import MessageKind
from bot.delivery.services.outbox import DIGEST
from bot.kit.errors import NotFound, Unanswered
from bot.messages.inbound import Notice, Submission
from bot.overview.domain.planning import PlanningGroup
from bot.overview.services import planning, planning_sent
from bot.overview.views import planning_form as form_view
from bot.people.domain.permission import Act
from bot.talks.domain.talk_answer import TalkAnswer, TalkAnswerKind
from bot.talks.services import talk_answer
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.answers import Answers
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show whom the sender's week is about, from somebody on."""
    first = whole(argument(inbound, "from")) or 0
    return planning.card_for(context.work, context.actor, first=first, now=context.now)


def answer(context: Context, inbound: Inbound) -> Form | Card | Notice:
    """Ask what is to become of somebody on the list, then keep it and draw the list anew."""
    work, now = context.work, context.now
    person_id, value, group = argument(inbound, "person"), argument(inbound, "value"), _group(inbound)
    person = talk_answer.subject_of(work, context.actor, person_id, now=now)
    days = talk_answer.days_for_later(context.person, now=now)
    args = (("person", person_id), ("value", value), ("group", group.value))
    form = form_view.answering(context.t, name=person.name, args=args, group=group, days=days, today=context.today)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        kind, until, reason = _answered(answers, days)
    given = TalkAnswer(person_id, context.person.id, kind, *_value(value), now, until, reason)
    talk_answer.answer(work, context.actor, given, talked=group is not PlanningGroup.PRAISE)
    if not planning_sent.redraw(work, context.person, now=now):
        return planning.card_for(work, context.actor, now=now)
    words = {"weekday": context.t.weekday(until), "day": context.t.day(until, today=context.today)} if until else {}
    return Notice(context.t(f"planning-answered-{kind}", name=person.name, **words))


def _answered(answers: Answers, days: tuple[date, date]) -> tuple[TalkAnswerKind, date | None, str]:
    """Return what was chosen; that no talk is needed takes a reason.

    Raises:
        Unanswered: when there is none.
    """
    said, reason = answers.choice("answer"), answers.text_or_none("reason") or ""
    later = dict(zip((form_view.TOMORROW, form_view.WEEK), days, strict=True))
    if said in later:
        return TalkAnswerKind.LATER, later[said], reason
    kind = TalkAnswerKind(said)
    if kind is TalkAnswerKind.NOT_NEEDED and not reason:
        raise Unanswered({"reason": ("planning-answer-reason-missing", {})})
    return kind, None, reason


def _group(inbound: Inbound) -> PlanningGroup:
    try:
        return PlanningGroup(argument(inbound, "group"))
    except ValueError:
        raise NotFound("button-unknown") from None


def _value(said: str) -> tuple[str, date]:
    metric, _, start = said.rpartition(":")
    try:
        return metric, date.fromisoformat(start)
    except ValueError:
        raise NotFound("button-unknown") from None


ROUTES = (
    Route(
        "planning",
        show,
        Act.REMIND,
        (Means.WORDS, Means.CLICK),
        spoken(en="planning, plan my week, my week, plan the week", zh="本周安排，安排本周，一周安排，排一周"),
    ),
    Route("planning.answer", answer, Act.REMIND, (Means.CLICK, Means.FORM), opens=True),
)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind(REDRAW, render=planning_sent.redrawn),
    MessageKind(DIGEST, render=planning_sent.render),
)
