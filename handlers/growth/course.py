"""Courses in chat: the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.services import course
from bot.growth.views import course as view
from bot.kit.cell import InvalidCell
from bot.kit.errors import Unanswered
from bot.messages.inbound import Notice, Submission
from bot.people.domain.permission import Act
from handlers.argument import anything
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context

_LONGEST = 60


def catalogue(context: Context, _inbound: Inbound) -> Card:
    """List the courses, or those that some words name."""
    said = context.rest.strip()[:_LONGEST]
    return view.catalogue(context.t, course.catalogue(context.work, said), said=said)


def add(context: Context, inbound: Inbound) -> Form | Notice:
    """Ask for courses, a line each, then put them into the catalogue; with one that cannot be read none is stored."""
    context.require(Act.IMPORT_COURSES)
    form = view.adding(context.t)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        lines = [line for line in answers.text("rows").splitlines() if line.strip()]
        try:
            outcomes = course.take(context.work, context.actor, lines, now=context.now)
        except InvalidCell as wrong:
            why = context.t(wrong.reason.key, **wrong.reason.values)
            raise Unanswered({"rows": ("course-line-wrong", {"said": wrong.value[:60], "why": why})}) from None
    return Notice(context.t("course-added", n=len(outcomes), new=outcomes.count("inserted")))


ROUTES = (
    Route(
        "course",
        catalogue,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="courses, course catalogue", zh="课程，课程目录"),
        takes=anything,
    ),
    Route(
        "course.add",
        add,
        Act.IMPORT_COURSES,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="add courses, import courses", zh="添加课程，导入课程"),
        opens=True,
    ),
)
