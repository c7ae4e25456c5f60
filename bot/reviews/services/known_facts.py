"""What is known of the period that somebody writes about: results, projects, trainings, kudos, as it is stored now."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.feedback.domain.driver import moved_by
from bot.feedback.services.driver_reader import drivers_of
from bot.figures.services.finished import finished_since
from bot.goals.domain.goal import GoalState
from bot.goals.services.goal_sight import GoalReader
from bot.kit.calendar import instant
from bot.reviews.domain.known_facts import KnownFacts, results

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.feedback.domain.driver import Drivers
    from bot.feedback.domain.kudos import Kudos
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.known_facts import KnownResult
    from bot.reviews.ports import Work


def known_facts(work: Work, person_id: str, cycle: Cycle, *, today: date) -> KnownFacts:
    """Return what is known of somebody in the period of a cycle; that the reader may see it, the caller has seen to."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    period = cycle.period
    done = finished_since(work, person_id, period.start, today=min(today, period.end)).items
    return KnownFacts(results(work.deltas.find(person_id=person_id), metrics, period), done)


def known_of_oneself(work: Work, actor: Actor, cycle: Cycle, *, today: date, now: datetime) -> KnownFacts:
    """Return what is known of the actor, with what moved the figures, goals that are over, and kudos that both read."""
    known = known_facts(work, actor.person.id, cycle, today=today)
    moved = moved_for(work, actor, known.results, now=now)
    by_metric = {result.metric.key: found for result, found in zip(known.results, moved, strict=True) if found}
    over = work.goals.of([actor.person.id], states=[GoalState.ACHIEVED, GoalState.MISSED], within=cycle.period)
    goals = GoalReader(work, actor, now=now).glances(over) if over else []
    return replace(known, kudos=kudos_in(work, actor.person, cycle), moved=by_metric, goals=tuple(goals))


def moved_for(work: Work, actor: Actor, found: Sequence[KnownResult], *, now: datetime) -> list[Drivers | None]:
    """Return of each result what moved it, where it carries a third of the change and the actor may be told."""
    moved = drivers_of(work, actor, [result.newest for result in found], now=now)
    return [moved_by(moved, result.newest) for result in found]


def kudos_in(work: Work, person: Person, cycle: Cycle) -> tuple[tuple[Kudos, str], ...]:
    """Return what colleagues wrote to somebody in a cycle's period that both of a review read, each with their name."""
    days = (cycle.period.start, cycle.period.end + timedelta(days=1))
    start, end = (instant(day, time(0), timezone=person.timezone) for day in days)
    found = work.kudos.shared(person.id, since=start, until=end)
    givers = {kudos.giver_id: work.people.get(kudos.giver_id) for kudos in found}
    return tuple((kudos, giver.name) for kudos in found if (giver := givers[kudos.giver_id]) is not None)
