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
_FAR_FEWER = 2 / 3
_WORTH = 3
"""At most so large a share of the days over the target, and so many fewer at least, are far fewer."""
_CLEAN_DAYS, _WITHIN_DAYS = 3, 6
"""So many days in a row without a case, or within the target, are worth naming."""


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
    FEWER_OVER = "fewer_over"
    """Far fewer days were over the target than in the period before."""
    MORE_OVER = "more_over"
    CLEAN_RUN = "clean_run"
    """Several days in a row had no case."""
    WITHIN_RUN = "within_run"
    """Many days in a row were within the target."""
    LAST_WITHIN = "last_within"
    """The last days were within the target, though all together are not."""
    LAST_OVER = "last_over"
    """The last days were over the target, though all together are not."""
    MOSTLY_WITHIN = "mostly_within"
    """Half of the days or more were within the target, and none stands out."""
    SPREAD = "spread"
    """Most days were over the target, or so many that it was missed, and none stands out."""


GOT_WORSE = frozenset({DayPatternKind.WORSE, DayPatternKind.MORE_OVER, DayPatternKind.LAST_OVER})
"""What speaks against showing others how it is done."""
RUNS = frozenset(
    {DayPatternKind.CLEAN_RUN, DayPatternKind.WITHIN_RUN, DayPatternKind.LAST_WITHIN, DayPatternKind.LAST_OVER}
)
"""Patterns whose two days are the first and the last of many."""
SOME_WENT_WRONG = frozenset({DayPatternKind.CLUSTER, DayPatternKind.OVER_ON})
"""Patterns that name the one or two days on which something went wrong."""


@dataclass(frozen=True, slots=True)
class DayPattern:
    """What ``of`` days show: on ``days`` (at most two, else none) or on ``n`` of them.

    ``first`` and ``last`` are cases on those days and in all (``CLUSTER``), the rates of both halves, or in
    ``last`` the rate of the last ``n`` days.
    Of halves ``days`` is the first day of the second; of days in a row the first and the last. ``before`` and
    ``of_before`` say the same of the period before as ``n`` and ``of`` of this one.
    """

    kind: DayPatternKind
    of: int
    n: int = 0
    days: tuple[date, ...] = ()
    first: float = 0.0
    last: float = 0.0
    before: int = 0
    of_before: int = 0


_Day = tuple["date", float, float]
"""A day with its cases and its pieces."""


def pattern_of(
    whole: Delta, metric: Metric, days: Sequence[Delta], *, before: Sequence[Delta] = ()
) -> DayPattern | None:
    """Return what the days of a value show, oldest first; None where they are few, or are not all that makes it.

    ``before`` are the days of the period before. What differs by more than chance goes first, then what tells where to
    look; how many days were within the target is said where nothing else is to be.
    """
    if not metric.is_ratio or metric.direction is not Direction.LOWER:
        return None
    counts = _counted(days)
    cases, pieces = sum(case for _, case, _ in counts), sum(size for *_, size in counts)
    if len(counts) < _ENOUGH or not cases or (cases, pieces) != (whole.numerator, whole.denominator):
        return None
    clustered = tuple(
        day for day, case, size in counts if case > 1 and _tail(cases, case, size / pieces) * len(counts) < _CHANCE
    )
    if 0 < len(clustered) <= _FEW:
        part = sum(case for day, case, _ in counts if day in clustered)
        return DayPattern(DayPatternKind.CLUSTER, len(counts), len(clustered), clustered, part, cases)
    return (
        _halves(counts)
        or _on_few_days(whole.target, counts)
        or (_beside_before(whole.target, counts, _counted(before)) if whole.elapsed >= 1 else None)
        or _last_days(whole.target, counts)
        or _runs(whole.target, counts)
        or (_all_days(whole.target, counts) if not clustered else None)
    )


def _counted(days: Sequence[Delta]) -> list[_Day]:
    return [(day.period.start, day.numerator or 0.0, day.denominator or 0.0) for day in days if day.denominator]


