"""The inbox and the ticks: what has been seen and done, so that a repeat has no second effect."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, SQLModel

import storage.person
import storage.reading  # noqa: F401 - each registers its tables
from bot.domain.person import Kind
from bot.ports.inbox import Offers
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.person import employed_days, employed_somewhere

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.dml import ReturningInsert


class InboxRow(SQLModel, table=True):
    """Something that arrived from a platform; the payload stays until it is done, then goes.

    ``tries`` is how often it was taken up by a process that has not ended it since.
    """

    __tablename__ = "inbox"
    platform: str = Field(primary_key=True)
    delivery_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    payload: str = ""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    tries: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


declare("inbox", worded="payload", plain="platform delivery_id at done_at tries")


class TickRow(SQLModel, table=True):
    """An effect of the clock: unique by kind, subject and local date, whatever the number of processes."""

    __tablename__ = "tick"
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    local: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = ""


declare(
    "tick",
    whose="subject",
    through=("subject", "feedback", "key"),
    only=("kind", ("posting", "deputy", "weekly_digest", "one_on_one", "one_on_one_soon", "kudos", "approval")),
    withheld={"kind local at outcome": "what the clock has done, so that it does it once"},
)


class ChoiceRow(SQLModel, table=True):
    """What was offered to somebody by number, where a platform has no buttons: encoded actions, one a line.

    The place of a line is its number. The last ``newest`` of them are those of the latest message.
    """

    __tablename__ = "choice"
    platform: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    actions: str
    at: datetime = Field(sa_type=UtcDateTime)
    newest: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


declare("choice", account="platform user", worded="actions", plain="at newest")


CHOICE = SQLModel.metadata.tables["choice"]
_MOST_NUMBERS = 299
INBOX = SQLModel.metadata.tables["inbox"]
TICK = SQLModel.metadata.tables["tick"]
PERSON = SQLModel.metadata.tables["person"]
BATCH = SQLModel.metadata.tables["batch"]
READING = SQLModel.metadata.tables["reading"]
TARGET = SQLModel.metadata.tables["target"]
PRESENT = (employed_somewhere(PERSON),)
_KIND, _SUBJECT, _LOCAL = (sa.bindparam(f"its_{name}", type_=sa.String) for name in ("kind", "subject", "local"))
_SETTLE = sa.update(TICK).where(TICK.c.kind == _KIND, TICK.c.subject == _SUBJECT, TICK.c.local == _LOCAL)
_HAD = sa.select(TICK).where(TICK.c.kind == _KIND, TICK.c.at >= sa.bindparam("since", type_=UtcDateTime))
_AMONG = sa.select(TICK.c.subject, TICK.c.local).where(
    TICK.c.kind == _KIND, TICK.c.local.in_(sa.bindparam("locals", expanding=True))
)


def _new(connection: Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; say whether it was new.

    Of two transactions that insert the same key at once, PostgreSQL lets the second wait for the end of the first.
    """
    return connection.execute(_once(table, connection.dialect.name), values).first() is not None


@cache
def _once(table: sa.Table, dialect: str) -> ReturningInsert[Any]:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(table).on_conflict_do_nothing().returning(table.c.at)


