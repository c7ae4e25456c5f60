"""Unfinished periods: how much of one a value covers, and how far what is left may still move it (methods 4.1, Q7)."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Aggregate, Metric
from bot.kit.period import period_of

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.kit.period import Grain, Period

EARLIEST = 0.2
"""Before this share of a period is over there is no verdict (methods 4.1, partial period)."""
HALF = 0.5
"""From this share on a value counts of which nobody knows on how many cases it rests."""
_Z95 = 1.959963984540054
_Z = 2.5758293035489004
"""99 %: a day's rate is asked of everybody every day, and at 95 % each would be called out about twice a quarter."""


def reaches_end(period: Period, grain: Grain) -> bool:
    """Say whether the days of a value reach to the end of the period of a grain that they begin in."""
    return period.end >= period_of(period.start, grain).end


def is_unfinished(delta: Delta, metric: Metric) -> bool:
    """Say whether days of work of a value's period are still to come."""
    return delta.elapsed < 1 and not reaches_end(delta.period, metric.grain)


def wilson(share: float, n: float) -> tuple[float, float]:
    """Return the 99 % interval of a share seen in ``n`` cases, which is above 0 (Wilson 1927)."""
    z2 = _Z**2
    centre = share + z2 / (2 * n)
    spread = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return (centre - spread) / (1 + z2 / n), (centre + spread) / (1 + z2 / n)


def still_possible(share: float, n: float, elapsed: float) -> tuple[float, float]:
    """Return between which shares a whole period's may end of which ``elapsed`` (0..1, excluded) brought ``n`` cases.

    What is over counts in full, and only what is left can differ: the error of a sample of ``n`` out of ``n / elapsed``
    is smaller by the root of ``1 - elapsed`` (finite population, Cochran 1977), as that of ``n / (1 - elapsed)`` cases.
    """
    return wilson(share, n / (1 - elapsed))


def moves_by_cases(aggregate: Aggregate, value: float, n: float | None) -> bool:
    """Say whether it is known of a value on how many cases it rests: a share of so many."""
    return aggregate is Aggregate.RATIO and n is not None and 0 <= value <= 1


def share_may_be_chance(delta: Delta, metric: Metric, base: float) -> bool:
    """Say whether a share of so few cases may differ from a number by chance; of other values that is not known."""
    value, n = delta.value, delta.denominator
    if value is None or not n or not moves_by_cases(metric.aggregate, value, n):
        return False
    low, high = wilson(value, n)
    return low <= base <= high


def count_may_be_chance(delta: Delta, metric: Metric, others: float) -> bool:
    """Say whether a count may differ from others' by chance: it varies by its root (Poisson), here at 95 %.

    Money adds up as well, but of its large numbers the root is next to nothing.
    """
    value = delta.value
    counted = metric.aggregate is Aggregate.SUM and not metric.is_ratio
    if value is None or not counted or not float(value).is_integer():
        return False
    return abs(value - others) <= _Z95 * sqrt(max(others, 0.0))


def stays(delta: Delta, metric: Metric, base: float) -> bool:
    """Say whether a value will be on the same side of a number when its period is over.

    A sum is held against its target so far alone, which grows as it does.
    """
    if delta.value is None or not is_unfinished(delta, metric):
        return delta.value is not None
    if delta.elapsed < EARLIEST:
        return False
    if metric.aggregate is Aggregate.SUM:
        return base == delta.target
    n = delta.denominator
    if not moves_by_cases(metric.aggregate, delta.value, n):
        return delta.elapsed >= HALF
    if not n or n <= 0:
        return False
    low, high = still_possible(delta.value, n, delta.elapsed)
    return base < low or base > high
