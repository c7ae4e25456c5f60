"""Values made of records: computed where records have changed, carried on as periods end, and for a new formula again.

A value that comes out as it is stored is not written. Whoever calls has the deltas follow from the keys returned.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.domain.formula_units import made_together
from bot.figures.domain.formula_values import calculate, dimensions_of, measures_of, texts_of
from bot.figures.domain.record import RecordDays, RecordSpans, StoredRecords
from bot.figures.domain.record_spans import ends_of, spans_of, unfinished_before
from bot.kit.calendar import local_day
from bot.kit.grain import GRAINS, first_day, period_number
from bot.people.domain.person import ERASED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.figures.ports import Work

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_AT_ONCE: Final = 20_000
"""So many periods are computed together: with a hundred records each some 100 MB."""


@dataclass(frozen=True, slots=True)
class _Made:
    """A metric that is made of records: its number, and the first day (since 1970-01-01) of what is computed.

    ``together`` says that units' values are made of the same records, and may change where a person's stays.
    """

    number: int
    metric: Metric
    formula: Formula
    begin: int
    together: bool


def compute(work: Work, stream_key: str, days: RecordDays, *, batch: int, now: datetime) -> Changed:
    """Compute the values that changed days of a stream go into; call it in the transaction that stores the records.

    So do values that could reach further now, because the stream has. Only one process at a time computes: all that a
    transaction stores of records has to be stored before.

    Returns:
        The keys of the values that changed, and those of all these days of which units' values are made together.
    """
    if len(days):
        work.moved.note_records(stream_key, days)
    stream = work.streams.get(stream_key)
    made = _made_of(work, stream) if stream else []
    if stream is None or not made:
        return Changed()
    work.series.take_turn()
    today = local_day(now, timezone=work.timezone)
    changed = Changed()
    if len(days):
        for grain, metrics in groupby(made, key=lambda metric: metric.metric.grain):
            changed |= _store(work, stream, list(metrics), spans_of(days, grain), batch=batch, today=today)
    return changed | _carry_on(work, stream, made, today=today)


def close_periods(work: Work, *, now: datetime) -> Changed:
    """Let values to date reach the end of their period where it is over by now; returns their keys."""
    work.series.take_turn()
    today = local_day(now, timezone=work.timezone)
    changed = Changed()
    for stream in work.streams.all():
        changed |= _carry_on(work, stream, _made_of(work, stream), today=today)
    return changed


def recompute_metric(
    work: Work, number: int, metric: Metric, people: Sequence[int], *, batch: int, now: datetime
) -> Changed:
    """Compute all values of a metric of some people again, and remove what its formula makes no more.

    Periods whose records have been deleted for their age keep their values, and so does whoever was erased: their
    records are gone, and figures are there only where they were to stay.
    """
    erased = {number for person_id, (number, *_) in work.people.numbers().items() if person_id.startswith(ERASED)}
    people = [number for number in people if number not in erased]
    if not people:
        return Changed()
    work.series.take_turn()
    stream = work.streams.get(formula_text.parse(metric.formula).stream) if metric.formula else None
    spans, changed, aged = spans_of(RecordDays(), metric.grain), Changed(), _NEVER
    if stream:
        made = _made(number, metric, stream)
        aged = day_number(stream.aged_before)
        since = None if made.begin == _NEVER else _date(made.begin)
        days = work.records.days_of(stream.key, people=people, since=since)
        spans = spans_of(days, metric.grain)
        spans = _some(spans, spans.first >= made.begin)
        today = local_day(now, timezone=work.timezone)
        changed = _store(work, stream, [made], spans, batch=batch, today=today)
    return changed | _remove_others(work, number, people, spans, aged=aged)


def _remove_others(work: Work, number: int, people: Sequence[int], spans: RecordSpans, *, aged: int) -> Changed:
    """Remove what records had made of a metric in other periods than these."""
    keys = work.readings.keys_of_metrics([number])
    ours = np.isin(keys.person, people) & (keys.start >= aged)
    ours &= ~np.isin((keys.person << 32) + keys.start, (spans.person << 32) + spans.first)
    person, start = keys.person[ours], keys.start[ours]
    stored = np.array(sorted(work.records.values(number, RecordSpans(person, start, start))), np.int64)
    gone = Changed(person[stored], np.full(stored.size, number), start[stored])
    work.records.remove_values(gone)
    return gone


# What a stream makes


_NEVER: Final = -(2**31)


def _made_of(work: Work, stream: RecordStream) -> list[_Made]:
    """Return the metrics that are made of a stream's records, those of one grain side by side."""
    found = [
        _made(number, metric, stream)
        for number, metric in work.metrics.numbers().values()
        if metric.formula and formula_text.parse(metric.formula).stream == stream.key
    ]
    return sorted(found, key=lambda made: (GRAINS.index(made.metric.grain), made.number))


def _made(number: int, metric: Metric, stream: RecordStream) -> _Made:
    begin = max(day_number(metric.records_from), day_number(stream.aged_before))
    return _Made(number, metric, formula_text.parse(metric.formula), begin, made_together(metric.formula))


