"""The records of changed values as columns: those of both periods of each, a unit's from its members.

They are read once for all dimensions, and grouped in memory by the kernel of formulas. To let the database group them
takes a reading for each dimension, and its sums of floats are exact on neither database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from bot.feedback.domain.driver import HOURS, PEOPLE, UNITS, DriverBasis
from bot.feedback.domain.driver_cells import DriverRecords
from bot.feedback.domain.driver_hours import hour_codes, tells_hours
from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_values import brought, dimensions_of, measures_of, texts_of
from bot.figures.domain.record import RecordSpans, StoredRecords
from bot.kit.grain import first_day, period_number
from bot.kit.period import Grain, previous_period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.kit.period import Period

    Ints = NDArray[np.int64]

_ZONE: Final = 4
"""The place of somebody's own time zone in what is known of everybody."""


def base_of(delta: Delta, metric: Metric) -> Period:
    """Return the period that a value is compared with: the one before."""
    return previous_period(delta.period, metric.grain)


def driver_records(
    work: Work,
    metric: Metric,
    formula: Formula,
    stream: RecordStream,
    deltas: Sequence[Delta],
    basis: DriverBasis,
    *,
    group: Sequence[str] = (),
) -> tuple[DriverRecords, Ints]:
    """Return the records behind some changed values of a metric, and the number of whom each is of.

    With a ``group`` there is one value, which is that of these people together.
    """
    key, side, below, spans, shared = _spans(work, metric, deltas, group)
    measures = sorted({*measures_of(formula)} & {*stream.measures})
    found = work.records.stored(stream.key, spans, measures=measures, dimensions=list(stream.dimensions))
    codes = work.records.codes(texts_of(formula))
    top, *over = brought(formula, _with_missing(found, formula), codes)
    if basis is DriverBasis.RATE and not over:  # a mean is the sum over how many there are
        over = [np.where(np.isnan(top), np.nan, 1.0)]
    of = spans.person[found.span]
    members: dict[str, Ints] = dict(found.dimensions)
    if tells_hours(stream.dimensions) and not np.isnan(found.at).all():
        members[HOURS] = _hours(work, found, of)
    if shared:
        members |= _whose(metric, stream, of, below[found.span])
    once = None
    if formula.part.calculation is Calculation.DISTINCT and formula.over is None:
        what = _with_missing(found, formula).dimensions[formula.part.of]
        once = np.where(np.isnan(top), 0, what)
    under = over[0] if over else np.full(len(found), np.nan)
    brings = np.flatnonzero(~np.isnan(top) | ~np.isnan(under))
    parts = np.nan_to_num(top), np.nan_to_num(under)
    columns = DriverRecords(key[found.span], side[found.span], found.day, *parts, members, once)
    return columns.take(brings), of[brings]


def _with_missing(found: StoredRecords, formula: Formula) -> StoredRecords:
    """Return records in which what their stream has not got yet is missing in all."""
    nothing, none = np.full(len(found), np.nan), np.zeros(len(found), np.int64)
    measures = dict.fromkeys(measures_of(formula), nothing) | dict(found.measures)
    dimensions = dict.fromkeys(dimensions_of(formula), none) | dict(found.dimensions)
    return StoredRecords(found.span, found.day, found.at, measures, dimensions)


def _whose(metric: Metric, stream: RecordStream, of: Ints, below: Ints) -> dict[str, Ints]:
    """Return whose records those of several people are, and of which units; of a single day people are no reason."""
    found = {UNITS: below} if below.any() else {}
    if metric.grain is not Grain.DAY:
        found[PEOPLE] = of
    return {name: codes for name, codes in found.items() if name not in stream.dimensions}


def _spans(
    work: Work, metric: Metric, deltas: Sequence[Delta], group: Sequence[str]
) -> tuple[Ints, Ints, Ints, RecordSpans, bool]:
    """Return the spans of both periods of each value.

    These are the place of the value, the side, the unit directly below the value's (0 for none), and whose records of
    which days; and whether any value is that of several people.
    """
    people = work.people.numbers()
    numbers = [people[delta.person_id][0] for delta in deltas] if not group else []
    units = work.units.among(numbers)
    start = np.array([delta.period.start for delta in deltas], "datetime64[D]").astype(np.int64)
    number = period_number(start, metric.grain)
    bounds = np.stack([first_day(number + at, metric.grain) for at in (-1, 0, 1)], axis=1).tolist()
    rows = []
    for key, (before, after, end) in enumerate(bounds):
        for side, (first, last) in enumerate(((before, after - 1), (after, end - 1))):
            if group:
                whose = {people[member][0]: 0 for member in group}
            else:
                whose = _belonging(work, numbers[key], last) if numbers[key] in units else {numbers[key]: 0}
            rows += [(key, side, below, person, first, last) for person, below in whose.items()]
    columns = np.array(rows, np.int64).reshape(-1, 6)
    spans = RecordSpans(*(columns[:, at].copy() for at in (3, 4, 5)))
    return columns[:, 0], columns[:, 1], columns[:, 2], spans, bool(group or units)


def _belonging(work: Work, unit: int, day: int) -> dict[int, int]:
    """Return a unit and all that belong to it on a day, each with the unit directly below it that they belong to, or 0.

    They belong to it through units in between, and come once.
    """
    waiting, seen = [unit], {unit: 0}
    while waiting:
        spells = work.units.members(waiting)
        there = np.isin(spells.unit, waiting) & (spells.first <= day) & (day <= spells.last)
        pairs = list(zip(spells.person[there].tolist(), spells.unit[there].tolist(), strict=True))
        units = work.units.among([person for person, _ in pairs])
        fresh = {
            person: seen[above] or (person if person in units else 0) for person, above in pairs if person not in seen
        }
        seen |= fresh
        waiting = sorted(fresh)
    return dict(sorted(seen.items()))


def _hours(work: Work, found: StoredRecords, of: Ints) -> Ints:
    """Return in which band of the day each record lies, on the clock of whom it is of."""
    zones: Mapping[int, str] = {row[0]: row[_ZONE] or work.timezone for row in work.people.numbers().values()}
    known = np.unique(of).tolist()
    codes = np.zeros(len(found), np.int64)
    for zone in sorted({zones.get(number, work.timezone) for number in known}):
        theirs = np.isin(of, [number for number in known if zones.get(number, work.timezone) == zone])
        codes[theirs] = hour_codes(found.at[theirs], ZoneInfo(zone))
    return codes
