"""Plans as people see them: one of them, somebody's, a team's; who may see what is asked each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.growth.domain.plan import OVER, Plan, PlanAuthor, PlanState, SupportState
from bot.growth.domain.plan_lag import lag
from bot.growth.domain.plan_pace import Pace, pace
from bot.growth.domain.plan_sight import PlanSight
from bot.kit.calendar import local_day, zone
from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.permission import somebody

if TYPE_CHECKING:
    from datetime import datetime

    from bot.growth.domain.plan import PlanReport
    from bot.growth.domain.plan_lag import PlanLag
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def get(work: Work, actor: Actor, no: int, *, now: datetime, act: Act = Act.READ_PLAN) -> tuple[Plan, Person]:
    """Return a plan and its person, for whoever may do this with that person now; a draft is its writer's alone.

    Raises:
        NotFound: when there is none, or it is another's draft.
        Denied: when it is not theirs.
    """
    plan = work.plans.get(no)
    if plan is None:
        raise NotFound("plan-gone")
    person = somebody(work, plan.person_id)
    permission.require(work, actor, act, person, now=now)
    if plan.state is PlanState.DRAFT and actor.person.id != writer(plan):
        raise NotFound("plan-gone")
    return plan, person


def writer(plan: Plan) -> str:
    """Return the id of whoever writes a draft: its person, or whoever writes it for them."""
    return plan.person_id if plan.author is PlanAuthor.SELF else plan.by


def sight(work: Work, actor: Actor, plan: Plan, person: Person, *, now: datetime) -> PlanSight:
    """Return a plan as somebody sees it; how its metric goes only where figures may be used and read."""
    own = actor.person.id == person.id
    how = permission.relation(work, actor, person, now=now)
    metric = work.metrics.get(plan.reading.metric) if plan.reading.metric else None
    return PlanSight(
        plan,
        person.name,
        own=own,
        leads=not own and actor.may(Act.DECIDE_PLAN, how),
        metric=metric,
        pace=how_it_goes(work, person, plan, now=now) if actor.may(Act.READ_FACTS, how) else None,
        reports=_reports(work, plan, timezone=actor.person.timezone),
        goal=work.goals.get(plan.goal_no) if plan.goal_no else None,
    )


def _reports(work: Work, plan: Plan, *, timezone: str) -> tuple[PlanReport, ...]:
    """Return the reports on a plan, each with its instant as it is in a zone: its day is the day there."""
    return tuple(replace(report, at=report.at.astimezone(zone(timezone))) for report in work.plans.reports(plan.no))


def lag_of(work: Work, plan: Plan, person: Person, *, now: datetime) -> PlanLag | None:
    """Return what shows that a plan is behind by its milestones and reports, by the days where its person is."""
    today = local_day(now, timezone=person.timezone)
    return lag(plan, _reports(work, plan, timezone=person.timezone), today=today)


def how_it_goes(work: Work, person: Person, plan: Plan, *, now: datetime) -> Pace | None:
    """Return where a plan stands against its line by the data; None where there is no line, or no data yet."""
    metric = work.metrics.get(plan.reading.metric) if plan.reading.metric else None
    if metric is None or person.id in work.restrictions.all():
        return None
    today = local_day(now, timezone=person.timezone)
    return pace(plan, metric, work.deltas.find(person_id=person.id, metric=metric.key), today=today)


def of(work: Work, actor: Actor, person: Person, *, now: datetime) -> list[PlanSight]:
    """Return somebody's plans as the actor sees them: those that run, then drafts of theirs, then what is over.

    Raises:
        Denied: when they are not theirs to see.
    """
    permission.require(work, actor, Act.READ_PLAN, person, now=now)
    plans = [
        plan
        for plan in work.plans.of([person.id])
        if plan.state is not PlanState.DRAFT or writer(plan) == actor.person.id
    ]
    plans.sort(key=lambda plan: (plan.state in OVER, plan.state is PlanState.DRAFT, -plan.no))
    return [sight(work, actor, plan, person, now=now) for plan in plans]


def team(work: Work, actor: Actor, *, now: datetime) -> list[PlanSight]:
    """Return the plans that run of everybody who reports to somebody, what asks for an answer first, then by day."""
    people = {person.id: person for person in led(work, actor, now=now)}
    plans = work.plans.of(people, states=[PlanState.OPEN])
    plans.sort(key=lambda plan: (not asks(plan), plan.due is None, plan.due or plan.started, plan.no))
    return [sight(work, actor, plan, people[plan.person_id], now=now) for plan in plans]


def led(work: Work, actor: Actor, *, now: datetime) -> list[Person]:
    """Return the people who report to somebody at an instant, or to whom they stand in for."""
    members = [person for lead in permission.led_by(work, actor.person, now=now) for person in work.people.team(lead)]
    return [
        person
        for person in members
        if person.kind is Kind.PERSON and person.id != actor.person.id and person.employed_at(now)
    ]


def asks(plan: Plan) -> bool:
    """Say whether a plan waits for an answer to what its person needs."""
    return any(support.state is SupportState.ASKED for support in plan.supports)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many requests for support wait for somebody's answer."""
    if not actor.ever(Act.DECIDE_PLAN):
        return 0
    plans = work.plans.of([person.id for person in led(work, actor, now=now)], states=[PlanState.OPEN])
    return sum(support.state is SupportState.ASKED for plan in plans for support in plan.supports)
