"""Following plans by the clock: what is due for whom, each once, in the morning of its day where its person is."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from bot.growth.domain.plan_days import GRACE, PlanStep, checkpoints
from bot.growth.domain.plan_lag import lag, measured
from bot.growth.services.plan_message import tell_leader, tell_person
from bot.growth.services.plan_sight import get, how_it_goes
from bot.kit.calendar import instant, local_day
from bot.kit.errors import Stale

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan
    from bot.growth.domain.plan_days import PlanDay
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

MORNING: Final = time(9, 30)
_BOTH: Final = frozenset({PlanStep.SOON, PlanStep.DUE, PlanStep.PACE, PlanStep.CLOSE})
"""Steps that both hear of; a report is asked of the person alone, what was promised of whoever promised it."""


def due(work: Work, *, now: datetime) -> Iterator[tuple[int, str, PlanDay]]:
    """Yield what plans ask at an instant, in the morning of its day where their people are, and for as long as it may.

    Each has the number of the plan, the id of its person, and the day.
    """
    today = now.date()
    for no, person_id, day in work.plans.due(since=today - max(GRACE.values()), until=today + timedelta(days=1)):
        person = work.people.get(person_id)
        if person is None or not person.employed_at(now):
            continue
        late = local_day(now, timezone=person.timezone) - day.day
        if instant(day.day, MORNING, timezone=person.timezone) <= now and late <= GRACE[day.step]:
            yield no, person_id, day


def follow(work: Work, no: int, day: PlanDay, *, now: datetime) -> bool:
    """Send what a plan asks on a day, to whom it is for; False when there is nothing to say (any more).

    Whether it is behind its line is looked at each day for some time: the figures of a month come days after it.
    """
    plan = work.plans.get(no)
    person = work.people.get(plan.person_id) if plan else None
    if plan is None or person is None:
        return False
    if day.step is PlanStep.PACE and not _is_slow(work, plan, person, day.place, now=now):
        work.plans.take(no, day, again=_next_look(plan, person, day, now=now))
        return False
    work.plans.take(no, day)
    told = False
    if day.step is not PlanStep.PROMISED:
        told = tell_person(work, plan, person, day.step, place=day.place, now=now)
    if day.step in {*_BOTH, PlanStep.PROMISED}:
        told = tell_leader(work, plan, person, day.step, place=day.place, now=now) or told
    return told


def _is_slow(work: Work, plan: Plan, person: Person, place: int, *, now: datetime) -> bool:
    """Say whether a plan is behind its line by figures of the month before its report, or later ones.

    Of a plan that no metric measures its milestones and its person's own reports say so.
    """
    if not measured(plan):
        return lag(plan, work.plans.reports(plan.no), today=local_day(now, timezone=person.timezone)) is not None
    metric, day = work.metrics.get(plan.reading.metric), _asked_on(plan, place)
    goes = how_it_goes(work, person, plan, now=now) if metric else None
    fresh = goes is not None and day is not None and goes.period.end >= day - timedelta(days=31)
    return bool(goes and metric and fresh and goes.slow(metric))


def _next_look(plan: Plan, person: Person, day: PlanDay, *, now: datetime) -> date | None:
    """Return the next day on which to look again; None once it is too late for that month."""
    tomorrow, asked = local_day(now, timezone=person.timezone) + timedelta(days=1), _asked_on(plan, day.place)
    return tomorrow if asked and tomorrow - asked <= GRACE[PlanStep.PACE] else None


def _asked_on(plan: Plan, place: int) -> date | None:
    """Return the day after the month of a plan whose place it is."""
    return next((day for at, day in enumerate(checkpoints(plan), start=1) if at == place), None)


def put_off(work: Work, actor: Actor, no: int, step: str, place: int, *, now: datetime) -> datetime:
    """Bring a reminder again on the next working day; returns when.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when there is nothing to be reminded of any more.
    """
    plan, person = get(work, actor, no, now=now)
    if step not in {PlanStep.SOON, PlanStep.DUE, PlanStep.REPORT}:
        raise Stale("plan-not-open")
    reader = actor.person
    here = local_day(now, timezone=reader.timezone)
    day = here + timedelta(days=1)
    at = instant(day, MORNING, timezone=reader.timezone)
    mark = day.strftime("%Y%m%d")
    if reader.id == person.id:
        told = tell_person(work, plan, person, PlanStep(step), place=place, mark=mark, now=now, not_before=at)
    else:
        told = tell_leader(work, plan, person, PlanStep(step), place=place, mark=mark, now=now, not_before=at)
    if not told:
        raise Stale("plan-not-open")
    return at
