"""Goals that a talk is about: what waits for a yes, what is in the way, what is to be decided, what falls behind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.goals.domain.goal import ExperimentState, GoalState
from bot.goals.domain.pace import Health

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.goals.domain.goal_sight import GoalGlance
    from bot.goals.domain.key_result import GoalCheckIn


class AgendaGoalKind(StrEnum):
    """Why two should talk about a goal, what only they can settle first."""

    WAITS = "waits"
    """It was proposed, and one of the two has not said yes."""
    OBSTACLE = "obstacle"
    """Something is in its way, and nothing has been said of it since."""
    EXPERIMENT = "experiment"
    """It was missed, and whether it was an experiment is not decided."""
    OFF_TRACK = "off_track"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaGoal:
    """A goal to talk about; ``said`` is the check-in with what is in the way, ``waits_for`` whose yes it waits for."""

    kind: AgendaGoalKind
    seen: GoalGlance
    said: GoalCheckIn | None = None
    waits_for: str = ""


def kind_of(seen: GoalGlance, said: Sequence[GoalCheckIn], *, since: datetime | None) -> AgendaGoalKind | None:
    """Say why two should talk about a goal; None where there is no need.

    ``said`` is what was said of it, oldest first; ``since`` is when they talked last: of what was in the way by then
    they have talked.
    """
    goal, tried = seen.goal, seen.goal.experiment
    if goal.state is GoalState.PROPOSED:
        return AgendaGoalKind.WAITS
    if goal.state is GoalState.OPEN and in_the_way(said, since=since):
        return AgendaGoalKind.OBSTACLE
    if goal.state is GoalState.MISSED and tried and tried.state is ExperimentState.PROPOSED:
        return AgendaGoalKind.EXPERIMENT
    if goal.state is GoalState.OPEN and seen.health is Health.OFF_TRACK:
        return AgendaGoalKind.OFF_TRACK
    return None


def in_the_way(said: Sequence[GoalCheckIn], *, since: datetime | None) -> GoalCheckIn | None:
    """Return what is in the way by the newest words about a goal, if they are newer than the last talk."""
    newest = next((each for each in reversed(said) if each.text or each.obstacle), None)
    if newest is None or newest.obstacle is None or (since and newest.at <= since):
        return None
    return newest


def first(goals: Iterable[AgendaGoal], *, most: int) -> list[AgendaGoal]:
    """Return the goals to talk about first, in the order of their kinds, then by their last day."""
    order = list(AgendaGoalKind)
    return sorted(goals, key=lambda each: (order.index(each.kind), each.seen.goal.period.end, each.seen.goal.no))[:most]
