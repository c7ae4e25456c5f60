"""Which days a text means that is read without a day to see it from, such as a cell of a file, or why none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.kit.cleaning import UnclearValue, plain
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_alone import LONGEST, first_made, whole_period
from bot.kit.period_order import SEPARATED, Order, numeric_day, telling
from bot.kit.period_viewpoint import Viewpoint

EARLIEST, LATEST = 1980, 2100
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: below, a number is rather a year, a month or a count

_TIME = re.compile(r"[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|[AaPp][Mm])?$")
_RANGE = re.compile(r"\s*(?:~|至|到|–|—| to )\s*")
_NOWHERE: Final = Viewpoint(date.min)
"""What says its year itself is the same seen from every day."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days that a text means, as exact as it says: ``grain`` is the unit it was written in."""

    period: Period
    grain: Grain


def span(
    text: str, *, order: Order | None = None, excel: bool = False, earliest: int = EARLIEST, latest: int = LATEST
) -> DateSpan:
    """Return the days that a text means; a time of day behind a date is left off (the date is as written there).

    ``order`` settles ``03/04/2025``: from the mapping, or from the column as a whole (:func:`order_of`). ``excel``
    says that bare numbers are Excel's serial days. ``earliest`` and ``latest`` are the first and the last year that
    is no slip.

    Raises:
        Unclear: no date, an impossible one, one before ``earliest`` or after ``latest``, or one that could be two days.
    """
    if len(text) > LONGEST:
        raise UnclearValue("import-no-date")
    shown = _TIME.sub("", plain(text)).strip()
    shown = shown.removeprefix("'")
    found = _span(shown, order=order, excel=excel)
    if not earliest <= found.period.start.year <= latest:
        raise UnclearValue("import-implausible-date", earliest=str(earliest), latest=str(latest))
    return found


def _span(shown: str, *, order: Order | None, excel: bool) -> DateSpan:
    if excel:
        serial = re.fullmatch(r"(\d{5})(?:\.\d+)?", shown)
        if serial and int(serial[1]) in _EXCEL_DAYS:
            day = _EXCEL_EPOCH + timedelta(days=int(serial[1]))
            return DateSpan(Period(day, day), Grain.DAY)
    separated = SEPARATED.fullmatch(shown)
    if separated:
        day = numeric_day(separated, order)
        return DateSpan(Period(day, day), Grain.DAY)
    ends = _RANGE.split(shown)
    if len(ends) == 2 and all(ends):  # noqa: PLR2004 - from and to
        return _whole(_between(shown, *(end.strip() for end in ends), order=order))
    if found := first_made(shown.lower(), _NOWHERE, stated=True):
        period, grain, _ = found
        return DateSpan(period, grain) if period_of(period.start, grain) == period else _whole(period)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", shown):
        raise UnclearValue("import-excel-date")
    raise UnclearValue("import-no-date")


def _between(shown: str, first: str, last: str, *, order: Order | None) -> Period:
    """Return the days of a range: of two ends that say their year each, or of one that says it for both."""
    try:
        begin, end = (_span(said, order=order, excel=False).period for said in (first, last))
        return Period(begin.start, end.end)
    except UnclearValue:
        seen = {made[0] for day in _FAR_APART if (made := whole_period(shown, Viewpoint(day)))}
        if len(seen) != 1:
            raise
        return seen.pop()


_FAR_APART: Final = (date(1900, 6, 15), date(2200, 6, 15))
"""What is the same seen from both depends on no day."""


def _whole(both: Period) -> DateSpan:
    """Return what two ends mean when they are those of one whole period."""
    for grain in Grain:
        if period_of(both.start, grain) == both:
            return DateSpan(both, grain)
    raise UnclearValue("import-no-date")


def order_of(texts: Iterable[str]) -> Order | None:
    """Say in which order a whole column writes day and month: only where every telling date agrees."""
    seen: set[Order] = set()
    for text in texts:
        match = None if len(text) > LONGEST else SEPARATED.fullmatch(_TIME.sub("", plain(text)).strip())
        if match and (order := telling(match)):
            seen.add(order)
    return seen.pop() if len(seen) == 1 else None


def instant(text: str, *, zone: str) -> datetime:
    """Return the instant that an ISO 8601 text means; without an offset it is in the zone given.

    Raises:
        Unclear: it is no date and time.
    """
    read = moment(text)
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def moment(text: str) -> datetime:
    """Return what an ISO 8601 text says: an instant, or without an offset what a clock showed, without zone.

    A day is the midnight with which it begins.

    Raises:
        Unclear: it is no date and time.
    """
    shown = plain(text)
    try:
        return datetime.fromisoformat(shown)
    except ValueError:
        found = span(shown)
        if found.grain is not Grain.DAY:
            raise UnclearValue("import-no-date") from None
        return datetime.combine(found.period.start, time())
