"""One-on-ones as kept: who is to meet whom how often, and when they did or will."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.people.domain.person import Kind
from bot.talks.domain.one_on_one import Pair
from storage.database import Day, UtcDateTime, insert, insert_once
from storage.inventory import declare
from storage.people.person_rows import PERSON, employed_days, employed_somewhere, number_of
from storage.roster.posting import POSTING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement

    from bot.kit.period import Period


class OneOnOneRow(SQLModel, table=True):
    """A pair's rhythm: every ``every_days``, and the last time they met; ``asked_no`` is who alone reads the topic."""

    __tablename__ = "one_on_one"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    manager_no: int = Field(foreign_key="person.no", index=True)
    every_days: int
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    topic: str = ""
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    asked_no: int | None = Field(default=None, foreign_key="person.no")


declare(
    "one_on_one",
    whose="person_no",
    kinds={"one_on_ones": "person_no"},
    own="every_days next_at last_at topic asked_at",
    others="manager_no asked_no",
)


class OneOnOneSkipRow(SQLModel, table=True):
    """That a pair was let be in a stretch of its cadence, which begins on a day."""

    __tablename__ = "one_on_one_skip"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    start: date = Field(primary_key=True, sa_type=Day)
    at: datetime = Field(sa_type=UtcDateTime)


declare("one_on_one_skip", whose="person_no", kinds={"one_on_ones_skipped": "person_no"}, own="start at")

RHYTHM, SKIP = (SQLModel.metadata.tables[name] for name in ("one_on_one", "one_on_one_skip"))
_MANAGER = PERSON.alias("manager")
_ASKED = PERSON.alias("asked")
_HAS_LEAD = PERSON.c.manager_id == sa.bindparam("lead", type_=sa.String)
_IS_ONE = PERSON.c.id == sa.bindparam("one", type_=sa.String)
_SINCE, _UNTIL = (sa.bindparam(name, type_=UtcDateTime()) for name in ("since", "until"))
_BETWEEN = RHYTHM.c.next_at.between(_SINCE, _UNTIL)
_UNITS = (
    sa.select(PERSON.c.id, PERSON.c.name, RHYTHM.c.every_days)
    .join(RHYTHM, RHYTHM.c.person_no == PERSON.c.no)
    .where(PERSON.c.kind == Kind.UNIT.value)
)


@cache
def _pairs(those: ColumnElement[bool]) -> sa.Select[Any]:
    """Select pairs; the statement is built once."""
    return (
        sa.select(
            PERSON.c.id,
            _MANAGER.c.id.label("manager_id"),
            PERSON.c.unit,
            PERSON.c.department,
            RHYTHM.c.every_days,
            sa.type_coerce(RHYTHM.c.next_at, UtcDateTime()).label("next_at"),
            sa.type_coerce(RHYTHM.c.last_at, UtcDateTime()).label("last_at"),
            RHYTHM.c.topic,
            sa.type_coerce(RHYTHM.c.asked_at, UtcDateTime()).label("asked_at"),
            _ASKED.c.id.label("asked_of"),
        )
        .join(_MANAGER, _MANAGER.c.id == PERSON.c.manager_id)
        .outerjoin(RHYTHM, RHYTHM.c.person_no == PERSON.c.no)
        .outerjoin(_ASKED, _ASKED.c.no == RHYTHM.c.asked_no)
        .where(PERSON.c.kind == Kind.PERSON.value, employed_somewhere(PERSON), those)
        .order_by(PERSON.c.id)
    )


