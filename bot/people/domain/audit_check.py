"""The check of an audit trail: from its oldest entry to its head, one entry at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.people.domain.audit import SHOWN, Entry, Head, Seal, TrailFault, Verdict, fingerprint_of, mark_of, seal


def verify(entries: Iterable[Entry], head: Head | None, key: bytes | None, *, against: Seal | None = None) -> Verdict:
    """Check a trail from its oldest entry to its head, one entry at a time.

    ``against`` is the seal of an earlier check: what was sealed then must still be there as it was.
    """
    check = _Check(head or Head(), key, against)
    if head is None:
        return check.verdict(TrailFault.HEAD)
    if head.fingerprint != fingerprint_of(key):
        return check.verdict(TrailFault.KEY)
    if mark_of(head, key) != head.mark or bool(head.keyed) != bool(head.fingerprint):
        return check.verdict(TrailFault.HEAD)
    rest = iter(entries)
    for entry in rest:
        fault = check.next(entry)
        if fault is TrailFault.MISSING and any(other.no == check.row for other in rest):
            fault = TrailFault.REORDERED
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

    def next(self, entry: Entry) -> TrailFault | None:
        """Take the next entry; ``row`` names the wrong one when something is wrong."""
        due = self._last + 1
        self.row = due
        if entry.no > due and due <= self._head.count:
            return TrailFault.MISSING
        self.row = entry.no
        if entry.no != due or due > self._head.count:
            return TrailFault.INSERTED
        key = self._key if self._head.keyed and entry.no >= self._head.keyed else None
        if seal(entry.no, entry.previous, entry, key) != entry.digest:
            return TrailFault.EDITED
        if entry.previous != self._digest:  # it is whole itself, so the one it followed is no longer there as it was
            self.row = self._last if self._last > self._head.gone else entry.no
            return TrailFault.EDITED
        self._last, self._digest = entry.no, entry.digest
        self._rows += 1
        self._first_at, self._last_at = self._first_at or entry.at, entry.at
        if self._against and self._against.count == entry.no:
            if not self._fits(entry.no, entry.digest):
                return TrailFault.SEAL
            self._held = True
        return None

    def end(self) -> Verdict:
        """Say what came of it, after the last entry."""
        self.row = self._last + 1
        if self._last < self._head.count:
            return self.verdict(TrailFault.CUT)
        self.row = self._last
        if self._digest != self._head.digest:
            return self.verdict(TrailFault.EDITED)
        if self._against and self._against.count > self._last:
            self.row = self._last + 1
            return self.verdict(TrailFault.CUT)
        if self._against and self._against.count == self._head.gone and not self._held:
            return self.verdict(TrailFault.SEAL)
        return self.verdict(None)

    def verdict(self, fault: TrailFault | None) -> Verdict:
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
