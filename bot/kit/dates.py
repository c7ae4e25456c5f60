"""Which days a text means: Chinese, Western and compact dates, months, quarters, weeks and years, or why not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.kit.cleaning import UnclearValue, plain
from bot.kit.period import Grain, Period, period_of

Order = Literal["ymd", "mdy", "dmy"]
MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,sep sept september,"
        "oct october,nov november,dec december".split(","),
        start=1,
    )
    for name in names.split()
}
CHINESE_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4}
EARLIEST, LATEST = 1980, 2100
_LONGEST = 200
"""Characters of a date: patterns would go through longer ones again and again."""
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: below, a number is rather a year, a month or a count

_TIME = re.compile(r"[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2}|[AaPp][Mm])?$")
_SEPARATED = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_RANGE = re.compile(r"\s*(?:~|至|到|–|—| to )\s*")
_NAMED = "|".join(sorted(MONTHS, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days that a text means, as exact as it says: ``grain`` is the unit it was written in."""

    period: Period
    grain: Grain


def _day(year: int, month: int, day: int) -> DateSpan:
    try:
        found = date(year, month, day)
    except ValueError:
        raise UnclearValue("import-impossible-date") from None
    return DateSpan(Period(found, found), Grain.DAY)


def _month(year: int, month: int) -> DateSpan:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise UnclearValue("import-impossible-date")
    return DateSpan(Period(date(year, month, 1), date(year, month, monthrange(year, month)[1])), Grain.MONTH)


def _quarter(year: int, quarter: int) -> DateSpan:
    return DateSpan(period_of(date(year, quarter * 3 - 2, 1), Grain.QUARTER), Grain.QUARTER)


def _week(year: int, week: int) -> DateSpan:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        raise UnclearValue("import-impossible-date") from None
    return DateSpan(Period(monday, monday + timedelta(days=6)), Grain.WEEK)


def _year(year: int) -> DateSpan:
    return DateSpan(Period(date(year, 1, 1), date(year, 12, 31)), Grain.YEAR)


def _number(word: str) -> int:
    return CHINESE_DIGITS.get(word) or int(word)


_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], DateSpan]]] = [
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]", lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
        (r"(\d{4})\s*年\s*(\d{1,2})\s*月份?", lambda m: _month(int(m[1]), int(m[2]))),
        (r"(\d{4})\s*年?\s*第?\s*([1-4一二三四])\s*季度?", lambda m: _quarter(int(m[1]), _number(m[2]))),
        (r"(\d{4})\s*年?\s*第?\s*(\d{1,2})\s*周", lambda m: _week(int(m[1]), int(m[2]))),
        (r"(\d{4})\s*年(?:度|全年)?", lambda m: _year(int(m[1]))),
        (r"(\d{4})[-/. ]?\s*Q([1-4])", lambda m: _quarter(int(m[1]), int(m[2]))),
        (r"Q([1-4])[-/. ']*(\d{4})", lambda m: _quarter(int(m[2]), int(m[1]))),
        (r"(\d{4})[-/. ]?W(\d{1,2})", lambda m: _week(int(m[1]), int(m[2]))),
        (r"W(?:eek\s*)?(\d{1,2})[-/. ]+(\d{4})", lambda m: _week(int(m[2]), int(m[1]))),
        (r"(\d{4})[-/.](\d{1,2})", lambda m: _month(int(m[1]), int(m[2]))),
        (r"(\d{1,2})[-/.](\d{4})", lambda m: _month(int(m[2]), int(m[1]))),
        (r"(\d{4})(\d{2})(\d{2})", lambda m: _day(int(m[1]), int(m[2]), int(m[3]))),
        (r"(\d{4})(\d{2})", lambda m: _month(int(m[1]), int(m[2]))),
        (r"(\d{4})M(\d{1,2})", lambda m: _month(int(m[1]), int(m[2]))),
        (r"(\d{4})", lambda m: _year(int(m[1]))),
        (rf"({_NAMED})\.?[-/ ,']*(\d{{4}})", lambda m: _month(int(m[2]), MONTHS[m[1].lower()])),
        (rf"(\d{{4}})[-/ ,]*({_NAMED})\.?", lambda m: _month(int(m[1]), MONTHS[m[2].lower()])),
        (
            rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/ .]*({_NAMED})\.?[-/ ,]*(\d{{4}})",
            lambda m: _day(int(m[3]), MONTHS[m[2].lower()], int(m[1])),
        ),
        (
            rf"({_NAMED})\.?[-/ ]*(\d{{1,2}})(?:st|nd|rd|th)?[-/ ,]+(\d{{4}})",
            lambda m: _day(int(m[3]), MONTHS[m[1].lower()], int(m[2])),
        ),
        (
            rf"(\d{{4}})[-/ ,]*({_NAMED})\.?[-/ ]*(\d{{1,2}})",
            lambda m: _day(int(m[1]), MONTHS[m[2].lower()], int(m[3])),
        ),
    )
]


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
    if len(text) > _LONGEST:
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
    separated = _SEPARATED.fullmatch(shown)
    if separated:
        return _ordered(separated, order)
    ends = _RANGE.split(shown)
    if len(ends) == 2:  # noqa: PLR2004 - from and to
        return _whole(*(_span(end.strip(), order=order, excel=False).period for end in ends))
    for pattern, make in _FORMS:
        match = pattern.fullmatch(shown)
        if match:
            return make(match)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", shown):
        raise UnclearValue("import-excel-date")
    raise UnclearValue("import-no-date")


