"""A value against its own past: baseline, modified z-score and streak, by the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.kit.exact import tidy

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

BASELINE = 12
"""So many earlier periods that have a value make the baseline."""
SHORT = 8
"""With fewer of them no claim rests on it (methods 4.1)."""

_BLOCK = 16_384
_MAD_SCALE = 0.6745
_MEAN_SCALE = 1.2533


def baseline(values: Numbers, place: Integers, count: Integers, value: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Return median, MAD and modified z-score against the ``count`` values before each place (methods 4.1).

    Without spread the mean deviation takes the MAD's place; without that either, only a value at the median has a
    score, which is 0.
    """
    median, mad, z = (np.full(place.size, np.nan) for _ in range(3))
    for begin in range(0, place.size, _BLOCK):
        block = slice(begin, begin + _BLOCK)
        n = count[block]
        back = np.arange(1, BASELINE + 1)[:, np.newaxis]
        window = np.where(back <= n, values[np.maximum(place[block] - back, 0)] if values.size else 0.0, np.inf)
        _sort(window)
        largest = np.maximum(np.abs(window[0]), np.abs(_middle(window, n - 1, n - 1)))
        middle = _middle(window, (n - 1) // 2, n // 2)
        away = np.abs(np.where(np.isinf(window), np.inf, window - np.nan_to_num(middle)))
        mean = np.where(np.isinf(away), 0.0, away).sum(axis=0) / np.maximum(n, 1)
        _sort(away)
        spread = _middle(away, (n - 1) // 2, n // 2)
        median[block], mad[block] = tidy(middle, largest), tidy(spread, largest)
        off = value[block] - middle  # unrounded: a spread may be smaller than the last decimal
        with np.errstate(divide="ignore", invalid="ignore"):
            score = np.where(spread > 0, _MAD_SCALE * off / spread, off / (_MEAN_SCALE * mean))
        score = np.where((spread == 0) & (mean == 0), np.where(off == 0, 0.0, np.nan), score)
        z[block] = np.where(n >= SHORT, tidy(score), np.nan)
    return median, mad, z


def _sort(window: Numbers) -> None:
    """Sort each column of a few rows in place, by transposing neighbours: five times faster here than ``np.sort``."""
    for turn in range(window.shape[0]):
        upper, lower = window[turn % 2 : -1 : 2], window[turn % 2 + 1 :: 2]
        small = np.minimum(upper, lower)
        np.maximum(upper, lower, out=lower)
        upper[:] = small


def _middle(window: Numbers, low: Integers, high: Integers) -> Numbers:
    """Return the mean of two ranks of each sorted column; NaN for a column without values (infinity fills them up)."""
    column = np.arange(window.shape[1])
    mean = (window[np.maximum(low, 0), column] + window[np.maximum(high, 0), column]) / 2
    return np.where(np.isinf(mean), np.nan, mean)


def streaks(key: Integers, value: Numbers) -> Numbers:
    """Return the signed number of moves in one direction up to each value; a gap or a tie begins anew."""
    if not key.size:
        return np.empty(0)
    follows = np.append(False, key[1:] - key[:-1] == 1)
    sign = np.where(follows, np.sign(value - np.append(0.0, value[:-1])), 0.0)
    anew = np.append(True, sign[1:] != sign[:-1]) | ~follows
    place = np.arange(key.size)
    return sign * (place - np.maximum.accumulate(np.where(anew, place, 0)) + 1)
