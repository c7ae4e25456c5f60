"""People, their accounts and absences as rows, and who of them belongs to the company on a day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day
from storage.inventory import declare

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection


class RoleRow(SQLModel, table=True):
    """A role, the name of a peer group; readings carry its number as it was at their time."""

    __tablename__ = "role"
    no: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


declare("role", plain="no name")


class PersonRow(SQLModel, table=True):
    """A person or unit; ``no`` is what the wide tables refer to, ``…_by`` who set what the people file did not."""

    __tablename__ = "person"
    __table_args__ = (sa.Index("ix_person_unit_department", "unit", "department"),)
    no: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str
    role_no: int = Field(foreign_key="role.no")
    department: str = ""
    manager_id: str | None = Field(default=None, index=True)
    unit: str = ""
    kind: str = Field(default="person", index=True)
    email: str = Field(default="", index=True)
    mobile: str = ""
    hire_date: date | None = Field(default=None, sa_type=Day)
    left_on: date | None = Field(default=None, sa_type=Day)
    location: str = ""
    timezone: str = ""
    locale: str = ""
    timezone_by: str = ""
    locale_by: str = ""


declare(
    "person",
    whose="no",
    kinds={"person": "no"},
    own="id name department unit kind email mobile hire_date left_on location timezone locale timezone_by locale_by",
    others="manager_id",
    plain="role_no",
)


class SensitiveRow(SQLModel, table=True):
    """What only the fairness report may read; kept apart so that no rule, prompt or card can reach it."""

    __tablename__ = "sensitive"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    gender: str = ""


declare("sensitive", whose="person_no", kinds={"sensitive": "person_no"}, own="gender")


class IdentityRow(SQLModel, table=True):
    """An account on a chat platform."""

    __tablename__ = "identity"
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True, default="")
    user: str = Field(primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)


declare("identity", whose="person_no", kinds={"accounts": "person_no"}, own="platform tenant user")


class AbsenceRow(SQLModel, table=True):
    """Leave: no message reaches the person between these days, both included."""

    __tablename__ = "absence"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    reason: str = ""


declare("absence", whose="person_no", kinds={"absences": "person_no"}, own="start end reason")


def number_of(connection: Connection, person_id: str) -> int:
    """Return the number of somebody who is known; 0 of nobody ("")."""
    if not person_id:
        return 0
    return int(connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one())


def roles_now(connection: Connection, persons: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the role that each of these people has now, by their numbers."""
    wanted = np.unique(persons)
    found = np.empty(wanted.size, np.int64)
    for begin in range(0, wanted.size, _SOME):
        some = slice(begin, begin + _SOME)
        query = sa.select(PERSON.c.role_no).where(PERSON.c.no.in_(wanted[some].tolist())).order_by(PERSON.c.no)
        found[some] = connection.execute(query).scalars().all()
    return found[np.searchsorted(wanted, persons)]


PERSON, ROLE, ACCOUNT, ABSENCE, SENSITIVE = (
    SQLModel.metadata.tables[name] for name in ("person", "role", "identity", "absence", "sensitive")
)
COLUMNS = "id name department manager_id unit kind email mobile hire_date left_on location timezone locale".split()
_SOME = 500
BLANK: dict[str, Any] = {
    **dict.fromkeys(("department", "unit", "email", "mobile", "location", "timezone", "locale"), ""),
    **dict.fromkeys(("timezone_by", "locale_by"), ""),
    **dict.fromkeys(("manager_id", "hire_date", "left_on")),
    "kind": "person",
}
_FIRST_TODAY, _LAST_TODAY = (sa.bindparam(name, type_=Day) for name in ("first_today", "last_today"))


def employed_days(now: datetime) -> dict[str, date]:
    """Return what :func:`employed_somewhere` asks for: the first and the last day that it is anywhere at an instant."""
    return {"first_today": (now - timedelta(hours=12)).date(), "last_today": (now + timedelta(hours=14)).date()}


def employed_somewhere(person: sa.FromClause) -> sa.ColumnElement[bool]:
    """Choose those who belong to the company on a day that it is somewhere now: more than it is where they are."""
    return _employed(person, _FIRST_TODAY, _LAST_TODAY)


def employed_on(person: sa.FromClause, day: date) -> sa.ColumnElement[bool]:
    """Choose those who belong to the company on a day."""
    given = sa.literal(day, Day)
    return _employed(person, given, given)


def _employed(
    person: sa.FromClause, first: sa.ColumnElement[date], last: sa.ColumnElement[date]
) -> sa.ColumnElement[bool]:
    """See :func:`bot.people.domain.person.employed`."""
    hired_again = sa.and_(person.c.hire_date > person.c.left_on, person.c.hire_date <= last)
    return sa.or_(person.c.left_on.is_(None), person.c.left_on >= first, hired_again)
