"""Group figures that were told, as kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.suppression import Cell
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from bot.kit.period import Period

_LOCK = 4_006_001


class CellRow(SQLModel, table=True):
    """What was told of somebody's people; of the values that went into it only digests are kept."""

    __tablename__ = "cell"
    __table_args__ = (sa.Index("ix_cell_metric_start", "metric_no", "start"),)
    no: int | None = Field(default=None, primary_key=True)
    metric_no: int = Field(foreign_key="metric.no")
    start: date = Field(sa_type=Day)
    group: str
    members: str
    share: float | None = None
    at: datetime = Field(sa_type=UtcDateTime)


declare("cell", others="group", plain="no metric_no start members share at")


class TrialRow(SQLModel, table=True):
    """A group whose size a trial of a rule told; of its members only digests are kept."""

    __tablename__ = "trial"
    no: int | None = Field(default=None, primary_key=True)
    start: date = Field(sa_type=Day, index=True)
    end: date = Field(sa_type=Day)
    members: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("trial", plain="no start end members at")


CELL, TRIAL = (SQLModel.metadata.tables[name] for name in ("cell", "trial"))


class SqlCells:
    """What was told of groups, by metric and period."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, metric: str, start: date) -> list[Cell]:
        """Return what was told of any group about a metric and the period that begins on a day, oldest first.

        Until the transaction ends nobody else tells anything: two answers at once must know of each other.
        """
        self._alone()
        query = (
            sa.select(CELL.c.group, CELL.c.members, CELL.c.share, CELL.c.at)
            .join(METRIC, METRIC.c.no == CELL.c.metric_no)
            .where(METRIC.c.key == metric, CELL.c.start == start)
            .order_by(CELL.c.no)
        )
        rows = self._connection.execute(query)
        return [Cell(row.group, frozenset(json.loads(row.members)), row.share, row.at) for row in rows]

    def tell(self, metric: str, start: date, cells: Iterable[Cell]) -> None:
        """Remember that these are told."""
        number = self._connection.execute(sa.select(METRIC.c.no).where(METRIC.c.key == metric)).scalar_one()
        rows = [
            {
                "metric_no": number,
                "start": start,
                "group": cell.group,
                "members": json.dumps(sorted(cell.members)),
                "share": cell.share,
                "at": cell.at,
            }
            for cell in cells
        ]
        if rows:
            self._connection.execute(sa.insert(CELL), rows)

    def trials(self, period: Period) -> list[frozenset[str]]:
        """Return the groups whose size was told by trials of rules over spans that touch a period, newest first.

        Until the transaction ends nobody else tells any.
        """
        self._alone()
        touching = (TRIAL.c.start <= period.end, TRIAL.c.end >= period.start)
        query = sa.select(TRIAL.c.members).where(*touching).order_by(TRIAL.c.no.desc())
        return [frozenset(json.loads(row.members)) for row in self._connection.execute(query)]

    def tell_trial(self, period: Period, members: frozenset[str], *, at: datetime) -> None:
        """Remember that the size of a group is told for a period; one that is known stays as it is."""
        if members not in self.trials(period):
            values = {"start": period.start, "end": period.end, "members": json.dumps(sorted(members)), "at": at}
            self._connection.execute(sa.insert(TRIAL).values(values))

    def _alone(self) -> None:
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
