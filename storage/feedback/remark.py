"""What people added to their values, as kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.remark import Remark
from bot.kit.period import Period
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC, metric_number
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection


class RemarkRow(SQLModel, table=True):
    """Somebody's own words about one of their values."""

    __tablename__ = "remark"
    __table_args__ = (sa.UniqueConstraint("person_no", "metric_no", "start"),)
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "remark",
    whose="person_no",
    kinds={"remarks": "person_no"},
    own="start end text at",
    plain="no metric_no",
)


REMARK = SQLModel.metadata.tables["remark"]


class SqlRemarks:
    """At most one remark of a person's for each of their values."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, remark: Remark) -> int:
        """Store it in the place of an earlier one about the same value; return its number."""
        earlier = self.of(remark.person_id, remark.metric, remark.period)
        if earlier:
            mine = REMARK.c.no == earlier.no
            self._connection.execute(sa.update(REMARK).where(mine).values(text=remark.text, at=remark.at))
            return earlier.no
        values = {
            "person_no": number_of(self._connection, remark.person_id),
            "metric_no": metric_number(self._connection, remark.metric),
            "start": remark.period.start,
            "end": remark.period.end,
            "text": remark.text,
            "at": remark.at,
        }
        return int(self._connection.execute(sa.insert(REMARK).values(values).returning(REMARK.c.no)).scalar_one())

    def get(self, number: int) -> Remark | None:
        """Return a remark, or None."""
        return next(iter(self._read(REMARK.c.no == number)), None)

    def of(self, person_id: str, metric: str, period: Period) -> Remark | None:
        """Return what was added to a value, or None."""
        mine = (PERSON.c.id == person_id, METRIC.c.key == metric, REMARK.c.start == period.start)
        return next(iter(self._read(*mine)), None)

    def about(self, person_ids: Collection[str]) -> list[Remark]:
        """Return what some people have added, newest first."""
        return self._read(PERSON.c.id.in_(list(person_ids)))

    def withdraw(self, number: int) -> bool:
        """Forget a remark; False when there is none."""
        return self._connection.execute(sa.delete(REMARK).where(REMARK.c.no == number)).rowcount == 1

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Remark]:
        rows = self._connection.execute(
            sa.select(REMARK, PERSON.c.id, METRIC.c.key)
            .join(PERSON, PERSON.c.no == REMARK.c.person_no)
            .join(METRIC, METRIC.c.no == REMARK.c.metric_no)
            .where(*where)
            .order_by(REMARK.c.at.desc(), REMARK.c.no.desc())
        )
        return [Remark(row.id, row.key, Period(row.start, row.end), row.text, row.at, row.no) for row in rows]
