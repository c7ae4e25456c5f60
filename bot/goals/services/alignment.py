"""What goals are part of, at work: a goal is never part of itself, and what it is taken out of or put into moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain import alignment as domain
from bot.goals.services.progress import roll_up
from bot.kit.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.goals.domain.goal import Goal, GoalLink
    from bot.goals.ports import Work


def link(work: Work, link: GoalLink) -> list[int]:
    """Let a goal be part of another one, or weigh otherwise in it; return the goals that moved.

    Raises:
        Invalid: when it would be part of itself; the path is named from it up to it.
    """
    _refuse_circle(work, link.child_no, link.parent_no)
    work.goals.link(link)
    return roll_up(work, [link.parent_no])


def unlink(work: Work, child_no: int, parent_no: int) -> list[int]:
    """Let a goal be no part of another one any more; return the goals that moved."""
    return roll_up(work, [parent_no]) if work.goals.unlink(child_no, parent_no) else []


def move(work: Work, to: GoalLink, *, out_of: Collection[int]) -> list[int]:
    """Take a goal out of some that it is part of and put it into another one; return the goals that moved.

    Raises:
        Invalid: as :func:`link`, and nothing is changed then.
    """
    _refuse_circle(work, to.child_no, to.parent_no)
    for parent in out_of:
        work.goals.unlink(to.child_no, parent)
    work.goals.link(to)
    return roll_up(work, {to.parent_no, *out_of})


def parents_of(work: Work, owner_id: str) -> list[int]:
    """Return the numbers of the goals that somebody's are directly part of, but for their own."""
    own = {goal.no for goal in work.goals.of([owner_id])}
    return sorted({link.parent_no for link in work.goals.links_above(own)} - own)


def _refuse_circle(work: Work, child_no: int, parent_no: int) -> None:
    path = circle(work, child_no, parent_no)
    if path:
        raise Invalid("goal-circle", path=" → ".join(goal.title for goal in path))


def circle(work: Work, child_no: int, parent_no: int) -> list[Goal]:
    """Return the way up from a goal to itself if it were part of another one; empty where it may be."""
    way = domain.circle(child_no, parent_no, work.goals.links_above)
    known = {goal.no: goal for goal in work.goals.some(way)}
    return [known[number] for number in way]
