"""What a series shows of its past: periods in a row, records, what is usual, and the season.

Only values of whole periods count, none in quarantine and no ratio of too few cases; such a period, or one without a
value, breaks what is said of periods in a row (methods 4.2, gap rules).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, takewhile
from math import sqrt
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import FEW, HISTORY, LONG_RUN, PEER_FLOOR, SCREEN, fine_a_year_ago, material, run_of
from bot.figures.domain.baseline import BASELINE
from bot.figures.domain.delta import Flag
from bot.figures.domain.metric import at_limit, smallest_step
from bot.figures.domain.unfinished import is_unfinished, share_may_be_chance
from bot.kit.period import period_of, previous_period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

FIRST = 3
"""So many earlier periods with a target, all of them missed, make the first one that reaches it a story."""
RECORD = 6
"""A best or worst value needs so many others (by chance one in seven is)."""
_LATELY = 3
LEVEL = 4
"""So many periods make a plateau, in which no value is further than two smallest steps from the middle one."""
INTERVAL = 4
"""From so many earlier values on a prediction interval says what is usual, until there are ``HISTORY``."""
_T99 = {3: 5.841, 4: 4.604, 5: 4.032, 6: 3.707}
"""Student's t at 99 %, two-sided, by degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Unusual:
    """A value that the earlier ones did not let expect: ``n`` of them, and between what they were where few."""

    better: bool
    n: int
    low: float | None = None
    high: float | None = None


def is_sound(delta: Delta, metric: Metric) -> bool:
    """Say whether a value may be counted among others: it is of a whole period, and not of too few cases."""
    if delta.value is None or Flag.QUARANTINED in delta.flags or is_unfinished(delta, metric):
        return False
    return not (metric.is_ratio and delta.denominator is not None and delta.denominator < FEW)


def reached(delta: Delta, metric: Metric) -> bool | None:
    """Say whether a value has reached its target; None without one, and just at a limit that it should be below."""
    sign = metric.direction.sign
    if delta.value is None or delta.target is None or at_limit(delta.value, delta.target, better=sign):
        return None
    return sign * (delta.value - delta.target) >= 0


def unbroken(series: Sequence[Delta], metric: Metric) -> Iterator[Delta]:
    """Yield the values of the periods directly before the last, newest first, up to the first gap."""
    expected = previous_period(period_of(series[-1].period.start, metric.grain), metric.grain)
    for delta in reversed(series[:-1]):
        if not is_sound(delta, metric) or period_of(delta.period.start, metric.grain) != expected:
            return
        yield delta
        expected = previous_period(expected, metric.grain)


def in_a_row(series: Sequence[Delta], metric: Metric, *, reached: bool) -> int:
    """Count the periods directly before the last that all reached their target, or all missed it."""
    return sum(1 for _ in takewhile(lambda delta: _reads(delta, metric) is reached, unbroken(series, metric)))


_reads = reached


def ahead_in_a_row(series: Sequence[Delta], metric: Metric) -> int:
    """Count the periods up to the last whose values are better than their peers' median."""

    def ahead(delta: Delta) -> bool:
        middle = delta.peers.median if delta.peers and delta.peers.n >= PEER_FLOOR else None
        return middle is not None and metric.direction.sign * ((delta.value or 0.0) - middle) > 0

    return 1 + sum(1 for _ in takewhile(ahead, unbroken(series, metric)))


def missed_ever_before(series: Sequence[Delta], metric: Metric) -> int:
    """Count the earlier values that missed their target; 0 when one reached it, or they are too few to say first."""
    earlier = [reached(delta, metric) for delta in series[:-1] if is_sound(delta, metric)]
    missed = earlier.count(False)
    return missed if missed >= FIRST and True not in earlier else 0


def never_as_good(series: Sequence[Delta], metric: Metric) -> int:
    """Count the earlier values, all of which would have missed the target of the last; 0 where one would not.

    A target that was easier once was reached then, but never this one.
    """
    last, sign = series[-1], metric.direction.sign
    values = [delta.value for delta in series[:-1] if delta.value is not None and is_sound(delta, metric)]
    target = last.target
    if target is None or len(values) < FIRST or any(sign * (value - target) >= 0 for value in values):
        return 0
    return len(values)


def run(series: Sequence[Delta], metric: Metric) -> int:
    """Return how many times in a row the value got better, negative where worse; no more than the series shows."""
    known = run_of(series[-1], metric)
    if len(series) == 1:  # no more is at hand than the value knows of itself
        return known
    most = sum(1 for _ in islice(unbroken(series, metric), abs(known)))
    return max(-most, min(most, known))


