"""Days: what the days of a period show of a rate of bad cases, so that its reader knows where to look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import comb, sqrt
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Direction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

_ENOUGH = 8
"""Fewer days show no pattern."""
_CHANCE = 0.05
_Z95 = 1.96
_FEW = 2
"""So many days are named at most."""
_LAST = 5
"""So many days are a week of work."""


class DayPatternKind(StrEnum):
    """What the days show, what says most first."""

    CLUSTER = "cluster"
    """More cases on a day than its pieces let expect."""
    BETTER = "better"
    """The second half of the days is better than the first, by more than chance."""
    WORSE = "worse"
    WITHIN = "within"
    """No day was over the target of the period."""
    CLEAN = "clean"
    """Half of the days or more had no case at all."""
    OVER_ON = "over_on"
    """One or two days were over the target."""
    LAST_WITHIN = "last_within"
    """The last days were within the target, though all together are not."""
    LAST_OVER = "last_over"
    """The last days were over the target, though all together are not."""


@dataclass(frozen=True, slots=True)
class DayPattern:
    """What ``of`` days show: on ``days`` (at most two, else none) or on ``n`` of them.

    ``first`` and ``last`` are cases on those days and in all (``CLUSTER``), the rates of both halves, or in
    ``last`` the rate of the last ``n`` days.
    """

    kind: DayPatternKind
    of: int
    n: int = 0
    days: tuple[date, ...] = ()
    first: float = 0.0
    last: float = 0.0


def pattern_of(whole: Delta, metric: Metric, days: Sequence[Delta]) -> DayPattern | None:
    """Return what the days of a value show, oldest first; None where they are few, or are not all that makes it."""
    if not metric.is_ratio or metric.direction is not Direction.LOWER:
        return None
    counts = [(day.period.start, day.numerator or 0.0, day.denominator or 0.0) for day in days if day.denominator]
    cases, pieces = sum(case for _, case, _ in counts), sum(size for *_, size in counts)
    if len(counts) < _ENOUGH or not cases or (cases, pieces) != (whole.numerator, whole.denominator):
        return None
    clustered = tuple(
        day for day, case, size in counts if case > 1 and _tail(cases, case, size / pieces) * len(counts) < _CHANCE
    )
    if 0 < len(clustered) <= _FEW:
        part = sum(case for day, case, _ in counts if day in clustered)
        return DayPattern(DayPatternKind.CLUSTER, len(counts), len(clustered), clustered, part, cases)
    return _halves(counts) or _beside_target(whole.target, counts)


def _tail(cases: float, seen: float, share: float) -> float:
    """Return how likely so many of all cases, or more, come on a day by chance that has a share of the pieces."""
    n = round(cases)
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(round(seen), n + 1))


def _halves(counts: Sequence[tuple[date, float, float]]) -> DayPattern | None:
    middle = len(counts) // 2
    (first, early), (last, late) = (
        (sum(case for _, case, _ in half), sum(size for *_, size in half))
        for half in (counts[:middle], counts[middle:])
    )
    pooled = (first + last) / (early + late)
    spread = sqrt(pooled * (1 - pooled) * (1 / early + 1 / late))
    away = last / late - first / early
    if spread == 0 or abs(away) < _Z95 * spread:
        return None
    kind = DayPatternKind.WORSE if away > 0 else DayPatternKind.BETTER
    return DayPattern(kind, len(counts), first=first / early, last=last / late)


def _beside_target(target: float | None, counts: Sequence[tuple[date, float, float]]) -> DayPattern | None:
    of, clean = len(counts), sum(1 for _, case, _ in counts if not case)
    over = tuple(day for day, case, size in counts if target is not None and case / size > target)
    if target is not None and not over:
        return DayPattern(DayPatternKind.WITHIN, of)
    if 2 * clean >= of:
        return DayPattern(DayPatternKind.CLEAN, of, clean)
    if target is None:
        return None
    if len(over) <= _FEW:
        return DayPattern(DayPatternKind.OVER_ON, of, len(over), over)
    rate, lately = _rate(counts), _rate(counts[-_LAST:])
    if (rate > target) is (lately > target):
        return None
    kind = DayPatternKind.LAST_OVER if lately > target else DayPatternKind.LAST_WITHIN
    return DayPattern(kind, of, _LAST, last=lately)


def _rate(counts: Sequence[tuple[date, float, float]]) -> float:
    return sum(case for _, case, _ in counts) / sum(size for *_, size in counts)
