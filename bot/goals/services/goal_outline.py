"""The tree below some goals as one reader sees it, folded to what matters: a few layers, what is behind first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.goals.domain.goal import COUNTING, GoalLevel
from bot.goals.domain.goal_sight import GoalBranch
from bot.goals.services import goal_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.goals.domain.goal_sight import GoalGlance
    from bot.goals.services.goal_sight import GoalReader

LAYERS: Final = (3, 8, 7)
"""How many goals each layer shows at most: three screens of a phone, however many there are."""
_PARTS: Final = 4
"""Parts of one goal at most: another one has its turn before a fifth."""


@dataclass(frozen=True, slots=True)
class _Link:
    parent: int
    place: int
    part: GoalGlance


def outline(reader: GoalReader, goals: Sequence[GoalGlance], *, people: bool) -> tuple[GoalBranch, ...]:
    """Return some goals, the most urgent first, with what matters below them.

    Each layer has those that are behind first, whatever they are part of. Goals that wait for a yes or are dropped are
    left out; those of people are there only with ``people``, and only where they are the reader's to see. A goal that
    is part of two stands below both. Each layer is read at once.
    """
    tops = goals[: LAYERS[0]]
    below: dict[int, list[GoalGlance]] = {}
    layer = list(tops)
    for most in LAYERS[1:]:
        known = {seen.goal.no: seen for seen in layer if seen.below and seen.goal.no not in below}
        if not known:
            break
        links = _urgent(goal_list.parts(reader, known.values()), most, people=people)
        for link in links:
            below.setdefault(link.parent, []).append(link.part)
        layer = [link.part for link in links]
    return tuple(_branch(seen, below, len(LAYERS)) for seen in tops)


def _urgent(parts: Mapping[int, Sequence[GoalGlance]], most: int, *, people: bool) -> list[_Link]:
    """Return the most urgent parts of some goals, those of one in their order."""
    links = []
    for parent, below in parts.items():
        shown = [part for part in below if part.goal.state in COUNTING and (people or not _of_somebody(part))]
        links += [_Link(parent, place, part) for place, part in enumerate(shown[:_PARTS])]
    urgent = sorted(links, key=lambda link: (link.part.health.rank, link.place, link.parent))[:most]
    return sorted(urgent, key=lambda link: (link.parent, link.place))


def _of_somebody(seen: GoalGlance) -> bool:
    return seen.goal.level is GoalLevel.PERSON


def _branch(seen: GoalGlance, below: Mapping[int, Sequence[GoalGlance]], layers: int) -> GoalBranch:
    parts = below.get(seen.goal.no, ()) if layers > 1 else ()
    return GoalBranch(seen, tuple(_branch(part, below, layers - 1) for part in parts))