class SqlOneOnOnes:
    """Pairs of people and their managers, with their rhythm: their own, else their unit's, else the policy's.

    ``days`` is the policy: how many days apart people of a unit and department meet their managers.
    """

    def __init__(self, connection: Connection, *, now: datetime, days: Callable[[str, str], int]) -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._days = days

    def of(self, manager_id: str) -> list[Pair]:
        """Return a manager's pairs, by the person's id."""
        return list(self._pairs(_HAS_LEAD, lead=manager_id))

    def pair(self, person_id: str) -> Pair | None:
        """Return somebody's pair with their manager, or None when they have none."""
        return next(self._pairs(_IS_ONE, one=person_id), None)

    def planned(self, *, since: datetime, until: datetime) -> list[Pair]:
        """Return the pairs whose next meeting is planned between two instants, both included."""
        return list(self._pairs(_BETWEEN, since=since, until=until))

    def rhythm(self, person_id: str, *, every_days: int) -> None:
        """Set how often somebody meets their manager; for a unit, how often everybody in it does."""
        self._set(person_id, every_days=every_days)

    def plan(self, person_id: str, *, at: datetime | None) -> None:
        """Note when somebody meets their manager next; None when that was called off."""
        self._set(person_id, next_at=at, **({"asked_at": None} if at else {}))

    def ask(self, person_id: str, *, of: str, topic: str, at: datetime) -> None:
        """Note whom somebody asks to meet, and what about."""
        self._set(person_id, topic=topic, asked_at=at, asked_no=number_of(self._connection, of))

    def met(self, person_id: str, *, at: datetime, planned: datetime | None = None) -> None:
        """Note that somebody met their manager; what is ``planned`` stays so, with what it is to be about."""
        if planned is not None:
            self._set(person_id, last_at=at, next_at=planned)
        else:
            self._set(person_id, last_at=at, next_at=None, topic="", asked_at=None, asked_no=None)

    def skip(self, person_id: str, stretch: Period, *, at: datetime) -> None:
        """Note that a pair was let be in a stretch."""
        values = {"person_no": number_of(self._connection, person_id), "start": stretch.start, "at": at}
        insert_once(self._connection, SKIP, values)

    def skipped(self, person_id: str, stretch: Period) -> bool:
        """Say whether a pair was let be in a stretch."""
        query = sa.select(SKIP.c.start).join(PERSON, PERSON.c.no == SKIP.c.person_no)
        query = query.where(PERSON.c.id == person_id, SKIP.c.start == stretch.start)
        return self._connection.execute(query).first() is not None

    def led_since(self, person_id: str) -> date | None:
        """Return since when somebody has had the manager that they have, where another is known from before."""
        query = sa.select(POSTING.c.start, POSTING.c.manager_id).join(PERSON, PERSON.c.no == POSTING.c.person_no)
        begun = query.where(PERSON.c.id == person_id, sa.not_(POSTING.c.planned)).order_by(POSTING.c.start.desc())
        since = None
        rows = self._connection.execute(begun).all()
        for row in rows:
            if row.manager_id != rows[0].manager_id:
                return since
            since = row.start
        return None

    def rhythms(self) -> set[int]:
        """Return how many days apart people meet their managers where that is their own, or their unit's."""
        return {row.every_days for row in self._connection.execute(sa.select(RHYTHM.c.every_days).distinct())} - {0}

    def _set(self, person_id: str, **values: Any) -> None:
        person = self._connection.execute(
            sa.select(PERSON.c.no, _MANAGER.c.no.label("manager_no"))
            .outerjoin(_MANAGER, _MANAGER.c.id == PERSON.c.manager_id)
            .where(PERSON.c.id == person_id)
        ).one()
        # A unit may have no manager of its own; its row only carries the rhythm. 0 is none of their own.
        fresh = {"person_no": person.no, "manager_no": person.manager_no or person.no, "every_days": 0}
        statement = insert(self._connection, RHYTHM).values(fresh | values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["person_no"], set_=values))

    def _pairs(self, those: ColumnElement[bool], **given: str | datetime) -> Iterator[Pair]:
        units = self._unit_rhythms()
        for row in self._connection.execute(_pairs(those), given | self._employed):
            place = row.unit or row.department
            yield Pair(
                person_id=row.id,
                manager_id=row.manager_id,
                every_days=row.every_days or units.get(place) or self._days(row.unit, row.department),
                next_at=row.next_at,
                last_at=row.last_at,
                topic=row.topic or "",
                asked_at=row.asked_at,
                asked_of=row.asked_of or "",
            )

    def _unit_rhythms(self) -> dict[str, int]:
        """Return how often people meet their managers, by the id and by the name of the units that say so."""
        rows = self._connection.execute(_UNITS)
        return {name: row.every_days for row in rows for name in (row.id, row.name)}
