"""Goals as a file: those that run or wait for a yes, as far as whoever asks may see them, and on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import GoalState
from bot.goals.domain.goal_sheet import lines
from bot.goals.services.goal_sight import GoalReader
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services import permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.goals.domain.goal import Goal
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor

_RUNNING = (GoalState.OPEN, GoalState.PROPOSED)


def export(work: Work, actor: Actor, *, chinese: bool, now: datetime) -> tuple[int, list[list[str]]]:
    """Return how many goals somebody may take out as a file, and their rows.

    Raises:
        Denied: when they do not run the company's goals.
    """
    permission.require(work, actor, Act.RUN_GOALS, now=now)
    reader = GoalReader(work, actor, now=now)
    goals = [goal for goal in work.goals.all(states=_RUNNING) if reader.reads(goal)]
    return _written(work, goals, by=actor.person.id, chinese=chinese, now=now)


def export_all(work: Work, *, by: str, chinese: bool, now: datetime) -> tuple[int, list[list[str]]]:
    """Return every goal's rows to whoever operates the machine."""
    return _written(work, work.goals.all(states=_RUNNING), by=by, chinese=chinese, now=now)


def _written(
    work: Work, goals: Sequence[Goal], *, by: str, chinese: bool, now: datetime
) -> tuple[int, list[list[str]]]:
    ordered = sorted(goals, key=lambda goal: (goal.level.depth, goal.no))
    links = work.goals.links_above([goal.no for goal in ordered])
    detail: dict[str, str | int] = {"about": "goals", "rows": len(ordered)}
    work.audit.append(What.EXPORT, actor=by, detail=detail, at=now)
    return len(ordered), list(lines(ordered, links, chinese=chinese))
