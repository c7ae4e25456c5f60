"""Notes of review meetings as kept: what the two share, and apart from it what somebody noted for themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.reviews.domain.form_template import Filler
from bot.talks.domain.meeting_note import MeetingNote, NoteKind, NoteSight
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class MeetingNoteRow(SQLModel, table=True):
    """A note that the two of a review share; ``filler`` is the side of whoever wrote it."""

    __tablename__ = "meeting_note"
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no", index=True)
    by_no: int = Field(foreign_key="person.no", index=True)
    filler: str
    kind: str
    text: str
    about_no: int
    plan_no: int
    at: datetime = Field(sa_type=UtcDateTime)


class PrivateNoteRow(SQLModel, table=True):
    """What somebody noted about a review meeting for themselves."""

    __tablename__ = "private_note"
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no", index=True)
    by_no: int = Field(foreign_key="person.no", index=True)
    filler: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "meeting_note",
    through=("review_no", "review", "no"),
    kinds={"meeting_notes": "review.person_no"},
    own="filler kind text at",
    others="by_no",
    plain="no about_no plan_no",
)
# It is its writer's: they have it in their export, and it goes with them; it goes with whom it is about as well.
declare(
    "private_note",
    whose="by_no",
    through=("review_no", "review", "no"),
    kinds={"private_notes": "by_no"},
    own="filler text at",
    plain="no",
)

NOTE, PRIVATE = (SQLModel.metadata.tables[name] for name in ("meeting_note", "private_note"))


def _notes(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table, PERSON.c.id.label("by_id")).join(PERSON, PERSON.c.no == table.c.by_no).order_by(table.c.no)


class SqlMeetingNotes:
    """What was noted about a review meeting; private notes are kept apart, and only ever asked for by their writer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, note: MeetingNote) -> MeetingNote:
        """Store a note where its sight puts it, and return it with its number."""
        table = PRIVATE if note.sight is NoteSight.PRIVATE else NOTE
        values: dict[str, Any] = {
            "review_no": note.review_no,
            "by_no": number_of(self._connection, note.by),
            "filler": note.filler.value,
            "text": note.text,
            "at": note.at,
        }
        if table is NOTE:
            values |= {"kind": note.kind.value, "about_no": note.about, "plan_no": note.plan_no}
        no = self._connection.execute(sa.insert(table).values(values).returning(table.c.no)).scalar_one()
        return replace(note, no=int(no))

    def shared(self, review_no: int) -> list[MeetingNote]:
        """Return the notes that the two share, oldest first."""
        return self._found(NOTE.c.review_no == review_no)

    def private(self, by: str, review_no: int | None = None) -> list[MeetingNote]:
        """Return what somebody noted for themselves, of one review or of all, oldest first."""
        where = [PERSON.c.id == by]
        if review_no is not None:
            where.append(PRIVATE.c.review_no == review_no)
        return [
            MeetingNote(
                review_no=row.review_no,
                by=row.by_id,
                filler=Filler(row.filler),
                text=row.text,
                at=row.at,
                sight=NoteSight.PRIVATE,
                no=row.no,
            )
            for row in self._connection.execute(_notes(PRIVATE).where(*where))
        ]

    def took_up(self, no: int, plan_no: int) -> None:
        """Note of a shared note which plan its action became."""
        self._connection.execute(sa.update(NOTE).where(NOTE.c.no == no).values(plan_no=plan_no))

    def _found(self, where: sa.ColumnElement[bool]) -> list[MeetingNote]:
        return [
            MeetingNote(
                review_no=row.review_no,
                by=row.by_id,
                filler=Filler(row.filler),
                text=row.text,
                at=row.at,
                kind=NoteKind(row.kind),
                about=row.about_no,
                plan_no=row.plan_no,
                no=row.no,
            )
            for row in self._connection.execute(_notes(NOTE).where(where))
        ]
