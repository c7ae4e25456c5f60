"""Agendas at work: points are brought by either, seen by whom they are for, and stay until they were dealt with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.feedback.services.driver_reader import drivers_of
from bot.kit.calendar import local_day
from bot.talks.domain.agenda import AgendaPoint, AgendaTopic
from bot.talks.services.agenda_goal import goals_of
from bot.talks.services.one_on_one_open import points_of
from bot.talks.services.one_on_one_pair import met_last, two_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.feedback.domain.driver import ValueDrivers
    from bot.feedback.domain.feedback import Finding
    from bot.figures.domain.metric import Metric
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.domain.agenda_goal import AgendaGoal
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.ports import Work


@dataclass(frozen=True, slots=True)
class TalkAgenda:
    """What one of two sees of what they want to talk about, and with whom and when they meet."""

    person: Person
    other: Person
    at: datetime | None
    last_at: datetime | None
    points: Sequence[AgendaPoint]
    findings: Sequence[Finding]
    metrics: dict[str, Metric]
    drivers: ValueDrivers
    goals: Sequence[AgendaGoal]


def look(work: Work, actor: Actor, person_id: str, *, now: datetime) -> TalkAgenda:
    """Return what whoever asks sees of the agenda of a talk of theirs.

    Raises:
        Denied: when it is not theirs.
        NotFound: when nobody leads the person.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    planned = pair.next_at if pair and pair.next_at and pair.next_at > now else None
    found, metrics = news_of(work, person, pair, now=now)
    return TalkAgenda(
        person,
        lead if actor.person.id == person.id else person,
        planned,
        met_last(pair, now=now),
        points(work, person, actor.person),
        found,
        metrics,
        drivers_of(work, actor, [finding.delta for finding in found], now=now),
        goals_of(work, actor, person, since=met_last(pair, now=now), now=now),
    )


def points(work: Work, person: Person, reader: Person) -> list[AgendaPoint]:
    """Return the open points of somebody's talks that a reader may see, oldest first.

    Of shared ones only those of the two who are to meet by now: what was brought to another manager is between those
    two, and the person alone still sees it.
    """
    return [point for point in work.agendas.open(person.id) if point.seen_by(reader.id)]


def news_of(work: Work, person: Person, pair: Pair | None, *, now: datetime) -> tuple[list[Finding], dict[str, Metric]]:
    """Return what the numbers give to talk about that they did not when the two met last (U24)."""
    found, metrics = points_of(work, person)
    last = met_last(pair, now=now)
    if last is None:
        return found, metrics
    day = local_day(last, timezone=person.timezone)
    return [finding for finding in found if finding.delta.period.end >= day], metrics


def add(
    work: Work, actor: Actor, person_id: str, text: str, *, topic: AgendaTopic, shared: bool, now: datetime
) -> tuple[AgendaPoint, Person]:
    """Bring a point to a talk; returns it, and the other of the two.

    Raises:
        Denied: when the talk is not the actor's.
        NotFound: when nobody leads the person.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    point = work.agendas.add(AgendaPoint(person.id, lead.id, actor.person.id, topic, text, now, shared))
    return point, lead if actor.person.id == person.id else person
