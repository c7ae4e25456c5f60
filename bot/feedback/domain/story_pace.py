"""Pace: between what a running period is likely to end, and when a series that gets better reaches its target."""

from __future__ import annotations

from itertools import combinations, islice
from math import ceil, floor, sqrt
from statistics import median, stdev
from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import LONG_RUN
from bot.feedback.domain.story_past import INTERVAL, is_sound, unbroken
from bot.figures.domain.baseline import BASELINE
from bot.figures.domain.metric import Aggregate, smallest_step
from bot.figures.domain.unfinished import EARLIEST, moves_by_cases, still_possible
from bot.kit.exact import rounded
from bot.kit.period import Grain, Period, next_period, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

_T90 = {3: 2.353, 4: 2.132, 5: 2.015, 6: 1.943, 7: 1.895, 8: 1.860, 9: 1.833, 10: 1.812, 11: 1.796}
"""Student's t at 90 %, two-sided, by degrees of freedom."""
_Z90 = 1.645
_YEAR = {Grain.DAY: 31, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.YEAR: 1}
"""So many periods ahead a pace is carried at most: a year of them, and of days a month."""


def forecast(series: Sequence[Delta], metric: Metric) -> tuple[float, float] | None:
    """Return between what the running period of the last value is likely to end; None where nobody can know.

    A share of cases moves as those that are to come may (99 %, see ``still_possible``). Of a sum the days left bring as
    much each as those so far, give or take: with s the deviation of whole periods and e the share that is over, the
    error of value/e is s·√((1-e)/e), as days that do not depend on each other add up; 90 % by Student's t.
    """
    last = series[-1]
    value, elapsed = last.value, last.elapsed
    if value is None or not EARLIEST <= elapsed < 1:
        return None
    if moves_by_cases(metric.aggregate, value, last.denominator) and last.denominator:
        low, high = still_possible(value, last.denominator, elapsed)
        return max(0.0, low), min(1.0, high)
    if metric.aggregate is not Aggregate.SUM:
        return None
    whole = [delta.value for delta in series[:-1] if delta.value is not None and is_sound(delta, metric)][-BASELINE:]
    if len(whole) < INTERVAL or stdev(whole) == 0:
        return None
    half = _T90[len(whole) - 1] * stdev(whole) * sqrt((1 - elapsed) / elapsed)
    low, high = value / elapsed - half, value / elapsed + half
    if min(*whole, value) >= 0:  # what only adds up does not get less
        low = max(low, value)
    return low, max(low, high)


def reached_in(series: Sequence[Delta], metric: Metric, run: int) -> Period | None:
    """Return the period in which the last value's target is reached at the pace of its run of ``run`` moves.

    The pace is the median slope of all pairs in the run (Sen 1968). None where the run is short or lies within what a
    share of so many cases varies by, and where it would take longer than a year.
    """
    last = series[-1]
    before = list(islice(unbroken(series, metric), max(run, 0)))
    if run < LONG_RUN or len(before) < run or last.value is None or last.target is None:
        return None
    held = [*reversed(before), last]
    values = [delta.value or 0.0 for delta in held]
    if _is_noise(held, metric):
        return None
    sign = metric.direction.sign
    slope = sign * median((later - first) / (j - i) for (i, first), (j, later) in combinations(enumerate(values), 2))
    missing = sign * (last.target - last.value)
    if slope <= 0 or missing <= 0:
        return None
    share = rounded(missing / slope)
    below = sign < 0 and last.target > 0  # a limit is reached below it
    steps = floor(share) + 1 if below else ceil(share)
    if steps > _YEAR[metric.grain]:
        return None
    period = period_of(last.period.start, metric.grain)
    for _ in range(steps):
        period = next_period(period, metric.grain)
    return period


def _is_noise(held: Sequence[Delta], metric: Metric) -> bool:
    """Say whether a run from its first value to its last is less than what a trend has to be."""
    first, last = held[0], held[-1]
    start, end = first.value or 0.0, last.value or 0.0
    if abs(end - start) < 2 * smallest_step(float(metric.minimum_step or 0), start):
        return True
    n, m = first.denominator, last.denominator
    if not metric.is_ratio or not n or not m:
        return False
    pooled = (start * n + end * m) / (n + m)
    if not 0 < pooled < 1:
        return False
    return abs(end - start) < _Z90 * sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
