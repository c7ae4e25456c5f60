"""Goals at work: written, agreed by the two whose it is, changed, closed; who may do it is asked each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.domain import goal as rules
from bot.goals.domain.goal import OVER, Goal, GoalLevel, GoalState
from bot.goals.domain.goal_step import GoalStep
from bot.goals.services import goal_message as message
from bot.goals.services.goal_link import require_fitting_parent
from bot.goals.services.goal_sight import GoalReader, get
from bot.goals.services.progress import measure
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.domain.goal import GoalLink
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor


def add(work: Work, actor: Actor, goal: Goal, *, parent: GoalLink | None = None, now: datetime) -> Goal:
    """Keep a new goal; one of a person is proposed to the other of the two, and begins with that one's yes.

    ``parent`` says what it is part of; its own number stands there as 0. A goal of somebody whom nobody leads, of
    a unit or of the company begins at once.

    Raises:
        Denied: when the actor may not write goals of its owner.
        NotFound: when there is no such owner or parent.
        Invalid: when it cannot be part of its parent.
    """
    reader = GoalReader(work, actor, now=now)
    if not reader.writes_for(goal.level, goal.owner_id):
        act = Act.WRITE_GOAL if goal.level is GoalLevel.PERSON else Act.WRITE_UNIT_GOAL
        raise Denied("permission-denied", act=act.value, subject=goal.owner_id)
    fresh = replace(goal, by=actor.person.id, at=now, state=GoalState.OPEN, awaits="")
    if goal.level is GoalLevel.PERSON:
        awaits = _other(work, actor, goal, now=now)
        fresh = replace(fresh, state=GoalState.PROPOSED if awaits else GoalState.OPEN, awaits=awaits)
    if parent:
        require_fitting_parent(reader, fresh, parent.parent_no)
    kept = work.goals.add(fresh)
    if parent:
        work.goals.link(replace(parent, child_no=kept.no))
    measure(work, [kept], now=now)
    _note(work, actor, kept, now=now)
    if kept.awaits:
        message.tell_other(work, kept, GoalStep.PROPOSED, by=actor.person.id, now=now)
    return kept


def _other(work: Work, actor: Actor, goal: Goal, *, now: datetime) -> str:
    """Return the id of whose yes a person's goal waits for: its owner's, or where they wrote it, their leader's."""
    owner = permission.somebody(work, goal.owner_id)
    if owner.kind is not Kind.PERSON:
        raise NotFound("person-gone")
    if owner.id != actor.person.id:
        return owner.id
    leader = permission.leader(work, owner, now=now)
    return leader.id if leader else ""


def edit(work: Work, actor: Actor, changed: Goal, *, now: datetime) -> Goal:
    """Keep another version of a goal; one that is only proposed then waits for the yes of the other of the two.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`.
        Stale: when it is over, or another changed it meanwhile.
    """
    before = get(work, actor, changed.no, now=now, writing=True)
    if before.state in OVER:
        raise Stale("goal-over")
    if before.version != changed.version:
        raise Stale("goal-changed-meanwhile")
    later = replace(changed, state=before.state, awaits=before.awaits, level=before.level, owner_id=before.owner_id)
    if before.state is GoalState.PROPOSED:
        awaits = _other(work, actor, before, now=now)
        later = replace(later, awaits=awaits, state=GoalState.PROPOSED if awaits else GoalState.OPEN)
    kept = keep(work, actor, later, now=now)
    if kept.level is GoalLevel.PERSON:
        step = GoalStep.PROPOSED if kept.state is GoalState.PROPOSED else GoalStep.CHANGED
        message.tell_other(work, kept, step, by=actor.person.id, now=now)
    return kept


def accept(work: Work, actor: Actor, no: int, version: int, *, now: datetime) -> Goal:
    """Let a proposed goal begin with the yes of the other of the two, who has seen this version of it.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`, and when it is not the actor's yes that it waits for.
        Stale: when it has begun, or was changed since.
    """
    goal = get(work, actor, no, now=now)
    accepted = rules.accepted(goal)
    if goal.version != version:
        raise Stale("goal-changed-meanwhile")
    if not GoalReader(work, actor, now=now).is_asked(goal):
        raise Denied("goal-not-asked", act=Act.WRITE_GOAL.value, subject=goal.owner_id)
    kept = keep(work, actor, accepted, now=now)
    message.tell_other(work, kept, GoalStep.ACCEPTED, by=actor.person.id, now=now)
    return kept


def close(work: Work, actor: Actor, no: int, state: GoalState, *, reason: str, now: datetime) -> Goal:
    """Say what became of a goal.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`.
        Invalid: when it is dropped without a reason.
        Stale: when it is over.
    """
    goal = get(work, actor, no, now=now, writing=True)
    if state is GoalState.DROPPED and not reason.strip():
        raise Invalid("goal-reason-missing")
    kept = keep(work, actor, rules.closed(goal, state, reason=reason.strip()), now=now)
    if kept.level is GoalLevel.PERSON:
        message.tell_other(work, kept, GoalStep.CLOSED, by=actor.person.id, now=now)
    return kept


def keep(work: Work, actor: Actor, goal: Goal, *, now: datetime) -> Goal:
    """Store the next version of a goal, with who made it.

    Raises:
        Stale: when another has changed it meanwhile.
    """
    kept = work.goals.put(replace(goal, by=actor.person.id, at=now))
    if kept is None:
        raise Stale("goal-changed-meanwhile")
    measure(work, [kept], now=now)  # whether it counts may have changed too
    _note(work, actor, kept, now=now)
    return kept


def _note(work: Work, actor: Actor, goal: Goal, *, now: datetime) -> None:
    """Note that a goal of somebody else, of a unit or of the company was written."""
    if goal.owner_id != actor.person.id:
        detail: dict[str, str | int] = {"about": "goals", "goal": goal.no, "version": goal.version}
        work.audit.append(What.WRITE, actor=actor.person.id, subject=goal.owner_id, detail=detail, at=now)
