"""Support for a plan: whoever leads its person says yes, says yes for a day, or says no with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain import plan as rules
from bot.growth.domain.plan import SupportState
from bot.growth.domain.plan_days import PlanStep
from bot.growth.services.plan import keep
from bot.growth.services.plan_message import tell_person
from bot.growth.services.plan_sight import get
from bot.people.domain.permission import Act

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def answer(
    work: Work,
    actor: Actor,
    no: int,
    place: int,
    *,
    state: SupportState,
    now: datetime,
    due: date | None = None,
    reason: str = "",
) -> tuple[Plan, Person]:
    """Answer a request for support, and tell whoever asked; returns the plan and its person.

    Raises:
        NotFound: when there is no such plan or request.
        Denied: when the actor does not lead the person now.
        Stale: when the plan does not run, or another changed it meanwhile.
    """
    plan, person = get(work, actor, no, now=now, act=Act.DECIDE_PLAN)
    said = rules.answered(plan, place, state=state, due=due, reason=reason)
    later = keep(work, person, said, by=actor.person.id, now=now)
    tell_person(work, later, person, PlanStep.ANSWERED, place=place, mark=str(later.version), now=now)
    return later, person
