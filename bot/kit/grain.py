"""Periods by number: whole columns of days to period numbers of their grain, and back.

A period's number counts its grain's periods, so that "directly preceding" is a difference of one. Days are days since
1970-01-01; weeks run Monday to Sunday (ISO 8601).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.kit.period import Grain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Days = NDArray[np.int64]

GRAINS = tuple(Grain)
"""A grain's code in a column of grains is its place here."""

NEVER = -(2**31)
"""A period number that no period has: the year before had no such period."""

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_MONDAY = 3  # 1970-01-01 was a Thursday: three days after a Monday
_WEEK = 7


def period_number(day: Days, grain: Grain) -> Days:
    """Return the numbers of the periods in which the days lie."""
    match grain:
        case Grain.DAY:
            return day
        case Grain.WEEK:
            return (day + _MONDAY) // _WEEK
        case Grain.MONTH | Grain.QUARTER | Grain.YEAR:
            months: Days = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
            return months // _MONTHS[grain]


def first_day(number: Days, grain: Grain) -> Days:
    """Return the first days of the periods with these numbers."""
    match grain:
        case Grain.DAY:
            return number
        case Grain.WEEK:
            return number * _WEEK - _MONDAY
        case Grain.MONTH | Grain.QUARTER | Grain.YEAR:
            months = (number * _MONTHS[grain]).astype("datetime64[M]")
            return months.astype("datetime64[D]").astype(np.int64)


def year_before(number: Days, grain: Grain) -> Days:
    """Return the numbers of the same periods one year before; ``NEVER`` where that year has none.

    For a day that is the same date (none for 29 February), for a week the week of the same ISO number (a year without
    a week 53 has none).
    """
    match grain:
        case Grain.DAY:
            day = number.astype("datetime64[D]")
            month = day.astype("datetime64[M]")
            date = (month - 12).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
            return np.where(date.astype("datetime64[M]") == month - 12, date.astype(np.int64), NEVER)
        case Grain.WEEK:
            year, week = _iso_week(number)
            then = np.full_like(number, NEVER)
            for weeks in (52, 53):
                year_then, week_then = _iso_week(number - weeks)
                then = np.where((year_then == year - 1) & (week_then == week), number - weeks, then)
            return then
        case Grain.MONTH | Grain.QUARTER | Grain.YEAR:
            return number - 12 // _MONTHS[grain]


def _iso_week(number: Days) -> tuple[Days, Days]:
    """Return the ISO year and week of week numbers: a week belongs to the year of its Thursday."""
    thursday = number * _WEEK
    year = thursday.astype("datetime64[D]").astype("datetime64[Y]")
    return year.astype(np.int64), (thursday - year.astype("datetime64[D]").astype(np.int64)) // _WEEK


def each(function: Callable[[Days, Grain], Days], column: Days, code: Days) -> Days:
    """Apply one of these functions to a column whose grain differs from row to row; ``code`` is a place in GRAINS."""
    result = np.empty_like(column)
    for place, grain in enumerate(GRAINS):
        mine = code == place
        if mine.all():
            return function(column, grain)
        if mine.any():
            result[mine] = function(column[mine], grain)
    return result
