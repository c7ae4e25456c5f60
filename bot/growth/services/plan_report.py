"""Reports on plans: how far somebody is by their own account, and what stands in their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain import plan as rules
from bot.growth.domain.plan import Completion, PlanAuthor, PlanReport, PlanState
from bot.growth.domain.plan_days import PlanStep
from bot.growth.services.plan_message import tell_leader
from bot.growth.services.plan_sight import get
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.progress import Progress


def report(work: Work, actor: Actor, no: int, said: Progress, *, now: datetime) -> tuple[Plan, Person | None]:
    """Keep what somebody says of how a plan goes, and bring it to whoever leads its person.

    Returns the plan, and who gets to read it; None where nobody leads the person.

    Raises:
        NotFound: when there is no such plan.
        Denied: when it is not theirs.
        Stale: when it does not run.
    """
    plan, person = get(work, actor, no, now=now, act=Act.WRITE_PLAN)
    rules.running(plan)
    kept = work.plans.report(
        PlanReport(
            plan_no=no,
            by=actor.person.id,
            at=now,
            percent=said.percent,
            text=said.text,
            obstacle=said.obstacle or "",
        )
    )
    leader = permission.leader(work, person, now=now)
    if leader is None or leader.id == actor.person.id:
        return plan, None
    tell_leader(work, plan, person, PlanStep.REPORTED, mark=str(kept.no), now=now)
    return plan, leader


def completion(work: Work) -> tuple[Completion, ...]:
    """Return of the plans that people wrote themselves, and of those written for them, how many were done (R84).

    A plan that another took the place of is counted with that one, one that is not needed any more not at all.
    """
    plans = [plan for plan in work.plans.all() if plan.state in {PlanState.DONE, PlanState.NOT_DONE}]
    return tuple(
        Completion(
            author,
            sum(plan.author is author for plan in plans),
            sum(plan.author is author and plan.state is PlanState.DONE for plan in plans),
        )
        for author in PlanAuthor
    )
