"""Trends: the newest values of a series, to be drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.period import Grain, previous_period

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.domain.delta import Delta
    from bot.figures.ports import Work
    from bot.kit.period import Period


_TREND = 12
"""Periods that a trend reaches back; of days those of a usual week."""
_WORTH_DRAWING = 4
_BEFORE = 2
_SATURDAY = 5


def trend(work: Work, delta: Delta) -> list[Delta]:
    """Return the newest values of a series up to this one, oldest first; none when they are too few to draw.

    A period without a value counts: what is older than the periods that are drawn is left out.
    """
    metric = work.metrics.get(delta.metric)
    if metric is None:
        return []
    oldest = _oldest(delta.period, metric.grain)
    series = [
        other
        for other in work.deltas.find(person_id=delta.person_id, metric=delta.metric)
        if other.value is not None and oldest <= other.period.start <= delta.period.start
    ]
    series.sort(key=lambda other: other.period.start)
    return series if len(series) >= _WORTH_DRAWING else []


def _oldest(newest: Period, grain: Grain) -> date:
    """Return the first day of the oldest period that is drawn."""
    period, drawn = newest, 1
    while drawn < _TREND:
        period = previous_period(period, grain)
        drawn += grain is not Grain.DAY or period.start.weekday() < _SATURDAY
    return period.start


def before(work: Work, delta: Delta, grain: Grain) -> list[Delta]:
    """Return the values of the periods directly before, newest first, up to the first gap."""
    found: list[Delta] = []
    period = delta.period
    while len(found) < _BEFORE:
        period = previous_period(period, grain)
        earlier = work.deltas.get(delta.person_id, delta.metric, period)
        if earlier is None or earlier.value is None:
            break
        found.append(earlier)
    return found
