"""One person's value out of a file of records, small enough to be checked by hand before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.formula_values import calculate, dimensions_of, measures_of, texts_of
from bot.figures.domain.record import StoredRecords
from bot.intake.domain.intake import bounds
from bot.intake.domain.record import newest_states

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordColumns
    from bot.intake.domain.intake import Intake
    from bot.intake.domain.known import Known

    Ints = NDArray[np.int64]

_BEST, _TRIED = 5, 40
"""So many records are quickly added up by hand; so many periods are tried until one has a value."""


@dataclass(frozen=True, slots=True)
class RecordExample:
    """What records of a file alone make of a metric: for a person's number and the period that begins on a day.

    ``start`` is in days since 1970-01-01, ``n`` counts the records of the period.
    """

    metric: Metric
    formula: Formula
    person: int
    start: int
    value: float
    n: int


def examples(intake: Intake, known: Known) -> list[RecordExample]:
    """Return a value of somebody for each metric that is made of the records of a file, now or before."""
    found = []
    for incoming in intake.records:
        made: dict[str, Formula] = {
            key: formula
            for key, (_, metric) in known.metrics.items()
            if metric.formula and (formula := formula_text.parse(metric.formula)).stream == incoming.stream.key
        }
        records = newest_states(incoming)
        for key, formula in (made | dict(incoming.formulas)).items():
            example = _example(known.metrics[key][1], formula, records) if key in known.metrics else None
            found += [example] if example else []
    return found


def _example(metric: Metric, formula: Formula, records: RecordColumns) -> RecordExample | None:
    start, _ = bounds(records.day, metric.grain)
    for places in _periods(records.person, start):
        some = records.take(places)
        value = _value(formula, some)
        if not np.isnan(value):
            return RecordExample(metric, formula, int(some.person[0]), int(start[places[0]]), value, len(some))
    return None


def _periods(person: Ints, start: Ints) -> Iterator[Ints]:
    """Yield the places of the records of one person and period, first of those whose number is checked most easily."""
    order = np.lexsort((start, person))
    people, starts = person[order], start[order]
    heads = np.flatnonzero(np.concatenate([[True], (np.diff(people) != 0) | (np.diff(starts) != 0)])[: len(order)])
    sizes = np.diff(np.append(heads, len(order)))
    for at in np.argsort(np.abs(sizes - _BEST), kind="stable")[:_TRIED].tolist():
        yield order[heads[at] : heads[at] + sizes[at]]


def _value(formula: Formula, records: RecordColumns) -> float:
    nothing, none = np.full(len(records), np.nan), np.full(len(records), "", np.object_)
    texts = {name: records.dimensions.get(name, none) for name in dimensions_of(formula)}
    codes = _codes({text for column in texts.values() for text in column.tolist()} | set(texts_of(formula)))
    stored = StoredRecords(
        np.zeros(len(records), np.int64),
        records.day,
        np.where(records.at < 0, np.nan, records.at.astype(np.float64)),
        {name: records.measures.get(name, nothing) for name in measures_of(formula)},
        {
            name: np.array([codes[text] if text else 0 for text in column.tolist()], np.int64)
            for name, column in texts.items()
        },
    )
    return float(calculate(formula, stored, codes, spans=1).value[0])


def _codes(texts: set[str]) -> Mapping[str, int]:
    return {text: place for place, text in enumerate(sorted(texts - {""}), start=1)}
