"""Days at work: those of a value whose metric is measured by the day as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.days import DayPattern, pattern_of
from bot.kit.period import Grain, Period, period_of, previous_period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric


def days_of(work: Work, delta: Delta, metrics: Mapping[str, Metric]) -> DayPattern | None:
    """Return what the days of a value show; None where none are kept, or where they show nothing."""
    metric = metrics[delta.metric]
    if not metric.formula or metric.grain is Grain.DAY or not metric.is_ratio:
        return None
    daily = next((each for each in metrics.values() if _is_daily(each, metric)), None)
    if daily is None:
        return None
    before = previous_period(period_of(delta.period.start, metric.grain), metric.grain)
    reach = Period(before.start, delta.period.end)
    days = work.deltas.past([delta.person_id], [daily.key], within=reach)
    earlier = [day for day in days if day.period.start < delta.period.start]
    return pattern_of(delta, metric, days[len(earlier) :], before=earlier)


def _is_daily(other: Metric, metric: Metric) -> bool:
    return other.grain is Grain.DAY and other.formula == metric.formula and other.direction is metric.direction
