"""When people are taken, as kept: what their calendars say, and the talks that are planned."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import ABSENCE, PERSON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

    from bot.kit.period import Period
    from storage.talks.one_on_one import SqlOneOnOnes
    from storage.talks.review_meeting import SqlReviewMeetings


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


BUSY, CALENDAR = (SQLModel.metadata.tables[name] for name in ("busy", "calendar"))


class SqlAvailability:
    """When people are taken."""

    def __init__(self, connection: Connection, one_on_ones: SqlOneOnOnes, review_meetings: SqlReviewMeetings) -> None:
        self._connection = connection
        self._one_on_ones = one_on_ones
        self._review_meetings = review_meetings

    def planned(self, person_ids: Sequence[str]) -> list[datetime]:
        """Return when the planned meetings of these begin, with whoever leads them and with those whom they lead."""
        pairs = [pair for person_id in person_ids for pair in self._one_on_ones.of(person_id)]
        pairs += [pair for person_id in person_ids if (pair := self._one_on_ones.pair(person_id))]
        return [*(pair.next_at for pair in pairs if pair.next_at), *self._review_meetings.times_of(person_ids)]

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

    def away(self, person_ids: Sequence[str], days: Period) -> set[date]:
        """Return on which of some days one or more of these are on leave."""
        query = (
            sa.select(ABSENCE.c.start, ABSENCE.c.end)
            .join(PERSON, PERSON.c.no == ABSENCE.c.person_no)
            .where(PERSON.c.id.in_(list(person_ids)), ABSENCE.c.start <= days.end, ABSENCE.c.end >= days.start)
        )
        found = set[date]()
        for row in self._connection.execute(query):
            first, last = max(row.start, days.start), min(row.end, days.end)
            found |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
        return found
