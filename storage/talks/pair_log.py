"""What pairs wrote down of their talks, as kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import from_json, to_json
from bot.talks.domain.agenda import AgendaTopic
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from storage.database import Day, UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class PairLogRow(SQLModel, table=True):
    """One talk as one of two wrote it down; ``topics`` as JSON, ``by_no`` empty where nobody wrote anything."""

    __tablename__ = "pair_log"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    lead_no: int | None = Field(default=None, foreign_key="person.no", index=True)
    by_no: int | None = Field(default=None, foreign_key="person.no")
    met_at: datetime = Field(sa_type=UtcDateTime, index=True)
    topics: str
    notes: str
    at: datetime = Field(sa_type=UtcDateTime)


class PairLogActionRow(SQLModel, table=True):
    """Something that was agreed on."""

    __tablename__ = "pair_log_action"
    no: int | None = Field(default=None, primary_key=True)
    log_no: int = Field(foreign_key="pair_log.no", index=True)
    owner_no: int | None = Field(default=None, foreign_key="person.no")
    text: str
    due_on: date | None = Field(default=None, sa_type=Day, index=True)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "pair_log",
    whose="person_no",
    kinds={"talk_log": "person_no"},
    own="met_at topics notes at",
    others="lead_no by_no",
    plain="no",
)
declare(
    "pair_log_action",
    through=("log_no", "pair_log", "no"),
    kinds={"talk_actions": "pair_log.person_no"},
    own="text due_on done_at",
    others="owner_no",
    plain="no",
)

LOG, ACTION = (SQLModel.metadata.tables[name] for name in ("pair_log", "pair_log_action"))
_LEAD, _BY, _OWNER = (PERSON.alias(name) for name in ("lead", "by", "owner"))
_LOGS: sa.Select[Any] = (
    sa.select(LOG, PERSON.c.id.label("person_id"), _LEAD.c.id.label("lead_id"), _BY.c.id.label("by_id"))
    .join(PERSON, PERSON.c.no == LOG.c.person_no)
    .outerjoin(_LEAD, _LEAD.c.no == LOG.c.lead_no)
    .outerjoin(_BY, _BY.c.no == LOG.c.by_no)
    .order_by(LOG.c.met_at.desc(), LOG.c.no.desc())
)
_ACTIONS: sa.Select[Any] = (
    sa.select(ACTION, _OWNER.c.id.label("owner_id"))
    .outerjoin(_OWNER, _OWNER.c.no == ACTION.c.owner_no)
    .order_by(ACTION.c.no)
)
Topics = tuple[tuple[AgendaTopic, str], ...]


class SqlPairLogs:
    """What pairs wrote down of their talks."""

    retention = timedelta(days=762)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: TalkLogEntry) -> TalkLogEntry:
        """Store an entry with what was agreed on, and return it with its numbers."""
        person = number_of(self._connection, entry.person_id)
        bare = (LOG.c.person_no == person, LOG.c.met_at == entry.met_at, LOG.c.by_no.is_(None))
        self._connection.execute(sa.delete(LOG).where(*bare))
        values = {
            "person_no": person,
            "lead_no": number_of(self._connection, entry.lead_id) or None,
            "by_no": number_of(self._connection, entry.by_id) or None,
            "met_at": entry.met_at,
            "topics": to_json(entry.topics),
            "notes": entry.notes,
            "at": entry.at,
        }
        no = int(self._connection.execute(sa.insert(LOG).values(values).returning(LOG.c.no)).scalar_one())
        return replace(entry, no=no, actions=tuple(self.agree(no, action) for action in entry.actions))

    def agree(self, log_no: int, action: AgreedAction) -> AgreedAction:
        """Add something that was agreed on to an entry; return it with its number."""
        owner = number_of(self._connection, action.owner_id) or None
        values = {"log_no": log_no, "owner_no": owner, "text": action.text, "due_on": action.due_on}
        no = self._connection.execute(sa.insert(ACTION).values(values).returning(ACTION.c.no)).scalar_one()
        return replace(action, no=int(no), log_no=log_no)

    def get(self, no: int) -> TalkLogEntry | None:
        """Return an entry."""
        return next(iter(self._entries(LOG.c.no == no)), None)

    def of(self, person_id: str) -> list[TalkLogEntry]:
        """Return the entries about somebody's talks, the newest talk first."""
        return self._entries(PERSON.c.id == person_id)

    def held_by(self, lead_id: str) -> list[TalkLogEntry]:
        """Return the entries about the talks that somebody held with those whom they led, the newest first."""
        return self._entries(_LEAD.c.id == lead_id)

    def done(self, action_no: int, *, at: datetime) -> bool:
        """Note that something agreed on is done; False when it was so already."""
        still = (ACTION.c.no == action_no, ACTION.c.done_at.is_(None))
        return self._connection.execute(sa.update(ACTION).where(*still).values(done_at=at)).rowcount == 1

    def due(self, *, since: date, until: date) -> list[tuple[TalkLogEntry, AgreedAction]]:
        """Return what is agreed on, not done, and due between two days, both included."""
        query = _ACTIONS.where(ACTION.c.done_at.is_(None), ACTION.c.due_on.between(since, until))
        actions = [_action(row) for row in self._connection.execute(query)]
        entries = {entry.no: entry for entry in self._entries(LOG.c.no.in_([action.log_no for action in actions]))}
        return [(entries[action.log_no], action) for action in actions]

    def forget(self, *, before: datetime) -> int:
        """Delete what is about talks before an instant; return how many entries."""
        old = sa.select(LOG.c.no).where(LOG.c.met_at < before)
        self._connection.execute(sa.delete(ACTION).where(ACTION.c.log_no.in_(old)))
        return self._connection.execute(sa.delete(LOG).where(LOG.c.met_at < before)).rowcount

    def _entries(self, *where: sa.ColumnElement[bool]) -> list[TalkLogEntry]:
        rows = self._connection.execute(_LOGS.where(*where)).all()
        agreed: dict[int, list[AgreedAction]] = {row.no: [] for row in rows}
        for row in self._connection.execute(_ACTIONS.where(ACTION.c.log_no.in_(list(agreed)))):
            agreed[row.log_no].append(_action(row))
        return [
            TalkLogEntry(
                person_id=row.person_id,
                lead_id=row.lead_id or "",
                by_id=row.by_id or "",
                met_at=row.met_at,
                at=row.at,
                topics=from_json(row.topics, Topics),
                notes=row.notes,
                actions=tuple(agreed[row.no]),
                no=row.no,
            )
            for row in rows
        ]


def _action(row: sa.Row[Any]) -> AgreedAction:
    return AgreedAction(row.owner_id or "", row.text, row.due_on, row.done_at, row.no, row.log_no)
