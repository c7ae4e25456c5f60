"""Periods: the grains of figures, and one period with its first and last day, before and after another."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """The length of a metric's period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Both days included."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """Calendar days covered."""
        return (self.end - self.start).days + 1


def period_of(day: date, grain: Grain) -> Period:
    """Return the whole period of that grain in which the day lies; weeks run Monday to Sunday (ISO 8601)."""
    match grain:
        case Grain.DAY:
            return Period(day, day)
        case Grain.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=6))
        case Grain.MONTH:
            return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
        case Grain.QUARTER:
            first = (day.month - 1) // 3 * 3 + 1
            last = first + 2
            return Period(date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))
        case Grain.YEAR:
            return Period(date(day.year, 1, 1), date(day.year, 12, 31))


def previous_period(period: Period, grain: Grain) -> Period:
    """Return the period of that grain directly before."""
    return period_of(period.start - timedelta(days=1), grain)


def next_period(period: Period, grain: Grain) -> Period:
    """Return the period of that grain directly after."""
    return period_of(period_of(period.start, grain).end + timedelta(days=1), grain)


def weeks_before(week: Period, *, most: int = 8) -> list[Period]:
    """Return the weeks before one, the newest first."""
    return [Period(week.start - timedelta(weeks=n), week.end - timedelta(weeks=n)) for n in range(1, most + 1)]