def run_counts(series: Sequence[Delta], metric: Metric) -> bool:
    """Say whether a run has moved the value by enough to be told, from where it began."""
    last = series[-1]
    length = abs(run(series, metric))
    before = list(islice(unbroken(series, metric), length))
    if last.value is None or length == 0:
        return False
    first = before[length - 1].value if 0 < length <= len(before) else last.previous
    return first is not None and material(last.value - first, first, metric)


def record(series: Sequence[Delta], metric: Metric, *, better: bool) -> int:
    """Return of how many values the last is the best (or worst) by enough to be told; 0 when it is not."""
    sign = metric.direction.sign * (1 if better else -1)
    earlier = [delta.value for delta in series[:-1] if delta.value is not None and is_sound(delta, metric)]
    value = series[-1].value
    if value is None or len(earlier) < RECORD:
        return 0
    nearest = max(earlier, key=lambda other: sign * other)
    beyond = sign * (value - nearest) > 0 and material(value - nearest, nearest, metric)
    return len(earlier) + 1 if beyond else 0


def is_level(series: Sequence[Delta], metric: Metric, length: int) -> bool:
    """Say whether the last values, so many of them, hardly differ."""
    values = [delta.value or 0.0 for delta in (series[-1], *islice(unbroken(series, metric), length - 1))]
    if len(values) < LEVEL:
        return False
    middle = median(values)
    most = 2 * smallest_step(float(metric.minimum_step or 0), middle)
    return all(abs(value - middle) <= most for value in values)


def unusual(series: Sequence[Delta], metric: Metric) -> Unusual | None:
    """Say whether a value is suddenly out of line with the earlier ones (methods 4.1).

    What has gone the same way for long is not sudden, and a share that so few cases let vary as far is none either.

    From ``HISTORY`` earlier values on by the modified z-score (Iglewicz & Hoaglin 1993), from ``INTERVAL`` on by the
    prediction interval of the mean, x̄ ± t·s·√(1+1/n) at 99 % (Hahn & Meeker 1991).
    """
    last, sign = series[-1], metric.direction.sign
    if last.value is None:
        return None
    if last.baseline_n >= HISTORY:
        middle = last.baseline_median
        if (
            middle is None
            or last.z is None
            or abs(last.z) < SCREEN
            or not material(last.value - middle, middle, metric)
        ):
            return None
        return _sudden(series, metric, Unusual(last.z * sign > 0, last.baseline_n), middle)
    earlier = [delta.value for delta in series[:-1] if delta.value is not None and is_sound(delta, metric)][-BASELINE:]
    if not INTERVAL <= len(earlier) < HISTORY:
        return None
    mean, n = fmean(earlier), len(earlier)
    half = _T99[n - 1] * stdev(earlier) * sqrt(1 + 1 / n)
    away = last.value - mean
    if half == 0 or abs(away) <= half or not material(away, mean, metric):
        return None
    return _sudden(series, metric, Unusual(away * sign > 0, n, min(earlier), max(earlier)), mean)


def _sudden(series: Sequence[Delta], metric: Metric, found: Unusual, usual: float) -> Unusual | None:
    last = series[-1]
    if run(series, metric) * (1 if found.better else -1) >= LONG_RUN:
        return None
    return None if share_may_be_chance(last, metric, usual) else found


def has_shifted(series: Sequence[Delta], metric: Metric) -> bool:
    """Say whether what was usual is so no more: the last three values are further from it than this one from them."""
    last = series[-1]
    earlier = [delta.value for delta in series[:-1] if delta.value is not None and is_sound(delta, metric)][-_LATELY:]
    if last.value is None or last.baseline_median is None or len(earlier) < _LATELY:
        return False
    lately = median(earlier)
    return abs(last.value - lately) < abs(lately - last.baseline_median)


def is_seasonal(series: Sequence[Delta], metric: Metric) -> bool:
    """Say whether a value fell as in the same step a year ago, and is no worse than it was then."""
    last, before = series[-1], next(unbroken(series, metric), None)
    if before is None or last.change is None or last.year_ago is None or before.year_ago is None:
        return False
    sign = metric.direction.sign
    then = sign * (last.year_ago - before.year_ago)
    worse = sign * last.change < 0 and material(last.change, last.previous or 0.0, metric)
    return worse and then < 0 and fine_a_year_ago(last, metric)
