"""From where a spoken time is seen, and how its parts are read: the year beside it, numbers, steps from today."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period, next_period, period_of, previous_period
from bot.kit.period_words import NUMBERS, YEARS_AWAY


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The day from which something said is seen; ``ahead`` where it speaks of what is to come, as leave and targets do.

    Ahead, a Friday is the next one, a day without a year the nearest, and a month that is long over the coming one.
    """

    today: date
    ahead: bool = False


Made = tuple[Period, Grain, bool] | None
"""The days, the unit that was said, and whether the year cannot be another one; None when it is no time after all."""
Make = Callable[[re.Match[str], Viewpoint], Made]
_FULL_YEAR, _CENTURY = 4, 2000
_AHEAD_DAYS: Final = 200
"""A month that is named without a year and over for long is the coming one if it begins within so many days."""


def number_word(word: str) -> int:
    """Return the number that figures or a word of either language mean."""
    return int(word) if word.isdecimal() else NUMBERS[word]


def stated_year(match: re.Match[str], seen: Viewpoint) -> int | None:
    """Return the year that was said beside a month or quarter."""
    said = match.groupdict()
    if away := said.get("away"):
        return seen.today.year + YEARS_AWAY[away]
    digits = (said.get("year") or said.get("short") or "").translate(
        str.maketrans("〇零一二三四五六七八九", "00123456789")
    )
    if not digits:
        return None
    return int(digits) if len(digits) == _FULL_YEAR else _CENTURY + int(digits)


def newest(grain: Grain, month: int, year: int | None, seen: Viewpoint, day: int = 1) -> Made:
    """Return the period of a grain that begins in a month: of the year said, else the newest that has begun.

    Ahead that is the nearest day, and for what is over the coming one, if it begins soon.
    """
    if year is not None:
        return period_of(date(year, month, day), grain), grain, True
    firsts = []
    for back in range(-1, 9):  # the 29th of February comes round in eight years at most
        with suppress(ValueError):
            firsts.append(date(seen.today.year - back, month, day))
    if not firsts:
        raise UnclearValue("import-impossible-date")
    if seen.ahead and grain is Grain.DAY:
        nearest = min(sorted(firsts), key=lambda first: abs(first - seen.today))
        return Period(nearest, nearest), grain, False
    begun = next((first for first in firsts if first <= seen.today), None)
    if begun is None:
        raise UnclearValue("import-impossible-date")
    found = period_of(begun, grain)
    coming = period_of(min((first for first in firsts if first > seen.today), default=found.start), grain)
    if seen.ahead and found.end < seen.today and (coming.start - seen.today).days <= _AHEAD_DAYS:
        return coming, grain, False
    return found, grain, False


def steps_away(grain: Grain, steps: int, today: date) -> Period:
    """Return the period so many steps away from the one that runs; fewer than 0 are back."""
    found = period_of(today, grain)
    for _ in range(abs(steps)):
        found = previous_period(found, grain) if steps < 0 else next_period(found, grain)
    return found
