"""Which goals are part of which: no goal is ever part of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.goals.domain.goal import GoalLink


def circle(child: int, parent: int, links_above: Callable[[Collection[int]], Sequence[GoalLink]]) -> list[int]:
    """Return the shortest way up from a goal to itself if it were part of another one; empty where it may be.

    ``links_above`` says what some goals are directly part of.
    """
    below = {parent: child}
    step = [parent]
    while step and child not in step:
        links = [link for link in links_above(step) if link.parent_no not in below]
        below |= {link.parent_no: link.child_no for link in reversed(links)}
        step = sorted({link.parent_no for link in links})
    if not step:
        return []
    way = [child]
    while way[-1] != child or len(way) == 1:
        way.append(below[way[-1]])
    return way[::-1]
