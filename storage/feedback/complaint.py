"""Of which complaints people are told, as kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.complaint import ComplaintNotice
from storage.database import Day, UtcDateTime, insert_once
from storage.figures.record_rows import STREAM
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


class ComplaintNoticeRow(SQLModel, table=True):
    """That people are told of a complaint about somebody or a unit."""

    __tablename__ = "complaint_notice"
    __table_args__ = (sa.Index("ix_complaint_notice_day", "person_no", "told_on"),)
    stream_no: int = Field(primary_key=True)
    id: str = Field(primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    heard_at: datetime = Field(sa_type=UtcDateTime)
    told_on: date = Field(sa_type=Day)


declare(
    "complaint_notice",
    whose="person_no",
    kinds={"complaints_told": "person_no"},
    own="id heard_at told_on",
    plain="stream_no",
)

NOTICE = SQLModel.metadata.tables["complaint_notice"]


class SqlComplaintNotices:
    """Of which complaints people are told, and on which day: of each once."""

    retention = timedelta(days=60)
    """Longer than an event may be heard of after it has happened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, notices: Iterable[ComplaintNotice]) -> list[ComplaintNotice]:
        """Note that people are told; return those of which nobody was before."""
        wanted = list(notices)
        streams = self._numbers(STREAM.c.key, STREAM.c.no, {notice.stream for notice in wanted})
        people = self._numbers(PERSON.c.id, PERSON.c.no, {notice.person_id for notice in wanted})
        return [notice for notice in wanted if self._add(notice, streams[notice.stream], people[notice.person_id])]

    def _add(self, notice: ComplaintNotice, stream: int, person: int) -> bool:
        values = {
            "stream_no": stream,
            "id": notice.id,
            "person_no": person,
            "heard_at": notice.heard_at,
            "told_on": notice.told_on,
        }
        return insert_once(self._connection, NOTICE, values)

    def _numbers(self, key: sa.Column[str], number: sa.Column[int], wanted: set[str]) -> dict[str, int]:
        rows = self._connection.execute(sa.select(key.label("key"), number.label("no")).where(key.in_(wanted)))
        return {row.key: row.no for row in rows}

    def of(self, person_id: str, day: date) -> list[ComplaintNotice]:
        """Return of which complaints about a person or unit people are told on a day, by stream and id."""
        rows = self._connection.execute(
            sa.select(STREAM.c.key, NOTICE.c.id, NOTICE.c.heard_at, NOTICE.c.told_on)
            .join(STREAM, STREAM.c.no == NOTICE.c.stream_no)
            .join(PERSON, PERSON.c.no == NOTICE.c.person_no)
            .where(PERSON.c.id == person_id, NOTICE.c.told_on == day)
            .order_by(STREAM.c.key, NOTICE.c.id)
        )
        return [ComplaintNotice(row.key, row.id, person_id, row.heard_at, row.told_on) for row in rows]

    def forget(self, *, before: datetime) -> int:
        """Delete what was heard of before an instant; return how much."""
        return self._connection.execute(sa.delete(NOTICE).where(NOTICE.c.heard_at < before)).rowcount
