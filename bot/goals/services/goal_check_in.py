"""How a goal goes by what people say of it: typed values, words, and what is in the way, which somebody hears of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import GoalState
from bot.goals.domain.goal_step import GoalStep
from bot.goals.domain.key_result import GoalCheckIn
from bot.goals.services import goal_message as message
from bot.goals.services.goal_sight import get
from bot.goals.services.progress import type_value
from bot.kit.errors import NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal

    from bot.goals.domain.goal import Goal
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def check_in(
    work: Work, actor: Actor, said: GoalCheckIn, values: Mapping[int, Decimal], *, now: datetime
) -> tuple[Goal, Person | None]:
    """Keep what somebody says of a goal; ``values`` are typed values of its key results, by number.

    Returns the goal, and who hears of what is in the way; None where nothing is, or nobody leads the owner.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`, and when a value is of what is measured by data.
        Stale: when it does not run.
    """
    goal = get(work, actor, said.goal_no, now=now, writing=True)
    if goal.state is not GoalState.OPEN:
        raise Stale("goal-not-open")
    typed = {result.no: result for result in goal.key_results if result.typed}
    for no, value in values.items():
        if no not in typed:
            raise NotFound("goal-gone")
        type_value(work, goal, typed[no], value, by=actor.person.id, now=now)
        work.key_results.check_in(
            GoalCheckIn(goal_no=goal.no, by=actor.person.id, at=now, key_result_no=no, value=value)
        )
    if not (said.text or said.obstacle):
        return goal, None
    kept = work.key_results.check_in(said)
    if said.obstacle is None:
        return goal, None
    return goal, message.tell_other(work, goal, GoalStep.OBSTACLE, by=actor.person.id, now=now, mark=kept.no)
