"""Support for a plan: asked for, also in a talk; whoever leads its person says yes, for a day, or no with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal_text import GoalReading
from bot.growth.domain import plan as rules
from bot.growth.domain.plan import Plan, PlanAuthor, PlanState, SupportRequest, SupportState
from bot.growth.domain.plan_days import PlanStep
from bot.growth.services.plan import ask_for_support, days_of, keep
from bot.growth.services.plan_message import tell_person
from bot.growth.services.plan_sight import get
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import date, datetime

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


def arrange(
    work: Work,
    actor: Actor,
    person: Person,
    text: str,
    *,
    due: date,
    by_leader: bool,
    review_no: int,
    now: datetime,
) -> Plan:
    """Make a plan that runs at once of what was agreed on in a talk, until a day; by either of the two, or both asked.

    With ``by_leader`` it is support: promised for that day where whoever leads the person says so, else asked for.

    Raises:
        Denied: when it is neither the actor's own plan nor one for somebody who reports to them today.
        Invalid: when the day is past.
    """
    permission.require(work, actor, Act.WRITE_PLAN, person, now=now)
    if due < local_day(now, timezone=person.timezone):
        raise Invalid("plan-day-past")
    own = actor.person.id == person.id
    promised = SupportRequest(text) if own else SupportRequest(text, SupportState.ACCEPTED, due)
    plan = replace(_agreed(actor, person, text, due, now=now), supports=(promised,) if by_leader else ())
    plan = replace(plan, review_no=review_no)
    kept = work.plans.add(plan, days=days_of(work, person, plan))
    if not own:
        tell_person(work, kept, person, PlanStep.BEGUN, now=now)
    ask_for_support(work, kept, person, now=now)
    return kept


def _agreed(actor: Actor, person: Person, text: str, due: date, *, now: datetime) -> Plan:
    return Plan(
        person_id=person.id,
        goal=text,
        started=local_day(now, timezone=person.timezone),
        by=actor.person.id,
        at=now,
        author=PlanAuthor.SELF if actor.person.id == person.id else PlanAuthor.MANAGER,
        state=PlanState.OPEN,
        reading=GoalReading(what=text, due=due),
    )
