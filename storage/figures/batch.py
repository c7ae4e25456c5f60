"""Arrivals of data as rows, and the values of them that wait for somebody's decision."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime
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
    """A value that nobody uses until a person has looked at it."""

    __tablename__ = "quarantine"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    batch_no: int
    row: int
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str
    state: str = Field(default="open", index=True)
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    __table_args__ = (sa.Index("ix_quarantine_key", "person_no", "metric_no", "start"),)


declare(
    "quarantine",
    whose="person_no",
    kinds={"held": "person_no"},
    own="start end value numerator denominator row source_id observed_at state decided_at",
    withheld={"reason": "what others' values are usually"},
    others="decided_by",
    plain="no metric_no batch_no",
)


BATCH, QUARANTINE = (SQLModel.metadata.tables[name] for name in ("batch", "quarantine"))
