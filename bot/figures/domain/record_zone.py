"""Where records lie in somebody's time zone: days that follow from instants, and instants that follow from a clock.

Of an instant with an offset the day is the local one, of a time without an offset the instant is; a day that was
written stays whatever the zone is. So another zone moves records as if it had been known from the start.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.record import BY_INSTANT, DAY_WRITTEN
from bot.kit.local_times import instants_of_clock, local_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns

    Ints = NDArray[np.int64]


def moved(day: Ints, at: Ints, clock: Ints, *, timezone: str) -> tuple[Ints, Ints]:
    """Return days (since 1970-01-01) and instants (microseconds) as they are in a zone; ``clock`` says what follows."""
    day, at = day.copy(), at.copy()
    instants, shown = clock == BY_INSTANT, clock > BY_INSTANT
    day[instants] = local_days(at[instants], timezone=timezone)
    at[shown] = instants_of_clock(clock[shown], timezone=timezone)
    return day, at


def placed(records: RecordColumns, zones: Mapping[int, str]) -> RecordColumns:
    """Return records as they lie in the zones of those whom they are about, by a person's number."""
    day, at = records.day.copy(), records.at.copy()
    free = records.clock != DAY_WRITTEN
    for timezone in dict.fromkeys(zones.values()):
        people = [number for number, name in zones.items() if name == timezone]
        mine = np.flatnonzero(free & np.isin(records.person, people))
        day[mine], at[mine] = moved(day[mine], at[mine], records.clock[mine], timezone=timezone)
    return replace(records, day=day, at=at)
