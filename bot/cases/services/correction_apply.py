"""What an approved correction stores: a new version of a value, or of the records that it is made of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.cases.domain.correction_record import RecordFate
from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import FactColumns
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.record import DAY_WRITTEN, RecordColumns, RecordOutcome, RecordQuery
from bot.figures.services.event import hear, unheard
from bot.figures.services.record import compute

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from bot.cases.domain.correction import Correction
    from bot.cases.domain.correction_record import RecordChange
    from bot.cases.ports import Work
    from bot.figures.domain.record import Record
    from bot.figures.services.event import Listeners
    from bot.kit.period import Period

_EPOCH = date(1970, 1, 1)


def overtaken(work: Work, correction: Correction) -> bool:
    """Say whether what a correction would replace has been replaced since it was asked for."""
    if correction.changes:
        return any(_version(work, change) != change.version for change in correction.changes)
    versions = work.readings.evidence(correction.person_id, correction.metric, correction.period)
    return (versions[0].version if versions else 0) != correction.version


def _version(work: Work, change: RecordChange) -> int:
    """Return the version of a record that counts now, 0 where none does."""
    counts = current(work, change.stream, change.id)
    return counts.version if counts else 0


def current(work: Work, stream: str, record_id: str) -> Record | None:
    """Return what counts now of a record."""
    found = list(work.records.find(RecordQuery(stream=stream, id=record_id)))  # read to its end: it holds a cursor open
    return found[0] if found else None


def store(
    work: Work, correction: Correction, *, by: str, now: datetime, listeners: Listeners[Any] | None = None
) -> tuple[Changed, int]:
    """Store what a correction says in a batch of its own; return the keys to compute again, and the batch."""
    batch = work.batches.open(
        kind="records" if correction.changes else "readings",
        source=CORRECTION_SOURCE,
        file="",
        digest=f"{CORRECTION_SOURCE}:{correction.no}",
        by=by,
        now=now,
    )
    if correction.changes:
        changed = _records(work, correction, batch.no, listeners, now=now)
    else:
        changed = _value(work, correction, batch.no)
    work.batches.advance(batch.no, done_rows=max(len(correction.changes), 1))
    work.batches.finish(batch.no, now=now, report="{}")
    return changed, batch.no


def _value(work: Work, correction: Correction, batch: int) -> Changed:
    versions = work.readings.evidence(correction.person_id, correction.metric, correction.period)
    person, role, *_ = work.people.numbers()[correction.person_id]
    metric, _ = work.metrics.numbers()[correction.metric]
    source_id = versions[0].source_id if versions else ""
    facts = _facts(correction, source_id, person=person, metric=metric)
    changed, _, _ = work.readings.put(facts, batch=batch, roles=np.array([role], np.int64))
    work.quarantine.replace(changed)
    return changed


def _facts(correction: Correction, source_id: str, *, person: int, metric: int) -> FactColumns:
    first, last = (np.array([day], "datetime64[D]").astype(np.int64) for day in _days(correction.period))
    return FactColumns(
        row=np.array([correction.no], np.int64),
        person=np.array([person], np.int64),
        metric=np.array([metric], np.int64),
        start=first,
        end=last,
        value=np.array([_number(correction.value)]),
        first=np.array([_number(correction.numerator)]),
        second=np.array([_number(correction.denominator)]),
        source_id=np.array([source_id or None], np.object_),
        observed=np.array([-1], np.int64),
    )


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.end.isoformat()


def _records(
    work: Work, correction: Correction, batch: int, listeners: Listeners[Any] | None, *, now: datetime
) -> Changed:
    """Store what becomes of records, which all are of the stream that the value is made of; new ones are heard."""
    stream = correction.changes[0].stream
    gone = [change.id for change in correction.changes if change.fate is RecordFate.WITHDRAW]
    kept = [change for change in correction.changes if change.fate is not RecordFate.WITHDRAW]
    done = work.records.withdraw(stream, gone, batch=batch) if gone else RecordOutcome()
    columns = _columns(work, kept, row=correction.no)
    known = work.streams.get(stream)
    new = unheard(work, known, columns, listeners, now=now) if known else frozenset[str]()
    if kept:
        done |= work.records.put(stream, columns, batch=batch)
    freed = work.quarantine.replace_records(stream, [change.id for change in correction.changes])
    changed = freed | compute(work, stream, done.days, batch=batch, now=now)
    if known:
        hear(work, known, new, listeners, batch=batch, now=now)
    return changed


def _columns(work: Work, changes: Sequence[RecordChange], *, row: int) -> RecordColumns:
    """Return records as they are to be, with the instant of those whose day stays."""
    people = work.people.numbers()
    stored = [current(work, change.stream, change.id) for change in changes]
    made = [change.applied(before) for change, before in zip(changes, stored, strict=True)]
    measures = dict.fromkeys(name for change in changes for name in change.measures)
    dimensions = dict.fromkeys(name for change in changes for name in change.dimensions)
    moments = [int(record.at.timestamp() * 1_000_000) if record and record.at else -1 for record in made]
    return RecordColumns(
        row=np.full(len(changes), row, np.int64),
        id=np.array([change.id for change in changes], np.object_),
        person=np.array([people[change.person_id][0] for change in changes], np.int64),
        day=np.array([(change.day - _EPOCH).days for change in changes], np.int64),
        at=np.array(moments, np.int64),
        revised=np.full(len(changes), -1, np.int64),
        measures={name: np.array([_number(change.measures.get(name)) for change in changes]) for name in measures},
        dimensions={
            name: np.array([change.dimensions.get(name, "") for change in changes], np.object_) for name in dimensions
        },
        clock=np.array([record.clock if record else DAY_WRITTEN for record in made], np.int64),
    )
