"""Targets as kept: every version, each with the batch and row it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.delta import Changed
from bot.figures.domain.reading import Target
from bot.kit.period import Period
from storage.column import fill_rows, stage
from storage.database import Day
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC
from storage.figures.versioned import KEY, VersionedStore, VersionedTable, exact, optional
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Row

    from bot.figures.domain.facts import FactColumns


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


declare(
    "target",
    whose="person_no",
    kinds={"targets": "person_no"},
    own="start end target start_value weight row",
    plain="metric_no batch_no",
)


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


declare(
    "target_version",
    whose="person_no",
    kinds={"earlier_targets": "person_no"},
    own="start end target start_value weight row",
    plain="metric_no batch_no replaced_by",
)


TARGET = SQLModel.metadata.tables["target"]


class SqlTargets(VersionedStore):
    """Targets, every version."""

    table = VersionedTable(
        "target",
        columns=(*KEY, "end", "target", "start_value", "weight", "batch_no", "row"),
        compared=("end", "target", "start_value", "weight"),
        value="target",
        numbered=False,
    )

    def get(self, person_id: str, metric: str, period: Period) -> Target | None:
        """Return what is agreed for a person, metric and period, or None."""
        statement = (
            sa.select(TARGET)
            .join(PERSON, PERSON.c.no == TARGET.c.person_no)
            .join(METRIC, METRIC.c.no == TARGET.c.metric_no)
            .where(PERSON.c.id == person_id, METRIC.c.key == metric, TARGET.c.start == period.start)
        )
        row = self._connection.execute(statement).first()
        return None if row is None else _target(person_id, metric, row)

    def standing(self, metric: str, start: date) -> dict[str, Target]:
        """Return what is agreed for a metric and a period by its first day, by person."""
        statement = (
            sa.select(TARGET, PERSON.c.id)
            .join(PERSON, PERSON.c.no == TARGET.c.person_no)
            .join(METRIC, METRIC.c.no == TARGET.c.metric_no)
            .where(METRIC.c.key == metric, TARGET.c.start == start)
        )
        return {row.id: _target(row.id, metric, row) for row in self._connection.execute(statement)}

    def authors(self, metric: str, start: date, person_ids: Collection[str]) -> list[str]:
        """Return who set what is agreed with each of some people, "" where that was nobody of the company."""
        statement = (
            sa.select(PERSON.c.id, BATCH.c.by)
            .select_from(TARGET)
            .join(PERSON, PERSON.c.no == TARGET.c.person_no)
            .join(METRIC, METRIC.c.no == TARGET.c.metric_no)
            .join(BATCH, BATCH.c.no == TARGET.c.batch_no)
            .where(METRIC.c.key == metric, TARGET.c.start == start)
        )
        return [row.by for row in self._connection.execute(statement) if row.id in person_ids]

    def put(self, facts: FactColumns, *, batch: int) -> tuple[Changed, int]:
        """Store targets as :meth:`SqlReadings.put` does; returns the keys that changed and how many are new."""
        rows = _target_rows(facts, batch)
        if not self._is_known(facts):
            fill_rows(self._connection, "target", self.table.columns, rows)
            return Changed(facts.person, facts.metric, facts.start), len(facts)
        staged = stage(self._connection, "target", self.table.columns, rows)
        fresh = self._connection.exec_driver_sql(
            "SELECT count(*) FROM staged_target s WHERE NOT EXISTS (SELECT 1 FROM target t WHERE"
            " t.person_no = s.person_no AND t.metric_no = s.metric_no AND t.start = s.start)"
        ).scalar_one()
        return self._merge(staged)[0], int(fresh)


def _target_rows(facts: FactColumns, batch: int) -> list[tuple[Any, ...]]:
    return list(
        zip(
            facts.person.tolist(),
            facts.metric.tolist(),
            facts.start.tolist(),
            facts.end.tolist(),
            facts.value.tolist(),
            optional(facts.first),
            optional(facts.second),
            repeat(batch),
            facts.row.tolist(),
            strict=False,  # as above
        )
    )


def _target(person_id: str, metric: str, row: Row[Any]) -> Target:
    target, start_value, weight = (exact(number) for number in (row.target, row.start_value, row.weight))
    return Target(person_id, metric, Period(row.start, row.end), target or Decimal(0), start_value, weight)
