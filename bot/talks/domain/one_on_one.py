"""One-on-ones: a pair, its rhythm, and when somebody should be reminded of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.kit.calendar import instant, is_working_day, local_day
from bot.kit.period import Grain, Period, period_of, previous_period

if TYPE_CHECKING:
    from collections.abc import Iterable

_WEEKLY_DAYS = 7
_QUARTER_DAYS = 60
_MORNING = time(9, 30)
AHEAD = timedelta(hours=2)
"""How long before a planned meeting its manager is reminded."""
DAY_BEFORE = timedelta(hours=24)
"""How long before it both are asked whether they want to add anything."""
# How many days before the end of its week, month or quarter a meeting that did not happen is brought up.
_LEAD = {Grain.WEEK: 3, Grain.MONTH: 7, Grain.QUARTER: 14}


class Standing(StrEnum):
    """Whether a pair has met in its week, month or quarter."""

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
    def grain(self) -> Grain:
        """The calendar stretch in which they are to meet once: a week, a month or a quarter."""
        if self.every_days <= _WEEKLY_DAYS:
            return Grain.WEEK
        return Grain.MONTH if self.every_days < _QUARTER_DAYS else Grain.QUARTER

    def standing(self, stretch: Period, *, timezone: str) -> Standing:
        """Say how they stand in a stretch of days, by the wall clock of a zone."""
        for at, standing in ((self.last_at, Standing.MET), (self.next_at, Standing.PLANNED)):
            if at is not None and stretch.start <= local_day(at, timezone=timezone) <= stretch.end:
                return standing
        return Standing.OPEN


def reminder_day(stretch: Period, grain: Grain, *, place: str) -> date:
    """Return the working day on which open meetings of a stretch are brought up, while there is time to have them."""
    day = stretch.end - timedelta(days=_LEAD[grain])
    while not is_working_day(day, place=place) and day > stretch.start:
        day -= timedelta(days=1)
    return day


def reminder_due(now: datetime, grain: Grain, *, timezone: str, place: str) -> Period | None:
    """Return the present week, month or quarter once its reminder is due; a reminder for a past one is too late."""
    stretch = period_of(local_day(now, timezone=timezone), grain)
    at = instant(reminder_day(stretch, grain, place=place), _MORNING, timezone=timezone)
    return stretch if at <= now else None


def lapsed(pairs: Iterable[Pair], now: datetime, *, timezone: str) -> list[tuple[Pair, Period]]:
    """Return the pairs that let the last whole week, month or quarter pass, with it, and have no date since.

    A meeting that was planned and not called off counts as held.
    """
    today = local_day(now, timezone=timezone)
    found = []
    for pair in pairs:
        this = period_of(today, pair.grain)
        before = previous_period(this, pair.grain)
        if all(pair.standing(stretch, timezone=timezone) is Standing.OPEN for stretch in (before, this)):
            found.append((pair, before))
    return found
