"""Records as rows: their streams, what counts now, every earlier version, and the texts of their dimensions."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.record import MOST_DIMENSIONS, MOST_MEASURES
from storage.database import Day, Instant
from storage.inventory import declare

MEASURES = tuple(f"m{slot}" for slot in range(1, MOST_MEASURES + 1))
DIMENSIONS = tuple(f"d{slot}" for slot in range(1, MOST_DIMENSIONS + 1))

_Id = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Ids sort by their characters' numbers on both databases, as Python sorts them."""
_NONE = {"server_default": "0"}


class StreamRow(SQLModel, table=True):
    """What the records of one source are; see :class:`bot.figures.domain.record.RecordStream`."""

    __tablename__ = "stream"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str = ""
    renewal: str
    whole: str | None = None
    id_column: str = ""
    to_date: bool | None = None
    newest: date | None = Field(default=None, sa_type=Day)
    arrived: date | None = Field(default=None, sa_type=Day)
    aged_before: date | None = Field(default=None, sa_type=Day)
    event: str | None = None
    rolled_up: str | None = None


declare("stream", plain="no key title renewal whole id_column to_date newest arrived aged_before event rolled_up")


class StreamColumnRow(SQLModel, table=True):
    """The place that a measure or dimension of a stream has in its records: the first is 1."""

    __tablename__ = "stream_column"
    stream_no: int = Field(primary_key=True, foreign_key="stream.no")
    kind: str = Field(primary_key=True)
    slot: int = Field(primary_key=True)
    name: str


declare("stream_column", plain="stream_no kind slot name")


class DimensionTextRow(SQLModel, table=True):
    """A text that dimensions hold, and the last day of a record that has borne it.

    That day moves on with nearly every text that comes in, and is asked for once a night: it has no index.
    """

    __tablename__ = "dimension_text"
    no: int | None = Field(default=None, primary_key=True)
    text: str = Field(unique=True)
    last_day: date = Field(sa_type=Day)


declare("dimension_text", worded="text", plain="no last_day")


class _RecordColumns(SQLModel):
    """What stands in a row about a record. Measures are NULL and dimensions 0 where it has none.

    ``revised`` is when its source last changed it, ``digest`` stands for what its source says: the same, equal digest.
    ``clock`` is that of :class:`bot.figures.domain.record.RecordColumns`, NULL where the day was written, or where a
    release that did not keep it stored the row.
    """

    stream_no: int = Field(primary_key=True)
    id: str = Field(primary_key=True, sa_type=_Id)
    person_no: int
    day: date = Field(sa_type=Day)
    at: datetime | None = Field(default=None, sa_type=Instant)
    revised: datetime | None = Field(default=None, sa_type=Instant)
    clock: int | None = Field(default=None, sa_type=sa.BigInteger)
    m1: float | None = None
    m2: float | None = None
    m3: float | None = None
    m4: float | None = None
    m5: float | None = None
    m6: float | None = None
    d1: int = Field(default=0, sa_column_kwargs=_NONE)
    d2: int = Field(default=0, sa_column_kwargs=_NONE)
    d3: int = Field(default=0, sa_column_kwargs=_NONE)
    d4: int = Field(default=0, sa_column_kwargs=_NONE)
    d5: int = Field(default=0, sa_column_kwargs=_NONE)
    d6: int = Field(default=0, sa_column_kwargs=_NONE)
    d7: int = Field(default=0, sa_column_kwargs=_NONE)
    d8: int = Field(default=0, sa_column_kwargs=_NONE)
    batch_no: int = Field(index=True)
    row: int
    digest: int = Field(sa_type=sa.BigInteger)


class RecordRow(_RecordColumns, table=True):
    """What counts now of a record."""

    __tablename__ = "record"
    __table_args__ = (sa.Index("ix_record_day", "stream_no", "person_no", "day"),)
    version: int


_OWN = f"id day at revised {' '.join(MEASURES)} {' '.join(DIMENSIONS)} row version"
_PLAIN = "stream_no clock batch_no digest"
declare("record", whose="person_no", kinds={"records": "person_no"}, own=_OWN, plain=_PLAIN)


REPEATED, SAID, TOMBSTONE = "repeated", "said", "tombstone"
"""States of rows that are no versions, and have numbers below zero: their source has said something of a record that
came in late, it has said the same before as it did again later, or it took back what had not come in yet or has come
again since (then ``person_no`` is 0)."""


class RecordVersionRow(_RecordColumns, table=True):
    """A version of a record that does not count, or what else its source has said of it.

    ``replaced_by`` is the batch that replaced or withdrew it; of one that was outdated when it came, the batch whose
    newer version stood there. ``taken_back`` is when the source says that it withdrew it.
    """

    __tablename__ = "record_version"
    __table_args__ = (sa.Index("ix_record_version_day", "stream_no", "person_no", "day"),)
    version: int = Field(primary_key=True)
    replaced_by: int = Field(index=True)
    state: str
    taken_back: datetime | None = Field(default=None, sa_type=Instant)


declare(
    "record_version",
    whose="person_no",
    kinds={"earlier_records": "person_no"},
    own=f"{_OWN} state taken_back",
    plain=f"{_PLAIN} replaced_by",
)

STREAM, STREAM_COLUMN, TEXT, RECORD, RECORD_VERSION = (
    SQLModel.metadata.tables[name] for name in ("stream", "stream_column", "dimension_text", "record", "record_version")
)
KEPT = tuple(column.name for column in RECORD_VERSION.c if column.name not in {"replaced_by", "state", "taken_back"})
"""The columns of a record that its earlier versions keep: all."""
