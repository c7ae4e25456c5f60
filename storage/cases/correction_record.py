"""What corrections do to records, as rows."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.cases.domain.correction import CorrectionState
from bot.cases.domain.correction_record import RecordChange, RecordFate
from storage.database import Day
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection, Row


class CorrectionRecordRow(SQLModel, table=True):
    """What a correction does to a record; measures (decimal texts) and dimensions by name, as JSON."""

    __tablename__ = "correction_record"
    __table_args__ = (sa.Index("ix_correction_record_record", "stream", "record_id"),)
    no: int | None = Field(default=None, primary_key=True)
    correction_no: int = Field(foreign_key="correction.no", index=True)
    fate: str
    stream: str
    record_id: str
    version: int
    person_no: int
    day: date = Field(sa_type=Day)
    measures: str
    dimensions: str


declare(
    "correction_record",
    through=("correction_no", "correction", "no"),
    kinds={"corrected_records": "correction.person_no"},
    own="fate stream record_id version day measures dimensions",
    others="person_no",
    plain="no",
)

CORRECTION_RECORD = SQLModel.metadata.tables["correction_record"]
_QUERY = (
    sa.select(CORRECTION_RECORD, PERSON.c.id.label("person_id"))
    .outerjoin(PERSON, PERSON.c.no == CORRECTION_RECORD.c.person_no)
    .order_by(CORRECTION_RECORD.c.no)
)


def put_changes(connection: Connection, correction: int, changes: Sequence[RecordChange]) -> None:
    """Store what a correction does to records."""
    rows = [
        {
            "correction_no": correction,
            "fate": change.fate.value,
            "stream": change.stream,
            "record_id": change.id,
            "version": change.version,
            "person_no": number_of(connection, change.person_id),
            "day": change.day,
            "measures": json.dumps({name: str(value) for name, value in change.measures.items()}, ensure_ascii=False),
            "dimensions": json.dumps(dict(change.dimensions), ensure_ascii=False),
        }
        for change in changes
    ]
    if rows:
        connection.execute(sa.insert(CORRECTION_RECORD), rows)


def changes_of(connection: Connection, corrections: Sequence[int]) -> dict[int, list[RecordChange]]:
    """Return what some corrections do to records, by correction, in the order in which they were asked."""
    found: dict[int, list[RecordChange]] = {}
    its = CORRECTION_RECORD.c.correction_no.in_(list(corrections))
    for row in connection.execute(_QUERY.where(its)) if corrections else ():
        found.setdefault(row.correction_no, []).append(_change(row))
    return found


def approved_changes(connection: Connection, stream: str) -> dict[str, RecordChange]:
    """Return what the newest approved correction of each record of a stream has made of it, by the record's id."""
    correction = SQLModel.metadata.tables["correction"]
    approved = sa.select(correction.c.no).where(correction.c.state == CorrectionState.APPROVED.value)
    its = (CORRECTION_RECORD.c.stream == stream, CORRECTION_RECORD.c.correction_no.in_(approved))
    return {row.record_id: _change(row) for row in connection.execute(_QUERY.where(*its))}


def _change(row: Row[Any]) -> RecordChange:
    return RecordChange(
        fate=RecordFate(row.fate),
        stream=row.stream,
        id=row.record_id,
        version=row.version,
        person_id=row.person_id or "",
        day=row.day,
        measures={name: Decimal(value) for name, value in json.loads(row.measures).items()},
        dimensions=json.loads(row.dimensions),
    )
