"""Records held back, as they are decided about: taken after all, or replaced by what is right."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.figures.domain.record import DAY_WRITTEN, Record, RecordColumns
from bot.figures.services.event import hear, unheard
from bot.figures.services.record import compute

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.cases.domain.correction_record import RecordChange
    from bot.figures.domain.delta import Changed
    from bot.figures.domain.held import HeldRecord
    from bot.figures.domain.metric import Metric
    from bot.figures.services.event import Listeners
    from bot.intake.ports import Work

    Ints = NDArray[np.int64]

_EPOCH: Final = date(1970, 1, 1)


def accept_record(work: Work, held: HeldRecord, *, now: datetime, listeners: Listeners[Any] | None = None) -> Changed:
    """Store a record that was held back, which ``listeners`` hear; returns the keys to compute again."""
    key, batch = held.record.stream, held.batch
    person, *_ = work.people.numbers()[held.person_id]
    columns = columns_of([held.record], [person], [held.revised])
    return held.keys | _stored(work, key, columns, listeners, batch=batch, now=now)


def replace_record(
    work: Work,
    held: HeldRecord,
    change: RecordChange,
    *,
    reason: str,
    by: str,
    now: datetime,
    listeners: Listeners[Any] | None = None,
) -> tuple[Changed, int]:
    """Store the right record in place of one that was held back, which ``listeners`` hear.

    Returns the keys to compute again and the batch.
    """
    stream = held.record.stream
    batch = work.batches.open(
        kind="records", source=CORRECTION_SOURCE, file="", digest=f"held:{held.no}", by=by, now=now
    )
    right = replace(held.record, day=change.day, measures=change.measures, dimensions=change.dimensions)
    right = right if change.day == held.record.day else replace(right, at=None, clock=DAY_WRITTEN)
    person, *_ = work.people.numbers()[held.person_id]
    known = bool(work.records.counting(stream, [right.id]))
    columns = columns_of([right], [person], [None])
    keys = held.keys | _stored(work, stream, columns, listeners, batch=batch.no, now=now)
    kept = {"reason": reason, "rows": 1, "inserted": int(not known), "corrected": int(known)}
    work.batches.finish(batch.no, now=now, report=json.dumps(kept, ensure_ascii=False))
    return keys, batch.no


def _stored(
    work: Work, key: str, columns: RecordColumns, listeners: Listeners[Any] | None, *, batch: int, now: datetime
) -> Changed:
    """Store records and let listeners hear those that are new; returns the keys of what they make."""
    stream = work.streams.get(key)
    new = unheard(work, stream, columns, listeners, now=now) if stream else frozenset[str]()
    outcome = work.records.put(key, columns, batch=batch)
    changed = compute(work, key, outcome.days, batch=batch, now=now)
    if stream:
        hear(work, stream, new, listeners, batch=batch, now=now)
    return changed


def metric_lacking(work: Work, held: HeldRecord) -> Metric | None:
    """Return a metric whose value lacks a record that is held back; None where none is made of it."""
    by_number = dict(work.metrics.numbers().values())
    return next((by_number[number] for number in held.keys.metric.tolist() if number in by_number), None)


def columns_of(records: Sequence[Record], people: Sequence[int], revised: Sequence[datetime | None]) -> RecordColumns:
    """Return records as columns; ``people`` are the numbers of whom each is about."""
    measures = dict.fromkeys(name for record in records for name in record.measures)
    dimensions = dict.fromkeys(name for record in records for name in record.dimensions)
    texts = {name: np.array([record.dimensions.get(name, "") for record in records], np.object_) for name in dimensions}
    numbers = {
        name: np.array([float(record.measures.get(name, "nan")) for record in records], np.float64) for name in measures
    }
    return RecordColumns(
        row=np.array([record.row for record in records], np.int64),
        id=np.array([record.id for record in records], np.object_),
        person=np.array(people, np.int64),
        day=np.array([(record.day - _EPOCH).days for record in records], np.int64),
        at=_instants(record.at for record in records),
        revised=_instants(revised),
        measures=numbers,
        dimensions=texts,
        clock=np.array([record.clock for record in records], np.int64),
    )


def _instants(said: Iterable[datetime | None]) -> Ints:
    return np.array([-1 if at is None else round(at.timestamp() * 1_000_000) for at in said], np.int64)
