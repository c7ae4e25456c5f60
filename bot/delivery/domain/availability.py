"""Availability: when people are free at the same time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.kit.calendar import instant, wall

if TYPE_CHECKING:
    from collections.abc import Iterable


LENGTH = timedelta(minutes=30)
"""How long a meeting takes."""
EARLIEST, LATEST = time(9), time(18, 30)
"""Between which times by the wall of both a meeting may begin."""
_LUNCH = time(12), time(13, 30)
_BEST = (time(15), time(15, 30), time(16), time(16, 30))
_OTHERS = (time(10), time(10, 30), time(14), time(11), time(14, 30), time(11, 30), time(13, 30), time(9, 30), time(17))
_LAST = (time(17, 30), time(9), time(18), time(18, 30))


Span = tuple[datetime, datetime]


def free(at: datetime, taken: Iterable[Span], *, timezones: Iterable[str]) -> bool:
    """Say whether a meeting can begin at an instant: in everybody's working hours, clear of lunch and of what is taken.

    The days on which they work are the caller's matter.
    """
    for timezone in timezones:
        local = wall(at, timezone=timezone).time()
        if not EARLIEST <= local <= LATEST or _LUNCH[0] <= local < _LUNCH[1]:
            return False
    return not any(begin < at + LENGTH and end > at for begin, end in taken)


def times(day: date, *, timezone: str) -> list[datetime]:
    """Return the half-hours of a day at which a meeting may begin, those first that suit most people best."""
    return [instant(day, at, timezone=timezone) for at in (*_BEST, *_OTHERS, *_LAST)]
