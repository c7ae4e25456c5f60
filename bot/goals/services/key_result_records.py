"""Key results that only some records feed: their metric's formula over these, as its values are made of all (R118)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.formula_values import calculate, texts_of
from bot.figures.domain.record import RecordSpans
from bot.figures.domain.record_spans import ends_of, spans_of
from bot.figures.domain.unit import roll_up
from bot.figures.services.record import day_number, read_records
from bot.figures.services.record_units import members_of
from bot.kit.calendar import local_day
from bot.kit.grain import first_day, period_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordDays, RecordStream
    from bot.goals.domain.key_result import KeyResult
    from bot.goals.ports import Work
    from bot.goals.ports.key_result import PeriodValue
    from bot.kit.period import Period

    Ints = NDArray[np.int64]
    Columns = Mapping[str, NDArray[np.float64]]

COLUMNS = ("key_result", "start", "end", "value", "numerator", "denominator")


def keys_of_records(work: Work, days: Mapping[str, RecordDays]) -> Changed:
    """Return the keys of the values that changed records of some streams go into, those of units above among them.

    Only of metrics of which some key result reads some records.
    """
    filtered = work.key_results.filtered_metrics()
    found = Changed()
    for number, metric in work.metrics.numbers().values():
        if number not in filtered or not metric.formula:
            continue
        theirs = days.get(formula_text.parse(metric.formula).stream)
        if theirs is None:
            continue
        spans = spans_of(theirs, metric.grain)
        person, first, last = spans.person, spans.first, spans.last
        while person.size:
            found |= Changed(person, np.full(person.size, number), first)
            mine, unit = work.units.above(np.unique(person).tolist()).units(person, last)
            person, first, last = unit, first[mine], last[mine]
    return found


@dataclass(frozen=True, slots=True)
class _Made:
    """What a key result reads: the records of a stream that its metric's formula and its own filters choose."""

    number: int
    metric: Metric
    formula: Formula
    stream: RecordStream


def values_of_records(work: Work, fed: Sequence[tuple[KeyResult, Sequence[Period]]], *, now: datetime) -> Columns:
    """Return the values of key results that only some records feed, in some days each.

    The columns are those of :meth:`KeyResults.values`, ordered by key result and start. What is made of a period is
    kept: once its records have been deleted for their age, that is its value. Of what was never made nothing is known.
    """
    people = work.people.numbers()
    rows: list[PeriodValue] = []
    aged: dict[int, int] = {}
    for result, periods in fed:
        made = _made(work, result)
        subject = people.get(result.subject_id)
        if made and subject:
            spans = _spans(made, subject[0], periods)
            rows += [(result.no, *row) for row in _rows(work, made, spans, now=now)]
            aged[result.no] = day_number(made.stream.aged_before)
    table = np.array(sorted(rows + _keep(work, rows, aged)), np.float64).reshape(-1, len(COLUMNS))
    return dict(zip(COLUMNS, table.T, strict=True))


def _keep(work: Work, rows: Sequence[PeriodValue], aged: Mapping[int, int]) -> list[PeriodValue]:
    """Keep what records make of periods now; return what they made of those that have aged.

    ``aged`` is the first day of which there are records, by the number of each key result that was made anew.
    """
    stored = work.key_results.values_kept(aged)
    kept: list[PeriodValue] = list(zip(*(stored[name].tolist() for name in COLUMNS), strict=True))
    old = [row for row in kept if row[1] < aged[int(row[0])]]
    before = {row[:2]: row for row in kept if row[1] >= aged[int(row[0])]}
    changed = [row for row in rows if str(before.pop(row[:2], None)) != str(row)]  # as text: NaN is not itself
    gone = [(int(number), int(start)) for number, start in before]
    if changed or gone:
        work.key_results.keep_values(changed, gone=gone)
    return old


def has_aged(work: Work, result: KeyResult, period: Period) -> bool:
    """Say whether some of the records that a key result chooses in its goal's period have been deleted for their age.

    Those of its baseline count as well.
    """
    made = _made(work, result) if result.where else None
    if made is None or made.stream.aged_before is None:
        return False
    first = min([period.start, *([result.baseline.start] if result.baseline else [])])
    return first < made.stream.aged_before


def _made(work: Work, result: KeyResult) -> _Made | None:
    number, metric = work.metrics.numbers()[result.metric]
    if not metric.formula:
        return None
    formula = formula_text.parse(metric.formula)
    stream = work.streams.get(formula.stream)
    narrowed = replace(formula, where=(*formula.where, *result.where))
    return _Made(number, metric, narrowed, stream) if stream else None


def _spans(made: _Made, subject: int, periods: Sequence[Period]) -> RecordSpans:
    """Return the periods of a metric that lie in some days and whose values are made of records."""
    numbers = set[int]()
    for period in periods:
        ends = np.array([day_number(period.start), day_number(period.end)])
        low, high = period_number(ends, made.metric.grain).tolist()
        numbers |= set(range(low, high + 1))
    number = np.array(sorted(numbers), np.int64)
    first = first_day(number, made.metric.grain)
    last = first_day(number + 1, made.metric.grain) - 1
    kept = first >= max(day_number(made.metric.records_from), day_number(made.stream.aged_before))
    return RecordSpans(np.full(int(kept.sum()), subject), first[kept], last[kept])


def _rows(
    work: Work, made: _Made, spans: RecordSpans, *, now: datetime
) -> list[tuple[float, float, float, float, float]]:
    """Return start, end, value, numerator and denominator of each period in which there is a value."""
    at, whose = np.arange(len(spans)), spans.person
    subject = np.unique(spans.person).tolist()
    is_unit = bool(work.units.among(subject))
    if is_unit:
        groups = {"no": at, "unit_no": spans.person, "first": spans.first, "last": spans.last}
        at, whose = members_of(work, made.number, groups, work.units.members(subject))
    pooled = not is_unit or made_together(made.metric.formula)
    group, size = (at, len(spans)) if pooled else (np.arange(at.size), at.size)
    theirs = RecordSpans(whose, spans.first[at], spans.last[at])
    records = read_records(work, made.stream, theirs, [made.formula], groups=group)
    values = calculate(made.formula, records, work.records.codes(texts_of(made.formula)), spans=size)
    parts = (values.value, values.numerator, values.denominator)
    ends = ends_of(made.stream, spans, today=local_day(now, timezone=work.timezone)).astype(np.float64)
    if pooled:
        rows = {no: (ends[no], *(column[no] for column in parts)) for no in range(size)}
    else:
        rows = _of_members(made.metric, at, whose, spans, ends, parts)
    return [
        (float(spans.first[no]), float(end), float(value), float(top), float(bottom))
        for no, (end, value, top, bottom) in sorted(rows.items())
        if not np.isnan(value)
    ]


def _of_members(
    metric: Metric,
    at: Ints,
    whose: Ints,
    spans: RecordSpans,
    ends: NDArray[np.float64],
    parts: Sequence[NDArray[np.float64]],
) -> dict[int, tuple[float, ...]]:
    """Put the values of a unit's members together, as their values of all records are."""
    there = np.flatnonzero(~np.isnan(parts[0]))
    place = at[there]
    members = {"no": place, "person_no": whose[there], "start": spans.first[place], "end": ends[place]}
    columns = {name: column.astype(np.float64) for name, column in members.items()}
    columns |= {name: column[there] for name, column in zip(COLUMNS[3:], parts, strict=True)}
    columns |= {"revision": np.zeros(there.size), "rolled": np.zeros(there.size)}
    rolled = roll_up(columns, [metric.aggregate] * len(spans))
    return {group: row[:4] for group, row in rolled.items()}
