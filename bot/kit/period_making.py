"""What a spoken time means, seen from a day: each function makes the period of one kind of match."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, period_of
from bot.kit.period_order import SEPARATED, numeric_day
from bot.kit.period_viewpoint import Made, Make, Viewpoint, newest, number_word, stated_year, steps_away
from bot.kit.period_words import DAYS_AWAY, MONTHS, UNITS, WEEKDAYS, YEARS_AWAY


def by_month(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a month, with its year or without."""
    word = match["month"]
    number = MONTHS.get(word) or number_word(word)
    return newest(Grain.MONTH, number, stated_year(match, seen), seen)


def by_relative_month(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read "last October" as the newest that is over, "this" as this year's, "next" as the first that is to come."""
    number, word = MONTHS[match["month"]], match["which"]
    today = seen.today
    year = today.year
    if word == "last" and date(year, number, 1) >= period_of(today, Grain.MONTH).start:
        year -= 1
    if word == "next" and date(year, number, 1) <= today:
        year += 1
    return period_of(date(year, number, 1), Grain.MONTH), Grain.MONTH, True


def by_quarter(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a quarter, with its year or without."""
    return newest(Grain.QUARTER, number_word(match["q"]) * 3 - 2, stated_year(match, seen), seen)


def by_half(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read half a year: of the year said, else the newest that has begun."""
    second = match["half"] in {"second", "2nd", "下", "2"}
    year = stated_year(match, seen)
    if year is None:
        year = seen.today.year - (second and seen.today.month <= 6)  # noqa: PLR2004 - the half that has begun
    first, last = (7, 12) if second else (1, 6)
    return Period(date(year, first, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def by_day(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a day of a month."""
    word = match["month"]
    number = MONTHS.get(word) or number_word(word)
    return newest(Grain.DAY, number, stated_year(match, seen), seen, day=int(match["day"]))


def by_days(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a span of days within a month."""
    first = by_day(match, seen)
    if first is None:
        return None
    last = first[0].start.replace(day=int(match["last"]))
    if last < first[0].start:
        raise UnclearValue("spoken-span-backwards")
    return Period(first[0].start, last), Grain.DAY, True


def by_months(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``7-9月``."""
    last = newest(Grain.MONTH, number_word(match["last"]), stated_year(match, seen), seen)
    if last is None:
        return None
    year = last[0].start.year - (number_word(match["month"]) > number_word(match["last"]))
    return Period(date(year, number_word(match["month"]), 1), last[0].end), Grain.MONTH, True


def by_quarters(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``一至三季度``, and ``前三季度``, which are the first ones of a year."""
    first, last = number_word(match.groupdict().get("q") or "1"), number_word(match["last"])
    year = stated_year(match, seen) or seen.today.year
    if last < first:
        raise UnclearValue("spoken-span-backwards")
    end = period_of(date(year, last * 3, 1), Grain.QUARTER).end
    return Period(date(year, first * 3 - 2, 1), end), Grain.QUARTER, True


def by_first_months(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read the first months of a year, so many of them."""
    year, last = stated_year(match, seen) or seen.today.year, number_word(match["n"])
    if last > 12:  # noqa: PLR2004 - months of a year
        raise UnclearValue("import-impossible-date")
    return Period(date(year, 1, 1), period_of(date(year, last, 1), Grain.MONTH).end), Grain.MONTH, True


def by_year(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a year."""
    year = stated_year(match, seen)
    return None if year is None else (period_of(date(year, 1, 1), Grain.YEAR), Grain.YEAR, True)


def by_span(match: re.Match[str], _seen: Viewpoint) -> Made:
    """Read days written in figures."""
    figures = SEPARATED.fullmatch(re.sub(r"[-/.]", "-", match[0]))
    if figures is None:
        raise UnclearValue("import-no-date")
    day = numeric_day(figures)
    return Period(day, day), Grain.DAY, True


def here(steps: int) -> Make:
    """Make what reads the period of a unit that is so many steps away."""

    def make(match: re.Match[str], seen: Viewpoint) -> Made:
        grain = UNITS[match["unit"]]
        return steps_away(grain, steps, seen.today), grain, True

    return make


def up(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``上上个月``: as many steps back as there are 上."""
    grain = UNITS[match["unit"]]
    return steps_away(grain, -len(match["up"]), seen.today), grain, True


def ago(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``three months ago`` as the period so many steps back."""
    grain = UNITS[match["unit"]]
    return steps_away(grain, -number_word(match["n"]), seen.today), grain, True


def from_now(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``3 weeks from now``: days and weeks lead to a day, longer units to a whole one."""
    grain, n = UNITS[match["unit"]], number_word(match["n"])
    if grain in {Grain.DAY, Grain.WEEK}:
        day = seen.today + timedelta(days=n * (7 if grain is Grain.WEEK else 1))
        return Period(day, day), Grain.DAY, True
    return steps_away(grain, n, seen.today), grain, True


def in_time(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``in 3 days`` and ``3 days`` where they lead ahead; of figures "in 3 days" says how long they took."""
    return from_now(match, seen) if seen.ahead else None


def several(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read so many whole periods before the one that runs; "the past year" is twelve months."""
    grain, n = UNITS[match["unit"]], number_word(match["n"])
    if not n:
        raise UnclearValue("import-no-date")
    if grain is Grain.YEAR and match.groupdict().get("past"):
        grain, n = Grain.MONTH, n * 12
    return Period(steps_away(grain, -n, seen.today).start, steps_away(grain, -1, seen.today).end), grain, True


def half_year(_match: re.Match[str], seen: Viewpoint) -> Made:
    """Read the last half-year as the six whole months before the one that runs."""
    return (
        Period(steps_away(Grain.MONTH, -6, seen.today).start, steps_away(Grain.MONTH, -1, seen.today).end),
        Grain.MONTH,
        True,
    )


def to_date(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read what has gone by of the year, quarter or month that runs."""
    grain = next(grain for name, grain in _TO_DATE.items() if match[name])
    return Period(period_of(seen.today, grain).start, seen.today), grain, True


_TO_DATE: Final = {"year_now": Grain.YEAR, "quarter_now": Grain.QUARTER, "month_now": Grain.MONTH}


def by_week(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read the number of a week: of the year said, else the newest that has begun."""
    year = stated_year(match, seen)
    number = int(match["week"])
    try:
        monday = date.fromisocalendar(year or seen.today.year, number, 1)
        if year is None and monday > seen.today:
            monday = date.fromisocalendar(seen.today.year - 1, number, 1)
    except ValueError:
        raise UnclearValue("import-impossible-date") from None
    return period_of(monday, Grain.WEEK), Grain.WEEK, True


def week_of_month(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read the so-manieth week of a month: a week belongs to the month in which its Thursday lies."""
    month = by_month(match, seen)
    if month is None:
        return None
    first = month[0].start + timedelta(days=(3 - month[0].start.weekday()) % 7)
    thursdays = [day for n in range(5) if (day := first + timedelta(days=7 * n)) <= month[0].end]
    place = -1 if match["nth"] == "last" else number_word(match["nth"]) - 1
    if place >= len(thursdays):
        raise UnclearValue("import-impossible-date")
    return period_of(thursdays[place], Grain.WEEK), Grain.WEEK, True


def part_of_month(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read half or a third of a month."""
    month = by_month(match, seen)
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


def end_of_year(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read ``年初``, ``年中`` and ``年底`` as January, June and December."""
    year = seen.today.year + YEARS_AWAY[match["away"]]
    month = {"初": 1, "中": 6}.get(match["part"], 12)
    return period_of(date(year, month, 1), Grain.MONTH), Grain.MONTH, True


def weekday(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read a weekday of a week that was said; without one the last that has come, or ahead the next that will."""
    today = seen.today
    number, which = WEEKDAYS[match["weekday"]], match.groupdict().get("which") or ""
    monday = today - timedelta(days=today.weekday())
    away = _WEEKS_AWAY.get(which)
    if away is not None:
        day = monday + timedelta(days=number + 7 * away)
    elif seen.ahead and which not in {"last", "this past"}:
        day = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    else:
        day = today - timedelta(days=(today.weekday() - number) % 7 or (7 if which == "last" else 0))
    return Period(day, day), Grain.DAY, True


_WEEKS_AWAY: Final = {"上": -1, "上上": -2, "本": 0, "这": 0, "下": 1, "下下": 2, "next": 1}


def weekend(_match: re.Match[str], seen: Viewpoint) -> Made:
    """Read the weekend before this week."""
    saturday = seen.today - timedelta(days=seen.today.weekday() + 2)
    return Period(saturday, saturday + timedelta(days=1)), Grain.DAY, True


def near(match: re.Match[str], seen: Viewpoint) -> Made:
    """Read today and the days around it."""
    day = seen.today + timedelta(days=DAYS_AWAY[match[0]])
    return Period(day, day), Grain.DAY, True
