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


class TrailFault(StrEnum):
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
    fault: TrailFault | None = None
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
    return replace(head, mark=mark_of(head, key))


def extended(head: Head, entries: Iterable[Entry], key: bytes | None) -> tuple[Head, list[Entry]]:
    """Put entries (their numbers and digests are not looked at) behind a head; returns the new head and the entries.

    A head whose mark is wrong keeps a wrong one: writing on must not make good what somebody forged.
    """
    sound = mark_of(head, key) == head.mark
    if not head.keyed:
        key = None
    count, digest, sealed = head.count, head.digest, []
    for entry in entries:
        count, previous = count + 1, digest
        digest = seal(count, previous, entry, key)
        sealed.append(Entry(count, entry.at, entry.actor, entry.what, entry.subject, entry.detail, previous, digest))
    longer = replace(head, count=count, digest=digest)
    return (marked(longer, key) if sound else longer), sealed


def mark_of(head: Head, key: bytes | None) -> str:
    """Return the mark that covers a head as it should be, whatever mark it carries."""
    content = [head.count, head.digest, head.gone, head.base, head.keyed, head.fingerprint]
    return _digest("head", _write(content), key if head.keyed else None)


def _digest(purpose: str, content: str, key: bytes | None) -> str:
    message = _PURPOSE[purpose] + content.encode()
    if key:
        return hmac.digest(key, message, "sha256").hex()
    return hashlib.sha256(message).hexdigest()
