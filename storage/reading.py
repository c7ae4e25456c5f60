"""Readings and targets as kept: every version, each with the batch and row it came from."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime


class BatchRow(SQLModel, table=True):
    """One arrival of data: a file, a webhook post. ``done_rows`` is how far an interrupted import has come."""

    __tablename__ = "batch"
    no: int | None = Field(default=None, primary_key=True)
    kind: str
    source: str = ""
    file: str = ""
    digest: str = Field(default="", index=True)
    by: str = ""
    received_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_rows: int = 0
    report: str = ""


class ReadingRow(SQLModel, table=True):
    """The value that counts now for a person, metric and period; earlier ones are in ``reading_version``.

    Floats keep every decimal of up to 15 digits. ``role_no`` is the peer group at the time of the reading.
    """

    __tablename__ = "reading"
    __table_args__ = (
        sa.Index("ix_reading_cohort", "metric_no", "start", "role_no", "value"),
        {"sqlite_with_rowid": False},
    )
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    role_no: int
    batch_no: int
    row: int
    version: int = 1
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReadingVersionRow(SQLModel, table=True):
    """A value that a later one replaced."""

    __tablename__ = "reading_version"
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    version: int = Field(primary_key=True)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    role_no: int
    batch_no: int
    row: int
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replaced_by: int


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


class TargetRow(SQLModel, table=True):
    """What was agreed for a person, metric and period."""

    __tablename__ = "target"
    __table_args__ = ({"sqlite_with_rowid": False},)
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    target: float
    start_value: float | None = None
    weight: float | None = None
    batch_no: int
    row: int


class TargetVersionRow(SQLModel, table=True):
    """A target that a later one replaced."""

    __tablename__ = "target_version"
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    batch_no: int = Field(primary_key=True)
    row: int
    end: date = Field(sa_type=Day)
    target: float
    start_value: float | None = None
    weight: float | None = None
    replaced_by: int


class CleaningRow(SQLModel, table=True):
    """A cell that cleaning changed: what stood there, what it became, and the rule that did it."""

    __tablename__ = "cleaning"
    batch_no: int = Field(primary_key=True)
    row: int = Field(primary_key=True)
    column: str = Field(primary_key=True)
    original: str
    value: str
    rule: str


class RejectRow(SQLModel, table=True):
    """A row that could not be understood; ``reason`` is a message key with its values, as JSON."""

    __tablename__ = "reject"
    no: int | None = Field(default=None, primary_key=True)
    batch_no: int = Field(index=True)
    row: int
    column: str = ""
    value: str = ""
    reason: str
