"""What has arrived from platforms and what was offered by number, so that a repeat has no second effect."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.delivery.ports.inbox import OfferedChoice, Offers, Reserved, Told
from storage.database import UtcDateTime, insert_once, wiping
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


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


class ChoiceRow(SQLModel, table=True):
    """What one message offered to somebody by number, where a platform has no buttons: encoded actions, one a line.

    The first of them has the number ``first``. ``no`` counts somebody's messages as they got their numbers, and
    ``shown`` as they appeared: none as long as nobody knows whether a message did. ``ref`` is the platform's name of
    the message, which comes back when it is quoted; ``said`` tells its paragraphs apart, one fingerprint each.
    """

    __tablename__ = "choice"
    platform: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    message: str = Field(primary_key=True)
    no: int
    first: int
    actions: str
    said: str = ""
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    shown: int | None = None
    ref: str = ""


declare("choice", account="platform user", worded="actions", plain="message no first said at shown ref")


CHOICE = SQLModel.metadata.tables["choice"]
_MOST_NUMBERS = 299
INBOX = SQLModel.metadata.tables["inbox"]


_MARK, _DIGITS = "~", 16


class SqlInbox:
    """What has arrived from platforms.

    A platform's id of an arrival may say who sent it, and name their answers by a fingerprint that whoever knows the
    answers can make too. So with a key, only a fingerprint of that id under the key is kept.
    """

    retention = timedelta(days=30)

    def __init__(self, connection: Connection, *, key: bytes | None = None) -> None:
        self._connection = connection
        self._key = hashlib.sha512(key).digest() if key else b""

    def _kept(self, delivery_id: str) -> str:
        if not self._key or delivery_id.startswith(_MARK):  # it was read from here
            return delivery_id
        return _MARK + hashlib.blake2b(delivery_id.encode(), key=self._key, digest_size=_DIGITS).hexdigest()

    def _is(self, platform: str, delivery_id: str) -> tuple[sa.ColumnElement[bool], ...]:
        return INBOX.c.platform == platform, INBOX.c.delivery_id == self._kept(delivery_id)

    def seen(self, platform: str, delivery_id: str, *, at: datetime, payload: str = "") -> bool:
        """Record an arrival; True when it was here before."""
        arrival = {"platform": platform, "delivery_id": self._kept(delivery_id), "at": at, "payload": payload}
        return not insert_once(self._connection, INBOX, arrival)

    def done(self, platform: str, delivery_id: str, *, at: datetime) -> bool:
        """Mark an arrival as handled and drop its payload; False when it was handled before.

        Of two processes that have the same arrival in hand, the second waits here for the end of the first.
        """
        done = (
            sa.update(INBOX)
            .where(*self._is(platform, delivery_id), INBOX.c.done_at.is_(None))
            .values(done_at=at, payload="")
        )
        with wiping(self._connection):
            return self._connection.execute(done).rowcount == 1

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
        query = sa.select(INBOX.c.at, INBOX.c.done_at).where(*self._is(platform, delivery_id))
        row = self._connection.execute(query).first()
        return (row.at, row.done_at) if row else None

    def take_up(self, platform: str, delivery_id: str) -> int:
        """Count one more try at something that is not handled; return which one it is, 0 when there is no such thing.

        A process that dies in the middle of the work leaves the try counted.
        """
        taken = (
            sa.update(INBOX)
            .where(*self._is(platform, delivery_id), INBOX.c.done_at.is_(None))
            .values(tries=INBOX.c.tries + 1)
            .returning(INBOX.c.tries)
        )
        return int(self._connection.execute(taken).scalar() or 0)

    def put_back(self, platform: str, delivery_id: str) -> None:
        """Take the last try back: whoever made it is alive."""
        tried = (*self._is(platform, delivery_id), INBOX.c.tries > 0)
        self._connection.execute(sa.update(INBOX).where(*tried).values(tries=INBOX.c.tries - 1))

    def drop(self, platform: str, delivery_id: str) -> None:
        """Forget that something arrived, so that it may come again."""
        self._connection.execute(sa.delete(INBOX).where(*self._is(platform, delivery_id)))

    def forget(self, *, before: datetime) -> int:
        """Delete what arrived before an instant; return how many. No platform repeats anything that late."""
        return self._connection.execute(sa.delete(INBOX).where(INBOX.c.at < before)).rowcount


class SqlChoices:
    """Choices offered by number."""

    retention = timedelta(days=30)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def reserve(
        self, platform: str, user: str, message: str, actions: Sequence[str], *, said: Sequence[str], at: datetime
    ) -> Reserved:
        """Set numbers aside for a message that is about to go; they mean nothing yet.

        The same message again keeps its numbers, unless it offers something else by now: then both stand. Numbers go
        on from message to message, so that each means one thing; after some hundred they begin anew.
        """
        self._alone(platform, user)
        lines, its = "\n".join(actions), _offer(platform, user, message)
        before = self._connection.execute(sa.select(CHOICE).where(*its)).one_or_none()
        if before is not None and before.actions == lines:
            self._connection.execute(sa.update(CHOICE).where(*its).values(said="\n".join(said)))
            return Reserved(before.first, again=True)
        if before is not None:
            self._connection.execute(sa.update(CHOICE).where(*its).values(message=f"{message}:{before.no}"))
        mine = (CHOICE.c.platform == platform, CHOICE.c.user == user)
        latest = self._connection.execute(sa.select(CHOICE).where(*mine).order_by(CHOICE.c.no.desc()).limit(1)).first()
        first = latest.first + len(_lines(latest.actions)) if latest else 1
        if first + len(actions) - 1 > _MOST_NUMBERS:
            first = 1
        row = {
            "no": latest.no + 1 if latest else 1,
            "first": first,
            "actions": lines,
            "said": "\n".join(said),
            "at": at,
        }
        self._connection.execute(
            sa.insert(CHOICE).values(platform=platform, user=user, message=message, shown=None, ref="", **row)
        )
        return Reserved(first, again=False)

    def shown(self, platform: str, user: str, message: str, *, ref: str = "", latest: bool = True) -> None:
        """Note that a message is there, the latest that somebody sees or else an earlier one: its numbers hold now."""
        self._alone(platform, user)
        mine = (CHOICE.c.platform == platform, CHOICE.c.user == user)
        last = self._connection.execute(sa.select(sa.func.max(CHOICE.c.shown)).where(*mine)).scalar() or 0
        if latest:  # of messages without choices only the latest matters
            self._connection.execute(sa.delete(CHOICE).where(*mine, CHOICE.c.actions == "", CHOICE.c.shown <= last))
        its = _offer(platform, user, message)
        values = {"shown": last + 1 if latest else 0} | ({"ref": ref} if ref else {})
        unknown = () if latest else (CHOICE.c.shown.is_(None),)
        self._connection.execute(sa.update(CHOICE).where(*its, *unknown).values(values))

    def withdraw(self, platform: str, user: str, message: str) -> None:
        """Take back the numbers of a message that the platform has not taken; one that is there keeps them."""
        self._connection.execute(sa.delete(CHOICE).where(*_offer(platform, user, message), CHOICE.c.shown.is_(None)))

    def recall(self, platform: str, user: str, *, quoted: str = "") -> Offers:
        """Return what numbers mean to somebody; ``quoted`` is the platform's name of the message they answer."""
        mine = (CHOICE.c.platform == platform, CHOICE.c.user == user)
        rows = self._connection.execute(sa.select(CHOICE).where(*mine).order_by(CHOICE.c.no)).all()
        latest = max((row for row in rows if row.shown is not None), key=lambda row: row.shown, default=None)
        if quoted:
            latest = next((row for row in rows if row.ref == quoted), None)
        found: dict[int, OfferedChoice] = {}
        for row in [*rows, *([latest] if latest else [])]:  # of a number that was given twice the later one counts
            for number, action in enumerate(_lines(row.actions), start=row.first):
                found[number] = OfferedChoice(action, row.message, known=row.shown is not None)
        newest = frozenset(range(latest.first, latest.first + len(_lines(latest.actions))) if latest else ())
        return Offers({number: offer for number, offer in found.items() if offer.action}, newest)

    def told(self, platform: str, user: str, message: str) -> Told:
        """Return what a message offered and said; nothing of one that is not known any more."""
        row = self._connection.execute(sa.select(CHOICE).where(*_offer(platform, user, message))).one_or_none()
        return Told(frozenset(_lines(row.actions)), frozenset(_lines(row.said))) if row else Told()

    def _alone(self, platform: str, user: str) -> None:
        """Keep others from numbering for somebody until the transaction ends: a number has one meaning."""
        if self._connection.dialect.name == "postgresql":  # SQLite locks as a whole
            whom = sa.func.hashtext(f"choice:{platform}:{user}")
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(whom)))

    def forget(self, *, before: datetime) -> int:
        """Delete what was offered before an instant; return how many."""
        return self._connection.execute(sa.delete(CHOICE).where(CHOICE.c.at < before)).rowcount


def _offer(platform: str, user: str, message: str) -> tuple[sa.ColumnElement[bool], ...]:
    return CHOICE.c.platform == platform, CHOICE.c.user == user, CHOICE.c.message == message


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []
