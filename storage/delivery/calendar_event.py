"""Appointments as kept, each as it stands now."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.calendar_event import CalendarEvent
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class CalendarEventRow(SQLModel, table=True):
    """An appointment of two; ``about`` is what it is for, which may name whom."""

    __tablename__ = "calendar_event"
    no: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    about: str = Field(index=True)
    kind: str
    person_no: int = Field(foreign_key="person.no", index=True)
    lead_no: int | None = Field(default=None, foreign_key="person.no")
    begin: datetime = Field(sa_type=UtcDateTime, index=True)
    minutes: int
    sequence: int
    cancelled: bool
    changed_at: datetime = Field(sa_type=UtcDateTime)


declare(
    "calendar_event",
    whose="person_no",
    kinds={"appointments": "person_no"},
    own="kind begin minutes cancelled changed_at",
    others="lead_no",
    worded="about",
    plain="no uid sequence",
)

EVENT = SQLModel.metadata.tables["calendar_event"]
_LEAD = PERSON.alias("lead")
_EVENTS: sa.Select[Any] = (
    sa.select(EVENT, PERSON.c.id.label("person_id"), _LEAD.c.id.label("lead_id"))
    .join(PERSON, PERSON.c.no == EVENT.c.person_no)
    .outerjoin(_LEAD, _LEAD.c.no == EVENT.c.lead_no)
)


class SqlCalendarEvents:
    """Appointments, each by its uid."""

    retention = timedelta(days=90)
    """An appointment is over by then; when two have met is kept elsewhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, about: str) -> CalendarEvent | None:
        """Return the newest appointment about something."""
        newest = _EVENTS.where(EVENT.c.about == about).order_by(EVENT.c.no.desc()).limit(1)
        return next(iter(map(_event, self._connection.execute(newest))), None)

    def get(self, uid: str) -> CalendarEvent | None:
        """Return an appointment."""
        return next(iter(map(_event, self._connection.execute(_EVENTS.where(EVENT.c.uid == uid)))), None)

    def put(self, event: CalendarEvent) -> None:
        """Keep an appointment, in the place of what it was before."""
        values = {
            "uid": event.uid,
            "about": event.about,
            "kind": event.kind,
            "person_no": number_of(self._connection, event.person_id),
            "lead_no": number_of(self._connection, event.lead_id) or None,
            "begin": event.begin,
            "minutes": event.minutes,
            "sequence": event.sequence,
            "cancelled": event.cancelled,
            "changed_at": event.changed_at,
        }
        statement = insert(self._connection, EVENT).values(values)
        statement = statement.on_conflict_do_update(index_elements=["uid"], set_=values)
        self._connection.execute(statement)

    def forget(self, *, before: datetime) -> int:
        """Delete what began before an instant; return how many."""
        return self._connection.execute(sa.delete(EVENT).where(EVENT.c.begin < before)).rowcount


def _event(row: sa.Row[Any]) -> CalendarEvent:
    return CalendarEvent(
        uid=row.uid,
        about=row.about,
        kind=row.kind,
        lead_id=row.lead_id or "",
        person_id=row.person_id,
        begin=row.begin,
        minutes=row.minutes,
        changed_at=row.changed_at,
        sequence=row.sequence,
        cancelled=row.cancelled,
    )
