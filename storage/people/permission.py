"""Roles that were given and deputies that were named, as kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.people.domain.permission import Role
from storage.database import Day, UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, employed_days, employed_somewhere

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class GrantRow(SQLModel, table=True):
    """A role that somebody was given, by whom and when."""

    __tablename__ = "grant_"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    role: str = Field(primary_key=True)
    given_by: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("grant_", whose="person_no", kinds={"roles": "person_no"}, own="role at", others="given_by")


class DeputyRow(SQLModel, table=True):
    """Somebody stands in for somebody between two days, both included."""

    __tablename__ = "deputy"
    principal_no: int = Field(primary_key=True, foreign_key="person.no")
    first: date = Field(primary_key=True, sa_type=Day)
    last: date = Field(sa_type=Day)
    deputy_no: int = Field(foreign_key="person.no", index=True)
    named_by: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "deputy",
    whose="principal_no deputy_no",
    kinds={"deputies": "principal_no", "stands_in": "deputy_no"},
    own="first last at",
    others="named_by",
)


GRANT, DEPUTY = (SQLModel.metadata.tables[name] for name in ("grant_", "deputy"))
_PRINCIPAL, _DEPUTY = PERSON.alias("principal"), PERSON.alias("stand_in")
_ONE, _DAY = sa.bindparam("one", type_=sa.String), sa.bindparam("day", type_=Day)
_METRIC = sa.table("metric", sa.column("owner"))
_OWNS = sa.select(sa.literal(Role.METRIC_OWNER.value).label("role")).where(
    sa.exists(sa.select(_METRIC.c.owner).where(_METRIC.c.owner == _ONE))
)
_ROLES = sa.union_all(
    sa.select(GRANT.c.role).join(PERSON, PERSON.c.no == GRANT.c.person_no).where(PERSON.c.id == _ONE), _OWNS
)
_APPOINTED = (
    sa.select(_PRINCIPAL.c.id.label("principal"), _DEPUTY.c.id.label("deputy"), DEPUTY.c.first, DEPUTY.c.last)
    .join(_PRINCIPAL, _PRINCIPAL.c.no == DEPUTY.c.principal_no)
    .join(_DEPUTY, _DEPUTY.c.no == DEPUTY.c.deputy_no)
    .order_by(_PRINCIPAL.c.id, DEPUTY.c.first)
)
_NOW = (DEPUTY.c.first <= _DAY, DEPUTY.c.last >= _DAY, employed_somewhere(_DEPUTY))
_DEPUTY_OF = _APPOINTED.where(_PRINCIPAL.c.id == _ONE, *_NOW)
_PRINCIPALS_OF = _APPOINTED.where(_DEPUTY.c.id == _ONE, *_NOW)


class SqlPermissions:
    """Who was given which role, and who stands in for whom; one transaction asks once for whom somebody stands in."""

    remembers = True

    def __init__(self, connection: Connection, *, now: datetime) -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._principals: dict[tuple[str, date], list[str]] = {}

    def roles(self, person_id: str) -> frozenset[Role]:
        """Return the roles that somebody was given and still has, and that of who owns a metric."""
        return frozenset(Role(row.role) for row in self._connection.execute(_ROLES, {"one": person_id}))

    def holders(self, role: Role) -> list[str]:
        """Return the ids of those who have a role that is given, in order; nobody who has left."""
        query = (
            sa.select(PERSON.c.id)
            .join(GRANT, GRANT.c.person_no == PERSON.c.no)
            .where(GRANT.c.role == role.value, employed_somewhere(PERSON))
            .order_by(PERSON.c.id)
        )
        return [row.id for row in self._connection.execute(query, self._employed)]

    def give(self, person_id: str, role: Role, *, by: str, at: datetime) -> bool:
        """Give a role; False when they have it already."""
        values = {"person_no": self._number(person_id), "role": role.value, "given_by": by, "at": at}
        once = insert(self._connection, GRANT).values(values).on_conflict_do_nothing().returning(GRANT.c.role)
        return self._connection.execute(once).first() is not None

    def take(self, person_id: str, role: Role) -> bool:
        """Take a role back; False when they do not have it."""
        mine = (GRANT.c.person_no == self._number(person_id)) & (GRANT.c.role == role.value)
        return self._connection.execute(sa.delete(GRANT).where(mine)).rowcount == 1

    def appoint(self, principal_id: str, deputy_id: str, *, first: date, last: date, by: str, at: datetime) -> None:
        """Name who stands in for somebody between two days, both included; it replaces what overlaps."""
        self._principals.clear()
        principal = self._number(principal_id)
        overlaps = (DEPUTY.c.principal_no == principal) & (DEPUTY.c.first <= last) & (DEPUTY.c.last >= first)
        self._connection.execute(sa.delete(DEPUTY).where(overlaps))
        values = {"principal_no": principal, "deputy_no": self._number(deputy_id), "first": first, "last": last}
        self._connection.execute(sa.insert(DEPUTY).values(values | {"named_by": by, "at": at}))

    def dismiss(self, principal_id: str, *, day: date) -> bool:
        """End whatever standing in there is for somebody from a day on; False when there is none."""
        self._principals.clear()
        mine = (DEPUTY.c.principal_no == self._number(principal_id)) & (DEPUTY.c.last >= day)
        return self._connection.execute(sa.delete(DEPUTY).where(mine)).rowcount > 0

    def deputy(self, principal_id: str, day: date) -> str | None:
        """Return who stands in for somebody on a day, or None."""
        row = self._connection.execute(_DEPUTY_OF, {"one": principal_id, "day": day} | self._employed).first()
        return str(row.deputy) if row else None

    def principals(self, deputy_id: str, day: date) -> list[str]:
        """Return for whom somebody stands in on a day."""
        asked = (deputy_id, day)
        if asked not in self._principals:
            rows = self._connection.execute(_PRINCIPALS_OF, {"one": deputy_id, "day": day} | self._employed)
            self._principals[asked] = [row.principal for row in rows]
        return list(self._principals[asked])

    def standing_in(self, day: date) -> list[tuple[str, str, date, date]]:
        """Return every appointment that is not over on a day: principal, deputy, first and last day."""
        rows = self._connection.execute(_APPOINTED.where(DEPUTY.c.last >= day))
        return [(row.principal, row.deputy, row.first, row.last) for row in rows]

    def _number(self, person_id: str) -> int:
        return int(self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one())
