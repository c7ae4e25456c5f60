"""Courses at work: what somebody has taken by the records, and what the catalogue holds for them next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.growth.domain.course import Recommendation, cells_of, course_fields, recommend
from bot.kit.cell import InvalidCell
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.growth.domain.course import Course
    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def taken(work: Work, person_id: str) -> list[str]:
    """Return the names of the courses that somebody has done by the records of trainings, newest first."""
    done = [
        (record.day, record.dimensions.get("course", ""))
        for stream in work.streams.all()
        if stream.event is EventKind.TRAINING_DONE
        for record in work.records.find(RecordQuery(stream.key, person_id=person_id))
    ]
    return list(dict.fromkeys(name for _, name in sorted(done, reverse=True) if name))


def course_for(work: Work, person: Person, plan: Plan) -> Recommendation | None:
    """Return the next course for what a plan is about, which its person has not taken; None where there is none."""
    return next_course(work, person, metric=plan.reading.metric, words=f"{plan.goal} {plan.reading.what}")


def next_course(work: Work, person: Person, *, metric: str, words: str) -> Recommendation | None:
    """Return the next course that helps with a metric, or is about what some words name."""
    return recommend(
        work.courses.all(),
        metric=metric,
        words=words,
        taken=taken(work, person.id),
        language="zh" if person.locale.startswith("zh") else "en",
    )


def catalogue(work: Work, said: str) -> list[Course]:
    """Return the courses whose title or topics hold some words, all of them for none, by level and key."""
    wanted = said.casefold().split()
    found = [
        course
        for course in work.courses.all()
        if all(
            any(word in text.casefold() for text in (course.title_en, course.title_zh, course.key, *course.topics))
            for word in wanted
        )
    ]
    return sorted(found, key=lambda course: (course.level.rank, course.key))


def take(work: Work, actor: Actor, lines: Sequence[str], *, now: datetime) -> list[str]:
    """Put courses into the catalogue, a line each; says of each what became of it.

    Raises:
        Denied: when that is not the actor's to do.
        InvalidCell: when a line cannot be understood; then none is stored.
    """
    permission.require(work, actor, Act.IMPORT_COURSES, now=now)
    before = {course.key: course for course in work.courses.all()}
    metrics = {metric.key: metric for metric in work.metrics.all()}
    made = {}
    for line in lines:
        try:
            course = course_fields(cells_of(line), before=before, metrics=metrics)
        except InvalidCell as wrong:
            raise InvalidCell(wrong.column, line, wrong.reason) from None
        made[course.key] = course
    outcomes = work.courses.put(list(made.values()))
    work.audit.append(What.WRITE, actor=actor.person.id, subject="", detail={"courses": len(made)}, at=now)
    return outcomes
