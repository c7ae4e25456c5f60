"""What two want to talk about, as kept; what somebody prepares for themselves alone lies in a table of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.talks.domain.agenda import AgendaPoint, AgendaTopic
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection


class AgendaPointRow(SQLModel, table=True):
    """A point that both see."""

    __tablename__ = "agenda_point"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    lead_no: int = Field(foreign_key="person.no")
    by_no: int = Field(foreign_key="person.no")
    topic: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    dealt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PrivatePointRow(SQLModel, table=True):
    """A point that its author alone sees; it goes with either of the two."""

    __tablename__ = "private_point"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    lead_no: int = Field(foreign_key="person.no")
    by_no: int = Field(foreign_key="person.no")
    topic: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)
    dealt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "agenda_point",
    whose="person_no",
    kinds={"agenda_points": "person_no"},
    own="topic text at dealt_at",
    others="lead_no by_no",
    plain="no",
)
declare(
    "private_point",
    whose="person_no by_no",
    kinds={"private_points": "by_no"},
    own="topic text at dealt_at",
    others="lead_no",
    plain="no",
)

SHARED, PRIVATE = (SQLModel.metadata.tables[name] for name in ("agenda_point", "private_point"))
_LEAD, _BY = PERSON.alias("lead"), PERSON.alias("by")


class SqlAgendas:
    """Points that two want to talk about."""

    retention = timedelta(days=762)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, point: AgendaPoint) -> AgendaPoint:
        """Store a point and return it with its number."""
        table = _table(shared=point.shared)
        values = {
            "person_no": number_of(self._connection, point.person_id),
            "lead_no": number_of(self._connection, point.lead_id),
            "by_no": number_of(self._connection, point.by_id),
            "topic": point.topic.value,
            "text": point.text,
            "at": point.at,
        }
        no = self._connection.execute(sa.insert(table).values(values).returning(table.c.no)).scalar_one()
        return replace(point, no=int(no))

    def open(self, person_id: str) -> list[AgendaPoint]:
        """Return the points of somebody's talks that were not dealt with, whoever may see them, oldest first."""
        found = []
        for shared in (True, False):
            table = _table(shared=shared)
            query = (
                sa.select(table, PERSON.c.id.label("person_id"), _LEAD.c.id.label("lead_id"), _BY.c.id.label("by_id"))
                .join(PERSON, PERSON.c.no == table.c.person_no)
                .outerjoin(_LEAD, _LEAD.c.no == table.c.lead_no)
                .outerjoin(_BY, _BY.c.no == table.c.by_no)
                .where(PERSON.c.id == person_id, table.c.dealt_at.is_(None))
            )
            found += [_point(row, shared=shared) for row in self._connection.execute(query)]
        return sorted(found, key=lambda point: (point.at, point.key))

    def deal(self, points: Collection[AgendaPoint], *, at: datetime) -> None:
        """Note that points were dealt with."""
        for shared in (True, False):
            table = _table(shared=shared)
            which = [point.no for point in points if point.shared is shared]
            if which:
                self._connection.execute(sa.update(table).where(table.c.no.in_(which)).values(dealt_at=at))

    def forget(self, *, before: datetime) -> int:
        """Delete what was brought before an instant; return how many points."""
        deletes = [sa.delete(table).where(table.c.at < before) for table in (SHARED, PRIVATE)]
        return sum(self._connection.execute(delete).rowcount for delete in deletes)


def _table(*, shared: bool) -> sa.Table:
    return SHARED if shared else PRIVATE


def _point(row: sa.Row[Any], *, shared: bool) -> AgendaPoint:
    topic = AgendaTopic(row.topic)
    return AgendaPoint(row.person_id, row.lead_id or "", row.by_id or "", topic, row.text, row.at, shared, row.no)
