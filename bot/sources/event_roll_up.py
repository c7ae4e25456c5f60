"""Events of a source that sends too many, added up to one record for each shift or day before they are stored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.event import OCCURRENCES, ROLLED_UP, EventKind, RollUp
from bot.figures.domain.record import DAY_WRITTEN, RecordColumns
from bot.intake.domain.intake import Skip
from bot.kit.errors import DataError
from bot.kit.exact import exact_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.intake.domain.intake import Intake

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

_SHIFT = "shift"


def rolled_up(
    records: RecordColumns, by: RollUp, kind: EventKind | None, intake: Intake, *, file: str
) -> RecordColumns:
    """Return one record for each person, day and combination of texts, with the sums of the measures.

    How many events it stands for is a measure of its own. It has the row of the first of them; the rows of the others
    are told as added to it. By the day a shift does not count. A measure that none of them has is not there.

    Raises:
        DataError: events of this kind do not add up, have been added up before, or do not say their shift.
    """
    if kind not in ROLLED_UP:
        kinds = ", ".join(sorted(ROLLED_UP))
        raise DataError("event-no-roll-up", f"{file}: only {kinds} can be added up", kinds=kinds)
    if OCCURRENCES in records.measures:
        raise DataError("event-rolled-up-before", f"{file}: these are sums already", name=OCCURRENCES)
    texts = {name: column for name, column in records.dimensions.items() if by is RollUp.SHIFT or name != _SHIFT}
    shifts = texts.get(_SHIFT)
    if by is RollUp.SHIFT and len(records) and (shifts is None or "" in set(shifts.tolist())):
        raise DataError("event-no-shift", f"{file}: rolled up by the shift, and some records do not say theirs")
    group, first = _groups(records, list(texts.values()))
    counts = np.bincount(group, minlength=len(first)).astype(np.float64)
    intake.skips += [
        Skip(int(records.row[place]), "", "event-rolled-up")
        for place in np.setdiff1d(np.arange(len(records)), first).tolist()
    ]
    kept = records.take(first)
    kept.at, kept.clock = np.full(len(first), -1, np.int64), np.full(len(first), DAY_WRITTEN)
    kept.revised = np.full(len(first), -1, np.int64)
    np.maximum.at(kept.revised, group, records.revised)
    kept.measures = {name: _sums(column, group, len(first)) for name, column in records.measures.items()}
    kept.measures[OCCURRENCES] = counts
    kept.dimensions = {
        name: kept.dimensions[name] if name in texts else np.full(len(first), "", np.object_)
        for name in kept.dimensions
    }
    return kept


def _groups(records: RecordColumns, texts: list[NDArray[np.object_]]) -> tuple[Ints, Ints]:
    """Return the group of each record, and where the first record of each group stands."""
    numbers: dict[tuple[object, ...], int] = {}
    keys = zip(records.person.tolist(), records.day.tolist(), *(column.tolist() for column in texts), strict=True)
    group = np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)
    _, first = np.unique(group, return_index=True)
    return group, first.astype(np.int64)


def _sums(column: Floats, group: Ints, n: int) -> Floats:
    """Add up each group, exactly; NaN where nothing in it has a number."""
    parts: list[list[float]] = [[] for _ in range(n)]
    for number, value in zip(group.tolist(), column.tolist(), strict=True):
        if not math.isnan(value):
            parts[number].append(value)
    return np.array([exact_sum(np.array(part)) if part else math.nan for part in parts])
