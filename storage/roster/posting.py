"""Postings as kept: one row for each person and day from which something was so."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.roster.domain.posting import Posting
from storage.database import Day, UtcDateTime, insert
from storage.inventory import declare
from storage.outdated import outdate
from storage.people.person_rows import PERSON, ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
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
    said: str = "manager_id department unit role"
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "posting",
    whose="person_no",
    kinds={"postings": "person_no"},
    own="start department unit role planned said at",
    others="manager_id by",
)


POSTING = SQLModel.metadata.tables["posting"]
Moved = tuple[str, date, str]
_KEY = ("person_no", "start")
_SOME = 500
_COLUMNS = ("start", "manager_id", "department", "unit", "role", "planned", "by")
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
        roles = [{"name": name} for name in sorted({posting.role for posting in postings})]
        self._connection.execute(insert(self._connection, ROLE).on_conflict_do_nothing(), roles)
        statement = insert(self._connection, POSTING)
        changes = {column.name: statement.excluded[column.name] for column in POSTING.c if column.name not in _KEY}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=_KEY, set_=changes),
            [
                {"person_no": numbers[posting.person_id], "at": at, "said": " ".join(posting.said)}
                | {name: getattr(posting, name) for name in _COLUMNS}
                for posting in postings
            ],
        )

    def of(self, person_id: str) -> list[Posting]:
        """Return somebody's postings, oldest first, planned ones included."""
        return self._read(_ALL.where(PERSON.c.id == person_id))

    def histories(self, person_ids: Sequence[str]) -> dict[str, list[Posting]]:
        """Return the postings of several that have begun, oldest first; who has none is left out."""
        found: dict[str, list[Posting]] = {}
        for at in range(0, len(person_ids), _SOME):
            some = PERSON.c.id.in_(list(person_ids[at : at + _SOME]))
            for posting in self._read(_ALL.where(some, sa.not_(POSTING.c.planned))):
                found.setdefault(posting.person_id, []).append(posting)
        return found

    def moved(self, moves: Sequence[Moved]) -> None:
        """Note from which day on somebody's role or unit is another, and the unit that they belonged to before."""
        numbers = {row.id: row.no for row in self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))}
        outdate(self._connection, [(numbers[person_id], first, unit) for person_id, first, unit in moves])

    def planned(self, *, until: date) -> list[Posting]:
        """Return what is still to happen and begins on or before a day, in the order of days."""
        return self._read(_ALL.where(POSTING.c.planned, POSTING.c.start <= until))

    def _read(self, query: sa.Select[Any]) -> list[Posting]:
        return [
            Posting(row.person_id, said=tuple(row.said.split()), **{name: getattr(row, name) for name in _COLUMNS})
            for row in self._connection.execute(query)
        ]


_MANY = 500


def role_steps(connection: Connection, people: NDArray[np.int64]) -> dict[int, list[tuple[int, int]]]:
    """Return the number of each one's role from which day (since 1970-01-01) on, by a person's number.

    Who has no posting has the role of the people file, always. Of very many only those are returned who have changed:
    what is stored of the others is their only role.
    """
    found: dict[int, list[tuple[int, int]]] = {}
    for row in _begun(connection, people, ROLE.c.no, changed=POSTING.c.role):
        found.setdefault(row[0], []).append((row[1], row[2]))
    if people.size <= _MANY:
        query = sa.select(PERSON.c.no, PERSON.c.role_no).where(PERSON.c.no.in_(people.tolist()))
        for number, role in connection.execute(query):
            found.setdefault(number, [(0, role)])
    return found


def unit_steps(connection: Connection, people: NDArray[np.int64]) -> dict[int, list[tuple[int, str, str]]]:
    """Return unit and department from which day on of those of these people who have changed one, by number."""
    place = POSTING.c.unit + "\0" + POSTING.c.department
    found: dict[int, list[tuple[int, str, str]]] = {}
    for row in _begun(connection, people, POSTING.c.unit, POSTING.c.department, changed=place):
        found.setdefault(row[0], []).append((row[1], row[2], row[3]))
    return {key: steps for key, steps in found.items() if len({step[1:] for step in steps}) > 1}


def _begun(
    connection: Connection,
    people: NDArray[np.int64],
    *what: sa.Column[Any],
    changed: sa.ColumnElement[str],
) -> list[Any]:
    """Return number, day and the columns of the postings that have begun, in order; of very many of who changed."""
    if people.size <= _MANY:
        mine: sa.ColumnElement[bool] = POSTING.c.person_no.in_(people.tolist())
    else:
        several = sa.func.count(sa.distinct(changed)) > 1
        begun = sa.select(POSTING.c.person_no).where(sa.not_(POSTING.c.planned))
        mine = POSTING.c.person_no.in_(begun.group_by(POSTING.c.person_no).having(several))
    query = (
        sa.select(POSTING.c.person_no, sa.type_coerce(POSTING.c.start, sa.Integer), *what)
        .join(ROLE, ROLE.c.name == POSTING.c.role)
        .where(mine, sa.not_(POSTING.c.planned))
        .order_by(POSTING.c.person_no, POSTING.c.start)
    )
    return list(connection.execute(query))
