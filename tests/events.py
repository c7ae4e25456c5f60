"""Events for tests: records of a kind that come in, and what listens to them hears."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.event import EVENT_FIELDS, EventKind
from bot.figures.domain.record import RecordColumns, RecordQuery, RecordStream, Renewal
from handlers import LISTENERS

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from storage.work import SqlWork

OCCURRED = date(2026, 11, 2)


def happen(work: SqlWork, kind: EventKind, *facts: dict[str, Any], now: datetime, stream: str = "qa") -> None:
    """Store events and let whatever listens hear; each has an ``id``, a ``person``, fields and perhaps a ``day``."""
    fields = EVENT_FIELDS[kind]
    kept = RecordStream(stream, Renewal.ID, measures=tuple(fields.measures), dimensions=fields.dimensions, event=kind)
    kept = work.streams.put(kept)
    numbers = work.people.numbers()
    columns = RecordColumns(
        row=np.arange(len(facts)) + 1,
        id=_texts([each["id"] for each in facts]),
        person=np.array([numbers[each["person"]][0] for each in facts], np.int64),
        day=np.array([(each.get("day", OCCURRED) - date(1970, 1, 1)).days for each in facts], np.int64),
        at=np.full(len(facts), -1, np.int64),
        revised=np.full(len(facts), -1, np.int64),
        measures={name: np.array([each.get(name, np.nan) for each in facts], np.float64) for name in fields.measures},
        dimensions={name: _texts([each.get(name, "") for each in facts]) for name in fields.dimensions},
    )
    batch = work.batches.open(
        kind="records", source=stream, file="", digest=f"{now}{[each['id'] for each in facts]}", by="", now=now
    ).no
    work.records.put(stream, columns, batch=batch)
    stored = [record for each in facts for record in work.records.find(RecordQuery(stream, id=each["id"], batch=batch))]
    LISTENERS.tell(work, kept, stored, now=now)


def _texts(values: list[str]) -> NDArray[np.object_]:
    column = np.empty(len(values), object)
    column[:] = values
    return column
