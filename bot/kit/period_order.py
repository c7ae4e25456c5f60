"""Days written in figures, such as ``03/04/2025``: in which order day and month stand there."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, Literal

from bot.kit.cleaning import UnclearValue

Order = Literal["ymd", "mdy", "dmy"]
SEPARATED: Final = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_YEAR, _DAY = 4, 2
"""The most digits of each."""
_MONTHS = 12


def numeric_day(match: re.Match[str], order: Order | None = None) -> date:
    """Return the day that three numbers mean; ``order`` settles those that could be two.

    Raises:
        Unclear: an impossible day, a year of two digits, or one that could be two days.
    """
    first, last = match[1], match[4]
    if len(first) == _YEAR and len(last) <= _DAY:
        return _day(int(first), int(match[3]), int(last))
    if len(last) != _YEAR or len(first) > _DAY:
        raise UnclearValue("import-short-year")
    a, b, year = int(first), int(match[3]), int(last)
    order = order or ("dmy" if a == b else settled(a, b))
    if order is None:
        raise UnclearValue("import-day-or-month")
    return _day(year, a, b) if order == "mdy" else _day(year, b, a)


def settled(first: int, second: int) -> Order | None:
    """Say which order two numbers before a year must stand in, or None when both are possible."""
    if first > _MONTHS >= second:
        return "dmy"
    return "mdy" if second > _MONTHS >= first else None


def telling(match: re.Match[str]) -> Order | None:
    """Say which order a day in figures shows, if it ends with its year and is only one day."""
    behind = len(match[4]) == _YEAR and len(match[1]) <= _DAY
    return settled(int(match[1]), int(match[3])) if behind else None


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnclearValue("import-impossible-date") from None
