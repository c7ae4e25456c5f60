"""The records that cases are about, as rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.cases.domain.dispute_record import ClaimedRecord
from storage.database import Day
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


class DisputeRecordRow(SQLModel, table=True):
    """A record that a case is about, or one that is missing (``record_id`` ""); ``said`` is what is right of it."""

    __tablename__ = "dispute_record"
    no: int | None = Field(default=None, primary_key=True)
    dispute_no: int = Field(foreign_key="dispute.no", index=True)
    stream: str
    record_id: str = ""
    version: int = 0
    said: str = ""
    day: date | None = Field(default=None, sa_type=Day)
    amount: str | None = None


declare(
    "dispute_record",
    through=("dispute_no", "dispute", "no"),
    kinds={"disputed_records": "dispute.person_no"},
    own="stream record_id version said day amount",
    plain="no",
)

DISPUTE_RECORD = SQLModel.metadata.tables["dispute_record"]


def put_claims(connection: Connection, dispute: int, claims: Sequence[ClaimedRecord]) -> None:
    """Store the records that a case is about."""
    rows = [
        {
            "dispute_no": dispute,
            "stream": claim.stream,
            "record_id": claim.id,
            "version": claim.version,
            "said": claim.right,
            "day": claim.day,
            "amount": None if claim.amount is None else str(claim.amount),
        }
        for claim in claims
    ]
    if rows:
        connection.execute(sa.insert(DISPUTE_RECORD), rows)


def claims_of(connection: Connection, disputes: Sequence[int]) -> dict[int, list[ClaimedRecord]]:
    """Return the records that some cases are about, by case, in the order in which they were named."""
    found: dict[int, list[ClaimedRecord]] = {}
    query = sa.select(DISPUTE_RECORD).where(DISPUTE_RECORD.c.dispute_no.in_(list(disputes)))
    for row in connection.execute(query.order_by(DISPUTE_RECORD.c.no)) if disputes else ():
        amount = None if row.amount is None else Decimal(row.amount)
        claim = ClaimedRecord(row.stream, row.record_id, row.version, row.said, row.day, amount)
        found.setdefault(row.dispute_no, []).append(claim)
    return found
