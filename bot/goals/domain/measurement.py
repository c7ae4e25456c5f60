"""How far a key result is: the value of its metric over the days that count, against its target (R114 to R117, R141).

Shares are made of decimals, so that what is exactly reached is 1, and what is just missed is less.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.metric import Direction
from bot.figures.domain.series_rows import standing
from bot.figures.domain.unit import roll_up
from bot.goals.domain.key_result import KeyResult, Measure
from bot.kit.grain import GRAINS, each, first_day, period_number
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from bot.figures.domain.metric import Metric

    Numbers = NDArray[np.float64]

JUST_MISSED: Final = Decimal("0.99")
"""The most that a bar counts that is not kept: 3.00 % is not below 3 % (R165), and is not to be read as all of it."""
_DONE: Final = Decimal(1)
_NOTHING: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class ValueOver:
    """The value of a metric over some days, made of the values of the ``period`` that lie in them.

    ``numerator`` and ``denominator`` are those of a ratio or a mean, where all of them are known.
    """

    value: Decimal
    period: Period
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def values_over(rows: Mapping[str, Numbers], spans: Sequence[tuple[Metric, Period]]) -> dict[int, ValueOver]:
    """Return the value of each metric over its days, by place in ``spans``; left out is what nothing is known of.

    ``rows`` has a row per stored value: no (a place in ``spans``), start, end (days since 1970-01-01), value, numerator
    and denominator (NaN: not known). Only whole periods of the metric count, and of two values of one that which
    reaches further. They are put together as the metric is: values of a sum are added up, of a ratio the numerators and
    the denominators; means weigh by how many they are of where that is known of all; or the newest counts.
    """
    inside = _inside(rows, spans)
    if not inside["no"].size:
        return {}
    made = roll_up(inside, [metric.aggregate for metric, _ in spans])
    alone = _alone(inside)
    found = {}
    order = np.lexsort((inside["start"], inside["no"]))
    numbers, begin = np.unique(inside["no"][order].astype(np.int64), return_index=True)
    for no, first in zip(numbers.tolist(), inside["start"][order[begin]].tolist(), strict=True):
        parts = alone[no] if no in alone else made.get(no)
        if parts is None:
            continue
        end, value, numerator, denominator = parts[:4]
        days = Period(_day(first), _day(end))
        found[no] = ValueOver(Decimal(repr(value)), days, _known(numerator), _known(denominator))
    return found


def _inside(rows: Mapping[str, Numbers], spans: Sequence[tuple[Metric, Period]]) -> dict[str, Numbers]:
    """Return the values that lie in their days, each as if it were somebody's of its own."""
    no = rows["no"].astype(np.int64)
    code = np.array([GRAINS.index(metric.grain) for metric, _ in spans], np.int64)[no]
    first, last = (
        np.array([(getattr(days, name) - _EPOCH).days for _, days in spans], np.int64)[no] for name in ("start", "end")
    )
    number = each(period_number, rows["start"].astype(np.int64), code)
    inside = (each(first_day, number, code) >= first) & (each(first_day, number + 1, code) - 1 <= last)
    kept = np.flatnonzero(inside)
    if not kept.size:
        return {"no": np.empty(0)}
    kept = kept[standing((no[kept] << 32) + number[kept], rows["start"][kept], rows["end"][kept])]
    found = {name: column[kept] for name, column in rows.items()}
    weighs = np.isfinite(found["numerator"]) & (found["denominator"] > 0)
    bare = np.unique(found["no"][~weighs])
    size = np.zeros(kept.size)
    # As people by their number, so that a mean of many orders weighs more than one of a few.
    rolled = (weighs & ~np.isin(found["no"], bare)).astype(np.float64)
    return found | {"person_no": number[kept].astype(np.float64), "revision": size, "rolled": rolled}


def _alone(rows: Mapping[str, Numbers]) -> dict[int, tuple[float, float, float, float]]:
    """Return the values that are the only ones of theirs: nothing is to be put together, whatever parts are unknown."""
    no, begin, count = np.unique(rows["no"].astype(np.int64), return_index=True, return_counts=True)
    columns = [rows[name] for name in ("end", "value", "numerator", "denominator")]
    return {
        int(no[place]): tuple(float(column[begin[place]]) for column in columns)  # type: ignore[misc]
        for place in np.flatnonzero(count == 1).tolist()
    }


_EPOCH: Final = np.datetime64(0, "D").item()


def _day(number: float) -> date:
    found: date = np.datetime64(int(number), "D").item()
    return found


def _known(number: float) -> Decimal | None:
    return None if math.isnan(number) else Decimal(repr(number))


# Shares


def progress_of(result: KeyResult, value: Decimal, *, baseline: Decimal | None = None) -> Decimal | None:
    """Return how far a value is on the way to the target: 1 is there, more is beyond, below 0 has gone the other way.

    ``baseline`` is the value of the days that a change is measured from, where data says it. None where no share can be
    said: without a target, or as percent of nothing.
    """
    if result.measure is Measure.MILESTONE:
        return value
    target, start = result.target, result.start
    if target is None:
        return None
    match result.measure:
        case Measure.BAR:
            return _bar(value, target, result.direction)
        case Measure.CHANGE:
            start = start if result.baseline is None or baseline is None else baseline
            goal = changed_by(start, target, result.direction)
            return None if start is None or goal is None else (value - start) / (goal - start)
        case Measure.COUNT:
            direction = Direction.HIGHER
        case _:
            direction = result.direction
    if start is not None and start != target:
        return (value - start) / (target - start)
    return _share(value, target, direction)


def changed_by(base: Decimal | None, percent: Decimal, direction: Direction) -> Decimal | None:
    """Return a value that is so many percent of ``base`` above or below it; None where that is no other value."""
    if not base or not percent:
        return None
    return base + direction.sign * abs(base) * percent / 100


def _share(value: Decimal, target: Decimal, direction: Direction) -> Decimal:
    """Return what share of a target was reached without a start; of nothing or less there is all or nothing."""
    if direction is Direction.LOWER:
        if target < 0 or value <= 0:
            return _DONE if value <= target or value <= 0 <= target else _NOTHING
        return target / value
    return value / target if target > 0 else _DONE if value >= target else _NOTHING


def _bar(value: Decimal, bar: Decimal, direction: Direction) -> Decimal:
    """Return 1 while a value stays strictly below or above the bar, else a share of less than 1.

    Nothing is below nothing: none at all keeps a bar of none at all.
    """
    if value < bar if direction is Direction.LOWER else value > bar:
        return _DONE
    if direction is Direction.LOWER and value == bar == 0:
        return _DONE
    share = _share(value, bar, direction)
    return min(share, JUST_MISSED)
