"""What goals are part of, at work: a goal is never part of itself, and what it is taken out of or put into moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def _refuse_circle(work: Work, child_no: int, parent_no: int) -> None:
    path = circle(work, child_no, parent_no)
    if path:
        raise Invalid("goal-circle", path=" → ".join(goal.title for goal in path), n=len(path))


def circle(work: Work, child_no: int, parent_no: int) -> list[Goal]:
    """Return the way up from a goal to itself if it were part of another one; empty where it may be."""
    came_from: dict[int, int] = {parent_no: child_no}
    step = [parent_no]
    while step and child_no not in step:
        links = [link for link in work.goals.links_above(step) if link.parent_no not in came_from]
        came_from |= {link.parent_no: link.child_no for link in reversed(links)}
        step = sorted({link.parent_no for link in links})
    if child_no not in step:
        return []
    path = [child_no]
    while path[-1] != child_no or len(path) == 1:
        path.append(came_from[path[-1]])
    known = {goal.no: goal for goal in work.goals.some(path)}
    return [known[number] for number in reversed(path)]
