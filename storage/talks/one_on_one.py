"""One-on-ones as kept: who is to meet whom how often, and when they did or will."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

import storage.people.person  # noqa: F401 - registers the tables
from bot.people.domain.person import Kind
from bot.talks.domain.one_on_one import Pair
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person import employed_days, employed_somewhere, number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement


class BusyRow(SQLModel, table=True):
    """A span in which somebody's calendar is taken, without what it is for."""

    __tablename__ = "busy"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    begin: datetime = Field(sa_type=UtcDateTime)
    end: datetime = Field(sa_type=UtcDateTime)


declare("busy", whose="person_no", kinds={"busy": "person_no"}, own="begin end", plain="no")


class CalendarRow(SQLModel, table=True):
    """When somebody's calendar was looked at last."""

    __tablename__ = "calendar"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


declare("calendar", whose="person_no", kinds={"calendar": "person_no"}, own="at")


PERSON = SQLModel.metadata.tables["person"]
RHYTHM, BUSY, CALENDAR = (SQLModel.metadata.tables[name] for name in ("one_on_one", "busy", "calendar"))
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
            sa.func.coalesce(sa.func.nullif(PERSON.c.unit, ""), PERSON.c.department).label("unit_name"),
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

    ``rhythm`` is the policy: how many days apart people of a unit or department meet their managers.
    """

    def __init__(self, connection: Connection, *, now: datetime, rhythm: Callable[[str], int]) -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._rhythm = rhythm

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

    # Calendars

    def looked_at(self, person_id: str) -> datetime | None:
        """Return when somebody's calendar was looked at last."""
        query = (
            sa.select(CALENDAR.c.at).join(PERSON, PERSON.c.no == CALENDAR.c.person_no).where(PERSON.c.id == person_id)
        )
        found: datetime | None = self._connection.execute(query).scalar()
        return found

    def look(self, person_id: str, busy: Sequence[tuple[datetime, datetime]], *, at: datetime) -> None:
        """Remember when somebody's calendar is taken, in the place of what was known."""
        number = self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one()
        for table in (BUSY, CALENDAR):
            self._connection.execute(sa.delete(table).where(table.c.person_no == number))
        self._connection.execute(sa.insert(CALENDAR).values(person_no=number, at=at))
        rows = [{"person_no": number, "begin": begin, "end": end} for begin, end in busy]
        if rows:
            self._connection.execute(sa.insert(BUSY), rows)

    def busy(self, person_ids: Sequence[str]) -> list[tuple[datetime, datetime]]:
        """Return when the calendars of these are taken, as far as they were looked at."""
        query = (
            sa.select(BUSY.c.begin, BUSY.c.end)
            .join(PERSON, PERSON.c.no == BUSY.c.person_no)
            .where(PERSON.c.id.in_(list(person_ids)))
            .order_by(BUSY.c.begin)
        )
        return [(row.begin, row.end) for row in self._connection.execute(query)]

    def _set(self, person_id: str, **values: Any) -> None:
        person = self._connection.execute(
            sa.select(PERSON.c.no, _MANAGER.c.no.label("manager_no"))
            .outerjoin(_MANAGER, _MANAGER.c.id == PERSON.c.manager_id)
            .where(PERSON.c.id == person_id)
        ).one()
        done = self._connection.execute(sa.update(RHYTHM).where(RHYTHM.c.person_no == person.no).values(values))
        if not done.rowcount:
            # A unit may have no manager of its own; its row only carries the rhythm. 0 is none of their own.
            fresh = {"person_no": person.no, "manager_no": person.manager_no or person.no, "every_days": 0}
            self._connection.execute(sa.insert(RHYTHM).values(fresh | values))

    def _pairs(self, those: ColumnElement[bool], **given: str | datetime) -> Iterator[Pair]:
        units = self._unit_rhythms()
        for row in self._connection.execute(_pairs(those), given | self._employed):
            yield Pair(
                person_id=row.id,
                manager_id=row.manager_id,
                every_days=row.every_days or units.get(row.unit_name) or self._rhythm(row.unit_name),
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