def day_number(day: date | None) -> int:
    """Return a day as a number (since 1970-01-01), for None one before every other."""
    return _NEVER if day is None else int(np.datetime64(day, "D").astype(np.int64))


def _date(day: int) -> date:
    found: date = np.datetime64(day, "D").item()
    return found


def _some(spans: RecordSpans, which: Mask | slice) -> RecordSpans:
    return RecordSpans(spans.person[which], spans.first[which], spans.last[which])


# Values


def _store(
    work: Work, stream: RecordStream, made: Sequence[_Made], spans: RecordSpans, *, batch: int, today: date
) -> Changed:
    """Compute what metrics of one grain have in some periods, and write or remove what is stored otherwise."""
    changed = Changed()
    spans = _some(spans, spans.first >= min(metric.begin for metric in made))
    codes = work.records.codes({text for metric in made for text in texts_of(metric.formula)})
    for place in range(0, len(spans), _AT_ONCE):
        some = _some(spans, slice(place, place + _AT_ONCE))
        records = read_records(work, stream, some, [metric.formula for metric in made])
        columns: dict[str, NDArray[Any]] = {
            "end": ends_of(stream, some, today=today),
        }
        corrected = work.records.corrections(stream.key, some, [metric.formula for metric in made])
        for metric, corrections in zip(made, corrected, strict=True):
            values = calculate(metric.formula, records, codes, spans=len(some))
            parts = {"value": values.value, "numerator": values.numerator, "denominator": values.denominator}
            written = _write(work, metric, some, columns | parts | {"version": 1 + corrections}, batch=batch)
            changed |= _keys(metric.number, _some(some, some.first >= metric.begin)) if metric.together else written
    return changed


def read_records(
    work: Work, stream: RecordStream, spans: RecordSpans, formulas: Iterable[Formula], *, groups: Ints | None = None
) -> StoredRecords:
    """Read what formulas need of the records of some periods; what their stream has not got yet is missing in all.

    With ``groups``, the number of a group for each period, those of a group come together under that.
    """
    formulas = list(formulas)
    measures = {name for formula in formulas for name in measures_of(formula)}
    dimensions = {name for formula in formulas for name in dimensions_of(formula)}
    found = work.records.stored(
        stream.key,
        spans,
        measures=sorted(measures.intersection(stream.measures)),
        dimensions=sorted(dimensions.intersection(stream.dimensions)),
        groups=groups,
    )
    nothing, none = np.full(len(found), np.nan), np.zeros(len(found), np.int64)
    return StoredRecords(
        found.span,
        found.day,
        found.at,
        dict.fromkeys(measures, nothing) | dict(found.measures),
        dict.fromkeys(dimensions, none) | dict(found.dimensions),
    )


def _write(work: Work, made: _Made, spans: RecordSpans, columns: Mapping[str, NDArray[Any]], *, batch: int) -> Changed:
    """Write the values that are stored otherwise and remove those that are no more; returns the keys of both."""
    stored = work.records.values(made.number, spans)
    known = np.full((len(spans), len(_STORED)), np.nan)
    for place, row in stored.items():
        known[place] = row
    now = np.stack([columns[name].astype(np.float64) for name in _STORED], axis=1)
    mine = spans.first >= made.begin
    there = mine & ~np.isnan(now[:, _STORED.index("value")])
    same = np.all((known == now) | (np.isnan(known) & np.isnan(now)), axis=1)
    alike = np.all((known == now)[:, 1:] | (np.isnan(known) & np.isnan(now))[:, 1:], axis=1)
    further, gone = there & ~same & alike, mine & ~there & ~np.isnan(known[:, 0])
    write = there & ~alike
    if further.any():  # the batch that changed the value stays: nothing but time has passed
        work.records.extend_values(_keys(made.number, _some(spans, further)), columns["end"][further])
    if write.any():
        rows = {name: column[write] for name, column in columns.items()}
        keys = {"person_no": spans.person[write], "start": spans.first[write]}
        work.records.store_values(keys | {"metric_no": np.full(int(write.sum()), made.number)} | rows, batch=batch)
    removed = _keys(made.number, _some(spans, gone))
    if len(removed):
        work.records.remove_values(removed)
    return _keys(made.number, _some(spans, write | further | gone))


_STORED: Final = ("end", "value", "numerator", "denominator", "version")


def _keys(number: int, spans: RecordSpans) -> Changed:
    return Changed(spans.person, np.full(len(spans), number), spans.first)


# Ends


def _carry_on(work: Work, stream: RecordStream, made: Sequence[_Made], *, today: date) -> Changed:
    """Let values reach as far as their stream does by now; returns the keys of those that do."""
    changed = Changed()
    for grain, metrics in groupby(made, key=lambda metric: metric.metric.grain):
        before = unfinished_before(stream, grain, today=today)
        if before is None:
            continue
        keys = work.records.unfinished([metric.number for metric in metrics], before=before)
        if len(keys):
            last = first_day(period_number(keys.start, grain) + 1, grain) - 1
            work.records.extend_values(keys, ends_of(stream, RecordSpans(keys.person, keys.start, last), today=today))
            changed |= keys
    return changed
