"""Phrases: one value and what it is held against, in words; every number of a message is written here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.comparison import CLOSE, tellable
from bot.feedback.domain.feedback import Against, Mark
from bot.figures.domain.unfinished import is_unfinished, reaches_end
from bot.figures.views.phrase import around, is_at, value
from bot.messages.card import Mood
from bot.messages.number import amount, difference, share
from bot.messages.text import Ready

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import Bar
    from bot.kit.period import Grain
    from bot.messages.i18n import Translator

MOODS = {Mark.STRENGTH: Mood.GOOD, Mark.GAP: Mood.GAP, Mark.PLAIN: Mood.PLAIN}
_SLIGHT, _LARGE = 0.85, 0.6
"""Attainments above and below which a shortfall is called slight or large."""
_WELL = 0.4
"""So far from the others' median, as a share of it, is well above or below it."""
_HALF, _TWO_THIRDS = 0.48, 2 / 3
"""Shares of a limit up to which a value is called less than half of it (it has to read so, rounded), or well within."""


def by_share(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is spoken of as a share of its target.

    People do so of what adds up and should be much; "the defect rate is at 120 % of target" would say the contrary of
    what it means.
    """
    return delta.attainment is not None and not metric.is_ratio and metric.direction.sign > 0


def reached(t: Translator, delta: Delta, metric: Metric, *, apart: float = 1.0) -> Ready:
    """Write in a few words where a value stands: its share of the target, or itself with the target beside it."""
    if by_share(delta, metric):
        key = "phrase-reached-so-far" if is_so_far(delta, metric) else "phrase-reached"
        return t(key, share=share(t, delta.attainment or 0.0, apart=apart))
    if delta.target is None:
        return value(t, delta, metric)
    target = amount(t, delta.target, metric.unit, apart=around(delta), bare=True)
    return t("phrase-reached-value", value=value(t, delta, metric), target=target)


def limit(t: Translator, bar: Bar, delta: Delta, metric: Metric) -> Ready:
    """Write which bar a value crossed, and which way; nothing of what somebody set is rounded away."""
    if bar.fact == "attainment":
        written = share(t, bar.limit, apart=delta.attainment, exactly=True)
    else:
        written = amount(t, bar.limit, metric.unit, apart=around(delta, bar), bare=True, exactly=True)
    way = "over" if bar.above else "under"
    return t(f"phrase-limit-{way}-or-at" if bar.inclusive else f"phrase-limit-{way}", limit=written)


def comparison(
    t: Translator,
    against: Against,
    delta: Delta,
    metric: Metric,
    *,
    bar: Bar | None = None,
    previous: float | None = None,
) -> Ready:
    """Write one comparison of a value as a clause.

    Raises:
        ValueError: when the delta does not have what it is to be compared with.
    """
    write = _COMPARISONS.get(against)
    if write is None or delta.value is None:
        raise ValueError(f"{delta.metric} cannot be held against {against}")
    beside = (*around(delta, bar), previous)
    if against is Against.TARGET:  # where all three are the same, so they read
        return _target(t, delta, metric, beside, exactly=is_at(bar, delta.target))
    return write(t, delta, metric, beside)


def beside_target(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    """Write how a value stands to its target, if it has one."""
    return [_target(t, delta, metric, around(delta))] if delta.target is not None else []


def trend(t: Translator, delta: Delta, metric: Metric) -> list[Ready]:
    """Write which way a value has gone: several periods in a row, or since the one before.

    There is nothing to write at a first value, nor where that cannot be told before the period is over.
    """
    if tellable(Against.STREAK, delta, metric):
        return [_streak(t, delta, metric, ())]
    if tellable(Against.PREVIOUS, delta, metric):
        return [_previous(t, delta, metric, ())]
    same = delta.change == 0 and not is_unfinished(delta, metric)
    return [t("phrase-previous-same", grain=str(metric.grain))] if same else []


def is_share_of_target(delta: Delta) -> bool:
    """Say whether a target is the share for a part of its period: of the days so far, or of those that were worked."""
    return delta.target_full not in {None, delta.target}


def is_so_far(delta: Delta, metric: Metric) -> bool:
    """Say whether a value is held against the share of its target for the days so far."""
    return is_share_of_target(delta) and not reaches_end(delta.period, metric.grain)


def goal_of(
    t: Translator, delta: Delta, metric: Metric, beside: Sequence[float | None], *, exactly: bool = False
) -> Ready:
    """Write the target of a value, and that it is the share for some of its period's days where it is."""
    target = amount(t, delta.target or 0.0, metric.unit, apart=beside, bare=True, exactly=exactly)
    if is_share_of_target(delta):
        return t("phrase-target-so-far" if is_so_far(delta, metric) else "phrase-target-worked", target=target)
    return target


def _target(
    t: Translator, delta: Delta, metric: Metric, beside: Sequence[float | None], *, exactly: bool = False
) -> Ready:
    actual, goal = delta.value or 0.0, delta.target or 0.0
    target = goal_of(t, delta, metric, beside, exactly=exactly)
    distance = metric.direction.sign * (actual - goal)
    if distance == 0:
        return t("phrase-target-met", target=target)
    if distance > 0:
        if metric.direction.sign < 0:
            near = _room(actual / goal) if goal > 0 else "plain"
            return t("phrase-target-within", size=near, target=target)
        if metric.is_ratio or not delta.attainment:
            return t("phrase-target-above", points=difference(t, actual - goal, metric.unit), target=target)
        return t("phrase-target-over", over=share(t, delta.attainment - 1, apart=0.0), target=target)
    reached = delta.attainment if delta.attainment is not None else _SLIGHT - 0.01  # of nothing there is no share
    if reached >= CLOSE:
        return t("phrase-target-near-under" if metric.direction.sign > 0 else "phrase-target-near-over", target=target)
    size = "slight" if reached >= _SLIGHT else "large" if reached < _LARGE else "plain"
    return t("phrase-target-under" if metric.direction.sign > 0 else "phrase-target-exceeded", size=size, target=target)


def _room(share_of_limit: float) -> str:
    """Say in a word how far below a limit a value is."""
    if share_of_limit < _HALF:
        return "half"
    return "well" if share_of_limit <= _TWO_THIRDS else "just" if share_of_limit >= CLOSE else "plain"


def is_telling(delta: Delta, metric: Metric) -> bool:
    """Say whether it says something how far within its limit a value is: by little, or by much."""
    value, target = delta.value, delta.target
    below = metric.direction.sign < 0 and value is not None and bool(target) and value < (target or 0.0)
    return below and _room((value or 0.0) / (target or 1.0)) != "plain"


def _peers(t: Translator, delta: Delta, metric: Metric, beside: Sequence[float | None]) -> Ready:
    middle = delta.peers.median if delta.peers and delta.peers.median is not None else 0.0
    mine = delta.value or 0.0
    far = middle > 0 and abs(mine - middle) >= _WELL * middle
    median = amount(t, middle, metric.unit, apart=beside, bare=True)
    key = "phrase-peers-above" if mine > middle else "phrase-peers-below"
    return t(key, median=median, size="well" if far else "plain")


def _streak(t: Translator, delta: Delta, metric: Metric, _beside: Sequence[float | None]) -> Ready:
    n = abs(delta.streak)
    return t("phrase-streak-up" if delta.streak > 0 else "phrase-streak-down", n=n, grain=grain(t, metric.grain, n=n))


def _previous(t: Translator, delta: Delta, metric: Metric, _beside: Sequence[float | None]) -> Ready:
    rise = (delta.change or 0.0) > 0
    change = difference(t, delta.change or 0.0, metric.unit)
    word = ("rise" if rise else "fall") if metric.is_ratio else ("up" if rise else "down")
    return t(f"phrase-previous-{word}", change=change, grain=str(metric.grain))


def _year_ago(t: Translator, delta: Delta, metric: Metric, _beside: Sequence[float | None]) -> Ready:
    rise = (delta.year_ago_change or 0.0) > 0
    change = difference(t, delta.year_ago_change or 0.0, metric.unit)
    word = ("rise" if rise else "fall") if metric.is_ratio else ("up" if rise else "down")
    return t(f"phrase-year-{word}", change=change)


def _baseline(t: Translator, delta: Delta, metric: Metric, beside: Sequence[float | None]) -> Ready:
    median = amount(t, delta.baseline_median or 0.0, metric.unit, apart=beside, bare=True)
    n = delta.baseline_n
    return t("phrase-baseline", median=median, n=n, grain=grain(t, metric.grain, n=n))


_COMPARISONS: dict[Against, Callable[[Translator, Delta, Metric, Sequence[float | None]], Ready]] = {
    Against.TARGET: _target,
    Against.PEERS: _peers,
    Against.STREAK: _streak,
    Against.PREVIOUS: _previous,
    Against.YEAR_AGO: _year_ago,
    Against.BASELINE: _baseline,
}


def grain(t: Translator, length: Grain, *, n: int) -> Ready:
    """Write the word for so many periods: ``2 months``'s ``months``, ``个月``."""
    return t(f"phrase-grain-{length}", n=n)


def cases(t: Translator, delta: Delta) -> Ready | None:
    """Write the counts behind a ratio, ``69 of 1,240``; None where they are not known."""
    if delta.numerator is None or delta.denominator is None:
        return None
    return t(
        "phrase-cases",
        numerator=t.decimal(delta.numerator, decimals=0),
        denominator=t.decimal(delta.denominator, decimals=0),
    )
