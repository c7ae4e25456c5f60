"""Plans that become goals: proposed by either of the two whose plan it is, begun by the yes of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Aggregate, Direction
from bot.goals.domain.aim_amount import AimKind
from bot.goals.domain.goal import Goal, GoalLevel, GoalState
from bot.goals.domain.goal_measure import before
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import goal as goals
from bot.goals.services.goal_understood import measured
from bot.growth.domain import plan as rules
from bot.growth.domain.plan_pace import base_and_target
from bot.growth.services.plan import keep
from bot.growth.services.plan_sight import get
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid
from bot.kit.period import Period, period_of
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.metric import Metric
    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def propose(work: Work, actor: Actor, no: int, *, now: datetime) -> Goal:
    """Make a running plan a goal of its person, which the other of the two has to say yes to; return it.

    A plan that is a goal already stays that one, until it is dropped.

    Raises:
        NotFound, Denied: as :func:`plan_sight.get`, and when the plan is not the actor's nor that of whom they lead.
        Stale: when it does not run, or the other has just done the same.
        Invalid: when it has no last day that is ahead.
    """
    plan, person = get(work, actor, no, now=now)
    permission.require(work, actor, Act.WRITE_GOAL, person, now=now)
    rules.running(plan)
    known = work.goals.get(plan.goal_no) if plan.goal_no else None
    if known and known.state is not GoalState.DROPPED:
        return known
    today = local_day(now, timezone=person.timezone)
    if plan.due is None or plan.due < today:
        raise Invalid("plan-goal-no-day")
    span = Period(min(plan.started, today), plan.due)
    fresh = Goal(
        title=plan.goal,
        level=GoalLevel.PERSON,
        owner_id=person.id,
        period=span,
        by=actor.person.id,
        at=now,
        plan_no=plan.no,
        key_results=(_key_result(work, plan, person, span),),
    )
    kept = goals.add(work, actor, fresh, now=now)
    keep(work, person, replace(plan, goal_no=kept.no), by=actor.person.id, now=now)
    return kept


def _key_result(work: Work, plan: Plan, person: Person, span: Period) -> KeyResult:
    """Return what is measured of a goal as its plan understood it: from where its metric stood to where it is to be."""
    aim, metric = plan.reading.aim, work.metrics.get(plan.reading.metric) if plan.reading.metric else None
    if metric is None or aim is None:
        return measured(work, plan.goal, GoalOwner(GoalLevel.PERSON, person.id, person.name), span)
    result = KeyResult(metric=metric.key, subject_id=person.id, unit=metric.unit, direction=metric.direction)
    sums = _sums(metric, span)
    if sums and aim.kind is AimKind.SHARE and aim.rising is not None:
        way = Direction.HIGHER if aim.rising else Direction.LOWER
        return replace(result, measure=Measure.CHANGE, target=aim.amount, direction=way, baseline=before(span))
    ends = base_and_target(plan, metric)
    if ends is None:
        return replace(result, measure=Measure.VALUE)
    base, target = ends
    way = Direction.HIGHER if target > base else Direction.LOWER
    measure = Measure.RATIO if metric.is_ratio else Measure.VALUE
    found = replace(result, measure=measure, start=base, target=target, direction=way)
    # What is added up over all of the goal's days is another number than the plan's, which is of one period.
    return replace(found, metric="", subject_id="", title=plan.reading.what) if sums else found


def _sums(metric: Metric, span: Period) -> bool:
    """Say whether a metric's value over some days is that of several of its periods added up."""
    return metric.aggregate is Aggregate.SUM and period_of(span.start, metric.grain).end < span.end
