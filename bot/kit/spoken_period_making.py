"""What a spoken time means, seen from a day: each function makes the period of one kind of match."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.dates import MONTHS, span
from bot.kit.period import Grain, Period, next_period, period_of, previous_period
from bot.kit.spoken_period_words import NUMBERS, UNITS, WEEKDAYS, YEARS_AWAY

Made = tuple[Period, Grain, bool] | None
"""The days, the unit that was said, and whether the year cannot be another one; None when it is no time after all."""
Make = Callable[[re.Match[str], date], Made]
_FULL_YEAR, _CENTURY = 4, 2000


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word]


def _year(match: re.Match[str], today: date) -> int | None:
    """Return the year that was said beside a month or quarter."""
    said = match.groupdict()
    if away := said.get("away"):
        return today.year + YEARS_AWAY[away]
    digits = (said.get("year") or said.get("short") or "").translate(
        str.maketrans("〇零一二三四五六七八九", "00123456789")
    )
    if not digits:
        return None
    return int(digits) if len(digits) == _FULL_YEAR else _CENTURY + int(digits)


def _newest(grain: Grain, month: int, year: int | None, today: date, day: int = 1) -> Made:
    """Return the period of a grain that begins in a month: of the year said, else the newest that has begun."""
    if year is not None:
        return period_of(date(year, month, day), grain), grain, True
    for back in range(9):  # the 29th of February comes round in eight years at most
        with suppress(ValueError):
            if (first := date(today.year - back, month, day)) <= today:
                return period_of(first, grain), grain, False
    raise UnclearValue("import-impossible-date")


def by_month(match: re.Match[str], today: date) -> Made:
    """Read a month, with its year or without."""
    word = match["month"]
    number = MONTHS.get(word) or _number(word)
    return _newest(Grain.MONTH, number, _year(match, today), today)


def by_relative_month(match: re.Match[str], today: date) -> Made:
    """Read "last October" as the newest that is over, "this" as this year's, "next" as the first that is to come."""
    number, word = MONTHS[match["month"]], match["which"]
    year = today.year
    if word == "last" and date(year, number, 1) >= period_of(today, Grain.MONTH).start:
        year -= 1
    if word == "next" and date(year, number, 1) <= today:
        year += 1
    return period_of(date(year, number, 1), Grain.MONTH), Grain.MONTH, True


def by_quarter(match: re.Match[str], today: date) -> Made:
    """Read a quarter, with its year or without."""
    return _newest(Grain.QUARTER, _number(match["q"]) * 3 - 2, _year(match, today), today)


