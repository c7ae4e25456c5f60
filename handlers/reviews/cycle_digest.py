"""When HR hears once a week of what is overdue: a tick for reviews, made so that other nouns have one of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.people.domain.permission import Act
from bot.reviews.services import cycle_digest
from bot.runtime.tick import Due, Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from typing import Protocol

    from bot.people.domain.person import Person
    from bot.work import Work

    class Digest(Protocol):
        """What a noun says once a week: whom it is due for with the Monday it is of, and how they are told."""

        KIND: str

        def due(self, work: Work, *, now: datetime) -> Iterator[tuple[Person, date]]:
            """Yield whom it is due for, and of which Monday."""
            ...

        def tell(self, work: Work, reader: Person, monday: date, *, now: datetime) -> bool:
            """Tell somebody; False when there is nothing to say."""
            ...


def weekly(digest: Digest) -> Tick:
    """Return the tick that lets a digest go to everybody once a week."""

    def steps(work: Work, now: datetime) -> Iterator[Due]:
        found = list(digest.due(work, now=now))
        had = work.job_runs.recorded(digest.KIND, {monday.isoformat() for _, monday in found})
        for reader, monday in found:
            if (reader.id, monday.isoformat()) not in had:
                yield Due(reader.id, monday.isoformat(), _tell(digest, reader, monday))

    return Tick(digest.KIND, steps)


def _tell(digest: Digest, reader: Person, monday: date) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return digest.tell(work, reader, monday, now=now)

    return effect


TICKS = (weekly(cycle_digest),)

MESSAGES = (MessageKind(cycle_digest.KIND, company=Act.RUN_REVIEWS, render=cycle_digest.render),)
