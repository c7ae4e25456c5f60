"""Instants and what clocks on walls show, as columns of microseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.kit.calendar import zone

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

MICROSECONDS_OF_DAY: Final = 86_400_000_000
"""Microseconds of a day."""
_QUARTER: Final = 900_000_000
_START: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - what a clock shows has no zone
_MICROSECOND: Final = timedelta(microseconds=1)


def local_days(at: Ints, *, timezone: str) -> Ints:
    """Return the day (since 1970-01-01) that each instant falls on in an IANA zone.

    Clocks are changed at full quarters of an hour (in every zone since 1972), and not twice on a day: quarters are
    looked up only of the days between whose ends they are changed.
    """
    days, place = np.unique(at // MICROSECONDS_OF_DAY, return_inverse=True)
    first = _ahead(days * MICROSECONDS_OF_DAY, timezone)
    changed = first != _ahead((days + 1) * MICROSECONDS_OF_DAY, timezone)
    ahead = first[place.reshape(-1)]
    some = np.flatnonzero(changed[place.reshape(-1)])
    quarters, place = np.unique(at[some] // _QUARTER, return_inverse=True)
    ahead[some] = _ahead(quarters * _QUARTER, timezone)[place.reshape(-1)]
    return np.asarray((at + ahead) // MICROSECONDS_OF_DAY)


def _ahead(at: Ints, timezone: str) -> Ints:
    """Return by how much the clocks of a zone are ahead of UTC at some instants of whole seconds."""
    there = zone(timezone)
    offsets = (datetime.fromtimestamp(each // 1_000_000, there).utcoffset() for each in at.tolist())
    return np.array([(offset or timedelta()) // _MICROSECOND for offset in offsets], np.int64)


def instants_of_clock(shown: Ints, *, timezone: str) -> Ints:
    """Return the instant at which a clock in an IANA zone shows each time: the first of two in autumn.

    A time that spring leaves out is counted on from before the gap, as :func:`bot.kit.calendar.instant` does.
    """
    there = zone(timezone)
    times, place = np.unique(shown, return_inverse=True)
    found = [
        round((_START + timedelta(microseconds=each)).replace(tzinfo=there).astimezone(UTC).timestamp() * 1_000_000)
        for each in times.tolist()
    ]
    return np.array(found, np.int64)[place.reshape(-1)]


def clock_of(shown: datetime) -> int:
    """Return what a clock shows, without a zone, as a number of such a column."""
    return (shown - _START) // _MICROSECOND
