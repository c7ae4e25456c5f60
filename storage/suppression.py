"""Group figures that were told, as kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.domain.suppression import Cell
from storage.database import Day, UtcDateTime
from storage.metric import METRIC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

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


CELL = SQLModel.metadata.tables["cell"]


class SqlCells:
    """What was told of groups, by metric and period."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def told(self, metric: str, start: date) -> list[Cell]:
        """Return what was told of any group about a metric and the period that begins on a day, oldest first.

        Until the transaction ends nobody else tells anything: two answers at once must know of each other.
        """
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
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
                "group": one.group,
                "members": json.dumps(sorted(one.members)),
                "share": one.share,
                "at": one.at,
            }
            for one in cells
        ]
        if rows:
            self._connection.execute(sa.insert(CELL), rows)
