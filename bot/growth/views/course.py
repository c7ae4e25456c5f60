"""Courses as cards: the catalogue, and a line about the one that is worth a look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.example import METRICS
from bot.figures.views.phrase import inside
from bot.growth.domain.course import CourseReason
from bot.growth.views.plan_example import example_course
from bot.messages.card import Action, Card, FactLine, Facts, Heading, Note, Text
from bot.messages.field import TextField
from bot.messages.form import Form
from bot.messages.text import Ready, literal, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.metric import Metric
    from bot.growth.domain.course import Course, Recommendation
    from bot.messages.card import Block
    from bot.messages.i18n import Translator

_MOST, _TOGETHER = 15, 3
_LONG = 3000


def recommended(t: Translator, found: Recommendation, *, helped: Metric | None) -> Ready:
    """Say which course is worth a look, and by which rule it was found."""
    name = linked(t, found.course)
    if found.reason is CourseReason.METRIC and helped is not None:
        said = t("course-for-metric", course=name, metric=inside(t, helped), level=found.course.level.value)
    else:
        said = t("course-for-topic", course=name, topic=found.topic, level=found.course.level.value)
    if found.after:
        return t.sentences([said, t("course-after", courses=t.items(found.after))])
    return said


def linked(t: Translator, course: Course) -> Ready:
    """Name a course, with its link where it has one."""
    name = course.title(chinese=t.chinese)
    if course.link and not set(name) & set("[]`*\\\n"):
        return Ready(f"[{name}]({course.link})")
    return t("course-named", name=literal(name))


def catalogue(t: Translator, courses: Sequence[Course], *, said: str) -> Card:
    """List courses, the lowest level first; ``said`` is what they were looked for by."""
    heading = t("course-list", n=len(courses), said=said) if said else t("course-list-all", n=len(courses))
    blocks: list[Block] = [Heading(heading)]
    lines = [
        FactLine(linked(t, course), t("course-level", level=course.level.value), t.listed(course.topics))
        for course in courses[:_MOST]
    ]
    blocks += [Facts(tuple(lines[at : at + _TOGETHER])) for at in range(0, len(lines), _TOGETHER)]
    if not courses:
        blocks.append(Text(t("course-none")))
    elif len(courses) > _MOST:
        blocks.append(Text(t("course-more", n=len(courses) - _MOST)))
    return Card("course", plain(heading), (*blocks, Note(t("course-note"))), t.locale)


def adding(t: Translator) -> Form:
    """Ask for courses, a line each."""
    return Form(
        kind="courses",
        title=plain(t("course-add-form")),
        fields=(
            TextField("rows", plain(t("course-add-rows")), hint=plain(t("course-add-hint")), long=True, most=_LONG),
        ),
        submit=plain(t("course-add-submit")),
        action=Action("course.add"),
        opener=Action("course.add"),
        intro=t("course-add-intro"),
        locale=t.locale,
    )


def forms(t: Translator) -> dict[str, Form]:
    """Show the form."""
    return {"course-adding": adding(t)}


def examples(t: Translator) -> dict[str, Card]:
    """Show each card once."""
    found = example_course()
    line = recommended(t, found, helped=METRICS["complaints"])
    shown = catalogue(t, [found.course], said="")
    return {
        "course": shown,
        "course-none": catalogue(t, [], said="Python"),
        "course-recommended": Card("course", plain(shown.summary), (Heading(shown.summary), Text(line)), t.locale),
    }
