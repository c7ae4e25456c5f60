"""What people have typed into long forms and not sent in yet: at most one draft of each form for each person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import form_from_json, form_to_json, values_from_json, values_to_json
from bot.messages.draft import Draft, refitted
from storage.database import UtcDateTime, insert, wiping
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.messages.form import Form


class DraftRow(SQLModel, table=True):
    """A form with what one person has typed into it; ``opener`` is the action that asks for it, which names it."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("person_no", "opener"),)
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    opener: str
    form: str
    answers: str
    page: int = 0
    turn: int = 0
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "draft",
    whose="person_no",
    kinds={"drafts": "person_no"},
    own="answers at started_at",
    worded="form opener",
    plain="no page turn",
)


DRAFT = SQLModel.metadata.tables["draft"]


class SqlDrafts:
    """Drafts of forms, each read by the number or the form of the person whose it is."""

    retention = timedelta(days=90)
    """Nobody goes on with a form that they have left alone for a quarter."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, person_id: str, form: Form, *, at: datetime) -> Draft:
        """Return the draft of a form as it is asked now, with what was typed into it before, if anything."""
        line, opener = form_to_json(form), form.opener.encoded()
        new = {"person_no": number_of(self._connection, person_id), "opener": opener, "form": line}
        mine = (DRAFT.c.person_no == new["person_no"], DRAFT.c.opener == opener)
        found = self._found(*mine)
        if found is None:
            blank = {"answers": "{}", "page": 0, "turn": 0, "at": at, "started_at": at}
            statement = insert(self._connection, DRAFT).values(new | blank)
            self._connection.execute(
                statement.on_conflict_do_update(index_elements=["person_no", "opener"], set_={"form": line})
            )
            found = self._found(*mine)
        if found is None:
            raise LookupError("the draft that was just kept is gone")
        return self._asked_now(found, form, line, at)

    def _asked_now(self, found: Draft, form: Form, line: str, at: datetime) -> Draft:
        """Return a draft with its form as it is asked now; where nothing was typed yet, it begins now."""
        after = replace(found, form=form, values=refitted(found.form, form, found.values))
        if not found.begun:
            after = replace(after, started_at=at)
        if after != found:
            changed = {"form": line, "answers": values_to_json(after.values), "started_at": after.started_at}
            self._connection.execute(sa.update(DRAFT).where(DRAFT.c.no == found.no).values(changed))
        return after

    def get(self, number: int, person_id: str) -> Draft | None:
        """Return a draft of this person's; None when there is none such (any more), or it is somebody else's."""
        return self._found(DRAFT.c.no == number, PERSON.c.id == person_id)

    def by_number(self, number: int) -> Draft | None:
        """Return a draft, whosever it is; None when there is none such (any more)."""
        return self._found(DRAFT.c.no == number)

    def keep(self, draft: Draft) -> None:
        """Store what was typed, since when, and how far its person is."""
        kept = {
            "answers": values_to_json(draft.values),
            "page": draft.page,
            "turn": draft.turn,
            "at": draft.at,
            "started_at": draft.started_at,
        }
        self._connection.execute(sa.update(DRAFT).where(DRAFT.c.no == draft.no).values(kept))

    def close(self, number: int) -> None:
        """Let go of a draft: it was sent in."""
        with wiping(self._connection):
            self._connection.execute(sa.delete(DRAFT).where(DRAFT.c.no == number))

    def forget(self, *, before: datetime) -> int:
        """Delete what nobody has gone on with since an instant; return how many."""
        return self._connection.execute(sa.delete(DRAFT).where(DRAFT.c.at < before)).rowcount

    def _found(self, *which: sa.ColumnElement[bool]) -> Draft | None:
        query = sa.select(DRAFT, PERSON.c.id.label("person_id")).join(PERSON, PERSON.c.no == DRAFT.c.person_no)
        row = self._connection.execute(query.where(*which)).first()
        if row is None:
            return None
        form, values = form_from_json(row.form), values_from_json(row.answers)
        return Draft(row.no, row.person_id, form, values, row.at, row.page, row.turn, row.started_at)
