"""Answers to what calls for a talk at work: put off, not needed, or done."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.kit.calendar import local_day, next_working_day
from bot.kit.errors import Denied, NotFound
from bot.kit.period import Grain, period_of
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind, place_of
from bot.people.services import permission
from bot.talks.domain.talk_answer import TalkAnswer, TalkAnswerKind
from bot.talks.services import one_on_one

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work


def subject_of(work: Work, actor: Actor, person_id: str, *, now: datetime) -> Person:
    """Return somebody about whom the actor may answer.

    Raises:
        Denied: when they do not report to the actor today.
    """
    person = work.people.get(person_id)
    if person is None or not person.employed_at(now) or person.kind is not Kind.PERSON:
        raise Denied("permission-denied", act=Act.REMIND.value, subject=person_id)
    permission.require(work, actor, Act.REMIND, person, now=now)
    return person


def days_for_later(actor: Person, *, now: datetime) -> tuple[date, date]:
    """Return the next working day of somebody, and the first one of the week after this."""
    today, place = local_day(now, timezone=actor.timezone), place_of(actor)
    tomorrow = next_working_day(today + timedelta(days=1), place=place)
    week = next_working_day(period_of(today, Grain.WEEK).end + timedelta(days=1), place=place)
    return tomorrow, week


def answer(work: Work, actor: Actor, given: TalkAnswer, *, talked: bool) -> Person:
    """Keep what the actor answered about one of their people, who is returned.

    ``talked`` says that the answer "done" means a talk, which is then on record as held.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such value.
    """
    person = subject_of(work, actor, given.person_id, now=given.at)
    if not any(work.deltas.find(person_id=person.id, metric=given.metric, start=given.start)):
        raise NotFound("button-unknown")
    work.talk_answers.add(given)
    if given.kind is TalkAnswerKind.DONE and talked:
        one_on_one.met(work, actor, person.id, now=given.at)
    return person
