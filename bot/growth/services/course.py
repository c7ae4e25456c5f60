"""Courses at work: what somebody has taken by the records, and what the catalogue holds for them next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.growth.domain.course import Recommendation, recommend

if TYPE_CHECKING:
    from bot.growth.domain.course import Course
    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
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
