"""Events at work: who listens to which kind, and how what comes in reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import numpy as np

from bot.figures.domain.event import RECENT
from bot.figures.domain.record import RecordQuery
from bot.kit.calendar import local_day
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.figures.domain.event import EventKind
    from bot.figures.domain.record import Record, RecordColumns, RecordStream
    from bot.figures.ports import Work

_EPOCH = date(1970, 1, 1)
W_contra = TypeVar("W_contra", bound="Work", contravariant=True)


class Hear(Protocol[W_contra]):
    """Does what follows from events that have just been stored, in the transaction that stores them."""

    def __call__(self, work: W_contra, stream: RecordStream, records: Sequence[Record], /, *, now: datetime) -> None:
        """Take notice of events of a stream, which are new, count, and have happened lately."""
        ...


@dataclass(frozen=True, slots=True)
class Listener(Generic[W_contra]):
    """What a noun does when an event of a kind comes in.

    It hears a record once, when that is stored for the first time; again only where the record was withdrawn meanwhile
    and has come back, so it does nothing twice about the same stream and id. It hears nothing of history, of dry runs,
    of another content of what is known, or of the same file again: what must follow those is read from the records, not
    heard. One that was held back, or that a correction adds, it hears once that counts. When it fails the records are
    stored all the same.
    """

    kind: EventKind
    hear: Hear[W_contra]


class Listeners(Generic[W_contra]):
    """Everything that listens to events."""

    def __init__(self, known: Iterable[Listener[W_contra]]) -> None:
        """Make it; several may listen to one kind, and hear it in this order."""
        self._known = tuple(known)

    def listen(self, stream: RecordStream) -> bool:
        """Say whether anything listens to the events of a stream."""
        return any(listener.kind is stream.event for listener in self._known)

    def tell(self, work: W_contra, stream: RecordStream, records: Sequence[Record], *, now: datetime) -> None:
        """Let everything that listens hear of some events; one that it fails at keeps none of the others from it."""
        for listener in self._known:
            if listener.kind is not stream.event or not records:
                continue
            heard = False
            with work.contained("event"):
                listener.hear(work, stream, records, now=now)
                heard = True
            for record in () if heard else records:
                with work.contained("event"):
                    listener.hear(work, stream, [record], now=now)


def unheard(
    work: Work, stream: RecordStream, records: RecordColumns, listeners: Listeners[Any] | None, *, now: datetime
) -> frozenset[str]:
    """Return the ids of the records that something is to hear of once they are stored; ask before that.

    Nothing hears of history, or of what is known already.
    """
    if listeners is None or not listeners.listen(stream):
        return frozenset()
    since = (_lately(work, now).start - _EPOCH).days
    ids = records.id[np.asarray(records.day >= since)].tolist()
    return frozenset(ids) - work.records.counting(stream.key, ids) if ids else frozenset()


def hear(
    work: Work,
    stream: RecordStream,
    ids: frozenset[str],
    listeners: Listeners[Any] | None,
    *,
    batch: int,
    now: datetime,
) -> None:
    """Let whatever listens hear of records that have just been stored in a batch, in the same transaction."""
    if not ids or listeners is None:
        return
    query = RecordQuery(stream.key, batch=batch, period=_lately(work, now))
    stored = [record for record in work.records.find(query) if record.id in ids]
    listeners.tell(work, stream, stored, now=now)


def _lately(work: Work, now: datetime) -> Period:
    """Return the days of which something hears; somewhere it is tomorrow already."""
    today = local_day(now, timezone=work.timezone)
    return Period(today - RECENT, today + timedelta(days=1))
