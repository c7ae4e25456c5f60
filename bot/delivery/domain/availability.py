"""Availability: when people are free at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.kit.calendar import instant, wall

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.delivery.domain.policy import Policy


LENGTH = timedelta(minutes=30)
"""How long a meeting takes."""
EARLIEST, END = time(9), time(19)
"""Between which times by the wall of both a meeting lies where nothing else is said."""
_LUNCH = time(12), time(13, 30)
_BEST = (time(15), time(15, 30), time(16), time(16, 30))
_OTHERS = (time(10), time(10, 30), time(14), time(11), time(14, 30), time(11, 30), time(13, 30), time(9, 30), time(17))
_LAST = (time(17, 30), time(9), time(18), time(18, 30))


Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class WorkTime:
    """When somebody may meet, by the wall of their zone; a ``last`` before ``first`` is a night that spans midnight.

    Who works by day has a lunch hour too.
    """

    timezone: str
    first: time = EARLIEST
    last: time = END

    @classmethod
    def of(cls, policy: Policy, *, timezone: str) -> WorkTime:
        """Return it by the hours in which a policy lets people be spoken to; the usual ones where it has none."""
        if policy.quiet_from == policy.quiet_until:
            return cls(timezone)
        return cls(timezone, policy.quiet_until, policy.quiet_from)

    @property
    def overnight(self) -> bool:
        """Whether it spans midnight: a night shift."""
        return self.last <= self.first

    def holds(self, at: datetime) -> bool:
        """Say whether a meeting that begins at an instant lies in it from beginning to end, clear of lunch."""
        begin, end = (wall(moment, timezone=self.timezone).time() for moment in (at, at + LENGTH))
        if self.overnight:
            return (begin >= self.first or begin < self.last) and (end > self.first or end <= self.last)
        whole = self.first <= begin < end <= self.last
        return whole and not _LUNCH[0] <= begin < _LUNCH[1]


def free(at: datetime, taken: Iterable[Span], *, times: Iterable[WorkTime]) -> bool:
    """Say whether a meeting can begin at an instant: in everybody's working hours, clear of lunch and of what is taken.

    The days on which they work are the caller's matter.
    """
    return all(person.holds(at) for person in times) and not any(
        begin < at + LENGTH and end > at for begin, end in taken
    )


def times(day: date, *, timezone: str) -> list[datetime]:
    """Return the half-hours of a day at which a meeting may begin, those first that suit most people best."""
    usual = (*_BEST, *_OTHERS, *_LAST)
    night = [time(hour, minute) for hour in range(24) for minute in (0, 30)]
    return [instant(day, at, timezone=timezone) for at in dict.fromkeys((*usual, *night))]
