"""Pauses as kept: one row each, with who ended it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.pause import Pause, Reach
from storage.database import UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class PauseRow(SQLModel, table=True):
    """Something is, or was, paused; ``subject`` is a rule's key or a person's id."""

    __tablename__ = "pause"
    __table_args__ = (
        sa.Index(
            "ix_pause_open",
            "reach",
            "subject",
            sqlite_where=sa.text("ended_at is null"),
            postgresql_where=sa.text("ended_at is null"),
        ),
    )
    no: int | None = Field(default=None, primary_key=True)
    reach: str
    subject: str = ""
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_by: str = ""


declare(
    "pause",
    whose="subject",
    only=("reach", (Reach.PERSON.value, Reach.OWN.value)),
    kinds={"pauses": "subject"},
    own="reach at until reason ended_at",
    others="by ended_by",
    plain="no",
)


PAUSE = SQLModel.metadata.tables["pause"]
_NOW = sa.bindparam("now", type_=UtcDateTime())
_ACTIVE = (
    sa.select(PAUSE)
    .where(PAUSE.c.ended_at.is_(None), sa.or_(PAUSE.c.until.is_(None), PAUSE.c.until > _NOW))
    .order_by(PAUSE.c.no)
)
_ON = _ACTIVE.where(
    sa.or_(
        PAUSE.c.reach == Reach.ALL.value,
        sa.and_(PAUSE.c.reach == Reach.RULE.value, PAUSE.c.subject == sa.bindparam("its_rule", type_=sa.String)),
        sa.and_(
            PAUSE.c.reach.in_((Reach.PERSON.value, Reach.OWN.value)),
            PAUSE.c.subject == sa.bindparam("reader", type_=sa.String),
        ),
    )
)


class SqlPauses:
    """What is paused."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def on(self, person_id: str, *, rule: str, now: datetime) -> list[Pause]:
        """Return the pauses that may hold a message of a rule to a person."""
        return self._read(_ON, {"reader": person_id, "its_rule": rule, "now": now})

    def active(self, *, now: datetime) -> list[Pause]:
        """Return everything that is paused, the latest last; what people paused for themselves included."""
        return self._read(_ACTIVE, {"now": now})

    def begin(self, pause: Pause) -> None:
        """Pause; one with the same reach and subject is replaced."""
        self.end(pause.reach, pause.subject, by=pause.by, at=pause.at)
        values = {"reach": pause.reach.value, "subject": pause.subject, "by": pause.by, "at": pause.at}
        self._connection.execute(sa.insert(PAUSE).values(until=pause.until, reason=pause.reason, **values))

    def end(self, reach: Reach, subject: str, *, by: str, at: datetime) -> bool:
        """Resume; False when it was not paused."""
        its = (PAUSE.c.reach == reach.value) & (PAUSE.c.subject == subject) & PAUSE.c.ended_at.is_(None)
        still = sa.or_(PAUSE.c.until.is_(None), PAUSE.c.until > at)
        done = self._connection.execute(sa.update(PAUSE).where(its, still).values(ended_at=at, ended_by=by))
        return done.rowcount > 0

    def _read(self, query: sa.Select[Any], given: dict[str, Any]) -> list[Pause]:
        return [
            Pause(Reach(row.reach), row.subject, row.by, row.at, row.until, row.reason, row.no)
            for row in self._connection.execute(query, given)
        ]
