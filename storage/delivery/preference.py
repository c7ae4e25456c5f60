"""Preferences as kept: one row for each kind of message that somebody has decided about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.preference import Pace, Topic
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class PreferenceRow(SQLModel, table=True):
    """How somebody wants a kind of message."""

    __tablename__ = "preference"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    topic: str = Field(primary_key=True)
    pace: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("preference", whose="person_no", kinds={"preferences": "person_no"}, own="topic pace at")


PREFERENCE = SQLModel.metadata.tables["preference"]
_OF = (
    sa.select(PREFERENCE.c.topic, PREFERENCE.c.pace)
    .join(PERSON, PERSON.c.no == PREFERENCE.c.person_no)
    .where(PERSON.c.id == sa.bindparam("one", type_=sa.String))
)


class SqlPreferences:
    """Which kinds of messages people want how; one transaction reads each person once."""

    remembers = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[Topic, Pace]] = {}

    def of(self, person_id: str) -> dict[Topic, Pace]:
        """Return what somebody has set."""
        if person_id not in self._known:
            rows = self._connection.execute(_OF, {"one": person_id})
            self._known[person_id] = {Topic(row.topic): Pace(row.pace) for row in rows}
        return self._known[person_id]

    def put(self, person_id: str, topic: Topic, pace: Pace, *, at: datetime) -> None:
        """Set how a kind of message comes."""
        self._known.pop(person_id, None)
        number = self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one()
        values = {"person_no": number, "topic": topic.value, "pace": pace.value, "at": at}
        statement = insert(self._connection, PREFERENCE).values(values)
        changed = {"pace": statement.excluded.pace, "at": statement.excluded.at}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["person_no", "topic"], set_=changed))
