"""Working days by the column: how much of a period people could work, and how much of it they did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.kit.calendar import is_working_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_EPOCH = date(1970, 1, 1)
_LONG_AGO = -(2**31)


@dataclass(frozen=True, slots=True, eq=False)
class Workdays:
    """The working days of some people.

    ``person`` are their numbers, ascending, ``hired`` their first days (days since 1970-01-01; ``NaN`` unknown) and
    ``place`` where each works (see ``bot.kit.calendar``). Leave is in ``away`` (a person's number),
    ``away_from`` and ``away_to``, sorted by person and start, both days included.
    """

    person: Integers
    hired: NDArray[np.float64]
    place: Sequence[str]
    away: Integers
    away_from: Integers
    away_to: Integers
    _known: dict[str, tuple[int, Integers]] = field(default_factory=dict, init=False)

    def joined(self, person: Integers, first: Integers, last: Integers) -> NDArray[np.bool_]:
        """Say whose first day lies in a period, after its first."""
        hired = self._hired(person)
        return (hired > first) & (hired <= last)

    def absent(self, person: Integers, start: Integers, end: Integers) -> NDArray[np.bool_]:
        """Say into which spans a leave falls."""
        left, count = self._leave(person)
        absent = np.zeros(person.size, np.bool_)
        for turn in range(int(count.max(initial=0))):
            at = np.minimum(left + turn, max(self.away.size - 1, 0))
            absent |= (turn < count) & (self.away_from[at] <= end) & (self.away_to[at] >= start)
        return absent

    def offered(self, person: Integers, start: Integers, end: Integers) -> Integers:
        """Count the working days of each span at the person's place."""
        if not person.size:
            return np.empty(0, np.int64)
        places = np.array(self.place, object)[np.searchsorted(self.person, person)]
        days = np.empty(person.size, np.int64)
        for place in set(places.tolist()):
            mine = places == place
            origin, counted = self._counted(place, int(start.min()), int(end.max()))
            days[mine] = counted[np.maximum(end[mine], start[mine] - 1) + 1 - origin] - counted[start[mine] - origin]
        return days

    def worked(self, person: Integers, start: Integers, end: Integers) -> Integers:
        """Count those of them on which the person was hired already and not on leave.

        A first day after the span's end contradicts the reading and counts for nothing.
        """
        hired = self._hired(person)
        start = np.where(hired <= end, np.maximum(start, hired), start)
        days = self.offered(person, start, end)
        left, count = self._leave(person)
        behind = start - 1
        for turn in range(int(count.max(initial=0))):
            at = np.minimum(left + turn, max(self.away.size - 1, 0))
            first = np.maximum(np.maximum(self.away_from[at], start), behind + 1)  # leaves may overlap: count once
            last = np.minimum(self.away_to[at], end)
            off = (turn < count) & (first <= last)
            days[off] -= self.offered(person[off], first[off], last[off])
            behind = np.where(off, np.maximum(behind, last), behind)
        return days

    def _hired(self, person: Integers) -> Integers:
        hired = self.hired[np.searchsorted(self.person, person)]
        return np.where(np.isnan(hired), _LONG_AGO, hired).astype(np.int64)

    def _leave(self, person: Integers) -> tuple[Integers, Integers]:
        left = np.searchsorted(self.away, person, "left")
        return left, np.searchsorted(self.away, person, "right") - left

    def _counted(self, place: str, first: int, last: int) -> tuple[int, Integers]:
        """Return an origin and, from there on, how many working days lie before each day."""
        origin, counted = self._known.get(place, (0, np.empty(0, np.int64)))
        if not (counted.size and origin <= first and last + 1 < origin + counted.size):
            known = (origin, origin + counted.size) if counted.size else (first, first)
            origin, behind = min(first, known[0]), max(last + 2, known[1])
            worked = [is_working_day(_EPOCH + timedelta(days=day), place=place) for day in range(origin, behind - 1)]
            counted = np.concatenate([[0], np.cumsum(worked, dtype=np.int64)])
            self._known[place] = (origin, counted)
        return origin, counted
