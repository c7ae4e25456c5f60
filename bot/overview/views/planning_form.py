"""The form in which a manager answers about somebody on their week: later, done, or not needed and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.messages.card import Action
from bot.messages.field import Option, SelectField, TextField
from bot.messages.form import Form
from bot.messages.i18n import named
from bot.messages.text import plain
from bot.overview.domain.planning import PlanningGroup
from bot.talks.domain.talk_answer import LONGEST_REASON, TalkAnswerKind

if TYPE_CHECKING:
    from bot.messages.i18n import Translator

TOMORROW, WEEK = "tomorrow", "week"
"""What may be chosen for later, besides the other answers."""


def answering(
    t: Translator,
    *,
    name: str,
    args: tuple[tuple[str, str], ...],
    group: PlanningGroup,
    days: tuple[date, date],
    today: date,
) -> Form:
    """Ask what is to become of somebody on the list; ``days`` are the next working day and next week's first."""
    later = {day: key for key, day in zip((WEEK, TOMORROW), reversed(days), strict=True)}  # on a Friday it is one day
    told = "planning-answer-told" if group is PlanningGroup.PRAISE else "planning-answer-done"
    options = (
        *(
            Option(key, plain(t("planning-answer-later", weekday=t.weekday(day), day=t.day(day, today=today))))
            for day, key in sorted(later.items())
        ),
        Option(TalkAnswerKind.DONE, plain(t(told))),
        Option(TalkAnswerKind.NOT_NEEDED, plain(t("planning-answer-not-needed"))),
    )
    action = Action("planning.answer", args)
    return Form(
        kind="planning",
        title=t("planning-answer-title", name=named(t, name)),
        fields=(
            SelectField("answer", t("planning-answer-field"), options, value=options[0].value),
            TextField(
                "reason",
                t("planning-answer-reason"),
                hint=t("planning-answer-reason-hint", name=named(t, name)),
                required=False,
                most=LONGEST_REASON,
            ),
        ),
        submit=t("planning-answer-submit"),
        action=action,
        opener=action,
        intro=t("planning-answer-intro"),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show the form once."""
    people = example.people(chinese=t.chinese)
    args = (("person", "S1"), ("value", "collections:2026-10-01"), ("group", "talk"))
    days = date(2026, 11, 3), date(2026, 11, 9)
    form = answering(t, name=people["S1"].name, args=args, group=PlanningGroup.TALK, days=days, today=example.TODAY)
    return {"planning-answer": form}
