"""The targets of rows of series: what was agreed for each, and how much of it falls on what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.series_rows import Places, Touched, Traits, standing, taken, values_at
from bot.kit.exact import tidy
from bot.kit.grain import each, first_day

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.series_rows import Columns, Integers, Numbers
    from bot.kit.workdays import Workdays


def spans_of(places: Places, rows: Columns, touched: Touched, traits: Traits, workdays: Workdays) -> dict[str, Numbers]:
    """Return each row's targets, how much of its period it covers, and whether that is only a part.

    ``part`` of the target falls on the days covered and worked, for sums.
    """
    series, number, code = places.series, places.number, places.code
    first, last = each(first_day, number, code), each(first_day, number + 1, code) - 1
    start, end = rows["start"].astype(np.int64), rows["end"].astype(np.int64)
    person = touched.person[series]
    target, start_value, from_, to = _agreed(places, rows, touched, traits, last=last)

    partial = (start > first) | (end < last) | workdays.joined(person, first, end)
    elapsed, part = np.ones(series.size), np.ones(series.size)
    counted = np.flatnonzero(partial | workdays.absent(person, start, end))
    if counted.size:
        begun, over = np.maximum(start[counted], first[counted]), end[counted]
        worked = workdays.worked(person[counted], begun, over)
        for share, begin, close in ((elapsed, first, last), (part, from_, to)):
            whole = workdays.offered(person[counted], begin[counted], close[counted])
            days = (over - begun + 1) / (close - begin + 1)[counted]  # where nobody works: by the calendar
            with np.errstate(divide="ignore", invalid="ignore"):
                share[counted] = np.clip(np.where(whole > 0, worked / whole, days), 0.0, 1.0)
    summed = traits.summed[touched.metric[series]]
    part[~summed] = 1.0
    return {
        "target": np.where(summed, tidy(target * part), target),
        "target_full": target,
        "start_value": start_value,
        "part": part,
        "elapsed": tidy(elapsed),
        "partial": partial.astype(np.float64),
    }


def _agreed(
    places: Places, rows: Columns, touched: Touched, traits: Traits, *, last: Integers
) -> tuple[Numbers, Numbers, Integers, Integers]:
    """Return each row's target, its start value, and the first and last day that it was agreed for."""
    targets = touched.targets
    key = Places.of(targets, touched, traits).key
    chosen = standing(key, targets["start"], targets["end"])
    key = key[chosen]
    place = np.searchsorted(key, places.key)
    found = values_at(key, place) == places.key
    to = taken(targets["end"][chosen], place, where=found)
    found &= ~(to > last)  # agreed for longer than the metric's period: nothing says how much of it is for this one
    target = taken(targets["target"][chosen], place, where=found)
    start_value = taken(targets["start_value"][chosen], place, where=found)
    from_ = np.where(found, taken(targets["start"][chosen], place, where=found), rows["start"])
    to = np.where(found, to, rows["end"])
    return target, start_value, from_.astype(np.int64), to.astype(np.int64)


def attainment_of(value: Numbers, spans: Columns, *, lower: NDArray[np.bool_]) -> Numbers:
    """Return how much of the target was reached (methods 4.1); no target of nothing or less is divided by.

    Where lower is better and nothing is left of the value, the target counts as reached: exactly 1, without division.
    """
    target, start, part = spans["target"], spans["start_value"], spans["part"]
    with np.errstate(divide="ignore", invalid="ignore"):
        higher = np.where(target > 0, value / target, np.nan)
        plain = np.where(value > 0, target / value, np.where(value <= 0, 1.0, np.nan))
        plain = np.where(target >= 0, plain, np.nan)
        way = tidy(start - spans["target_full"], start, spans["target_full"]) * part
        reduced = np.where(way != 0, tidy(start * part - value, start, value) / way, np.nan)
        return tidy(np.where(lower, np.where(np.isnan(start), plain, reduced), higher))
