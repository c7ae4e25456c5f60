"""Examples of stories: for each kind a series that shows it, up to an ordinary October."""

from __future__ import annotations

from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from bot.feedback.domain.outline import variants
from bot.feedback.domain.story import StoryKind
from bot.figures.domain.delta import Delta, Peers
from bot.figures.domain.example import METRICS, OCTOBER, ORDERS_TO_DATE, TO_DATE
from bot.kit.period import previous_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.feedback.domain.feedback import Finding

_CUSTOMERS, _DEFECTS, _REPURCHASES, _COMPLAINTS = "new_customers", "defect_rate", "repurchase_rate", "complaints"
_YEAR = (30.0, 31.0, 29.0, 30.0, 32.0, 30.0, 31.0, 30.0, 29.0, 31.0, 32.0, 21.0)
IMPROVING = (_DEFECTS, (0.058, 0.055, 0.050, 0.046, 0.041, 0.037, 0.034), 0.03)
_SHOWS: Mapping[StoryKind, tuple[str, Sequence[float], float | None]] = {
    StoryKind.FIRST_REACHED: (_CUSTOMERS, (12, 15, 14, 16, 15, 17, 16, 18, 21), 20),
    StoryKind.RECOVERED: (_DEFECTS, (0.024, 0.027, 0.036, 0.034, 0.028), 0.03),
    StoryKind.HOLDING: (_CUSTOMERS, (21, 24, 22, 25, 23), 20),
    StoryKind.SLIPPING: (_DEFECTS, (0.018, 0.021, 0.024, 0.028), 0.03),
    StoryKind.FELL_BACK: (_REPURCHASES, (0.37, 0.36, 0.38, 0.36, 0.31), 0.35),
    StoryKind.NEAR_MISS: (_CUSTOMERS, (17, 22, 21, 18, 19), 20),
    StoryKind.IMPROVING: IMPROVING,
    StoryKind.PLATEAU: (_REPURCHASES, (0.31, 0.312, 0.308, 0.311, 0.31), 0.35),
    StoryKind.BELOW: (_CUSTOMERS, (16, 17, 14), 20),
    StoryKind.DROP: (_CUSTOMERS, (22, 24, 23, 21, 22, 24, 23, 22, 21, 9), 20),
    StoryKind.SPIKE: (_CUSTOMERS, (22, 24, 23, 21, 22, 24, 23, 22, 21, 41), 20),
    StoryKind.BEST: (_COMPLAINTS, (3, 5, 4, 6, 3, 5, 4, 2), 5),
    StoryKind.WORST: (_CUSTOMERS, (14, 19, 13, 17, 18, 13, 16, 11), 20),
    StoryKind.SEASONAL: (_CUSTOMERS, (*_YEAR, 33, 30, 31, 30, 31, 29, 32, 30, 31, 30, 33, 23), None),
    StoryKind.STEADY: (_CUSTOMERS, (22, 20), None),
}


def findings() -> dict[StoryKind, Finding]:
    """Return the fullest finding of a series that shows each kind."""
    found = {}
    for kind, (metric, values, target) in _SHOWS.items():
        found[kind] = next(variants(series(metric, values, target), METRICS[metric]))
    past = series(_CUSTOMERS, (21, 24, 19, 22, 20), 20)
    for kind, value in ((StoryKind.ON_PACE, 11.0), (StoryKind.BEHIND_PACE, 4.0)):
        running = replace(
            ORDERS_TO_DATE, value=value, attainment=value / 8, previous=20.0, change=value - 20, period=TO_DATE
        )
        found[kind] = next(variants((*past, running), METRICS[_CUSTOMERS]))
    return found


def series(key: str, values: Sequence[float], target: float | None) -> tuple[Delta, ...]:
    """Return the values of the months up to October as they stand to their target and their past."""
    metric, periods = METRICS[key], [OCTOBER]
    for _ in values[1:]:
        periods.insert(0, previous_period(periods[0], metric.grain))
    found: list[Delta] = []
    run = 0
    for place, (period, value) in enumerate(zip(periods, map(float, values), strict=True)):
        before = float(values[place - 1]) if place else value
        change = round(value - before, 6)
        way = (change > 0) - (change < 0)
        run = run + way if run * way > 0 else way
        past = [float(other) for other in values[max(0, place - 12) : place]]
        delta = Delta("S1", key, period, value, target, target, streak=run, baseline_n=len(past))
        if place:
            delta = replace(delta, previous=before, change=change, change_pct=change / before)
            delta = replace(delta, baseline_median=median(past), z=_score(value, past))
        if target:
            share = value / target if metric.direction.sign > 0 else target / value
            delta = replace(delta, attainment=round(share, 6))
        if place >= len(_YEAR):
            then = float(values[place - len(_YEAR)])
            delta = replace(delta, year_ago=then, year_ago_change=value - then, year_ago_change_pct=value / then - 1)
        found.append(delta)
    return (*found[:-1], replace(found[-1], peers=Peers(3, None, None)))


def _score(value: float, past: Sequence[float]) -> float | None:
    """Return how far a value is from what is usual (methods 4.1)."""
    middle = median(past)
    spread = median(abs(other - middle) for other in past)
    return 0.6745 * (value - middle) / spread if spread else None
