"""A period that is all that was said, or the first that a text names."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Final

from bot.kit.cleaning import UnclearValue
from bot.kit.period import Grain, Period
from bot.kit.period_readings import READINGS, WHOLE
from bot.kit.period_sentence import fold, periods, plain
from bot.kit.period_viewpoint import Made, Viewpoint

LONGEST: Final = 200
"""Characters of a period that is all that was said: patterns would go through longer ones again and again."""


def spoken_period(text: str, *, today: date, ahead: bool = False) -> tuple[Period, Grain] | None:
    """Return the first period that a text names, seen from a day, and its grain; None when it names none."""
    with suppress(UnclearValue):
        if alone := whole_period(text, Viewpoint(today, ahead)):
            return alone[:2]
    said = periods(text, today=today, ahead=ahead)
    return next(((part.period, part.grain) for part in said if part.period), None)


def whole_period(text: str, seen: Viewpoint) -> Made:
    """Return the period that a text means where it says nothing else, None when it says something else.

    Raises:
        Unclear: an impossible date, or one that could be two.
    """
    folded = fold(plain(text)).strip()
    if len(folded) > LONGEST:
        return None
    if found := first_made(folded, seen):
        return found
    said = periods(text.strip(), today=seen.today, ahead=seen.ahead)
    if len(said) != 1 or (said[0].start, said[0].end) != (0, len(folded)) or said[0].period is None:
        return None
    return said[0].period, said[0].grain, said[0].dated


def first_made(folded: str, seen: Viewpoint, *, stated: bool = False) -> Made:
    """Return what the first reading that fits a whole text makes of it; ``stated``: of those that say their year.

    Raises:
        Unclear: the text is an impossible date, or one that could be two.
    """
    wrong: UnclearValue | None = None
    for pattern, make in _SAYING_THEIR_YEAR if stated else _ALONE:
        match = pattern.fullmatch(folded)
        if match is None or (stated and not any(match.groupdict().get(name) for name in _YEAR_SAID)):
            continue
        try:
            made = make(match, seen)
        except UnclearValue as unclear:
            wrong = wrong or unclear
        except (ValueError, OverflowError):
            wrong = wrong or UnclearValue("import-impossible-date")
        else:
            if made:
                return made
    if wrong:
        raise wrong
    return None


_YEAR_SAID: Final = ("year", "short", "iso")
"""Groups of a reading that say the year itself, so that it is the same seen from every day."""
_ALONE: Final = (*WHOLE, *READINGS)
_SAYING_THEIR_YEAR: Final = tuple(
    (pattern, make) for pattern, make in _ALONE if any(name in pattern.groupindex for name in _YEAR_SAID)
)
