"""Recalculations as kept: a row for each metric whose values are being computed from records again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.recalculation import Recalculation
from storage.database import UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row


class RecalculationRow(SQLModel, table=True):
    """A metric whose values are computed again, and how far that has come; ``after`` is a person's number."""

    __tablename__ = "recalculation"
    metric_no: int = Field(foreign_key="metric.no", primary_key=True)
    batch_no: int
    after: int = 0
    begun_at: datetime = Field(sa_type=UtcDateTime)


declare("recalculation", plain="metric_no batch_no after begun_at")


class SqlRecalculations:
    """Metrics whose values are to be computed from records again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, metric: int, *, batch: int, now: datetime) -> None:
        """Have a metric computed again, from its first person on."""
        self.end(metric)
        values = {"metric_no": metric, "batch_no": batch, "after": 0, "begun_at": now}
        self._connection.execute(sa.insert(RECALCULATION).values(values))

    def first(self) -> Recalculation | None:
        """Return the one that was begun first, or None."""
        return _recalculation(self._connection.execute(sa.select(RECALCULATION).order_by(*_ORDER).limit(1)).first())

    def all(self) -> list[Recalculation]:
        """Return all of them, in the order in which they were begun."""
        query = sa.select(RECALCULATION).order_by(*_ORDER)
        return [Recalculation(row.metric_no, row.batch_no, row.after) for row in self._connection.execute(query)]

    def of(self, metric: int) -> Recalculation | None:
        """Return that of a metric, or None."""
        mine = RECALCULATION.c.metric_no == metric
        return _recalculation(self._connection.execute(sa.select(RECALCULATION).where(mine)).first())

    def advance(self, metric: int, *, after: int) -> None:
        """Note the last person who was done."""
        mine = RECALCULATION.c.metric_no == metric
        self._connection.execute(sa.update(RECALCULATION).where(mine).values(after=after))

    def end(self, metric: int) -> None:
        """Forget one that is done."""
        self._connection.execute(sa.delete(RECALCULATION).where(RECALCULATION.c.metric_no == metric))


RECALCULATION = SQLModel.metadata.tables["recalculation"]
_ORDER = (RECALCULATION.c.begun_at, RECALCULATION.c.metric_no)


def _recalculation(row: Row[Any] | None) -> Recalculation | None:
    return Recalculation(row.metric_no, row.batch_no, row.after) if row else None
