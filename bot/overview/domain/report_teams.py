"""A department's teams in its month: what each reached as a group, and how few people carry how much of a sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.figures.domain.suppression import FLOOR, share

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.feedback.domain.driver import Drivers
    from bot.overview.domain.team import Below, Depth

_MOST_CARRYING: Final = 3
_HALF: Final = 0.5
_EACH: Final = 4
"""So many times as many people as carry half of a sum there have to be, that it is worth saying."""


@dataclass(frozen=True, slots=True)
class Concentration:
    """How few of ``n`` people carry which ``share`` of a sum; ``carrying`` are their ids where they may be named."""

    metric: str
    few: int
    n: int
    share: float
    carrying: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTeams:
    """What a head reads of the teams below: ``depth`` by team, and how the department's first sum is spread.

    ``moved`` is what moved the number of the team that reached least, as far as the head may be told.
    """

    depth: Depth | None = None
    spread: Concentration | None = None
    moved: Drivers | None = None

    @property
    def weakest(self) -> Below | None:
        """The team of which least reached their target, where that is less than half; the first of several by name."""
        told = [group for group in self.depth.groups if group.share is not None] if self.depth else []
        least = min(told, key=lambda group: (group.share or 0.0, group.lead.name), default=None)
        return least if least and least.share is not None and least.share < _HALF else None


def concentration(metric: str, values: Mapping[str, float], *, readable: Collection[str]) -> Concentration | None:
    """Return how few people carry half of a sum or more, by their values; None where nothing of that may be told.

    Those who carry it are all people whose figures the reader may read, or none of them: from a mix the others could
    be worked out. Where they are nobody the reader may name, so many others have to be left that no sum of a few is
    told, and the share is rounded to five percent.
    """
    total = sum(values.values())
    if total <= 0 or min(values.values(), default=0.0) < 0:
        return None
    order = sorted(values, key=lambda person_id: (-values[person_id], person_id))
    for few in range(2, _MOST_CARRYING + 1):
        first = order[:few]
        part = sum(values[person_id] for person_id in first)
        if part < _HALF * total or len(values) < _EACH * few:
            continue
        mine = [person_id for person_id in first if person_id in readable]
        hidden = len(values.keys() - set(readable))
        if len(mine) == few or (not mine and hidden - few >= FLOOR):
            return Concentration(metric, few, len(values), share(round(1000 * part / total), 1000), tuple(mine))
        return None
    return None
