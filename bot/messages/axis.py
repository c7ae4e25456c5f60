"""The scale of a chart: few round values that hold all that is drawn."""

from __future__ import annotations

from math import ceil, floor, isclose, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 4
"""Values on an axis at most: what a phone has room for."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_NOISE = 1e-9
"""Parts of a step by which binary fractions may be off."""


def round_values(numbers: Sequence[float]) -> tuple[float, ...]:
    """Return two to four round values, evenly apart, the first at or below the least number and the last at or above.

    They are apart by 1, 2, 2.5 or 5 times a power of ten, as little as the number of values allows. An axis does not
    pass zero that no number passes.
    """
    low, high = min(numbers), max(numbers)
    if isclose(low, high):
        low, high = _around(low)
    power = 10.0 ** floor(log10((high - low) / MOST))
    while True:
        for base in _STEPS:
            step = base * power
            first, last = floor(low / step + _NOISE), ceil(high / step - _NOISE)
            if last - first < MOST:
                return tuple(_tidy(number * step, step) for number in range(first, last + 1))
        power *= 10


def _around(value: float) -> tuple[float, float]:
    """Return a range about a value that is alone, on its own side of zero."""
    if value == 0:
        return 0.0, 1.0
    room = abs(value) / 10
    return value - room, value + room


def _tidy(value: float, step: float) -> float:
    return round(value, 2 - floor(log10(step))) + 0.0  # 0.3 and not 0.30000000000000004, and no minus before zero
