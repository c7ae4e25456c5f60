"""Cadences: how often two are to meet, as stretches of the calendar in each of which they meet once (R121, R174)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from bot.kit.calendar import is_working_day
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable

_WEEK, _MONTH, _MONTHS = 7, 30, 12
_MONDAY: Final = date(2024, 1, 1)
"""From which weeks are counted in twos, threes and more, so that everybody's stretches begin together."""
_LEAD_WEEKS, _LEAD_MONTH, _LEAD_MONTHS = 3, 7, 14
SCARCELY_THERE: Final = 2
"""One part of so many of a stretch's working days that both have to be there for, or it is not held against them."""


@dataclass(frozen=True, slots=True, order=True)
class Cadence:
    """Once every so many weeks or, where ``weeks`` is 0, every so many months."""

    weeks: int
    months: int

    @classmethod
    def of(cls, days: int) -> Cadence:
        """Return the cadence that so many days mean: whole weeks as such, everything else the nearest of months.

        Less than a week is a week. Thirty days are a month, ninety a quarter, as policies name them.
        """
        if days <= _WEEK or days % _WEEK == 0:
            return cls(max(days // _WEEK, 1), 0)
        return cls(0, min(max(round(days / _MONTH), 1), _MONTHS))

    @property
    def code(self) -> str:
        """A word for it in keys: ``week``, ``weeks2``, ``month``, ``quarter``, ``months2``."""
        if self.weeks:
            return "week" if self.weeks == 1 else f"weeks{self.weeks}"
        return {1: "month", _QUARTER: "quarter"}.get(self.months, f"months{self.months}")

    @classmethod
    def named(cls, code: str) -> Cadence:
        """Read what :attr:`code` wrote."""
        if fixed := {"week": cls(1, 0), "month": cls(0, 1), "quarter": cls(0, _QUARTER)}.get(code):
            return fixed
        return cls(int(code[5:]), 0) if code.startswith("weeks") else cls(0, int(code[6:]))

    def stretch(self, day: date) -> Period:
        """Return the stretch in which a day lies: from a Monday on, or from the first of a month on."""
        if self.weeks:
            length = self.weeks * _WEEK
            start = day - timedelta(days=(day - _MONDAY).days % length)
            return Period(start, start + timedelta(days=length - 1))
        first = (day.month - 1) // self.months * self.months + 1
        last = min(first + self.months - 1, _MONTHS)
        return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))

    def before(self, stretch: Period) -> Period:
        """Return the stretch directly before one."""
        return self.stretch(stretch.start - timedelta(days=1))

    def reminder_day(self, stretch: Period, *, place: str) -> date:
        """Return the working day on which open meetings of a stretch are brought up, while there is time for them."""
        lead = _LEAD_WEEKS if self.weeks == 1 else _LEAD_MONTH if self.weeks or self.months == 1 else _LEAD_MONTHS
        day = stretch.end - timedelta(days=lead)
        while not is_working_day(day, place=place) and day > stretch.start:
            day -= timedelta(days=1)
        return day


_QUARTER = 3


def could_meet(stretch: Period, *, since: date | None, works: Callable[[date], bool], away: set[date]) -> bool:
    """Say whether two could have met in a stretch, so that it may have lapsed.

    ``since`` is from when on they are a pair, if that is known: who came in its midst never let it lapse. ``away`` are
    the days on which one of the two was on leave: where these are half of its working days or more, nor did they.
    """
    if since is not None and since > stretch.start:
        return False
    days = [stretch.start + timedelta(days=number) for number in range(stretch.days)]
    worked = [day for day in days if works(day)]
    there = [day for day in worked if day not in away]
    return len(there) * SCARCELY_THERE > len(worked)