def _is(platform: str, delivery_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return INBOX.c.platform == platform, INBOX.c.delivery_id == delivery_id


class SqlInbox:
    """What has arrived from platforms."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def seen(self, platform: str, delivery_id: str, *, at: datetime, payload: str = "") -> bool:
        """Record an arrival; True when it was here before."""
        arrival = {"platform": platform, "delivery_id": delivery_id, "at": at, "payload": payload}
        return not _new(self._connection, INBOX, arrival)

    def done(self, platform: str, delivery_id: str, *, at: datetime) -> bool:
        """Mark an arrival as handled and drop its payload; False when it was handled before.

        Of two processes that have the same arrival in hand, the second waits here for the end of the first.
        """
        marked = self._connection.execute(
            sa.update(INBOX)
            .where(INBOX.c.platform == platform, INBOX.c.delivery_id == delivery_id, INBOX.c.done_at.is_(None))
            .values(done_at=at, payload="")
        )
        return marked.rowcount == 1

    def unfinished(self, platform: str, *, before: datetime) -> list[tuple[str, str]]:
        """Return what arrived before an instant and was never handled, oldest first: delivery id and payload."""
        query = (
            sa.select(INBOX.c.delivery_id, INBOX.c.payload)
            .where(INBOX.c.platform == platform, INBOX.c.done_at.is_(None), INBOX.c.at < before)
            .order_by(INBOX.c.at, INBOX.c.delivery_id)
        )
        return [(row.delivery_id, row.payload) for row in self._connection.execute(query)]

    def handled(self, platform: str, delivery_id: str) -> tuple[datetime, datetime | None] | None:
        """Return when something arrived and when it was handled, if it was; None when it never arrived."""
        query = sa.select(INBOX.c.at, INBOX.c.done_at).where(*_is(platform, delivery_id))
        row = self._connection.execute(query).first()
        return (row.at, row.done_at) if row else None

    def take_up(self, platform: str, delivery_id: str) -> int:
        """Count one more try at something that is not handled; return which one it is, 0 when there is no such thing.

        A process that dies in the middle of the work leaves the try counted.
        """
        taken = (
            sa.update(INBOX)
            .where(*_is(platform, delivery_id), INBOX.c.done_at.is_(None))
            .values(tries=INBOX.c.tries + 1)
            .returning(INBOX.c.tries)
        )
        return int(self._connection.execute(taken).scalar() or 0)

    def put_back(self, platform: str, delivery_id: str) -> None:
        """Take the last try back: whoever made it is alive."""
        tried = (*_is(platform, delivery_id), INBOX.c.tries > 0)
        self._connection.execute(sa.update(INBOX).where(*tried).values(tries=INBOX.c.tries - 1))

    def drop(self, platform: str, delivery_id: str) -> None:
        """Forget that something arrived, so that it may come again."""
        self._connection.execute(sa.delete(INBOX).where(*_is(platform, delivery_id)))

    def forget(self, *, before: datetime) -> int:
        """Delete what arrived before an instant; return how many. No platform repeats anything that late."""
        return self._connection.execute(sa.delete(INBOX).where(INBOX.c.at < before)).rowcount


class SqlChoices:
    """Choices offered by number."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def remember(self, platform: str, user: str, actions: Sequence[str], *, at: datetime) -> int:
        """Store what more numbers mean to somebody, and return the first of them; what was offered before still holds.

        Numbers go on from message to message, so that each means one thing; after some hundred they begin anew.
        """
        its = (CHOICE.c.platform == platform, CHOICE.c.user == user)
        before = self._connection.execute(sa.select(CHOICE.c.actions).where(*its).with_for_update()).scalar()
        lines = before.split("\n") if before else []
        if len(lines) + len(actions) > _MOST_NUMBERS:
            lines = []
        offer = {"actions": "\n".join([*lines, *actions]), "at": at, "newest": len(actions)}
        insert = sqlite_insert if self._connection.dialect.name == "sqlite" else postgresql_insert
        self._connection.execute(
            insert(CHOICE)
            .values(platform=platform, user=user, **offer)
            .on_conflict_do_update(index_elements=["platform", "user"], set_=offer)
        )
        return len(lines) + 1

    def recall(self, platform: str, user: str) -> Offers:
        """Return what numbers mean to somebody, and which of them the latest message offered."""
        query = sa.select(CHOICE.c.actions, CHOICE.c.newest).where(CHOICE.c.platform == platform, CHOICE.c.user == user)
        row = self._connection.execute(query).one_or_none()
        lines = row.actions.split("\n") if row and row.actions else []
        newest = frozenset(range(len(lines) - row.newest + 1, len(lines) + 1)) if row else frozenset()
        return Offers({number: action for number, action in enumerate(lines, start=1) if action}, newest)

    def forget(self, *, before: datetime) -> int:
        """Delete what was offered before an instant; return how many."""
        return self._connection.execute(sa.delete(CHOICE).where(CHOICE.c.at < before)).rowcount


class SqlTicks:
    """Effects of the clock that have been had, and whom the clock serves.

    ``timezone`` stands in for people whose file says nothing.
    """

    def __init__(self, connection: Connection, *, now: datetime, timezone: str = "UTC") -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._timezone = timezone

    def first(self, kind: str, subject: str, local: str, *, at: datetime, outcome: str = "") -> bool:
        """Record an effect by its local date key; False when it was had before."""
        tick = {"kind": kind, "subject": subject, "local": local, "at": at, "outcome": outcome}
        return _new(self._connection, TICK, tick)

    def settle(self, kind: str, subject: str, local: str, *, outcome: str) -> None:
        """Say what came of an effect."""
        which = {"its_kind": kind, "its_subject": subject, "its_local": local}
        self._connection.execute(_SETTLE, which | {"outcome": outcome})

    def had(self, kind: str, *, since: datetime) -> dict[tuple[str, str], tuple[datetime, str]]:
        """Return the effects of a kind since an instant: (subject, local key) to when, and what came of it."""
        rows = self._connection.execute(_HAD, {"its_kind": kind, "since": since})
        return {(row.subject, row.local): (row.at, row.outcome) for row in rows}

    def among(self, kind: str, local: Collection[str]) -> set[tuple[str, str]]:
        """Return the effects of a kind that have been had under some local keys: (subject, local key).

        What is due now is under a few keys, however long the bot has been running.
        """
        rows = self._connection.execute(_AMONG, {"its_kind": kind, "locals": list(local)}) if local else ()
        return {(row.subject, row.local) for row in rows}

    def forget(self, *, before: datetime) -> int:
        """Delete what was had before an instant; return how many."""
        return self._connection.execute(sa.delete(TICK).where(TICK.c.at < before)).rowcount

    # Whom the clock serves: few rows, because it asks often.

    def timezones(self) -> list[str]:
        """Return the zones that people live in."""
        query = sa.select(self._zone()).distinct().where(*PRESENT)
        return [row.timezone for row in self._connection.execute(query, self._employed)]

    def departments(self) -> list[tuple[str, str, str]]:
        """Return every department once for each zone and location of its people: department, zone, location."""
        query = (
            sa.select(PERSON.c.department, self._zone(), PERSON.c.location)
            .distinct()
            .where(*PRESENT, PERSON.c.department != "", PERSON.c.kind == Kind.PERSON.value)
            .order_by(PERSON.c.department, sa.text("timezone"), PERSON.c.location)
        )
        return [(row.department, row.timezone, row.location) for row in self._connection.execute(query, self._employed)]

    def managers(self) -> list[tuple[str, str, str]]:
        """Return those to whom somebody or some unit reports: id, zone, location."""
        above = sa.select(PERSON.c.manager_id).where(*PRESENT).scalar_subquery()
        query = (
            sa.select(PERSON.c.id, self._zone(), PERSON.c.location)
            .where(PERSON.c.id.in_(above), *PRESENT)
            .order_by(PERSON.c.id)
        )
        return [(row.id, row.timezone, row.location) for row in self._connection.execute(query, self._employed)]

    def arrived(self, department: str, first: date, last: date, *, since: datetime) -> bool:
        """Say whether a value or target of a department, for a period that begins between two days, came after."""
        members = sa.select(PERSON.c.no).where(PERSON.c.department == department).scalar_subquery()
        late = (
            sa.select(sa.literal(1))
            .select_from(table.join(BATCH, BATCH.c.no == table.c.batch_no))
            .where(table.c.person_no.in_(members), table.c.start.between(first, last))
            .where(BATCH.c.received_at > since, BATCH.c.kind != "rollup")
            for table in (READING, TARGET)
        )
        return self._connection.execute(sa.union_all(*late).limit(1)).first() is not None

    def _zone(self) -> sa.Label[str]:
        return sa.func.coalesce(sa.func.nullif(PERSON.c.timezone, ""), self._timezone).label("timezone")
