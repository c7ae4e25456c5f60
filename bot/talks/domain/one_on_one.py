"""One-on-ones: a pair, its rhythm, and when somebody should be reminded of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.kit.calendar import instant, local_day
from bot.talks.domain.cadence import Cadence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.kit.period import Period

_MORNING = time(9, 30)
AHEAD = timedelta(hours=2)
"""How long before a planned meeting its manager is reminded."""
DAY_BEFORE = timedelta(hours=24)
"""How long before it both are asked whether they want to add anything."""


class Standing(StrEnum):
    """Whether a pair has met in a stretch of its cadence."""

    MET = "met"
    PLANNED = "planned"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who are to meet every so many days, when they did last, and when they plan to.

    ``topic`` is what the person wants to talk about, with ``asked_of`` and nobody else; ``asked_at`` is when they asked
    for a meeting that is not planned yet.
    """

    person_id: str
    manager_id: str
    every_days: int
    next_at: datetime | None
    last_at: datetime | None
    topic: str = ""
    asked_at: datetime | None = None
    asked_of: str = ""

    def topic_for(self, reader_id: str) -> str:
        """Return the topic for one of the two who share it, "" for anybody else, whatever their role."""
        return self.topic if reader_id in {self.person_id, self.asked_of} else ""

    def wants_time(self, now: datetime) -> bool:
        """Say whether they have asked for a meeting and none is to come; one whose time is past is none."""
        return self.asked_at is not None and (self.next_at is None or self.next_at <= now)

    @property
    def cadence(self) -> Cadence:
        """In which stretches of the calendar they are to meet once."""
        return Cadence.of(self.every_days)

    def standing(self, stretch: Period, *, timezone: str) -> Standing:
        """Say how they stand in a stretch of days, by the wall clock of a zone."""
        for at, standing in ((self.last_at, Standing.MET), (self.next_at, Standing.PLANNED)):
            if at is not None and stretch.start <= local_day(at, timezone=timezone) <= stretch.end:
                return standing
        return Standing.OPEN


def reminder_due(now: datetime, cadence: Cadence, *, timezone: str, place: str) -> Period | None:
    """Return the present stretch of a cadence once its reminder is due; a reminder for a past one is too late."""
    stretch = cadence.stretch(local_day(now, timezone=timezone))
    at = instant(cadence.reminder_day(stretch, place=place), _MORNING, timezone=timezone)
    return stretch if at <= now else None


def lapsed(pairs: Iterable[Pair], now: datetime, *, timezone: str) -> list[tuple[Pair, Period]]:
    """Return the pairs that let the last whole stretch of their cadence pass, with it, and have no date since.

    A meeting that was planned and not called off counts as held.
    """
    today = local_day(now, timezone=timezone)
    found = []
    for pair in pairs:
        this = pair.cadence.stretch(today)
        before = pair.cadence.before(this)
        if all(pair.standing(stretch, timezone=timezone) is Standing.OPEN for stretch in (before, this)):
            found.append((pair, before))
    return found