def _tail(cases: float, seen: float, share: float) -> float:
    """Return how likely so many of all cases, or more, come on a day by chance that has a share of the pieces."""
    n = round(cases)
    return sum(comb(n, k) * share**k * (1 - share) ** (n - k) for k in range(round(seen), n + 1))


def _halves(counts: Sequence[_Day]) -> DayPattern | None:
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
    turn = counts[middle][0]
    return DayPattern(kind, len(counts), days=(turn,), first=first / early, last=last / late)


def _on_few_days(target: float | None, counts: Sequence[_Day]) -> DayPattern | None:
    """Say that no day, or hardly any, was over the target."""
    if target is None:
        return None
    of, over = len(counts), tuple(day for day, case, size in counts if case / size > target)
    if not over:
        return DayPattern(DayPatternKind.WITHIN, of)
    if len(over) <= _FEW:
        return DayPattern(DayPatternKind.OVER_ON, of, len(over), over)
    return None


def _beside_before(target: float | None, counts: Sequence[_Day], before: Sequence[_Day]) -> DayPattern | None:
    """Say that far fewer, or far more, days were over the target than in the period before."""
    if target is None or len(before) < _ENOUGH:
        return None
    n, of, n_before, of_before = _over(counts, target), len(counts), _over(before, target), len(before)
    if min(n / of, n_before / of_before) > _FAR_FEWER * max(n / of, n_before / of_before):
        return None
    if abs(n - n_before) < _WORTH or (n < n_before) is not (n / of < n_before / of_before):
        return None
    kind = DayPatternKind.FEWER_OVER if n < n_before else DayPatternKind.MORE_OVER
    return DayPattern(kind, of, n, before=n_before, of_before=of_before)


def _last_days(target: float | None, counts: Sequence[_Day]) -> DayPattern | None:
    """Say that the last days read otherwise than all together."""
    if target is None:
        return None
    rate, lately = _rate(counts), _rate(counts[-_LAST:])
    if (rate > target) is (lately > target):
        return None
    kind = DayPatternKind.LAST_OVER if lately > target else DayPatternKind.LAST_WITHIN
    return DayPattern(kind, len(counts), _LAST, (counts[-_LAST][0], counts[-1][0]), last=lately)


def _runs(target: float | None, counts: Sequence[_Day]) -> DayPattern | None:
    """Say that many days had no case, or that several were without one, or within the target, in a row."""
    of, clean = len(counts), sum(1 for _, case, _ in counts if not case)
    if 2 * clean >= of:
        return DayPattern(DayPatternKind.CLEAN, of, clean)
    run = _longest([(day, not case) for day, case, _ in counts])
    if len(run) >= _CLEAN_DAYS:
        return DayPattern(DayPatternKind.CLEAN_RUN, of, len(run), (run[0], run[-1]))
    run = _longest([(day, target is not None and case / size <= target) for day, case, size in counts])
    if len(run) >= _WITHIN_DAYS:
        return DayPattern(DayPatternKind.WITHIN_RUN, of, len(run), (run[0], run[-1]))
    return None


def _all_days(target: float | None, counts: Sequence[_Day]) -> DayPattern | None:
    """Say on how many days it was over the target, or within it."""
    if target is None:
        return None
    of, over = len(counts), _over(counts, target)
    if _rate(counts) <= target and 2 * over <= of:
        return DayPattern(DayPatternKind.MOSTLY_WITHIN, of, of - over)
    return DayPattern(DayPatternKind.SPREAD, of, over)


def _longest(days: Sequence[tuple[date, bool]]) -> list[date]:
    """Return the days of the longest run of which something holds, the latest of those that are as long."""
    best: list[date] = []
    run: list[date] = []
    for day, holds in days:
        run = [*run, day] if holds else []
        best = run if len(run) >= len(best) else best
    return best


def _over(counts: Sequence[_Day], target: float) -> int:
    return sum(1 for _, case, size in counts if case / size > target)


def _rate(counts: Sequence[_Day]) -> float:
    return sum(case for _, case, _ in counts) / sum(size for *_, size in counts)
