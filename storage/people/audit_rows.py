"""The audit trail as rows, and how an entry is written and read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Field, SQLModel

from bot.kit.errors import Tampered
from bot.people.domain.audit import Entry, Head, canonical
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Row


class AuditRow(SQLModel, table=True):
    """An entry; ``at`` in microseconds since 1970, so that no other way of writing it reads as the same."""

    __tablename__ = "audit"
    __table_args__ = (
        sa.Index("ix_audit_actor", "actor", "no"),
        sa.Index("ix_audit_subject", "subject", "no"),
    )
    no: int = Field(primary_key=True)
    at: int = Field(sa_type=sa.BigInteger)
    actor: str
    what: str
    subject: str
    detail: str
    previous: str
    digest: str


declare(
    "audit",
    worded="actor subject detail",  # with a number in the place of each id: see storage.pseudonym
    plain="no at what previous digest",
)


class AuditHeadRow(SQLModel, table=True):
    """Where the trail stands: the only row is number 1."""

    __tablename__ = "audit_head"
    no: int = Field(primary_key=True)
    count: int
    digest: str
    gone: int
    base: str
    keyed: int
    fingerprint: str
    mark: str


declare("audit_head", plain="no count digest gone base keyed fingerprint mark")


AUDIT = SQLModel.metadata.tables["audit"]
HEAD = SQLModel.metadata.tables["audit_head"]
_FIELDS = tuple(column for column in HEAD.columns if column.name != "no")
THE_HEAD = sa.select(*_FIELDS).where(HEAD.c.no == 1)
LOCKED_HEAD = THE_HEAD.with_for_update()  # SQLite, which has no such words, locks as a whole
# Made once: the trail is written at the end of every transaction in which somebody read or did something.
STORE_HEAD = sa.update(HEAD).where(HEAD.c.no == 1).values({field.name: sa.bindparam(field.name) for field in _FIELDS})
APPEND = sa.insert(AUDIT)
STRAY = sa.select(AUDIT).where(AUDIT.c.no > sa.select(HEAD.c.count).scalar_subquery()).order_by(AUDIT.c.no).limit(1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PAGE = 2000
_LOCK = 7146318
_DETAIL = 3
"""Its place among the texts of a row."""


def stamp_of(at: datetime) -> int:
    """Return an instant in microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


def values_of(entry: Entry) -> dict[str, Any]:
    """Return an entry as the values of its row."""
    return {
        "no": entry.no,
        "at": stamp_of(entry.at),
        "actor": entry.actor,
        "what": entry.what,
        "subject": entry.subject,
        "detail": canonical(entry.detail),
        "previous": entry.previous,
        "digest": entry.digest,
    }


def entry_of(row: Row[Any]) -> Entry:
    """Return a row as an entry; one that we cannot have written becomes one that fits no digest."""
    no, stamp, *texts = tuple(row)
    kept = texts[_DETAIL]
    try:
        at, detail = _EPOCH + timedelta(microseconds=stamp), json.loads(kept)
        written = type(stamp) is int and all(type(text) is str for text in texts) and canonical(detail) == kept
    except (OverflowError, TypeError, ValueError):
        at, detail, written = _EPOCH, {}, False
    actor, what, subject, _, previous, digest = map(str, texts)
    return Entry(no, at, actor, what, subject, detail, previous, digest if written else "")


class SqlTrail:
    """The rows of the trail: the head that says where it stands, and the entries a page at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _locked(self) -> Head:
        row = self._connection.execute(LOCKED_HEAD).first()
        if row is None:
            raise Tampered("the audit trail has lost the row that says where it stands; see `jinbu audit verify`")
        return Head(**row._mapping)  # noqa: SLF001 - the public name of a row's columns

    def _store(self, head: Head) -> None:
        self._connection.execute(STORE_HEAD, asdict(head))

    def _hold(self, *, shared: bool) -> None:
        """Keep rows from being forgotten while they are checked; on SQLite a unit of work is alone anyway."""
        if self._connection.dialect.name == "postgresql":
            how = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
            self._connection.execute(sa.select(getattr(sa.func, how)(_LOCK)))

    def _entries(self, *, last: int | None = None) -> Iterator[Entry]:
        """Go through what is kept as it is written and sealed."""
        return (entry for page in self._pages(last=last) for entry in page)

    def _pages(self, *, last: int | None = None) -> Iterator[list[Entry]]:
        query = sa.select(AUDIT).order_by(AUDIT.c.no).limit(_PAGE)
        if last is not None:
            query = query.where(AUDIT.c.no <= last)
        page = self._connection.execute(query).all()
        while page:
            yield [entry_of(row) for row in page]
            page = self._connection.execute(query.where(AUDIT.c.no > page[-1].no)).all()
