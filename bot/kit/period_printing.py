"""How periods are written: for people in their language, and as codes; the readings take all of it back."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.kit.period import Grain, Period, period_of


class PeriodWords(Protocol):
    """The words of one language around a period, and how it writes a day."""

    def __call__(self, key: str, **values: object) -> str:
        """Return a message of the catalogue: ``period-month``, ``period-week`` and their like."""
        ...

    def day(self, day: date, *, today: date | None = None) -> str:
        """Write a day, with its year when that is another than today's."""
        ...

    def written(self, day: date, pattern: str) -> str:
        """Write a day by a CLDR pattern."""
        ...


def print_period(words: PeriodWords, period: Period, grain: Grain, *, today: date) -> str:
    """Name a period the way people say it, with its year when that is another than today's.

    Days that do not reach to its end are named with the last of them: nothing is said of those that are still to come.
    """
    whole = period_of(period.start, grain)
    if period.end >= whole.end:
        return _print_whole(words, period, grain, today=today)
    if period.start > whole.start:
        return words(
            "period-range", first=words.day(period.start, today=today), last=words.day(period.end, today=today)
        )
    if grain is Grain.MONTH:
        month = words.written(period.start, words(f"period-month-part{_past(period.start, today)}"))
        return words("period-month-to", month=month, number=period.end.day)
    name = _print_whole(words, period, grain, today=today)
    return words("period-to", period=name, day=words.day(period.end, today=today))


def _past(start: date, today: date) -> str:
    return "" if start.year == today.year else "-year"


def _print_whole(words: PeriodWords, period: Period, grain: Grain, *, today: date) -> str:
    start = period.start
    past = _past(start, today)
    match grain:
        case Grain.DAY:
            days = (today - start).days
            if days in {0, 1}:
                return words("period-yesterday" if days else "period-today")
            return words.day(start, today=today)
        case Grain.WEEK:
            return words("period-week", day=words.day(start, today=today))
        case Grain.MONTH:
            return words.written(start, words(f"period-month{past}"))
        case Grain.QUARTER:
            return words(f"period-quarter{past}", number=_quarter(start), year=str(start.year))
        case Grain.YEAR:
            return words("period-year", year=str(start.year))


def print_span(words: PeriodWords, period: Period, grain: Grain) -> str:
    """Name days with their year: in their unit where they are whole ones of it, else day by day."""
    first, last = period_of(period.start, grain), period_of(period.end, grain)
    if (first.start, last.end) != (period.start, period.end):
        grain, first, last = Grain.DAY, period_of(period.start, Grain.DAY), period_of(period.end, Grain.DAY)
    begin, end = (print_period(words, side, grain, today=date.min) for side in (first, last))
    return begin if first == last else words("period-range", first=begin, last=end)


def print_tick(words: PeriodWords, period: Period, grain: Grain) -> str:
    """Name a period as shortly as an axis wants it: no year, no today."""
    match grain:
        case Grain.DAY | Grain.WEEK:
            return words.day(period.start)
        case Grain.MONTH:
            return words.written(period.start, "MMM")
        case Grain.QUARTER | Grain.YEAR:
            return print_period(words, period, grain, today=period.start)


def period_code(period: Period, grain: Grain) -> str:
    """Write a period for keys and commands: ``2026-10-12``, ``2026-W42``, ``2026-10``, ``2026-Q4``, ``2026``."""
    start = period.start
    match grain:
        case Grain.DAY:
            return start.isoformat()
        case Grain.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        case Grain.MONTH:
            return f"{start:%Y-%m}"
        case Grain.QUARTER:
            return f"{start.year}-Q{_quarter(start)}"
        case Grain.YEAR:
            return str(start.year)


def _quarter(day: date) -> int:
    return (day.month + 2) // 3
