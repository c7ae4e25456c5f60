"""Arrivals of data as rows, and the values of them that wait for somebody's decision."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day, Instant, UtcDateTime
from storage.inventory import declare


class BatchRow(SQLModel, table=True):
    """One arrival of data: a file, a webhook post. ``done_rows`` is how far an interrupted import has come.

    ``followed_at`` is set together with the deltas that followed from it, so that a crash in between is noticed.
    """

    __tablename__ = "batch"
    no: int | None = Field(default=None, primary_key=True)
    kind: str
    source: str = ""
    file: str = ""
    digest: str = Field(default="", index=True)
    by: str = ""
    received_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    followed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_rows: int = 0
    report: str = ""


declare(
    "batch",
    others="by",
    plain="no kind source file digest received_at finished_at followed_at done_rows report",
)


class QuarantineRow(SQLModel, table=True):
    """A value, or a record, that nobody uses until a person has looked at it.

    A record has a stream, an id and ``content`` (its measures as texts and its dimensions, as JSON) in place of a
    metric and a value; ``start`` and ``end`` are its day.
    """

    __tablename__ = "quarantine"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int
    metric_no: int | None = None
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    batch_no: int
    row: int
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    stream_no: int | None = None
    record_id: str | None = None
    at: datetime | None = Field(default=None, sa_type=Instant)
    revised: datetime | None = Field(default=None, sa_type=Instant)
    clock: int | None = Field(default=None, sa_type=sa.BigInteger)
    content: str | None = None
    reason: str
    state: str = Field(default="open", index=True)
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    __table_args__ = (
        sa.Index("ix_quarantine_key", "person_no", "metric_no", "start"),
        sa.Index("ix_quarantine_record", "stream_no", "record_id"),
    )


declare(
    "quarantine",
    whose="person_no",
    kinds={"held": "person_no"},
    own="start end value numerator denominator row source_id observed_at record_id at revised content state decided_at",
    withheld={"reason": "what others' values are usually"},
    others="decided_by",
    plain="no metric_no stream_no clock batch_no",
)


class QuarantineKeyRow(SQLModel, table=True):
    """A value that lacks a record which waits for a decision: until then nobody hears of it."""

    __tablename__ = "quarantine_key"
    quarantine_no: int = Field(primary_key=True, foreign_key="quarantine.no")
    metric_no: int = Field(primary_key=True)
    person_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    __table_args__ = (sa.Index("ix_quarantine_key_key", "person_no", "metric_no", "start"),)


declare(
    "quarantine_key",
    whose="person_no",
    kinds={"held_for": "person_no"},
    own="start end",
    plain="quarantine_no metric_no",
)


BATCH, QUARANTINE, QUARANTINE_KEY = (
    SQLModel.metadata.tables[name] for name in ("batch", "quarantine", "quarantine_key")
)
