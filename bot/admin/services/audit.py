"""The audit trail at work: shown to those who may see it, checked, and written out; looking at it is noted as well."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.admin.views import audit as view
from bot.delivery.domain.delivery import Priority, kind_for
from bot.delivery.services.delivery import reads
from bot.delivery.services.outbox import enqueue
from bot.people.domain.audit import What, canonical
from bot.people.services.permission import admins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from bot.admin.ports import Work
    from bot.people.domain.audit import Entry, Filter, Verdict
    from bot.people.domain.permission import Actor

_MOST_IN_A_FILE = 10_000
_COLUMNS = ("no", "at", "actor", "what", "subject", "detail", "previous", "digest")
_VERDICT = frozenset({"kind", "feedback", "people", "changed"})
"""What of an entry may say how somebody did: a message's kind and key, how many a test was about or an undo changed."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Export:
    """A part of the trail as CSV, with its number of entries; ``whole`` says that all that was asked for is in it."""

    content: str
    rows: int
    whole: bool


def read(work: Work, actor: Actor, asked: Filter, *, now: datetime) -> list[Entry]:
    """Return who did what to whom, newest first, as the actor may know it; one entry more than a card shows, if any."""
    found = _seen(actor, _find(work, asked, limit=view.MOST_ROWS + 1, now=now))
    _note(work, What.READ, actor.person.id, asked, rows=len(found), at=now)
    return found


def send_seal(work: Work, verdict: Verdict, *, now: datetime) -> int:
    """Send the admins the seal of a trail that is whole, to be found in their chat whatever becomes of the database."""
    if not verdict.ok:
        return 0  # that is told by itself, and at once
    sent = 0
    for admin in admins(work):
        reader = work.reader(admin, now=now)
        card = view.checked(reader.t, verdict, against=None, zone=reader.zone, now=now)
        key = f"audit-seal:{now.date().isoformat()}:{admin.id}"
        sent += enqueue(work, card, key=key, to=admin, kind=card.kind, priority=Priority.REPORT, now=now)
    return sent


def export(work: Work, actor: Actor, asked: Filter, *, now: datetime) -> Export:
    """Return what the actor asks for of the trail as CSV, oldest first, as they may know it; 10,000 entries at most."""
    found = _seen(actor, _find(work, asked, limit=_MOST_IN_A_FILE + 1, now=now))
    rows = found[:_MOST_IN_A_FILE][::-1]
    _note(work, What.EXPORT, actor.person.id, asked, rows=len(rows), at=now)
    return Export("".join(lines(rows)), len(rows), whole=len(found) <= _MOST_IN_A_FILE)


def lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield entries as lines of CSV under their header, times in UTC; no cell is taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in _rows(entries):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_document(verdict: Verdict) -> dict[str, str | int | bool | None]:
    """Return what a check found, as the interface shows it."""
    return {
        "ok": verdict.ok,
        "rows": verdict.rows,
        "first_at": verdict.first_at.isoformat() if verdict.first_at else None,
        "last_at": verdict.last_at.isoformat() if verdict.last_at else None,
        "keyed": verdict.keyed,
        "seal": str(verdict.seal) if verdict.ok else None,
        "held": verdict.held,
        "fault": verdict.fault.value if verdict.fault else None,
        "row": verdict.row or None,
    }


def _rows(entries: Iterable[Entry]) -> Iterator[tuple[str | int, ...]]:
    yield _COLUMNS
    for entry in entries:
        texts = (
            entry.at.isoformat(),
            entry.actor,
            entry.what,
            entry.subject,
            canonical(entry.detail),
            entry.previous,
            entry.digest,
        )
        yield (entry.no, *(f"'{text}" if text.startswith(_FORMULA) else text for text in texts))


def _find(work: Work, asked: Filter, *, limit: int, now: datetime) -> list[Entry]:
    since = now - timedelta(days=asked.days)
    return work.audit.find(actor=asked.actor, subject=asked.subject, what=asked.what, since=since, limit=limit)


def _seen(actor: Actor, entries: Sequence[Entry]) -> list[Entry]:
    """Return entries as somebody may know them: who may not read figures learns of no message how somebody did in it.

    A digest goes with what it covers: few kinds are possible, and it would show which one it was.
    """
    if reads(actor):
        return list(entries)
    found: list[Entry] = []
    hidden = {entry.no for entry in entries if _VERDICT & entry.detail.keys()}
    for entry in entries:
        kept = {name: kind_for(str(value)) if name == "kind" else value for name, value in entry.detail.items()}
        kept = {name: value for name, value in kept.items() if name not in _VERDICT - {"kind"}}
        found.append(
            replace(
                entry,
                detail=kept,
                digest="" if entry.no in hidden else entry.digest,
                previous="" if entry.no - 1 in hidden else entry.previous,
            )
        )
    return found


def _note(work: Work, what: What, actor: str, asked: Filter, *, rows: int, at: datetime) -> None:
    detail: dict[str, str | int] = {"about": "audit", "rows": rows, "days": asked.days}
    if asked.actor:
        detail["by"] = asked.actor
    work.audit.append(what, actor=actor, subject=asked.subject, detail=detail, at=at)
