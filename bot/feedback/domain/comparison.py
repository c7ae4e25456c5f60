"""Comparisons: what a value can be held against, and which of that is true, certain and large enough to be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Against, Mark
from bot.figures.domain.common import is_common
from bot.figures.domain.metric import Aggregate, smallest_step
from bot.figures.domain.unfinished import count_may_be_chance, is_unfinished, share_may_be_chance, stays

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

CLOSE = 0.95
"""From this attainment on, a target that was missed is not called a gap."""
FEW = 20
"""A ratio over fewer cases than this is too small for a verdict."""
HISTORY = 8
"""Own-past claims need as many earlier values (methods 4.1: the false alarm is 4.8 % at 8)."""
UNUSUAL = 2.0
SCREEN = 3.5
"""The modified z-scores from which one's own past is worth naming, and from which it decides by itself."""
RUN = 2
LONG_RUN = 3
PEER_FLOOR = 5
LAST_THIRD = 1 / 3

ORDER = (Against.TARGET, Against.PEERS, Against.STREAK, Against.PREVIOUS, Against.YEAR_AGO, Against.BASELINE)


def material(distance: float, base: float, metric: Metric) -> bool:
    """Say whether a distance is worth speaking of, beside the value it is measured from."""
    far = round(abs(distance), 12)  # as steps are: 5.1% less 5.0% is one of 0.1 points
    return far > 0 and far >= smallest_step(float(metric.minimum_step or 0), base)


def tellable(against: Against, delta: Delta, metric: Metric) -> bool:
    """Say whether a value can be held against something at all, worth a clause or not.

    While its period goes on it is no part of a run, not unusual and in no place among others, since those are said of
    whole periods; a sum is less than its last one anyway, and a rate is told from that where it will stay so.
    """
    goes_on = is_unfinished(delta, metric)
    match against:
        case Against.TARGET:
            return delta.target is not None
        case Against.PEERS:
            return (
                not goes_on
                and delta.peers is not None
                and delta.peers.n >= PEER_FLOOR
                and (delta.peers.median is not None)
            )
        case Against.STREAK:
            return not goes_on and abs(delta.streak) >= RUN
        case Against.PREVIOUS:
            return bool(delta.change) and (not goes_on or _comparable(delta, metric, delta.previous))
        case Against.YEAR_AGO:
            return bool(delta.year_ago_change) and (not goes_on or _comparable(delta, metric, delta.year_ago))
        case Against.BASELINE:
            return not goes_on and delta.baseline_median is not None
        case Against.LIMIT:
            return True


def _comparable(delta: Delta, metric: Metric, before: float | None) -> bool:
    return metric.aggregate is not Aggregate.SUM and before is not None and stays(delta, metric, before)


def worth_saying(against: Against, delta: Delta, metric: Metric, mark: Mark) -> bool:
    """Say whether a comparison of a value is true, and worth a clause beside how the value reads."""
    value, sign = delta.value, metric.direction.sign
    if value is None or not tellable(against, delta, metric):
        return False
    match against:
        case Against.TARGET:
            return True
        case Against.PEERS:
            peers = delta.peers
            if peers is None or peers.median is None:
                return False
            better = sign * (value - peers.median) > 0
            return material(value - peers.median, peers.median, metric) and (better or mark is Mark.GAP)
        case Against.STREAK:
            return moved(delta, metric)
        case Against.PREVIOUS:
            return (
                not tellable(Against.STREAK, delta, metric)
                and moved(delta, metric)
                and not (fell(delta, metric) and fine_a_year_ago(delta, metric))
            )
        case Against.YEAR_AGO:
            change = delta.year_ago_change
            return change is not None and material(change, delta.year_ago or 0, metric)
        case Against.BASELINE:
            return delta.z is not None and delta.baseline_n >= HISTORY and abs(delta.z) >= UNUSUAL
        case Against.LIMIT:
            return False


def moved(delta: Delta, metric: Metric) -> bool:
    """Say whether a value differs from the one before by enough to be told."""
    return delta.change is not None and material(delta.change, delta.previous or 0, metric)


def fell(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is worse than the one before by enough to be told, and will stay so."""
    worse = (delta.change or 0.0) * metric.direction.sign < 0
    return worse and moved(delta, metric) and tellable(Against.PREVIOUS, delta, metric)


def rose(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is better than the one before by enough to be told, and will stay so."""
    better = (delta.change or 0.0) * metric.direction.sign > 0
    return better and moved(delta, metric) and tellable(Against.PREVIOUS, delta, metric)


def fine_a_year_ago(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is no worse than a year ago: a fall since is no news then (methods 4.1, season)."""
    return delta.year_ago_change is not None and delta.year_ago_change * metric.direction.sign >= 0


def behind_peers(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is worse than its peers' median by enough to be told."""
    peers = delta.peers
    if delta.value is None or peers is None or peers.median is None or not tellable(Against.PEERS, delta, metric):
        return False
    behind = peers.median - delta.value
    return behind * metric.direction.sign > 0 and material(behind, peers.median, metric)


def ahead_of_peers(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is better than its peers' median by enough to be told."""
    peers = delta.peers
    if delta.value is None or peers is None or peers.median is None or not tellable(Against.PEERS, delta, metric):
        return False
    ahead = delta.value - peers.median
    return ahead * metric.direction.sign > 0 and material(ahead, peers.median, metric)


def in_last_third(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is behind its peers' median and among the last third: half of all are below a median.

    What may differ from the median by chance is not, a share of few cases or a small count: a last third there always
    is.
    """
    peers = delta.peers
    if not behind_peers(delta, metric) or peers is None or peers.percentile is None:
        return False
    middle = peers.median or 0.0
    if share_may_be_chance(delta, metric, middle) or count_may_be_chance(delta, metric, middle):
        return False
    return (peers.percentile if metric.direction.sign > 0 else 1 - peers.percentile) <= LAST_THIRD


def most_have(delta: Delta, metric: Metric) -> bool:
    """Say whether most peers reach a rate's target as well, and are not far behind.

    What people are to sell is each one's own, so that a median says nothing of it.
    """
    peers, value, target = delta.peers, delta.value, delta.target
    if not metric.is_ratio or value is None or target is None or peers is None or peers.median is None:
        return False
    return peers.n >= PEER_FLOOR and is_common(value, peers.median, target, better=metric.direction.sign)


def run_of(delta: Delta, metric: Metric) -> int:
    """Return how many times in a row a value got better, negative where it got worse; a period that goes on is none."""
    return 0 if is_unfinished(delta, metric) else delta.streak * metric.direction.sign
