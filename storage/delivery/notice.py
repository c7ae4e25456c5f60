"""Receipts of the notice as kept, one for each person and version."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.notice import NoticeReceipt
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


class NoticeRow(SQLModel, table=True):
    """How far a version of the notice got with somebody; ``delivery`` is the key of the message that carries it."""

    __tablename__ = "notice"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    version: str = Field(primary_key=True)
    delivery: str = Field(default="", index=True)
    queued_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "notice",
    whose="person_no",
    kinds={"notices": "person_no"},
    own="version queued_at sent_at seen_at",
    withheld={"delivery": "the key of a message"},
)


NOTICE = SQLModel.metadata.tables["notice"]
_KEY = ("person_no", "version")
_VERSION = NOTICE.c.version == sa.bindparam("its_version", type_=sa.String)
_ALL = (
    sa.select(NOTICE, PERSON.c.id.label("person_id"))
    .join(PERSON, PERSON.c.no == NOTICE.c.person_no)
    .where(_VERSION)
    .order_by(PERSON.c.id)
)
_ONE = _ALL.where(PERSON.c.id == sa.bindparam("one", type_=sa.String))


class SqlNotices:
    """Receipts of the notice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str, version: str) -> NoticeReceipt | None:
        """Return how far a version got with somebody, or None."""
        return next(iter(self._read(_ONE, one=person_id, its_version=version)), None)

    def all(self, version: str) -> list[NoticeReceipt]:
        """Return every receipt of a version, by person."""
        return self._read(_ALL, its_version=version)

    def queue(self, person_id: str, version: str, *, delivery: str, at: datetime) -> None:
        """Note that a version is on its way to somebody in a delivery; another try takes the place of one before."""
        values = {"person_no": self._number(person_id), "version": version, "delivery": delivery, "queued_at": at}
        statement = insert(self._connection, NOTICE).values(values)
        again = {"delivery": delivery, "queued_at": at}
        self._connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=again))

    def sent(self, delivery: str, *, at: datetime) -> bool:
        """Note that the delivery with a key is out; False when it carries no notice."""
        mine = (NOTICE.c.delivery == delivery) & NOTICE.c.sent_at.is_(None)
        return self._connection.execute(sa.update(NOTICE).where(mine).values(sent_at=at)).rowcount > 0

    def seen(self, person_id: str, version: str, *, at: datetime) -> bool:
        """Note that somebody has seen it; False when that was known."""
        mine = (NOTICE.c.person_no == self._number(person_id)) & (NOTICE.c.version == version)
        fresh = sa.update(NOTICE).where(mine, NOTICE.c.seen_at.is_(None)).values(seen_at=at)
        return self._connection.execute(fresh).rowcount > 0

    def settle(self, people: Iterable[str], version: str, *, at: datetime) -> None:
        """Note that people were given a version outside of Jinbu; whoever has a receipt keeps it."""
        wanted = set(people)
        rows = self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no))
        values = [
            {"person_no": row.no, "version": version, "delivery": "", "queued_at": at, "sent_at": at}
            for row in rows
            if row.id in wanted
        ]
        if values:
            self._connection.execute(insert(self._connection, NOTICE).on_conflict_do_nothing(), values)

    def _number(self, person_id: str) -> int:
        return int(self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one())

    def _read(self, query: sa.Select[Any], **given: str) -> list[NoticeReceipt]:
        return [
            NoticeReceipt(row.person_id, row.version, row.delivery, row.queued_at, row.sent_at, row.seen_at)
            for row in self._connection.execute(query, given)
        ]
