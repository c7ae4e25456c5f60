"""Postings as kept: one row for each person and day from which something was so."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.domain.posting import Posting
from storage.database import Day, UtcDateTime, insert
from storage.inventory import declare
from storage.person import PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


class PostingRow(SQLModel, table=True):
    """Where somebody stands from a day on; ``person`` holds what is true now."""

    __tablename__ = "posting"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    start: date = Field(primary_key=True, sa_type=Day)
    manager_id: str | None = None
    department: str = ""
    unit: str = ""
    role: str = ""
    planned: bool = Field(default=False, index=True)
    by: str = ""
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "posting",
    whose="person_no",
    kinds={"postings": "person_no"},
    own="start department unit role planned at",
    others="manager_id by",
)


POSTING = SQLModel.metadata.tables["posting"]
_KEY = ("person_no", "start")
_SAID = ("start", "manager_id", "department", "unit", "role", "planned", "by")
_ALL = (
    sa.select(POSTING, PERSON.c.id.label("person_id"))
    .join(PERSON, PERSON.c.no == POSTING.c.person_no)
    .order_by(POSTING.c.start, PERSON.c.id)
)


class SqlPostings:
    """Who reported to whom, from which day on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, postings: Sequence[Posting], *, at: datetime) -> None:
        """Store postings; one of the same person and day is replaced."""
        if not postings:
            return
        numbers = {row.id: row.no for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))}
        statement = insert(self._connection, POSTING)
        changes = {column.name: statement.excluded[column.name] for column in POSTING.c if column.name not in _KEY}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=changes),
            [
                {"person_no": numbers[one.person_id], "at": at} | {name: getattr(one, name) for name in _SAID}
                for one in postings
            ],
        )

    def of(self, person_id: str) -> list[Posting]:
        """Return somebody's postings, oldest first, planned ones included."""
        return self._read(_ALL.where(PERSON.c.id == person_id))

    def planned(self, *, until: date) -> list[Posting]:
        """Return what is still to happen and begins on or before a day, in the order of days."""
        return self._read(_ALL.where(POSTING.c.planned, POSTING.c.start <= until))

    def cancel(self, person_id: str) -> int:
        """Drop what was planned for somebody; return how many postings that was."""
        mine = POSTING.c.person_no == sa.select(PERSON.c.no).where(PERSON.c.id == person_id).scalar_subquery()
        return self._connection.execute(sa.delete(POSTING).where(mine, POSTING.c.planned)).rowcount

    def _read(self, query: sa.Select[Any]) -> list[Posting]:
        return [
            Posting(row.person_id, **{name: getattr(row, name) for name in _SAID})
            for row in self._connection.execute(query)
        ]
