"""The time of day of records as a dimension: three bands of eight hours, as shifts commonly are."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.feedback.domain.driver import HOURS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

    from bot.figures.domain.record import Record

BANDS: Final = ("22:00–06:00", "06:00–14:00", "14:00–22:00")
"""The members of the dimension; the code of each is its place and one."""
_SHIFTS: Final = frozenset({"shift", "班次", "班"})
_STEP: Final = 1_800
"""Seconds of half an hour: clocks are put forward and back at whole ones of them."""
_BAND, _BEGIN = 8, 22


def tells_hours(dimensions: Collection[str]) -> bool:
    """Say whether the time of day tells more than the dimensions of a stream: not where one is the shift itself."""
    return not any(dimension.casefold() in _SHIFTS | {HOURS} for dimension in dimensions)


def hour_codes(at: NDArray[np.float64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return in which band instants (microseconds since 1970) lie on a zone's clock, 0 where they are NaN."""
    codes = np.zeros(at.size, np.int64)
    known = np.flatnonzero(~np.isnan(at))
    seconds = at[known].astype(np.int64) // 1_000_000
    steps, of = np.unique(seconds // _STEP, return_inverse=True)
    instants = (datetime.fromtimestamp(step * _STEP, tz=zone) for step in steps.tolist())
    ahead = np.array([int((instant.utcoffset() or timedelta(0)).total_seconds()) for instant in instants], np.int64)
    hour = (seconds + ahead[of.reshape(-1)]) // 3600 % 24 if known.size else seconds
    codes[known] = (hour - _BEGIN) % 24 // _BAND + 1
    return codes


def bears(record: Record, dimensions: Sequence[str], texts: Sequence[str], zone: ZoneInfo) -> bool:
    """Say whether a record is a member's: it bears its texts, on the clock of whom it is of."""
    return all(
        (record.at is not None and BANDS[band_of(record.at, zone) - 1] == text)
        if name == HOURS
        else record.dimensions.get(name, "") == text
        for name, text in zip(dimensions, texts, strict=True)
    )


def band_of(at: datetime, zone: ZoneInfo) -> int:
    """Return the code of the band in which an instant lies on a zone's clock."""
    return (at.astimezone(zone).hour - _BEGIN) % 24 // _BAND + 1