def by_half(match: re.Match[str], today: date) -> Made:
    """Read half a year: of the year said, else the newest that has begun."""
    second = match["half"] in {"second", "2nd", "下", "2"}
    year = _year(match, today)
    if year is None:
        year = today.year - (second and today.month <= 6)  # noqa: PLR2004 - the half that has begun
    first, last = (7, 12) if second else (1, 6)
    return Period(date(year, first, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def by_day(match: re.Match[str], today: date) -> Made:
    """Read a day of a month."""
    word = match["month"]
    number = MONTHS.get(word) or _number(word)
    return _newest(Grain.DAY, number, _year(match, today), today, day=int(match["day"]))


def by_days(match: re.Match[str], today: date) -> Made:
    """Read a span of days within a month."""
    first = by_day(match, today)
    if first is None:
        return None
    last = first[0].start.replace(day=int(match["last"]))
    if last < first[0].start:
        raise UnclearValue("spoken-span-backwards")
    return Period(first[0].start, last), Grain.DAY, True


def by_months(match: re.Match[str], today: date) -> Made:
    """Read ``7-9月``."""
    last = _newest(Grain.MONTH, _number(match["last"]), _year(match, today), today)
    if last is None:
        return None
    year = last[0].start.year - (_number(match["month"]) > _number(match["last"]))
    return Period(date(year, _number(match["month"]), 1), last[0].end), Grain.MONTH, True


def by_quarters(match: re.Match[str], today: date) -> Made:
    """Read ``一至三季度``, and ``前三季度``, which are the first ones of a year."""
    first, last = _number(match.groupdict().get("q") or "1"), _number(match["last"])
    year = _year(match, today) or today.year
    if last < first:
        raise UnclearValue("spoken-span-backwards")
    end = period_of(date(year, last * 3, 1), Grain.QUARTER).end
    return Period(date(year, first * 3 - 2, 1), end), Grain.QUARTER, True


def by_first_months(match: re.Match[str], today: date) -> Made:
    """Read the first months of a year, so many of them."""
    year, last = _year(match, today) or today.year, _number(match["n"])
    if last > 12:  # noqa: PLR2004 - months of a year
        raise UnclearValue("import-impossible-date")
    return Period(date(year, 1, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def by_year(match: re.Match[str], today: date) -> Made:
    """Read a year."""
    year = _year(match, today)
    return None if year is None else (period_of(date(year, 1, 1), Grain.YEAR), Grain.YEAR, True)


def by_span(match: re.Match[str], _today: date) -> Made:
    """Read days written in figures."""
    read = span(match[0].replace("年", "-").replace(".", "-") if match["iso"] else match[0])
    return read.period, read.grain, True


def _steps(grain: Grain, steps: int, today: date) -> Period:
    """Return the period so many steps away from the one that runs; fewer than 0 are back."""
    found = period_of(today, grain)
    for _ in range(abs(steps)):
        found = previous_period(found, grain) if steps < 0 else next_period(found, grain)
    return found


def here(steps: int) -> Make:
    """Make what reads the period of a unit that is so many steps away."""

    def make(match: re.Match[str], today: date) -> Made:
        grain = UNITS[match["unit"]]
        return _steps(grain, steps, today), grain, True

    return make


def up(match: re.Match[str], today: date) -> Made:
    """Read ``上上个月``: as many steps back as there are 上."""
    grain = UNITS[match["unit"]]
    return _steps(grain, -len(match["up"]), today), grain, True


def ago(match: re.Match[str], today: date) -> Made:
    """Read ``three months ago`` as the period so many steps back."""
    grain = UNITS[match["unit"]]
    return _steps(grain, -_number(match["n"]), today), grain, True


def several(match: re.Match[str], today: date) -> Made:
    """Read so many whole periods before the one that runs; "the past year" is twelve months."""
    grain, n = UNITS[match["unit"]], _number(match["n"])
    if not n:
        raise UnclearValue("import-no-date")
    if grain is Grain.YEAR and match.groupdict().get("past"):
        grain, n = Grain.MONTH, n * 12
    return Period(_steps(grain, -n, today).start, _steps(grain, -1, today).end), grain, True


def half_year(_match: re.Match[str], today: date) -> Made:
    """Read the last half-year as the six whole months before the one that runs."""
    return Period(_steps(Grain.MONTH, -6, today).start, _steps(Grain.MONTH, -1, today).end), Grain.MONTH, True


def to_date(match: re.Match[str], today: date) -> Made:
    """Read what has gone by of the year, quarter or month that runs."""
    grain = next(grain for name, grain in _TO_DATE.items() if match[name])
    return Period(period_of(today, grain).start, today), grain, True


_TO_DATE: Final = {"year_now": Grain.YEAR, "quarter_now": Grain.QUARTER, "month_now": Grain.MONTH}


def by_week(match: re.Match[str], today: date) -> Made:
    """Read the number of a week: of the year said, else the newest that has begun."""
    year = _year(match, today)
    number = int(match["week"])
    try:
        monday = date.fromisocalendar(year or today.year, number, 1)
        if year is None and monday > today:
            monday = date.fromisocalendar(today.year - 1, number, 1)
    except ValueError:
        raise UnclearValue("import-impossible-date") from None
    return period_of(monday, Grain.WEEK), Grain.WEEK, True


def week_of_month(match: re.Match[str], today: date) -> Made:
    """Read the so-manieth week of a month: a week belongs to the month in which its Thursday lies."""
    month = by_month(match, today)
    if month is None:
        return None
    first = month[0].start + timedelta(days=(3 - month[0].start.weekday()) % 7)
    thursdays = [day for n in range(5) if (day := first + timedelta(days=7 * n)) <= month[0].end]
    place = -1 if match["nth"] == "last" else _number(match["nth"]) - 1
    if place >= len(thursdays):
        raise UnclearValue("import-impossible-date")
    return period_of(thursdays[place], Grain.WEEK), Grain.WEEK, True


def part_of_month(match: re.Match[str], today: date) -> Made:
    """Read half or a third of a month."""
    month = by_month(match, today)
    if month is None:
        return None
    first, last = _PARTS[match["part"]]
    start = month[0].start
    return Period(start.replace(day=first), start.replace(day=last) if last else month[0].end), Grain.DAY, True


_PARTS: Final = {
    **dict.fromkeys(("first", "1st"), (1, 15)),
    **dict.fromkeys(("second", "2nd"), (16, 0)),
    "上": (1, 10),
    "中": (11, 20),
    "下": (21, 0),
}


def end_of_year(match: re.Match[str], today: date) -> Made:
    """Read ``年初``, ``年中`` and ``年底`` as January, June and December."""
    year = today.year + YEARS_AWAY[match["away"]]
    month = {"初": 1, "中": 6}.get(match["part"], 12)
    return period_of(date(year, month, 1), Grain.MONTH), Grain.MONTH, True


def weekday(match: re.Match[str], today: date) -> Made:
    """Read a weekday that is over, or of a week that was said."""
    monday = today - timedelta(days=today.weekday())
    number, which = WEEKDAYS[match["weekday"]], match["which"]
    if which in {"上", "上上"}:
        day = monday + timedelta(days=number - 7 * len(which))
    elif which in {"本", "这"}:
        day = monday + timedelta(days=number)
    else:
        day = today - timedelta(days=(today.weekday() - number) % 7 or (7 if which == "last" else 0))
    return Period(day, day), Grain.DAY, True


def weekend(_match: re.Match[str], today: date) -> Made:
    """Read the weekend before this week."""
    saturday = today - timedelta(days=today.weekday() + 2)
    return Period(saturday, saturday + timedelta(days=1)), Grain.DAY, True


def near(match: re.Match[str], today: date) -> Made:
    """Read today and the days around it."""
    day = today + timedelta(days=_NEAR[match[0]])
    return Period(day, day), Grain.DAY, True


_NEAR: Final = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("the day before yesterday", "day before yesterday", "前天", "前日"), -2),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    "大前天": -3,
    "后天": 2,
}
