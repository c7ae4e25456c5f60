"""How far goals are, from their key results and the goals that are part of them (methods 4.7), as whole columns.

One calculation serves one leaf's ancestors and all goals of a company.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.goals.domain.goal import GoalProgress
from bot.kit.exact import tidy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

CAP: Final = 1.0
"""The most that a part counts: more of one does not make up for less of another."""


@dataclass(frozen=True, slots=True, eq=False)
class GoalParts:
    """What some goals consist of: columns with one row per key result, and per goal that counts and is part of one.

    ``goals`` are the numbers of the goals that are to be worked out, ascending. A row says which ``goal`` it belongs
    to, its ``weight`` in that, and its ``progress`` as stored (NaN: nothing is known); ``child`` is the number of the
    goal that is the part, 0 for a key result.
    """

    goals: Ints
    goal: Ints
    child: Ints
    weight: Floats
    progress: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RolledUp:
    """How far goals are, as columns in the order of their numbers; see :class:`GoalProgress` (NaN is None)."""

    goals: Ints
    value: Floats
    known: Ints
    parts: Ints
    weights: Floats

    @property
    def columns(self) -> tuple[Floats | Ints, ...]:
        """What is said of each goal, in the order of :class:`GoalProgress`."""
        return self.value, self.known, self.parts, self.weights

    def progress(self) -> dict[int, GoalProgress]:
        """Return it by the numbers of the goals."""
        columns = (self.goals, *self.columns)
        return {
            no: GoalProgress(None if value != value else value, known, parts, weights)  # noqa: PLR0124 - NaN
            for no, value, known, parts, weights in zip(*(column.tolist() for column in columns), strict=True)
        }


class Circle(ValueError):
    """Goals are part of themselves; ``numbers`` are those that lie on circles or above one."""

    def __init__(self, numbers: Sequence[int]) -> None:
        super().__init__("goals are part of themselves")
        self.numbers = numbers


def roll_up(parts: GoalParts, *, cap: float = CAP) -> RolledUp:
    """Work out goals from the bottom up: P = Σ w·min(p, cap) / Σ w over the parts of which anything is known.

    What is missing counts for nothing, neither above nor below; less than nothing counts as nothing. A goal that is
    part of several counts once for each. Weights need not sum to anything. A part with the weight 0 is shown and counts
    for nothing, and of a goal with no other known part nothing is known.

    Raises:
        Circle: when a goal is part of itself.
    """
    size = parts.goals.size
    at = np.searchsorted(parts.goals, parts.goal)
    child = np.searchsorted(parts.goals, parts.child)
    within = child < size
    within[within] = parts.goals[child[within]] == parts.child[within]
    height = _heights(parts.goals, at[within], child[within])
    progress = parts.progress.copy()
    value, known = np.full(size, np.nan), np.zeros(size, np.int64)
    order = np.argsort(height[at], kind="stable")
    begin = np.searchsorted(height[at][order], np.arange(int(height.max(initial=0)) + 2))
    for low, high in zip(begin[:-1].tolist(), begin[1:].tolist(), strict=True):
        rows = order[low:high]
        inner = rows[within[rows]]
        progress[inner] = value[child[inner]]
        found, there = _level(at[rows], parts.weight[rows], progress[rows], cap=cap)
        here = np.unique(at[rows])
        value[here], known[here] = found, there
    count = np.bincount(at, minlength=size)
    return RolledUp(parts.goals, value, known, count, _sums(at, parts.weight, size))


def _heights(goals: Ints, parent: Ints, child: Ints) -> Ints:
    """Return how many steps each goal is above the lowest that it is worked out from."""
    height, left = np.full(goals.size, -1, np.int64), np.ones(parent.size, np.bool_)
    for step in range(goals.size):
        ready = height < 0
        ready[parent[left]] = False
        if not ready.any():
            break
        height[ready] = step
        left &= height[child] < 0
    if (height < 0).any():
        raise Circle(goals[height < 0].tolist())
    return height


def _level(at: Ints, weight: Floats, progress: Floats, *, cap: float) -> tuple[Floats, Ints]:
    """Return the progress of each goal of one level, and how many of its parts are known, in the order of the goals."""
    _, place = np.unique(at, return_inverse=True)
    size = int(place.max(initial=-1)) + 1
    there = ~np.isnan(progress)
    counted = weight[there] * np.clip(progress[there], 0.0, cap)
    whole, part = _sums(place[there], weight[there], size), _sums(place[there], counted, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.where(whole > 0, tidy(part / whole), np.nan)
    return found, np.bincount(place[there], minlength=size)


def _sums(group: Ints, values: Floats, groups: int) -> Floats:
    """Return sums by group; they are added up by size, so that it makes no difference in which order they come."""
    order = np.lexsort((values, group))
    return np.bincount(group[order], values[order], groups).astype(np.float64, copy=False)
