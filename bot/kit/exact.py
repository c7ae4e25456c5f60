"""Rounding that makes a comparison with a threshold decide as exact decimals do.

Figures come with a few decimals, and binary fractions hold them inexactly: 4 / 5 of 100.1 is 80.08 and a little. What
is computed from figures is rounded to 12 decimals, or where these are large to 15 significant digits of them.
"""

from __future__ import annotations

import math
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_DIGITS = 15
_DECIMALS = 12
_LARGE = 10.0 ** (_DIGITS - _DECIMALS)
_PRECISION = 100
"""More digits than any sum of figures has (their powers of ten are those of ``bot.kit.number``)."""
_POWERS = 10.0 ** np.arange(_DECIMALS + 1)


def tidy(value: Numbers, *operands: Numbers) -> Numbers:
    """Round away what binary fractions added.

    A difference or mean is as inexact as its operands are large, so these decide about the decimals that are kept.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        size = np.abs(value)
        for operand in operands:
            size = np.fmax(size, np.abs(operand))
        if np.fmax.reduce(size, initial=0.0, axis=None) < _LARGE:
            power: Numbers | float = 10.0**_DECIMALS
        else:
            size = np.where(np.isfinite(size) & (size > 1), size, 1.0)
            decimals = np.clip(_DIGITS - 1 - np.floor(np.log10(size)), 0, _DECIMALS)
            power = _POWERS[decimals.astype(np.int64)]
        return np.rint(value * power) / power + 0.0


def rounded(value: float, *operands: float) -> float:
    """Round one number as :func:`tidy` rounds columns."""
    size = max(abs(number) for number in (value, *operands))
    return round(value, _DECIMALS if size < _LARGE else max(_DIGITS - 1 - math.floor(math.log10(size)), 0))


def exact_sum(values: Numbers) -> float:
    """Return the sum of figures as exact decimals have it, rounded once; NaN where one of them is.

    What cancels out leaves no crumbs of binary fractions: where these could decide the sum is made of decimals.
    """
    plain, doubt = math.fsum(values), math.fsum(np.abs(values)) * 2.0**-52
    if math.isnan(plain):
        return plain
    low, high = rounded(plain - doubt), rounded(plain + doubt)
    if low == high:  # whatever decimals the binary fractions stand for
        return low + 0.0
    return rounded(float(decimal_sum(values.tolist())))


def decimal_sum(values: Iterable[float]) -> Decimal:
    """Return the sum of figures as the decimals that they stand for."""
    with localcontext(prec=_PRECISION):
        return sum((Decimal(repr(float(number))) for number in values), Decimal(0))
