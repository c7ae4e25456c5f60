"""Whom and what words about a team mean: somebody's team, a department, one person, a metric, a period."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.figures.domain.about import FigureScope
from bot.figures.services.about import figures
from bot.kit.errors import NotFound
from bot.people.domain.permission import Role
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.person import mentioned, named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from bot.overview.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


_LONGEST = 40


def without(subject: Person, said: str) -> str:
    """Return what was said besides somebody's name or id."""
    for called in (subject.name, subject.id):
        if found := re.search(re.escape(called), said, re.IGNORECASE):
            return f"{said[: found.start()]} · {said[found.end() :]}"
    parts = set(subject.name.casefold().split())
    return " ".join(word for word in said.split() if word.casefold().removesuffix("'s") not in parts)


def who_is_meant(work: Work, actor: Actor, said: str, *, now: datetime) -> Person:
    """Return who is meant: first of those whom the reader may see, so that nobody else's name is guessed at."""
    everybody = work.people.all()
    leads = set(permission.led_by(work, actor.person, now=now))
    mine = [person for person in everybody if person.manager_id in leads or person.id == actor.person.id]
    wrong = NotFound("person-unknown", said="–")
    for among in (everybody,) if Role.HR in actor.roles else (mine, everybody):
        try:
            return mentioned(work, said, among=among)
        except NotFound as error:
            wrong = error
            if among is mine and error.key == "person-several":
                raise
    if wrong.key == "person-several" and Role.HR not in actor.roles:
        raise NotFound("person-several-hidden", said=said.strip()[:_LONGEST])
    raise wrong


def _department_in(said: str, departments: Iterable[str]) -> str:
    """Return the department that a sentence speaks of as one, as it is said there: ``the sales department``, 销售部."""
    for name in sorted(departments, key=len, reverse=True):
        if found := re.search(
            rf"({re.escape(name)})(?:\s+(?:department|dept|team)\b|部门|部|团队)", said, re.IGNORECASE
        ):
            return found[1]
    return ""


def meant(
    work: Work, actor: Actor, said: str, *, sentence: bool, today: date
) -> tuple[FigureScope, Person | str | None]:
    """Return what is asked about, and whose team is meant: somebody's, for HR a department's, or the reader's own."""
    if not said.strip():
        return FigureScope(), None
    if Role.HR in actor.roles:
        departments = {
            person.department.casefold(): person.department for person in work.people.all() if person.department
        }
        if said.strip().casefold() in departments:
            return FigureScope(), departments[said.strip().casefold()]
        if sentence and (whole := _department_in(said, departments)):
            return figures(work, said.replace(whole, " · "), today=today, sentence=True), departments[whole.casefold()]
    people = [person for person in work.people.all() if person.kind is Kind.PERSON]
    if not sentence:
        with suppress(NotFound):
            return FigureScope(), named(work, said, among=people)
    heard = figures(work, said, today=today, sentence=sentence)
    if sentence or not heard.unread:
        return heard, None
    for words in (heard.rest, *heard.unread):
        with suppress(NotFound):
            whose = mentioned(work, words, among=people)
            left = tuple(
                word for word in heard.unread if word != words and word.casefold() not in whose.name.casefold()
            )
            return replace(heard, unread=left), whose
    if heard.metric or heard.period:
        return heard, None
    raise NotFound("team-unknown", said=said.strip()[:_LONGEST])
