"""Forms that are being asked question by question, as kept between two messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import form_from_json, form_to_json, values_from_json, values_to_json
from bot.messages.dialogue import Dialogue
from bot.messages.form import flat
from storage.database import UtcDateTime, insert, wiping
from storage.draft import SqlDrafts
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.kit.identity import Identity


class DialogueRow(SQLModel, table=True):
    """A form on its way with one account: which question is asked, and what was answered."""

    __tablename__ = "dialogue"
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    form: str
    asked: int
    answers: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "dialogue",
    account="platform user",
    worded="form answers",
    plain="tenant asked at",
)


DIALOGUE = SQLModel.metadata.tables["dialogue"]
_KEY = ("platform", "tenant", "user")


class SqlDialogues:
    """Forms that are being asked: at most one for each account, the latest."""

    retention = timedelta(days=30)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, identity: Identity, dialogue: Dialogue, *, at: datetime) -> None:
        """Keep where a talk stands, in the place of any other with the same account."""
        form, answers = form_to_json(dialogue.form), values_to_json(dialogue.values)
        if dialogue.form.step:  # what is asked and what was answered is in the draft
            form, answers = form_to_json(replace(dialogue.form, pages=())), "{}"
            self._keep(dialogue, dialogue.form.step.draft, at=at)
        state = {"form": form, "asked": dialogue.at, "answers": answers, "at": at}
        key = {name: getattr(identity, name) for name in _KEY}
        statement = insert(self._connection, DIALOGUE).values(key | state)
        self._connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=state))

    def of(self, identity: Identity) -> Dialogue | None:
        """Return the talk with an account, or None; also when the draft that it is about was sent in or let go of."""
        row = self._connection.execute(sa.select(DIALOGUE).where(*_its(identity))).first()
        if row is None:
            return None
        form = form_from_json(row.form)
        if form.step is None:
            return Dialogue(form, row.asked, values_from_json(row.answers))
        draft = SqlDrafts(self._connection).by_number(form.step.draft)
        if draft is None:
            return None
        return Dialogue(replace(form, pages=draft.form.filled(draft.values).pages), row.asked, draft.values)

    def _keep(self, dialogue: Dialogue, number: int, *, at: datetime) -> None:
        drafts = SqlDrafts(self._connection)
        if draft := drafts.by_number(number):
            page = dialogue.questions[dialogue.at].page if dialogue.asked else draft.page
            # What was typed before the form was changed, and is not asked any more, stays in the draft
            asked = {field.name for field in flat(dialogue.form.filled(draft.values).sections)}
            left = {name: given for name, given in draft.values.items() if name not in asked}
            after = replace(draft, values={**left, **dialogue.values}, page=page, turn=draft.turn + 1, at=at)
            drafts.keep(after if draft.begun or not after.begun else replace(after, started_at=at))

    def close(self, identity: Identity) -> None:
        """End the talk with an account, if there is one."""
        with wiping(self._connection):
            self._connection.execute(sa.delete(DIALOGUE).where(*_its(identity)))

    def forget(self, *, before: datetime) -> int:
        """Delete what was asked before an instant and never answered to the end; return how many."""
        return self._connection.execute(sa.delete(DIALOGUE).where(DIALOGUE.c.at < before)).rowcount


def _its(identity: Identity) -> tuple[sa.ColumnElement[bool], ...]:
    return tuple(DIALOGUE.c[name] == getattr(identity, name) for name in _KEY)
