"""Deltas and peer groups as kept: derived from readings and targets, and rebuildable from them."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day


class DeltaRow(SQLModel, table=True):
    """What can be said about one value; NULL where it cannot.

    ``revision`` counts restatements: it grows when a value that had already been compared was corrected.
    """

    __tablename__ = "delta"
    __table_args__ = (
        sa.Index("ix_delta_metric_start", "metric_no", "start"),
        {"sqlite_with_rowid": False},
    )
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    target: float | None = None
    target_full: float | None = None
    attainment: float | None = None
    previous: float | None = None
    change: float | None = None
    change_pct: float | None = None
    baseline_n: int = 0
    baseline_median: float | None = None
    baseline_mad: float | None = None
    z: float | None = None
    year_ago: float | None = None
    year_ago_change: float | None = None
    year_ago_change_pct: float | None = None
    streak: int = 0
    flags: int = 0
    elapsed: float = 1.0
    role_no: int
    revision: int = 0


class CohortRow(SQLModel, table=True):
    """A peer group in one period: how many, and the three values in the middle.

    With ``low``, ``middle`` and ``high`` around the centre of the sorted values, the median of everybody but oneself
    follows without reading the group again. Percentiles are looked up in the readings when words are written.
    """

    __tablename__ = "cohort"
    __table_args__ = ({"sqlite_with_rowid": False},)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    role_no: int = Field(primary_key=True)
    n: int
    low: float
    middle: float
    high: float
