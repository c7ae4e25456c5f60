"""Requests about personal data as rows, and what they hold back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.privacy.domain.privacy import Ask, RequestState
from storage.database import Day, UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class DataRequestRow(SQLModel, table=True):
    """A request about somebody's own data; it outlives an erasure, without its words."""

    __tablename__ = "data_request"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    ask: str
    text: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    due_on: date = Field(sa_type=Day)
    figures: str
    state: str = Field(index=True)
    decided_by_no: int = 0
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str = ""


declare(
    "data_request",
    whose="person_no",
    kinds={"requests": "person_no"},
    own="ask text asked_at due_on figures state decided_at reason",
    others="decided_by_no",
    plain="no",
)


REQUEST = SQLModel.metadata.tables["data_request"]


class SqlRestrictions:
    """Whose figures nobody says anything about."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> frozenset[str]:
        """Return the ids of those about whom nothing may be said now, by a restriction that was granted."""
        query = sa.select(PERSON.c.id).join(REQUEST, REQUEST.c.person_no == PERSON.c.no)
        holds = (REQUEST.c.ask == Ask.RESTRICTION.value, REQUEST.c.state == RequestState.GRANTED.value)
        return frozenset(row.id for row in self._connection.execute(query.where(*holds)))
