"""The audit trail as kept: rows that the database itself refuses to change, and one row that says where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import sqlalchemy as sa

from bot.kit.errors import SettingsError, Tampered
from bot.people.domain.audit import (
    KEEP,
    SHOWN,
    Entry,
    Head,
    Seal,
    TrailFault,
    Verdict,
    What,
    checked,
    extended,
    fingerprint_of,
    marked,
)
from bot.people.domain.audit_check import verify
from storage.people.audit_rows import APPEND, AUDIT, STRAY, THE_HEAD, SqlTrail, entry_of, stamp_of, values_of
from storage.pseudonym import Pseudonyms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy.engine import Connection

    from storage.watermark import Watermark

T = TypeVar("T")


_STORED_ANYTHING = sa.text(
    "select exists (select 1 from person) or exists (select 1 from batch) or exists (select 1 from delivery)"
)


class SqlAudit(SqlTrail):
    """The trail on SQL.

    What is appended waits in memory until :meth:`flush`, which the unit of work calls right before it commits: the
    head is locked last and for a moment only, so that two processes neither wait long nor wait for each other.
    """

    def __init__(self, connection: Connection, *, key: bytes | None = None, watermark: Watermark | None = None) -> None:
        super().__init__(connection)
        self._pseudonyms = Pseudonyms(connection)
        self._key = key
        self._watermark = watermark
        self.waiting: list[Entry] = []
        """What is not written yet; whoever undoes a part of the work puts back what it was before."""

    def append(
        self, what: What, *, actor: str, subject: str = "", detail: Mapping[str, str | int] | None = None, at: datetime
    ) -> None:
        """Note what was done; it is kept if and only if the work it belongs to is.

        Raises:
            ValueError: when a detail is no id, key or count, or the instant has no zone.
        """
        if at.tzinfo is None:
            raise ValueError("an entry needs an instant with its zone")
        self.waiting.append(Entry(0, at, actor, what.value, subject, dict(checked(detail or {}))))

    def aside(self, make: Callable[[], T]) -> tuple[T, tuple[Entry, ...]]:
        """See ports.Audit."""
        kept, self.waiting = self.waiting, []
        try:
            return make(), tuple(self.waiting)
        finally:
            self.waiting = kept

    def repeat(self, entries: Sequence[Entry], *, at: datetime) -> None:
        """See ports.Audit."""
        self.waiting += [replace(entry, at=at) for entry in entries]

    def flush(self) -> None:
        """Write what waits, behind whatever other processes have written.

        Raises:
            SettingsError: when the trail is sealed with another key than the one that is set.
            Tampered: when the row that says where it stands was taken away.
        """
        if not self.waiting:
            return
        head = self._locked()
        self._fitting(head)
        longer, entries = extended(head, self._pseudonyms.hidden(self.waiting), self._key)
        self.waiting = []
        self._connection.execute(APPEND, [values_of(entry) for entry in entries])
        self._store(longer)

    def find(
        self,
        *,
        actor: str = "",
        subject: str = "",
        what: What | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 100,
    ) -> list[Entry]:
        """Return the entries of an actor, a subject, a kind and a span of time (its end excluded), newest first."""
        self.flush()
        query = sa.select(AUDIT).order_by(AUDIT.c.no.desc()).limit(limit)
        if actor:
            query = query.where(AUDIT.c.actor.in_(self._pseudonyms.either(actor)))
        if subject:
            query = query.where(AUDIT.c.subject.in_(self._pseudonyms.either(subject)))
        if what:
            query = query.where(AUDIT.c.what == what.value)
        if since:
            query = query.where(AUDIT.c.at >= stamp_of(since))
        if until:
            query = query.where(AUDIT.c.at < stamp_of(until))
        return self._pseudonyms.shown([entry_of(row) for row in self._connection.execute(query)])

    def entries(self) -> Iterator[Entry]:
        """Go through everything that is kept, oldest first, a page at a time."""
        self.flush()
        return (entry for page in self._pages() for entry in self._pseudonyms.shown(page))

    def head(self) -> Head | None:
        """Return where the trail stands; None when somebody took that away."""
        self.flush()
        row = self._connection.execute(THE_HEAD).first()
        return Head(**row._mapping) if row else None  # noqa: SLF001 - the public name of a row's columns

    def verify(self, *, against: Seal | None = None) -> Verdict:
        """Check everything that is kept, also against the seal of an earlier check and the one outside the database.

        What other processes append meanwhile lies beyond the head that is checked.
        """
        self._hold(shared=True)
        head = self.head()
        if head is None:
            return verify((), None, self._key, against=against)
        try:
            stray = [entry_of(row) for row in self._connection.execute(STRAY)]
            verdict = verify(chain(self._entries(last=head.count), stray), head, self._key, against=against)
            fault, row = self._short(head)
            return replace(verdict, fault=fault, row=row) if verdict.ok and fault else verdict
        except sa.exc.OperationalError as error:
            if "decode" not in str(error.orig):
                raise
            # SQLite keeps bytes that are no text as text, and gives no row of a page that holds such.
            return replace(verify((), head, self._key), fault=TrailFault.EDITED, row=0)

    def keep(self, *, at: datetime) -> TrailFault | None:
        """Put down outside the database how far the trail goes; what is wrong when it does not go as far as it did.

        Then nothing is put down: it stays wrong until somebody has looked.
        """
        head = self.head()
        if self._watermark is None or head is None or not head.keyed:
            return None if head else TrailFault.HEAD
        fault, _ = self._short(head)
        if fault:
            return fault
        before = self._read_watermark()
        if before is None or before.count < head.count:
            # Only what was written by earlier transactions: this one may still be undone.
            self._watermark.write(Seal(head.count, head.digest[:SHOWN]), at=at)
        if before is None:
            self.append(What.KEY, actor="jinbu", detail={"watermark": "begun", "rows": head.count}, at=at)
        return None

    def _short(self, head: Head) -> tuple[TrailFault | None, int]:
        """Return what is wrong, from which row on, where the trail does not go as far as it did by the watermark."""
        try:
            mark = self._read_watermark() if head.keyed or not head.count else None
        except Tampered:
            return TrailFault.WATERMARK, 0
        if mark is None or mark.count < head.gone:
            return None, 0
        if mark.count > head.count:
            return TrailFault.CUT, head.count + 1
        digest = head.base
        if mark.count > head.gone:
            query = sa.select(AUDIT.c.digest).where(AUDIT.c.no == mark.count)
            digest = self._connection.execute(query).scalar() or ""
        return (None, 0) if digest[:SHOWN] == mark.start else (TrailFault.SEAL, mark.count)

    def _read_watermark(self) -> Seal | None:
        return self._watermark.read() if self._watermark else None

    def adopt(self, *, actor: str, at: datetime) -> None:
        """Seal with the installation's key from here on.

        Raises:
            SettingsError: when no key is set, or the trail has one already.
            Tampered: when the trail is not whole.
        """
        self.flush()
        head = self._locked()
        if not self._key:
            raise SettingsError("JINBU_AUDIT_KEY: no key is set; see .env.example")
        if head.keyed:
            raise SettingsError("JINBU_AUDIT_KEY: the audit trail is sealed with a key already")
        verdict = verify(self._entries(), head, None)
        if not verdict.ok:
            raise Tampered(f"row {verdict.row} of the audit trail: {verdict.fault}; see `jinbu audit verify`")
        self._store(marked(replace(head, keyed=head.count + 1, fingerprint=fingerprint_of(self._key)), self._key))
        self.append(What.KEY, actor=actor, at=at)

    def ready(self, *, at: datetime) -> None:
        """Look whether the key is the trail's own; a trail without entries takes it where nothing else is stored yet.

        Raises:
            SettingsError: when the trail is sealed with another key than the one that is set, or it is empty beside
                data, or though the watermark says that it was not: somebody may have wiped it.
        """
        head = self.head()
        if head is None:
            return
        self._fitting(head)
        if self._key and not head.count and not head.keyed:
            if mark := self._read_watermark():
                where = self._watermark.path if self._watermark else ""
                raise SettingsError(
                    f"the audit trail is empty, and by {where} it had {mark.count} entries: somebody has wiped it, or "
                    f"it is another database. To begin anew, move that file away and run `jinbu audit key`"
                )
            if self._connection.execute(_STORED_ANYTHING).scalar():
                raise SettingsError(
                    "the audit trail is empty beside data: somebody has wiped it, or it was begun without "
                    "JINBU_AUDIT_KEY and never written. To seal it with the key from here on: `jinbu audit key`"
                )
            self.adopt(actor="jinbu", at=at)

    def forget(self, *, before: datetime, actor: str, at: datetime) -> int:
        """Delete the oldest entries up to an instant, and seal where the trail begins now; return how many.

        Raises:
            ValueError: for an instant less than half a year ago.
            Tampered: when the trail is not whole.
        """
        if before > at - KEEP:
            raise ValueError(f"the audit trail is kept for {KEEP.days} days")
        self._hold(shared=False)
        verdict = self.verify()
        if verdict.fault not in {None, TrailFault.KEY}:
            raise Tampered(f"row {verdict.row} of the audit trail: {verdict.fault}; see `jinbu audit verify`")
        head = self._locked()
        self._fitting(head)
        kept = self._connection.execute(
            sa.select(sa.func.min(AUDIT.c.no)).where(AUDIT.c.at >= stamp_of(before))
        ).scalar()
        last = head.count if kept is None else kept - 1
        if last <= head.gone:
            return 0
        base = self._connection.execute(sa.select(AUDIT.c.digest).where(AUDIT.c.no == last)).scalar_one()
        # The database lets go only of rows that the head says are gone.
        self._store(marked(replace(head, gone=last, base=base), self._key))
        self._connection.execute(sa.delete(AUDIT).where(AUDIT.c.no <= last))
        self.append(What.FORGET, actor=actor, detail={"rows": last - head.gone, "last": last}, at=at)
        return last - head.gone

    def _fitting(self, head: Head) -> None:
        """Refuse a key that is not the trail's: what it sealed could never be checked."""
        if head.fingerprint and head.fingerprint != fingerprint_of(self._key):
            state = "another one is set" if self._key else "none is set"
            raise SettingsError(f"JINBU_AUDIT_KEY: the audit trail is sealed with a key, and {state}")
