"""What is to stand in platforms' own calendars and to-do lists, as kept, and what of it stands there."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.domain.platform_item import LEASE, ItemKind, PlatformItem
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.part import PART, TAKES, note
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection


class PlatformItemRow(SQLModel, table=True):
    """An entry of somebody's calendar or to-do list; ``carried`` is the version that the platform has."""

    __tablename__ = "platform_item"
    __table_args__ = (sa.UniqueConstraint("kind", "key", "platform"),)
    no: int | None = Field(default=None, primary_key=True)
    kind: str
    key: str
    platform: str
    mark: str
    person_no: int = Field(foreign_key="person.no", index=True)
    other_no: int | None = Field(default=None, foreign_key="person.no")
    title: str
    at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    minutes: int
    version: int
    closed: bool
    carried: int
    ref: str
    tries: int
    due_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    """From when on it is brought, and again when a lease is over; empty where there is nothing to bring."""


declare(
    "platform_item",
    whose="person_no other_no",
    kinds={"calendar_and_todo": "person_no"},
    own="kind at minutes closed",
    worded="key title",
    plain="no platform mark version carried ref tries due_at",
)

ITEM = SQLModel.metadata.tables["platform_item"]
_OTHER = PERSON.alias("other")
_ITEMS: sa.Select[Any] = (
    sa.select(ITEM, PERSON.c.id.label("person_id"), _OTHER.c.id.label("other_id"))
    .join(PERSON, PERSON.c.no == ITEM.c.person_no)
    .outerjoin(_OTHER, _OTHER.c.no == ITEM.c.other_no)
)


class SqlPlatformItems:
    """Entries of calendars and to-do lists, as they are to stand."""

    retention = timedelta(days=180)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, item: PlatformItem, *, at: datetime) -> None:
        """Keep how an item is to stand, in the place of what it was before: what was carried of it stays known."""
        wanted = {
            "person_no": number_of(self._connection, item.person_id),
            "other_no": number_of(self._connection, item.other_id) or None,
            "title": item.title,
            "at": item.at,
            "minutes": item.minutes,
            "version": item.version,
            "closed": item.closed,
        }
        named = {"kind": item.kind.value, "key": item.key, "platform": item.platform, "mark": item.mark}
        new = {**named, "carried": -1, "ref": "", "tries": 0, "due_at": at}
        statement = insert(self._connection, ITEM).values(wanted | new)
        # Whoever has it in hand keeps it for as long as the lease lasts: the new version goes after that one.
        later = {"due_at": sa.case((ITEM.c.due_at > at, ITEM.c.due_at), else_=at)}
        statement = statement.on_conflict_do_update(index_elements=["kind", "key", "platform"], set_=wanted | later)
        self._connection.execute(statement)

    def of(self, kind: ItemKind, key: str) -> list[PlatformItem]:
        """Return an item as it is to stand on each platform."""
        wanted = _ITEMS.where(ITEM.c.kind == kind.value, ITEM.c.key == key).order_by(ITEM.c.platform)
        return [_item(row) for row in self._connection.execute(wanted)]

    def under(self, kind: ItemKind, key: str) -> list[PlatformItem]:
        """Return the items with a key, and those whose key goes on behind it with a colon."""
        within = sa.and_(ITEM.c.key > f"{key}:", ITEM.c.key < f"{key};")  # the next character: the index finds them
        wanted = _ITEMS.where(ITEM.c.kind == kind.value, sa.or_(ITEM.c.key == key, within)).order_by(ITEM.c.no)
        return [_item(row) for row in self._connection.execute(wanted)]

    def claim(self, *, now: datetime, limit: int) -> list[PlatformItem]:
        """Take items that the platform does not have as they are to stand, under a lease, each counted as a try."""
        due = _ITEMS.where(ITEM.c.due_at <= now).order_by(ITEM.c.due_at, ITEM.c.no).limit(limit)
        found = []
        for item in [_item(row) for row in self._connection.execute(due)]:
            mine = (ITEM.c.no == item.no, ITEM.c.tries == item.tries, ITEM.c.due_at <= now)
            taken = {"tries": item.tries + 1, "due_at": now + LEASE}
            if self._connection.execute(sa.update(ITEM).where(*mine).values(taken)).rowcount:
                found.append(_item(self._connection.execute(_ITEMS.where(ITEM.c.no == item.no)).one()))
        return found

    def carried(self, item: PlatformItem, *, ref: str, at: datetime) -> bool:
        """Note that the platform has an item as it was claimed; False when somebody else has it by now."""
        more = sa.case((ITEM.c.version > item.version, at), else_=sa.null())
        return self._mine(item, carried=item.version, ref=ref, tries=0, due_at=more)

    def release(self, item: PlatformItem, *, until: datetime) -> bool:
        """Let go of an item that was not brought, to be tried again; False when somebody else has it by now."""
        return self._mine(item, due_at=until)

    def _mine(self, item: PlatformItem, **values: Any) -> bool:
        """Change an item under the claim that it was read by."""
        mine = (ITEM.c.no == item.no, ITEM.c.tries == item.tries)
        return self._connection.execute(sa.update(ITEM).where(*mine).values(values)).rowcount == 1

    def taken_by(self) -> Mapping[str, frozenset[ItemKind]]:
        """Return which kinds of items each platform takes, as it was noted last."""
        rows = self._connection.execute(sa.select(PART.c.name, PART.c.state).where(PART.c.name.startswith(TAKES)))
        return {row.name.removeprefix(TAKES): frozenset(map(ItemKind, json.loads(row.state))) for row in rows}

    def note_taken(self, platform: str, kinds: frozenset[ItemKind], *, at: datetime) -> None:
        """Note which kinds of items a platform takes."""
        note(self._connection, TAKES + platform, json.dumps(sorted(kinds)), at=at)

    def forget(self, *, before: datetime) -> int:
        """Delete what was for a time before an instant, and what has none and is closed; return how many."""
        old = sa.or_(ITEM.c.at < before, sa.and_(ITEM.c.at.is_(None), ITEM.c.closed, ITEM.c.due_at.is_(None)))
        return self._connection.execute(sa.delete(ITEM).where(old)).rowcount


def _item(row: sa.Row[Any]) -> PlatformItem:
    return PlatformItem(
        kind=ItemKind(row.kind),
        key=row.key,
        platform=row.platform,
        mark=row.mark,
        person_id=row.person_id,
        other_id=row.other_id or "",
        title=row.title,
        at=row.at,
        minutes=row.minutes,
        version=row.version,
        closed=row.closed,
        carried=row.carried,
        ref=row.ref,
        tries=row.tries,
        no=row.no,
    )
