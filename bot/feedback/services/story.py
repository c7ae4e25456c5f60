"""Stories at work: the series behind some values, read at once, and what each of them shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.story import story_of
from bot.kit.period import Grain, Period, period_of, previous_period

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.feedback.domain.feedback import Mark
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric

_REACH = {Grain.YEAR: 10}
_PERIODS = 24
"""So many periods a series reaches back: what is said of all values that are known is said of these."""


def series_of(work: Work, deltas: Sequence[Delta], metrics: Mapping[str, Metric]) -> list[tuple[Delta, ...]]:
    """Return the series up to each value, oldest first and itself last; of every length of period in one reading."""
    past: dict[tuple[str, str], list[Delta]] = {}
    for grain in {metrics[delta.metric].grain for delta in deltas if delta.metric in metrics}:
        mine = [delta for delta in deltas if delta.metric in metrics and metrics[delta.metric].grain is grain]
        days = Period(_first(min(delta.period for delta in mine), grain), max(delta.period.start for delta in mine))
        people, keys = {delta.person_id for delta in mine}, {delta.metric for delta in mine}
        for found in work.deltas.past(sorted(people), sorted(keys), within=days):
            past.setdefault((found.person_id, found.metric), []).append(found)
    return [(*_before(past.get((delta.person_id, delta.metric), ()), delta), delta) for delta in deltas]


def mark_of(work: Work, delta: Delta, metric: Metric) -> Mark | None:
    """Return how a value reads beside its series; None where nothing can be said of it."""
    (series,) = series_of(work, [delta], {metric.key: metric})
    story = story_of(series, metric)
    return story.mark if story else None


def _before(series: Iterable[Delta], delta: Delta) -> list[Delta]:
    return [other for other in series if other.period.start < delta.period.start]


def _first(period: Period, grain: Grain) -> date:
    """Return the first day of the earliest period of a series that ends with one."""
    first = period_of(period.start, grain)
    for _ in range(_REACH.get(grain, _PERIODS)):
        first = previous_period(first, grain)
    return first.start
