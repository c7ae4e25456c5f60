"""The time of day of records as a dimension: three bands of eight hours, as shifts commonly are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

    from numpy.typing import NDArray

BANDS: Final = ("22:00–06:00", "06:00–14:00", "14:00–22:00")
"""The members of the dimension; the code of each is its place and one."""
_SHIFTS: Final = frozenset({"shift", "班次", "班"})
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STEP: Final = 900_000_000
"""Microseconds of a quarter of an hour: clocks are set to whole ones of them everywhere."""
_BAND, _BEGIN = 8, 22


def tells_hours(dimensions: Collection[str], *, name: str) -> bool:
    """Say whether the time of day tells more than the dimensions of a stream: not where one is the shift itself."""
    return not any(dimension.casefold() in _SHIFTS | {name} for dimension in dimensions)


def hour_codes(at: NDArray[np.float64], zone: ZoneInfo) -> NDArray[np.int64]:
    """Return in which band instants (microseconds since 1970) lie on a zone's clock, 0 where they are NaN."""
    codes = np.zeros(at.size, np.int64)
    known = ~np.isnan(at)
    steps, of = np.unique((at[known] // _STEP).astype(np.int64), return_inverse=True)
    bands = [band_of(_EPOCH + timedelta(microseconds=step * _STEP), zone) for step in steps.tolist()]
    codes[known] = np.array(bands, np.int64)[of.reshape(-1)] if bands else 0
    return codes


def band_of(at: datetime, zone: ZoneInfo) -> int:
    """Return the code of the band in which an instant lies on a zone's clock."""
    return (at.astimezone(zone).hour - _BEGIN) % 24 // _BAND + 1
