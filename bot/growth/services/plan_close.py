"""The end of a plan: what became of it, and what is proposed then; a person decides about each (R97, R98)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.growth.domain import plan as rules
from bot.growth.domain.plan import PlanState, Proposal, ProposalKind, ProposalState
from bot.growth.domain.plan_days import PlanStep
from bot.growth.services.course import course_for
from bot.growth.services.plan import keep
from bot.growth.services.plan_message import tell_person
from bot.growth.services.plan_sight import get, sight
from bot.growth.views import plan_close as view
from bot.kit.errors import Denied, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

KIND: Final = "plan_reward"
_ASKED, _TOLD = "plan_reward:", ":decided"


def close(work: Work, actor: Actor, no: int, outcome: PlanState, *, reason: str, now: datetime) -> tuple[Plan, Person]:
    """Say what became of a plan, and tell its person; whoever leads them does, or they where nobody does.

    Raises:
        NotFound: when there is no such plan.
        Denied: when it is not the actor's to say.
        Stale: when it does not run.
    """
    plan, person, alone = closable(work, actor, no, now=now)
    later = keep(work, person, rules.settled(plan, outcome, reason=reason), by=actor.person.id, now=now)
    if not alone:
        tell_person(work, later, person, PlanStep.ENDED, now=now)
    return later, person


def closable(work: Work, actor: Actor, no: int, *, now: datetime) -> tuple[Plan, Person, bool]:
    """Return a plan that somebody may close, its person, and whether that is themselves, whom nobody leads.

    Raises:
        NotFound, Denied, Stale: as :func:`close`.
    """
    plan, person = get(work, actor, no, now=now)
    alone = actor.person.id == person.id and permission.leader(work, person, now=now) is None
    if not alone:
        permission.require(work, actor, Act.DECIDE_PLAN, person, now=now)
    rules.running(plan)
    return plan, person, alone


def propose(work: Work, actor: Actor, no: int, kind: ProposalKind, *, now: datetime) -> tuple[Plan, Person, int]:
    """Propose a raise or a promotion at the end of a plan that was done; HR decides about it.

    Returns the plan, its person, and how many of HR were asked.

    Raises:
        NotFound: when there is no such plan.
        Denied: when the actor does not lead the person now.
        Stale: when the plan was not done, or something was proposed before.
    """
    plan, person = get(work, actor, no, now=now, act=Act.PROPOSE_REWARD)
    proposal = Proposal(kind, actor.person.id, now)
    if plan.state is not PlanState.DONE or not work.plans.propose(no, proposal):
        raise Stale("plan-proposed-before")
    asked = [reader for reader in permission.hr(work) if reader.id != person.id and reader.employed_at(now)]
    for reader in asked:
        to = work.reader(reader, now=now)
        card = view.reward_asked(to.t, plan, proposal, name=person.name, by=actor.person.name, today=to.today)
        _send(work, card, f"{_ASKED}{no}:{reader.id}", reader, person, now=now)
    return plan, person, len(asked)


def decide(
    work: Work, actor: Actor, no: int, state: ProposalState, *, now: datetime
) -> tuple[Plan, Person, Delivery | None]:
    """Decide about a raise or promotion that was proposed, and tell whoever leads the person now.

    Returns the plan, its person, and the card on which the actor was asked.

    Raises:
        NotFound: when there is no such plan or proposal.
        Denied: when the actor may not decide about this person.
        Stale: when it was decided before.
    """
    plan = work.plans.get(no)
    person = work.people.get(plan.person_id) if plan else None
    proposal = work.plans.proposal(no)
    if plan is None or person is None or proposal is None:
        raise NotFound("plan-gone")
    permission.require(work, actor, Act.DECIDE_REWARD, person, now=now)
    if actor.person.id == proposal.by:
        raise Denied("plan-reward-own")
    decided = replace(proposal, state=state)
    if not work.plans.decide(no, state, by=actor.person.id, at=now):
        raise Stale("plan-reward-decided-before")
    detail = {"plan": no, "proposal": proposal.kind.value, "decision": state.value}
    work.audit.append(What.APPROVAL, actor=actor.person.id, subject=person.id, detail=detail, at=now)
    leader = permission.leader(work, person, now=now)
    if leader and leader.id != actor.person.id:
        to = work.reader(leader, now=now)
        card = view.reward_decided(to.t, plan, decided, name=person.name, by=actor.person.name)
        _send(work, card, f"{_ASKED}{no}:{leader.id}{_TOLD}", leader, person, now=now)
    return plan, person, work.outbox.get(f"{_ASKED}{no}:{actor.person.id}")


def _send(work: Work, card: Card, key: str, reader: Person, person: Person, *, now: datetime) -> None:
    enqueue(work, card, key=key, to=reader, kind=KIND, priority=Priority.NUDGE, now=now, subject_id=person.id)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:  # noqa: ARG001 - as every renderer
    """Let a proposal go to HR only while nobody has decided about it."""
    if delivery.key.endswith(_TOLD):
        return None
    number = delivery.key.removeprefix(_ASKED).partition(":")[0]
    proposal = work.plans.proposal(int(number)) if number.isdecimal() else None
    waits = proposal is not None and proposal.state is ProposalState.PROPOSED
    return None if waits else Drop(SETTLED)


def summary(work: Work, actor: Actor, plan: Plan, person: Person, *, now: datetime) -> Card:
    """Return what whoever closed a plan sees then: what became of it, and what may follow."""
    to = work.reader(actor.person, now=now)
    seen = sight(work, actor, plan, person, now=now)
    recommended = course_for(work, person, plan) if plan.state is PlanState.NOT_DONE else None
    asks = plan.state is PlanState.DONE and seen.leads
    return view.closed(to.t, seen, recommended, rewards=asks, today=to.today)
