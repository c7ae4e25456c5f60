"""Which goal is part of which: linked, moved, taken out; what would go round in a circle is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER, Goal, GoalLevel, GoalLink, GoalState
from bot.goals.services import alignment
from bot.goals.services.goal_sight import GoalReader, get
from bot.kit.errors import Invalid, NotFound, Stale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.goals.domain.goal_sight import GoalGlance
    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor

MOST_PARENTS = 60
"""Goals that somebody may choose among, the nearest first."""


def link(work: Work, actor: Actor, link: GoalLink, *, now: datetime) -> Goal:
    """Let a goal be part of one more.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`.
        Stale: when it is over.
        Invalid: when it cannot be part of that one, with the circle that it would make.
    """
    goal = _open(work, actor, link.child_no, now=now)
    require_fitting_parent(GoalReader(work, actor, now=now), goal, link.parent_no)
    alignment.link(work, link)
    return goal


def move(work: Work, actor: Actor, no: int, parent: GoalLink | None, *, now: datetime) -> Goal:
    """Let a goal be part of another one, or of none, instead of those that it is part of now.

    Raises:
        NotFound, Denied, Stale, Invalid: as :func:`link`.
    """
    goal = _open(work, actor, no, now=now)
    before = [link.parent_no for link in work.goals.links_above([no])]
    if parent is None:
        for above in before:
            alignment.unlink(work, no, above)
        return goal
    require_fitting_parent(GoalReader(work, actor, now=now), goal, parent.parent_no)
    alignment.move(work, parent, out_of=before)
    return goal


def _open(work: Work, actor: Actor, no: int, *, now: datetime) -> Goal:
    goal = get(work, actor, no, now=now, writing=True)
    if goal.state in OVER:
        raise Stale("goal-over")
    return goal


def require_fitting_parent(reader: GoalReader, goal: Goal, parent_no: int) -> None:
    """See to it that a goal can be part of another one: of the same level or one above, and in no circle.

    Raises:
        NotFound: when there is no such parent, or the reader may not see it.
        Stale: when that one is over.
        Invalid: when it would be above its parent, or part of itself.
    """
    parent = reader.work.goals.get(parent_no)
    if parent is None or not reader.reads(parent):
        raise NotFound("goal-gone")
    if parent.state in OVER:
        raise Stale("goal-over")
    if parent.level.depth > goal.level.depth:
        raise Invalid("goal-parent-below", title=goal.title, parent=parent.title)
    if goal.no and (path := alignment.circle(reader.work, goal.no, parent_no)):
        titles = [found.title if reader.reads(found) else "…" for found in path]
        raise Invalid("goal-circle", path=" → ".join(titles))


def candidates(reader: GoalReader, goal: Goal) -> Sequence[GoalGlance]:
    """Return the goals that a goal could be part of in its period, those of its own unit and nearest level first."""
    owner = reader.owner(goal)
    near = {owner.unit, owner.department, owner.id} if owner else {goal.owner_id}
    units = {other for other in (reader.work.people.get(name) for name in near if name) if other}
    near |= {unit.id for unit in units}
    found = [
        other
        for other in reader.work.goals.all(states=[GoalState.OPEN], within=goal.period)
        if other.no != goal.no and other.level.depth <= goal.level.depth and reader.reads(other)
    ]
    found = [other for other in found if other.level is not GoalLevel.PERSON or other.owner_id == goal.owner_id]
    found.sort(key=lambda other: (other.owner_id not in near, -other.level.depth, other.no))
    return reader.glances(found[:MOST_PARENTS])
