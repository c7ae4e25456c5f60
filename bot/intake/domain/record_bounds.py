"""Which records to hold back because of limits: of a stream's own measures, and of the values that they would make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.formula import Calculation
from bot.intake.domain.intake import bounds
from bot.intake.domain.outlier import Doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula, FormulaPart, RecordFilter
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordColumns

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

    Limits = tuple[Decimal | None, Decimal | None]
    """The least and the greatest that is possible."""
    Key = tuple[int, int]
    """A person's number, and the first day of a period."""

_ADDS_UP: Final = frozenset({Calculation.SUM, Calculation.COUNT, Calculation.MEAN})
_SINGLE: Final = frozenset({Calculation.MIN, Calculation.MAX, Calculation.MEDIAN, Calculation.LAST})
_DECIMALS: Final = 9


@dataclass(frozen=True, slots=True)
class BoundedMetric:
    """A metric with limits, and how it is made of the records in question."""

    metric: Metric
    formula: Formula

    @property
    def adds_up(self) -> bool:
        """Whether each record has a share of its own in the value."""
        parts = [self.formula.part, *([self.formula.over] if self.formula.over else [])]
        if self.formula.over is None:
            return self.formula.part.calculation in _ADDS_UP
        return all(part.calculation in _ADDS_UP - {Calculation.MEAN} for part in parts)


def is_bounded(metric: Metric) -> bool:
    """Say whether a metric has a limit."""
    return metric.minimum is not None or metric.maximum is not None


def out_of_bounds(records: RecordColumns, limits: Mapping[str, Limits]) -> Iterator[Doubt]:
    """Find the records one of whose measures is outside the limits that its stream's mapping gives."""
    for name in limits.keys() & records.measures.keys():
        for place in np.flatnonzero(_outside(records.measures[name], limits[name])).tolist():
            yield Doubt(place, "import-record-bounds", {"measure": name, **_said(limits[name])})


def out_of_range(
    records: RecordColumns, bounded: BoundedMetric, stored: Mapping[Key, tuple[float, float]]
) -> Iterator[Doubt]:
    """Find the records with which a metric would be outside its limits.

    ``stored`` is what those that are stored come to by key: a sum, or numerator and denominator. Of the records of a
    value that is impossible those are meant that lead away furthest, as many as it takes to make it possible.
    """
    metric, part = bounded.metric, bounded.formula.part
    limits = (metric.minimum, metric.maximum)
    if bounded.formula.over is None and part.calculation in _SINGLE:
        chosen = _chosen((*bounded.formula.where, *part.where), records)
        value = np.where(chosen, _measured(part, records), np.nan)
        for place in np.flatnonzero(_outside(value, limits)).tolist():
            yield _doubt(place, bounded, value[place])
    if not bounded.adds_up:
        return
    yield from _of_keys(records, bounded, stored)


def _of_keys(
    records: RecordColumns, bounded: BoundedMetric, stored: Mapping[Key, tuple[float, float]]
) -> Iterator[Doubt]:
    if not len(records):
        return
    top, bottom = _shares(bounded.formula, records)
    start, _ = bounds(records.day, bounded.metric.grain)
    order = np.lexsort((start, records.person))
    person, start = records.person[order], start[order]
    heads = np.flatnonzero(np.concatenate([[True], (np.diff(person) != 0) | (np.diff(start) != 0)]))
    before = np.array(
        [stored.get(key, (0.0, 0.0)) for key in zip(person[heads].tolist(), start[heads].tolist(), strict=True)]
    )
    total = before[:, 0] + np.add.reduceat(top[order], heads)
    under = None if bottom is None else before[:, 1] + np.add.reduceat(bottom[order], heads)
    stops = np.append(heads[1:], len(order))
    for limit, sign in ((bounded.metric.maximum, 1.0), (bounded.metric.minimum, -1.0)):
        if limit is None:
            continue
        # Over its limit by the sum of what each adds: of a ratio the numerator less what the denominator allows for.
        share = sign * (top if bottom is None else top - float(limit) * bottom)
        over = sign * (total - float(limit) if under is None else total - float(limit) * under)
        for at in np.flatnonzero(np.round(over, _DECIMALS) > 0).tolist():
            value = float(total[at] if under is None else total[at] / under[at] if under[at] else np.nan)
            left = float(over[at])
            mine = order[heads[at] : stops[at]]
            for place in mine[np.argsort(-share[mine], kind="stable")].tolist():
                if round(left, _DECIMALS) <= 0 or share[place] <= 0:
                    break
                left -= share[place]
                yield _doubt(place, bounded, value)


def shares_of(formula: Formula, records: RecordColumns) -> tuple[float, float]:
    """Return what records come to: a sum, or numerator and denominator."""
    top, bottom = _shares(formula, records)
    return float(top.sum()), 0.0 if bottom is None else float(bottom.sum())


def _shares(formula: Formula, records: RecordColumns) -> tuple[Floats, Floats | None]:
    """Return what each record adds to a value, or to its numerator and denominator."""
    kept = _chosen(formula.where, records)
    top = _share(formula.part, kept, records)
    if formula.over is not None:
        return top, _share(formula.over, kept, records)
    if formula.part.calculation is not Calculation.MEAN:
        return top, None
    there = kept & _chosen(formula.part.where, records) & ~np.isnan(_measured(formula.part, records))
    return top, there.astype(np.float64)


def _share(part: FormulaPart, kept: Mask, records: RecordColumns) -> Floats:
    chosen = kept & _chosen(part.where, records)
    if part.calculation is Calculation.COUNT:
        return chosen.astype(np.float64)
    return np.where(chosen, np.nan_to_num(_measured(part, records)), 0.0)


def _measured(part: FormulaPart, records: RecordColumns) -> Floats:
    nothing = np.full(len(records), np.nan)
    value = records.measures.get(part.of, nothing)
    return value - records.measures.get(part.minus, nothing) if part.minus else value


def _chosen(filters: Iterable[RecordFilter], records: RecordColumns) -> Mask:
    chosen = np.ones(len(records), bool)
    for narrowed in filters:
        texts = records.dimensions.get(narrowed.dimension)
        wanted = frozenset(narrowed.values)
        among = np.array([text in wanted for text in (texts if texts is not None else [""] * len(records))], bool)
        chosen &= ~among if narrowed.excludes else among
    return chosen


def _outside(value: Floats, limits: Limits) -> Mask:
    low, high = limits
    with np.errstate(invalid="ignore"):
        below = value < (-np.inf if low is None else float(low))
        return below | (value > (np.inf if high is None else float(high)))


def _doubt(place: int, bounded: BoundedMetric, value: float) -> Doubt:
    metric = bounded.metric
    values = {"metric": metric.key, "value": f"{value:.12g}", **_said((metric.minimum, metric.maximum))}
    return Doubt(place, "import-record-range", values)


def _said(limits: Limits) -> dict[str, str]:
    low, high = limits
    return {"low": "-∞" if low is None else f"{low:f}", "high": "∞" if high is None else f"{high:f}"}
