"""Review cycles as kept: what each is now, and everything that it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import from_json, to_json
from bot.reviews.domain.cycle import Cycle, CycleState
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class CycleRow(SQLModel, table=True):
    """A cycle: which of its versions counts, and whether it runs."""

    __tablename__ = "cycle"
    no: int | None = Field(default=None, primary_key=True)
    version: int
    state: str = Field(index=True)


class CycleVersionRow(SQLModel, table=True):
    """One version of a cycle, as JSON, with who made it."""

    __tablename__ = "cycle_version"
    cycle_no: int = Field(primary_key=True, foreign_key="cycle.no")
    version: int = Field(primary_key=True)
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


declare("cycle", plain="no version state")
declare("cycle_version", others="by_no", plain="cycle_no version body at")

CYCLE, VERSION = (SQLModel.metadata.tables[name] for name in ("cycle", "cycle_version"))
_VERSIONS = (
    sa.select(VERSION.c.cycle_no, VERSION.c.body, VERSION.c.at, PERSON.c.id.label("by"))
    .join(CYCLE, CYCLE.c.no == VERSION.c.cycle_no)
    .outerjoin(PERSON, PERSON.c.no == VERSION.c.by_no)
)
_NOW = _VERSIONS.where(VERSION.c.version == CYCLE.c.version)


class SqlCycles:
    """Rounds of reviews, with every amendment."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, cycle: Cycle, *, by: str, at: datetime) -> Cycle:
        """Store a new cycle, and return it with its number."""
        new = sa.insert(CYCLE).values(version=1, state=cycle.state.value).returning(CYCLE.c.no)
        return self._keep(replace(cycle, no=int(self._connection.execute(new).scalar_one()), version=1), by, at)

    def amend(self, cycle: Cycle, *, by: str, at: datetime) -> Cycle | None:
        """Store the next version of a cycle, and return it; None when somebody else has changed it since."""
        after = replace(cycle, version=cycle.version + 1)
        changed = (
            sa.update(CYCLE)
            .where(CYCLE.c.no == cycle.no, CYCLE.c.version == cycle.version)
            .values(version=after.version, state=after.state.value)
        )
        if not self._connection.execute(changed).rowcount:
            return None
        return self._keep(after, by, at)

    def get(self, no: int) -> Cycle | None:
        """Return a cycle as it is now."""
        return next(iter(self._found(_NOW.where(CYCLE.c.no == no))), None)

    def all(self) -> list[Cycle]:
        """Return every cycle as it is now, newest first."""
        return self._found(_NOW.order_by(CYCLE.c.no.desc()))

    def running(self) -> list[Cycle]:
        """Return the cycles that run, oldest first."""
        return self._found(_NOW.where(CYCLE.c.state == CycleState.RUNNING.value).order_by(CYCLE.c.no))

    def versions(self, no: int) -> list[Cycle]:
        """Return everything that a cycle ever was, oldest first."""
        return self._found(_VERSIONS.where(CYCLE.c.no == no).order_by(VERSION.c.version))

    def _keep(self, cycle: Cycle, by: str, at: datetime) -> Cycle:
        kept = replace(cycle, by=by, at=at)
        # Who and when stand in columns of their own, so that nobody is named in what is kept as text.
        values = {
            "cycle_no": kept.no,
            "version": kept.version,
            "body": to_json(replace(kept, by="", at=None)),
            "by_no": number_of(self._connection, by) or None,
            "at": at,
        }
        self._connection.execute(sa.insert(VERSION).values(values))
        return kept

    def _found(self, query: sa.Select[tuple[int, str, datetime, str]]) -> list[Cycle]:
        return [
            replace(from_json(row.body, Cycle), by=row.by or "", at=row.at) for row in self._connection.execute(query)
        ]
