"""The audit trail: who did what to whom, chained so that a change of any row, also of the last ones, is found.

Each entry's digest covers its content and the digest before it, and the head covers how many there are: rows that are
edited, taken out, put in or cut off at the end no longer fit. With the installation's key nobody who only has the
database can make them fit again. Without one, and for a database that was put back as a whole to an earlier day, the
seal of an earlier check, written down outside, shows it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.kit.errors import Invalid

ROOT = "0" * 64
"""What stands before the first entry."""
KEEP = timedelta(days=184)
"""Six months, however long they are: nothing younger may be forgotten (AI Act, articles 19 and 26)."""
_PURPOSE = {"entry": b"jinbu audit entry\n", "head": b"jinbu audit head\n", "key": b"jinbu audit key\n"}
_write = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
SHOWN = 12
"""Characters of a digest that a seal shows."""
_FINGERPRINT, _LONGEST = 16, 400
_HEX = frozenset("0123456789abcdef")


class What(StrEnum):
    """What can be done that leaves an entry."""

    READ = "read"
    WRITE = "write"
    RULE = "rule"
    APPROVAL = "approval"
    SEND = "send"
    REFUSAL = "refusal"
    MODEL = "model"
    ROLE = "role"
    IMPORT = "import"
    EXPORT = "export"
    PAUSE = "pause"
    DISPUTE = "dispute"
    CORRECTION = "correction"
    ERASURE = "erasure"
    KEY = "key"
    FORGET = "forget"


class Fault(StrEnum):
    """What can be wrong with a trail."""

    EDITED = "edited"
    MISSING = "missing"
    INSERTED = "inserted"
    REORDERED = "reordered"
    CUT = "cut"
    HEAD = "head"
    KEY = "key"
    SEAL = "seal"
    WATERMARK = "watermark"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was done; ``detail`` holds ids, keys and counts only: never values, names or texts.

    ``actor`` is an employee's id, or ``jinbu`` for what the bot does by itself; ``subject`` whom or what it concerns.
    """

    no: int
    at: datetime
    actor: str
    what: str
    subject: str = ""
    detail: Mapping[str, str | int] = field(default_factory=dict)
    previous: str = ROOT
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the trail stands: how many entries there ever were, and the digest of the newest.

    ``gone`` is how many of the oldest were forgotten in due time and ``base`` the digest of the last of those. From
    entry ``keyed`` on (0: none) digests are made with the key of ``fingerprint``. ``mark`` covers all of it.
    """

    count: int = 0
    digest: str = ROOT
    gone: int = 0
    base: str = ROOT
    keyed: int = 0
    fingerprint: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """How far the trail went at an earlier check, as somebody kept it outside: a count and the start of a digest."""

    count: int
    start: str

    def __str__(self) -> str:
        return f"{self.count}-{self.start}"

    @classmethod
    def read(cls, text: str) -> Seal:
        """Read a seal as it was shown.

        Raises:
            Invalid: for anything else.
        """
        count, _, start = text.strip().lower().partition("-")
        if not (count.isascii() and count.isdecimal() and len(start) == SHOWN and _HEX.issuperset(start)):
            raise Invalid("audit-seal-unreadable")
        return cls(int(count), start)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: whether all is whole, or the first wrong row and what is wrong with it.

    ``row`` is 0 where no single row is to blame. ``keyed`` says whether a key protects the trail, ``held`` whether it
    was held against an earlier seal; one from before what is still kept cannot be.
    """

    rows: int
    keyed: bool
    seal: Seal
    first_at: datetime | None = None
    last_at: datetime | None = None
    fault: Fault | None = None
    row: int = 0
    held: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody wants to see of the trail: the entries by or about an id, of a kind, of the last so many days."""

    actor: str = ""
    subject: str = ""
    what: What | None = None
    days: int = 30


def canonical(detail: Mapping[str, str | int]) -> str:
    """Write a detail in the one way in which it is kept and sealed."""
    return _write(detail)


def checked(detail: Mapping[str, str | int]) -> Mapping[str, str | int]:
    """Return a detail that may be kept.

    Raises:
        ValueError: for what is no id, key or count: a fraction, a flag, several lines, a long text.
    """
    for name, value in detail.items():
        line = isinstance(value, str) and value.isprintable() and len(value) <= _LONGEST
        if not line and type(value) is not int:  # a flag is an int to isinstance
            raise ValueError(f"{name} is no id, key or count: it does not belong into the audit trail")
    return detail


def seal(no: int, previous: str, entry: Entry, key: bytes | None) -> str:
    """Return the digest of an entry with a number behind another; what it says itself of those is not looked at."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    content = [no, at, entry.actor, entry.what, entry.subject, dict(entry.detail), previous]
    return _digest("entry", _write(content), key)


def fingerprint_of(key: bytes | None) -> str:
    """Return what tells one key from another without giving it away; "" for none."""
    return _digest("key", "", key)[:_FINGERPRINT] if key else ""


