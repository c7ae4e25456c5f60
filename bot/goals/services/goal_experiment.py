"""Goals that were missed because something new was tried: the owner says so, whoever leads them decides (R130)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.domain.goal import Experiment, ExperimentState, Goal, GoalLevel, GoalState
from bot.goals.domain.goal_step import GoalStep
from bot.goals.services import goal_message as message
from bot.goals.services.goal import keep
from bot.goals.services.goal_sight import GoalReader, get
from bot.kit.errors import Denied, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act

if TYPE_CHECKING:
    from datetime import datetime

    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def propose(work: Work, actor: Actor, no: int, text: str, *, now: datetime) -> tuple[Goal, Person | None]:
    """Say of a goal that was missed what was tried; whoever leads its owner is asked, and returned with it.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`, and when it is another person's goal.
        Stale: when it was not missed, or that was decided before.
    """
    goal = get(work, actor, no, now=now, writing=True)
    if goal.level is GoalLevel.PERSON and goal.owner_id != actor.person.id:
        raise Denied("goal-experiment-own", act=Act.WRITE_GOAL.value, subject=goal.owner_id)
    decided = goal.experiment is not None and goal.experiment.state is not ExperimentState.PROPOSED
    if goal.state is not GoalState.MISSED or decided:
        raise Stale("goal-experiment-late")
    kept = keep(work, actor, replace(goal, experiment=Experiment(text=text.strip())), now=now)
    return kept, message.tell_other(work, kept, GoalStep.TRIED, by=actor.person.id, now=now)


def decide(
    work: Work, actor: Actor, no: int, state: ExperimentState, *, reason: str, now: datetime
) -> tuple[Goal, int]:
    """Approve of an experiment or decline it, with the reason; returns the goal and the version that was decided about.

    One that is approved of counts for no score and no other goal, and stays where it can be seen.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`, and when the actor does not lead the owner, or proposed it.
        Stale: when nothing is proposed, or it was decided before.
    """
    goal = get(work, actor, no, now=now)
    if goal.experiment is None or goal.experiment.state is not ExperimentState.PROPOSED:
        raise Stale("goal-experiment-over")
    seen = GoalReader(work, actor, now=now)
    if not seen.decides(goal) or goal.by == actor.person.id:
        raise Denied("permission-denied", act=Act.WRITE_GOAL.value, subject=goal.owner_id)
    experiment = replace(goal.experiment, state=state, reason=reason.strip(), decided_by=actor.person.id)
    kept = keep(work, actor, replace(goal, experiment=experiment), now=now)
    detail: dict[str, str | int] = {"goal": no, "decision": state.value}
    work.audit.append(What.APPROVAL, actor=actor.person.id, subject=goal.owner_id, detail=detail, at=now)
    if owner := work.people.get(goal.by):
        message.tell(work, kept, GoalStep.DECIDED, owner, now=now)
    return kept, goal.version
