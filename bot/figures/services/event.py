"""Events at work: who listens to which kind, and how what comes in reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.figures.domain.event import EventKind
    from bot.figures.domain.record import Record, RecordStream
    from bot.figures.ports import Work

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
    of corrections or of the same file again: what must follow those is read from the records, not heard. When it fails
    the records are stored all the same.
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
