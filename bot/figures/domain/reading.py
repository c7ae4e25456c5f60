"""Readings and targets: one normalised fact about one person, metric and period, with where it came from."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.figures.domain.metric import Grain

if TYPE_CHECKING:
    from decimal import Decimal


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One stored value.

    ``value`` is exact as it was given; for a ratio it is ``numerator / denominator`` when those are known.
    ``batch`` and ``row`` lead back to the file, webhook post or message it came in, and the line there;
    ``received_at`` is when that arrived. ``version`` counts from 1; corrections keep the earlier versions.
    """

    person_id: str
    metric: str
    period: Period
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    source_id: str = ""
    observed_at: datetime | None = None
    received_at: datetime | None = None
    batch: int = 0
    file: str = ""
    row: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What was agreed for a person, metric and period; ``start_value`` is where a reduction goal began."""

    person_id: str
    metric: str
    period: Period
    target: Decimal
    start_value: Decimal | None = None
    weight: Decimal | None = None