def _whole(first: Period, last: Period) -> DateSpan:
    """Return what two ends mean when they are those of one whole period."""
    both = Period(first.start, last.end)
    for grain in (Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        if period_of(both.start, grain) == both:
            return DateSpan(both, grain)
    raise UnclearValue("import-no-date")


def _ordered(match: re.Match[str], order: Order | None) -> DateSpan:
    first, last = match[1], match[4]
    if len(first) == 4 and len(last) <= 2:  # noqa: PLR2004 - digits of a year, of a day
        return _day(int(first), int(match[3]), int(last))
    if len(last) != 4 or len(first) > 2:  # noqa: PLR2004
        raise UnclearValue("import-short-year")
    a, b, year = int(first), int(match[3]), int(last)
    if a == b:
        return _day(year, a, b)
    if order is None:
        order = settled(a, b)
    if order is None:
        raise UnclearValue("import-day-or-month")
    return _day(year, a, b) if order == "mdy" else _day(year, b, a)


def settled(first: int, second: int) -> Order | None:
    """Say which order two numbers before a year must stand in, or None when both are possible."""
    if first > 12 >= second:  # noqa: PLR2004 - no such month
        return "dmy"
    return "mdy" if second > 12 >= first else None  # noqa: PLR2004


def order_of(texts: Iterable[str]) -> Order | None:
    """Say in which order a whole column writes day and month: only where every telling date agrees."""
    seen: set[Order] = set()
    for text in texts:
        match = None if len(text) > _LONGEST else _SEPARATED.fullmatch(_TIME.sub("", plain(text)).strip())
        if match and len(match[4]) == 4 and len(match[1]) <= 2:  # noqa: PLR2004 - as above
            order = settled(int(match[1]), int(match[3]))
            if order:
                seen.add(order)
    return seen.pop() if len(seen) == 1 else None


def instant(text: str, *, zone: str) -> datetime:
    """Return the instant that an ISO 8601 text means; without an offset it is in the zone given.

    Raises:
        Unclear: it is no date and time.
    """
    shown = plain(text)
    try:
        read = datetime.fromisoformat(shown)
    except ValueError:
        found = span(shown)
        if found.grain is not Grain.DAY:
            raise UnclearValue("import-no-date") from None
        day = found.period.start
        read = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)
