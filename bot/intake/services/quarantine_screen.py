"""Records as they come in: those that are likely to be slips are put aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.cases.services.correction_apply import current
from bot.cases.services.correction_standing import standing
from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Reason
from bot.figures.domain.held import LackingValue
from bot.figures.domain.record import RecordColumns, RecordDays, RecordQuery, RecordSpans, Renewal
from bot.figures.domain.record_spans import spans_of
from bot.intake.domain.intake import RowProblem, Skip
from bot.intake.domain.outlier import Doubt
from bot.intake.domain.record_bounds import BoundedMetric, is_bounded, out_of_bounds, out_of_range, shares_of
from bot.intake.domain.record_outlier import ENOUGH, SAMPLE, UsualRecords, screen_records, standing_out
from bot.intake.services.quarantine_record import columns_of
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.intake.domain.known import Known
    from bot.intake.domain.record_bounds import Key, Limits
    from bot.intake.ports import Work

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_EPOCH: Final = date(1970, 1, 1)
_AROUND: Final = 92
"""Days before and after the newest that comes in: there is what is usual looked for."""
_COLLEAGUES: Final = 50
_EXACTLY: Final = 200
"""So many values at most are held against their limits record by record."""


@dataclass(frozen=True, slots=True)
class ScreenedRecords:
    """What became of records: ``kept`` names those that are to be stored, the others are held or were left out before.

    ``changed`` are the keys of the values that lack what is held. ``added`` are the ids of records that an
    arrival which is all there is takes away no more than those it brings: of those put aside, whose stored version goes
    on counting, and of those that a correction has added and a source need not know.
    ``caught_up`` are those of them that it now brings under ids of its own: they are to be withdrawn with it.
    """

    kept: Mask
    held: Sequence[RowProblem] = ()
    skipped: Sequence[Skip] = ()
    changed: Changed = field(default_factory=Changed)
    added: Sequence[str] = ()
    caught_up: Sequence[str] = ()


def hold_back(
    work: Work,
    stream: RecordStream,
    records: RecordColumns,
    known: Known,
    *,
    batch: int,
    limits: Mapping[str, Limits] | None = None,
    usual: bool = False,
) -> ScreenedRecords:
    """Put aside the records that are likely to be slips, unless somebody has decided about the same before.

    ``stream`` is as it is kept, ``limits`` are those that its mapping gives its measures. What is stored already just
    so is in no doubt. What a correction has replaced is left out, and what says otherwise than one that counts is put
    aside, also of a file that is trusted (``usual``): nobody changes such a record without another's yes (R26).
    """
    corrected = standing(work, stream.key, records)
    doubts = [Doubt(place, "import-record-corrected") for place in corrected.contradicted]
    if not usual:
        apart = {*corrected.undone, *corrected.contradicted}
        found = [doubt for doubt in _doubts(work, stream, records, known, limits or {}) if doubt.place not in apart]
        doubts += [doubt for doubt in found if not _is_known(work, stream, records, doubt)]
    left = [Skip(int(records.row[place]), "", "import-record-corrected-here") for place in corrected.undone]
    screened = _aside(work, stream, records, sorted(doubts, key=lambda doubt: doubt.place), batch=batch)
    screened.kept[list(corrected.undone)] = False
    aside = records.id[~screened.kept].tolist()
    return replace(
        screened,
        skipped=(*screened.skipped, *left),
        added=(*corrected.kept, *aside),
        caught_up=corrected.caught_up,
    )


def _aside(
    work: Work, stream: RecordStream, records: RecordColumns, doubts: Sequence[Doubt], *, batch: int
) -> ScreenedRecords:
    """Hold back what is in doubt; what somebody has decided about before is kept or left out."""
    kept = np.ones(len(records), bool)
    if not doubts:
        return ScreenedRecords(kept)
    suspects = records.take(np.array([doubt.place for doubt in doubts], np.int64))
    decided = work.quarantine.decided_records(stream.key, suspects)
    held, dropped, fresh = [], [], []
    for at, doubt in enumerate(doubts):
        state = decided.get(at, "new")
        if state == "accepted":
            continue
        kept[doubt.place] = False
        if state == "discarded":
            dropped.append(Skip(int(records.row[doubt.place]), _column(doubt), "import-discarded"))
            continue
        held.append(_problem(records, doubt))
        if state == "new":
            fresh.append(at)
    some = suspects.take(np.array(fresh, np.int64))
    lacking = [_lacking(work, some.person[[at]], some.day[[at]], stream) for at in range(len(some))]
    reasons = [Reason(doubts[at].key, doubts[at].values) for at in fresh]
    work.quarantine.add_records(stream.key, some, batch=batch, reasons=reasons, lacking=lacking)
    changed = Changed.of((value.person, value.metric, value.start) for values in lacking for value in values)
    return ScreenedRecords(kept, held, dropped, changed)


# Screening


def _doubts(
    work: Work, stream: RecordStream, records: RecordColumns, known: Known, limits: Mapping[str, Limits]
) -> list[Doubt]:
    found: dict[int, Doubt] = {}
    for doubt in (
        *out_of_bounds(records, limits),
        *_out_of_range(work, stream, records, known),
        *screen_records(records, _compared(work, stream, records, known)),
    ):
        found.setdefault(doubt.place, doubt)
    return [found[place] for place in sorted(found)]


def _compared(work: Work, stream: RecordStream, records: RecordColumns, known: Known) -> UsualRecords:
    """Return what the records are compared with: of very many people, what is usual of some and of who stands out.

    What one post costs must not grow with all that is stored of whoever it names. A file of very many says itself what
    is usual.
    """
    if not len(records) or len(records) > SAMPLE:
        return UsualRecords()
    people = np.unique(records.person)
    some = people[:: 1 + len(people) // _COLLEAGUES]
    usual = _usual(work, stream, records, known, some)
    if len(some) == len(people):
        return usual
    out = np.unique(records.person[[doubt.place for doubt in standing_out(records, usual)]])
    return usual if np.isin(out, some).all() else _usual(work, stream, records, known, np.union1d(some, out))


def _usual(work: Work, stream: RecordStream, records: RecordColumns, known: Known, people: Ints) -> UsualRecords:
    """Return what is stored of people lately, or with little of that of others in their roles."""
    last = int(records.day.max())
    found = _lately(work, stream, people, last)
    if len(found.person) + len(records) > ENOUGH * len(people):
        return found
    roles = {known.roles.get(person) for person in people.tolist()}
    others = [person for person, role in known.roles.items() if role in roles and person not in people]
    return _lately(work, stream, np.concatenate([people, np.array(others[:_COLLEAGUES], np.int64)]), last)


def _lately(work: Work, stream: RecordStream, people: Ints, last: int) -> UsualRecords:
    spans = RecordSpans(people, np.full(len(people), last - _AROUND), np.full(len(people), last + _AROUND))
    stored = work.records.stored(stream.key, spans, measures=stream.measures, dimensions=())
    return UsualRecords(people[stored.span], stored.measures)


def _out_of_range(work: Work, stream: RecordStream, records: RecordColumns, known: Known) -> list[Doubt]:
    doubts = []
    for number, metric in work.metrics.numbers().values():
        if not metric.formula or not is_bounded(metric):
            continue
        bounded = BoundedMetric(metric, formula_text.parse(metric.formula))
        if bounded.formula.stream != stream.key:
            continue
        taken = np.flatnonzero(_made(metric, records.day))
        some = records.take(taken)
        stored = _stored(work, stream, number, bounded, some)
        found = list(out_of_range(some, bounded, stored))
        if found and stored:
            stored = _exactly(work, bounded, some, known, stored, [doubt.place for doubt in found])
            found = list(out_of_range(some, bounded, stored))
        doubts += [_at(doubt, int(taken[doubt.place])) for doubt in found]
    return doubts


def _at(doubt: Doubt, place: int) -> Doubt:
    return type(doubt)(place, doubt.key, doubt.values)


def _made(metric: Metric, day: Ints) -> Mask:
    """Say which days lie in periods that are made of records."""
    if metric.records_from is None:
        return np.ones(len(day), bool)
    first = spans_of(RecordDays(np.arange(len(day)), day), metric.grain).first
    return first >= (metric.records_from - _EPOCH).days


def _stored(
    work: Work, stream: RecordStream, number: int, bounded: BoundedMetric, records: RecordColumns
) -> dict[Key, tuple[float, float]]:
    """Return what is stored of the values that records go into; nothing where they replace all of it."""
    if stream.renewal is Renewal.WHOLE or not bounded.adds_up or not len(records):
        return {}
    spans = spans_of(RecordDays(records.person, records.day), bounded.metric.grain)
    stored = {}
    for place, (_, value, top, bottom, _) in work.records.values(number, spans).items():
        key = (int(spans.person[place]), int(spans.first[place]))
        stored[key] = (value, 0.0) if np.isnan(bottom) else (top, bottom)
    return stored


def _exactly(
    work: Work,
    bounded: BoundedMetric,
    records: RecordColumns,
    known: Known,
    stored: Mapping[Key, tuple[float, float]],
    places: Sequence[int],
) -> dict[Key, tuple[float, float]]:
    """Leave out of what is stored the records that others come in place of, where it decides."""
    ids = frozenset(records.id.tolist())
    people = {number: person for person, number in known.people.items()}
    spans = spans_of(RecordDays(records.person[places], records.day[places]), bounded.metric.grain)
    exact = dict(stored)
    for person, first, last in zip(
        *(getattr(spans, name)[:_EXACTLY].tolist() for name in spans.__slots__), strict=True
    ):
        period = Period(_EPOCH + timedelta(days=first), _EPOCH + timedelta(days=last))
        query = RecordQuery(stream=bounded.formula.stream, person_id=people[person], period=period)
        left = [record for record in work.records.find(query) if record.id not in ids]
        exact[person, first] = shares_of(bounded.formula, columns_of(left, [person] * len(left), [None] * len(left)))
    return exact


# What is said of it


def _is_known(work: Work, stream: RecordStream, records: RecordColumns, doubt: Doubt) -> bool:
    """Say whether a record is stored just so, or its day is in doubt and stands like this already."""
    found = current(work, stream.key, str(records.id[doubt.place]))
    if found is None:
        return False
    day = _EPOCH + timedelta(days=int(records.day[doubt.place]))
    if doubt.key == "import-record-swapped":
        return found.day == day
    measures = {
        name: Decimal(repr(float(column[doubt.place])))
        for name, column in records.measures.items()
        if not np.isnan(column[doubt.place])
    }
    return found.day == day and all(found.measures.get(name) == value for name, value in measures.items())


def _problem(records: RecordColumns, doubt: Doubt) -> RowProblem:
    column = _column(doubt)
    if column in records.measures:
        value = f"{records.measures[column][doubt.place]:.12g}"
    else:
        value = str(records.id[doubt.place])
    return RowProblem(int(records.row[doubt.place]), column, value, doubt.key, doubt.values)


def _column(doubt: Doubt) -> str:
    return str(doubt.values.get("measure", ""))


def _lacking(work: Work, person: Ints, day: Ints, stream: RecordStream) -> list[LackingValue]:
    """Return the values that records go into."""
    found: list[LackingValue] = []
    for number, metric in work.metrics.numbers().values():
        if metric.formula and formula_text.parse(metric.formula).stream == stream.key:
            spans = spans_of(RecordDays(person, day), metric.grain)
            since = -np.inf if metric.records_from is None else (metric.records_from - _EPOCH).days
            rows = zip(spans.person.tolist(), spans.first.tolist(), spans.last.tolist(), strict=True)
            found += [LackingValue(whose, number, first, last) for whose, first, last in rows if first >= since]
    return found