def marked(head: Head, key: bytes | None) -> Head:
    """Return the head with the mark that covers it."""
    return replace(head, mark=_mark(head, key))


def extended(head: Head, entries: Iterable[Entry], key: bytes | None) -> tuple[Head, list[Entry]]:
    """Put entries (their numbers and digests are not looked at) behind a head; returns the new head and the entries.

    A head whose mark is wrong keeps a wrong one: writing on must not make good what somebody forged.
    """
    sound = _mark(head, key) == head.mark
    if not head.keyed:
        key = None
    count, digest, sealed = head.count, head.digest, []
    for entry in entries:
        count, previous = count + 1, digest
        digest = seal(count, previous, entry, key)
        sealed.append(Entry(count, entry.at, entry.actor, entry.what, entry.subject, entry.detail, previous, digest))
    longer = replace(head, count=count, digest=digest)
    return (marked(longer, key) if sound else longer), sealed


def verify(entries: Iterable[Entry], head: Head | None, key: bytes | None, *, against: Seal | None = None) -> Verdict:
    """Check a trail from its oldest entry to its head, one entry at a time.

    ``against`` is the seal of an earlier check: what was sealed then must still be there as it was.
    """
    check = _Check(head or Head(), key, against)
    if head is None:
        return check.verdict(Fault.HEAD)
    if head.fingerprint != fingerprint_of(key):
        return check.verdict(Fault.KEY)
    if _mark(head, key) != head.mark or bool(head.keyed) != bool(head.fingerprint):
        return check.verdict(Fault.HEAD)
    rest = iter(entries)
    for entry in rest:
        fault = check.next(entry)
        if fault is Fault.MISSING and any(other.no == check.row for other in rest):
            fault = Fault.REORDERED
        if fault:
            return check.verdict(fault)
    return check.end()


class _Check:
    """A check under way: what the next entry has to follow."""

    def __init__(self, head: Head, key: bytes | None, against: Seal | None) -> None:
        self._head = head
        self._key = key
        self._against = against
        self._last = head.gone
        self._digest = head.base
        self._rows = 0
        self._first_at: datetime | None = None
        self._last_at: datetime | None = None
        self._held = bool(against) and self._fits(head.gone, head.base)
        self.row = 0

    def next(self, entry: Entry) -> Fault | None:
        """Take the next entry; ``row`` names the wrong one when something is wrong."""
        due = self._last + 1
        self.row = due
        if entry.no > due and due <= self._head.count:
            return Fault.MISSING
        self.row = entry.no
        if entry.no != due or due > self._head.count:
            return Fault.INSERTED
        key = self._key if self._head.keyed and entry.no >= self._head.keyed else None
        if seal(entry.no, entry.previous, entry, key) != entry.digest:
            return Fault.EDITED
        if entry.previous != self._digest:  # it is whole itself, so the one it followed is no longer there as it was
            self.row = self._last if self._last > self._head.gone else entry.no
            return Fault.EDITED
        self._last, self._digest = entry.no, entry.digest
        self._rows += 1
        self._first_at, self._last_at = self._first_at or entry.at, entry.at
        if self._against and self._against.count == entry.no:
            if not self._fits(entry.no, entry.digest):
                return Fault.SEAL
            self._held = True
        return None

    def end(self) -> Verdict:
        """Say what came of it, after the last entry."""
        self.row = self._last + 1
        if self._last < self._head.count:
            return self.verdict(Fault.CUT)
        self.row = self._last
        if self._digest != self._head.digest:
            return self.verdict(Fault.EDITED)
        if self._against and self._against.count > self._last:
            self.row = self._last + 1
            return self.verdict(Fault.CUT)
        if self._against and self._against.count == self._head.gone and not self._held:
            return self.verdict(Fault.SEAL)
        return self.verdict(None)

    def verdict(self, fault: Fault | None) -> Verdict:
        """Return what was found so far."""
        return Verdict(
            rows=self._rows,
            keyed=bool(self._head.keyed),
            seal=Seal(self._head.count, self._head.digest[:SHOWN]),
            first_at=self._first_at,
            last_at=self._last_at,
            fault=fault,
            row=0 if fault is None else self.row,
            held=self._held and fault is None,
        )

    def _fits(self, no: int, digest: str) -> bool:
        return bool(self._against) and Seal(no, digest[:SHOWN]) == self._against


def _mark(head: Head, key: bytes | None) -> str:
    content = [head.count, head.digest, head.gone, head.base, head.keyed, head.fingerprint]
    return _digest("head", _write(content), key if head.keyed else None)


def _digest(purpose: str, content: str, key: bytes | None) -> str:
    message = _PURPOSE[purpose] + content.encode()
    if key:
        return hmac.digest(key, message, "sha256").hex()
    return hashlib.sha256(message).hexdigest()
