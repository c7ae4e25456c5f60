"""Records that wait for somebody's decision, whole, and which values lack them until then."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Reason
from bot.figures.domain.held import HeldRecord
from bot.figures.domain.record import BY_INSTANT, DAY_WRITTEN, Record
from bot.messages.codec import from_json, to_json
from storage.database import EPOCH
from storage.figures.batch import BATCH, QUARANTINE, QUARANTINE_KEY
from storage.figures.record_rows import STREAM
from storage.figures.versioned import changed
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from sqlalchemy.engine import Connection, Row

    from bot.figures.domain.held import LackingValue
    from bot.figures.domain.record import RecordColumns

_START = datetime(1970, 1, 1, tzinfo=UTC)
_WAITS = QUARANTINE.c.state == "open"


class HeldRecords:
    """What the quarantine knows of records; values and records share their numbers."""

    _connection: Connection

    def decided_records(self, stream: str, records: RecordColumns) -> dict[int, str]:
        """Return, by place, what became of the same content of the same record before; see ``decided``."""
        number = self._stream(stream)
        its = (QUARANTINE.c.stream_no == number, QUARANTINE.c.record_id.in_(records.id.tolist()))
        rows = self._connection.execute(
            sa.select(QUARANTINE).where(*its, QUARANTINE.c.state != "replaced").order_by(QUARANTINE.c.no)
        ).all()
        known = {
            (row.record_id, row.person_no, _said(row.start, row.at, row.clock), row.content): row.state for row in rows
        }
        found: dict[int, str] = {}
        for place in range(len(records) if known else 0):
            record_id, person, day, at, content = _content(records, place)
            for clock in (None, _clock(records, place)):  # a release that did not keep it stored none
                key = record_id, person, _said(day, at, clock), content
                found |= {place: known[key]} if key in known else {}
        return found

    def add_records(
        self,
        stream: str,
        records: RecordColumns,
        *,
        batch: int,
        reasons: Sequence[Reason],
        lacking: Sequence[Sequence[LackingValue]],
    ) -> None:
        """Hold records back; earlier open ones of the same ids are replaced.

        ``lacking`` are for each the values that lack it until then.
        """
        if not len(records):
            return
        self.replace_records(stream, records.id.tolist())
        number = self._stream(stream)
        for place, reason in enumerate(reasons):
            record_id, person, day, at, content = _content(records, place)
            values = {
                "person_no": person,
                "start": day,
                "end": day,
                "batch_no": batch,
                "row": int(records.row[place]),
                "stream_no": number,
                "record_id": record_id,
                "at": at,
                "clock": _clock(records, place),
                "revised": _instant(int(records.revised[place])),
                "content": content,
                "reason": to_json(reason),
                "state": "open",
                "decided_by": "",
            }
            made = self._connection.execute(
                sa.insert(QUARANTINE).values(values).returning(QUARANTINE.c.no)
            ).scalar_one()
            self._lack(int(made), lacking[place])

    def replace_records(self, stream: str, ids: Iterable[str]) -> Changed:
        """Close open records of which something newer is stored; return the values that lacked them."""
        its = sa.and_(QUARANTINE.c.stream_no == self._stream(stream), _WAITS)
        open_ = self._connection.execute(sa.select(QUARANTINE.c.no, QUARANTINE.c.record_id).where(its)).all()
        wanted = set(ids) if open_ else set()
        return self._close([row.no for row in open_ if row.record_id in wanted])

    def _stream(self, key: str) -> int:
        return int(self._connection.execute(sa.select(STREAM.c.no).where(STREAM.c.key == key)).scalar_one())

    def _lack(self, number: int, values: Sequence[LackingValue]) -> None:
        rows = [
            {
                "quarantine_no": number,
                "metric_no": value.metric,
                "person_no": value.person,
                "start": EPOCH + timedelta(days=value.start),
                "end": EPOCH + timedelta(days=value.end),
            }
            for value in values
        ]
        if rows:
            self._connection.execute(sa.insert(QUARANTINE_KEY), rows)

    def _close(self, numbers: Sequence[int]) -> Changed:
        """Say that something else counts in place of some that waited."""
        if not numbers:
            return Changed()
        where = QUARANTINE.c.no.in_(list(numbers))
        self._connection.execute(sa.update(QUARANTINE).where(where).values(state="replaced"))
        return self._freed(numbers)

    def _freed(self, numbers: Sequence[int]) -> Changed:
        """Let values lack some records no more; return their keys."""
        keys = self._lacking(numbers)
        self._connection.execute(sa.delete(QUARANTINE_KEY).where(QUARANTINE_KEY.c.quarantine_no.in_(list(numbers))))
        return keys

    def _lacking(self, numbers: Sequence[int]) -> Changed:
        its = QUARANTINE_KEY.c.quarantine_no.in_(list(numbers))
        rows = self._connection.execute(sa.select(QUARANTINE_KEY).where(its))
        return changed((row.person_no, row.metric_no, (row.start - EPOCH).days) for row in rows)

    def _records(self, where: sa.ColumnElement[bool]) -> list[HeldRecord]:
        statement = (
            sa.select(QUARANTINE, PERSON.c.id, STREAM.c.key, BATCH.c.file, BATCH.c.source, BATCH.c.received_at)
            .join(PERSON, PERSON.c.no == QUARANTINE.c.person_no)
            .join(STREAM, STREAM.c.no == QUARANTINE.c.stream_no)
            .outerjoin(BATCH, BATCH.c.no == QUARANTINE.c.batch_no)
            .where(where)
            .order_by(QUARANTINE.c.no)
        )
        rows = self._connection.execute(statement).all()
        return [_held(row, self._lacking([row.no])) for row in rows]


def _held(row: Row[Any], keys: Changed) -> HeldRecord:
    measures, dimensions = json.loads(row.content)
    record = Record(
        stream=row.key,
        id=row.record_id,
        person_id=row.id,
        day=row.start,
        measures={name: Decimal(text) for name, text in measures.items()},
        dimensions=dimensions,
        at=row.at,
        clock=DAY_WRITTEN if row.clock is None else row.clock,
        source=row.source or "",
        file=row.file or "",
        row=row.row,
        batch=row.batch_no,
        received_at=row.received_at,
    )
    return HeldRecord(row.no, record, from_json(row.reason, Reason), row.revised, keys)


def _content(records: RecordColumns, place: int) -> tuple[str, int, Any, datetime | None, str]:
    """Return what tells a held record from another of its id: whose it is, when, and all that it says."""
    measures = {
        name: repr(float(column[place])) for name, column in records.measures.items() if not np.isnan(column[place])
    }
    dimensions = {name: str(column[place]) for name, column in records.dimensions.items() if column[place]}
    return (
        str(records.id[place]),
        int(records.person[place]),
        EPOCH + timedelta(days=int(records.day[place])),
        _instant(int(records.at[place])),
        json.dumps([measures, dimensions], ensure_ascii=False, sort_keys=True),
    )


def _clock(records: RecordColumns, place: int) -> int | None:
    shown = int(records.clock[place])
    return None if shown == DAY_WRITTEN else shown


def _said(day: date, at: datetime | None, clock: int | None) -> tuple[object, ...]:
    """Return what is said of when a record happened, without what only follows from a time zone."""
    if clock is None:
        return day, at
    return (at,) if clock == BY_INSTANT else (day, clock)


def _instant(microseconds: int) -> datetime | None:
    return None if microseconds < 0 else _START + timedelta(microseconds=microseconds)
