"""Dependencies: a goal that rests on goals of others without being made of them, and which of those is late (R148).

Production's ten percent more rests on purchasing, on research and on what sales hears from customers. When it falls
behind, the first late goal along the way is named, so that people look there and not at who comes last.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDependency:
    """That a goal needs another one to go well, of whomever that is."""

    goal_no: int
    on_no: int


def late_chains(goal_no: int, needs: Mapping[int, Collection[int]], late: Collection[int]) -> list[tuple[int, ...]]:
    """Return the ways from a goal to where its trouble begins: late goals all along, to one that needs no late one.

    Each begins with what the goal itself needs. Of several ways to one beginning the shortest counts, and of equally
    short ones the first by number; they come by their last goal.
    """
    found: dict[int, tuple[int, ...]] = {}
    ways = deque[tuple[int, ...]]([(on,) for on in sorted(needs.get(goal_no, ())) if on in late])
    known = {way[-1] for way in ways}
    while ways:
        way = ways.popleft()
        further = [on for on in sorted(needs.get(way[-1], ())) if on in late and on != goal_no]
        if not further:
            found[way[-1]] = way
        for on in further:
            if on not in known:
                known.add(on)
                ways.append((*way, on))
    return [found[last] for last in sorted(found)]


def needs_of(dependencies: Iterable[GoalDependency]) -> dict[int, list[int]]:
    """Return by goal what it needs, by number."""
    found: dict[int, list[int]] = {}
    for each in dependencies:
        found.setdefault(each.goal_no, []).append(each.on_no)
    return {goal_no: sorted(needed) for goal_no, needed in found.items()}
