"""One-on-ones as kept: who is to meet whom how often, and when they did or will."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage.person  # noqa: F401 - registers the tables
from bot.domain.one_on_one import Pair
from bot.domain.person import Kind
from storage.database import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from typing import Any

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement

PERSON = SQLModel.metadata.tables["person"]
RHYTHM = SQLModel.metadata.tables["one_on_one"]
_MANAGER = PERSON.alias("manager")


class SqlOneOnOnes:
    """Pairs of people and their managers, with their rhythm: their own, else their unit's, else the policy's.

    ``rhythm`` is the policy: how many days apart people of a unit or department meet their managers.
    """

    def __init__(self, connection: Connection, *, rhythm: Callable[[str], int]) -> None:
        self._connection = connection
        self._rhythm = rhythm

    def of(self, manager_id: str) -> list[Pair]:
        """Return a manager's pairs, by the person's id."""
        return list(self._pairs(PERSON.c.manager_id == manager_id))

    def planned(self, *, since: datetime, until: datetime) -> list[Pair]:
        """Return the pairs whose next meeting is planned between two instants, both included."""
        return list(self._pairs(RHYTHM.c.next_at >= since, RHYTHM.c.next_at <= until))

    def rhythm(self, person_id: str, *, every_days: int) -> None:
        """Set how often somebody meets their manager; for a unit, how often everybody in it does."""
        self._set(person_id, every_days=every_days)

    def plan(self, person_id: str, *, at: datetime | None) -> None:
        """Note when somebody meets their manager next; None when that was called off."""
        self._set(person_id, next_at=at)

    def met(self, person_id: str, *, at: datetime) -> None:
        """Note that somebody met their manager."""
        self._set(person_id, last_at=at, next_at=None)

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

    def _pairs(self, *conditions: ColumnElement[bool]) -> Iterator[Pair]:
        units = self._unit_rhythms()
        query = (
            sa.select(
                PERSON.c.id,
                _MANAGER.c.id.label("manager_id"),
                sa.func.coalesce(sa.func.nullif(PERSON.c.unit, ""), PERSON.c.department).label("unit_name"),
                RHYTHM.c.every_days,
                sa.type_coerce(RHYTHM.c.next_at, UtcDateTime()).label("next_at"),
                sa.type_coerce(RHYTHM.c.last_at, UtcDateTime()).label("last_at"),
            )
            .join(_MANAGER, _MANAGER.c.id == PERSON.c.manager_id)
            .outerjoin(RHYTHM, RHYTHM.c.person_no == PERSON.c.no)
            .where(PERSON.c.kind == Kind.PERSON.value, PERSON.c.left_on.is_(None), *conditions)
            .order_by(PERSON.c.id)
        )
        for row in self._connection.execute(query):
            yield Pair(
                person_id=row.id,
                manager_id=row.manager_id,
                every_days=row.every_days or units.get(row.unit_name) or self._rhythm(row.unit_name),
                next_at=row.next_at,
                last_at=row.last_at,
            )

    def _unit_rhythms(self) -> dict[str, int]:
        """Return how often people meet their managers, by the id and by the name of the units that say so."""
        query = (
            sa.select(PERSON.c.id, PERSON.c.name, RHYTHM.c.every_days)
            .join(RHYTHM, RHYTHM.c.person_no == PERSON.c.no)
            .where(PERSON.c.kind == Kind.UNIT.value)
        )
        return {name: row.every_days for row in self._connection.execute(query) for name in (row.id, row.name)}
