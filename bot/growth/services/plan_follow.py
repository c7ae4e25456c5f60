"""Following plans by the clock: what is due for whom, each once, in the morning of its day where its person is."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING, Final

from bot.growth.domain.plan import PlanState, skipped
from bot.growth.domain.plan_days import GRACE, PlanDay, PlanStep, checkpoints
from bot.growth.domain.plan_lag import measured
from bot.growth.services.plan import keep
from bot.growth.services.plan_message import PlanMessage, tell_leader, tell_person
from bot.growth.services.plan_sight import get, how_it_goes, lag_of
from bot.kit.calendar import instant, local_day
from bot.kit.errors import Stale
from bot.people.domain.permission import Act

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan
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
        return lag_of(work, plan, person, now=now) is not None
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


def put_off(work: Work, actor: Actor, no: int, step: str, place: int, day: date, *, now: datetime) -> datetime:
    """Bring a reminder again in the morning of a day, where its reader is; returns when.

    Of a day on which they are reminded anyway they hear once.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`.
        Stale: when there is nothing to be reminded of any more.
    """
    plan, person = get(work, actor, no, now=now)
    if step not in {PlanStep.DUE, PlanStep.REPORT}:
        raise Stale("plan-not-open")
    reader = actor.person
    at = instant(day, MORNING, timezone=reader.timezone)
    if (no, person.id, PlanDay(day, PlanStep(step), place)) in work.plans.due(since=day, until=day):
        return at
    tell = tell_person if reader.id == person.id else tell_leader
    mark = day.strftime("%Y%m%d")
    told = tell(work, plan, person, PlanStep(step), place=place, mark=mark, now=now, not_before=at)
    if not told and work.outbox.get(PlanMessage(no, PlanStep(step), place, mark, reader.id).key) is None:
        raise Stale("plan-step-over" if plan.state is PlanState.OPEN else "plan-not-open")
    return at


def skip(work: Work, actor: Actor, no: int, place: int, reason: str, *, now: datetime) -> Plan:
    """Leave a milestone out this time: nobody is reminded of it any more, and whoever leads its person hears why.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`, and when there is no such milestone.
        Stale: when the plan does not run, the milestone is done, or another changed the plan meanwhile.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    kept = keep(work, person, skipped(plan, place, reason=reason), by=actor.person.id, now=now)
    tell_leader(work, kept, person, PlanStep.SKIPPED, place=place, mark=reason, now=now)
    return kept
