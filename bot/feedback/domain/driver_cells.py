"""What groups of records have in two periods, and which part each has in the change: over the columns of many changes.

The exact fractions of what is told are in :mod:`bot.feedback.domain.driver`; here they are floats, to choose by.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.feedback.domain.driver import DriverBasis
from bot.figures.domain.formula_values import group_sums
from bot.kit.exact import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DriverRecords:
    """The records of some changes as columns, in the order of the changes.

    ``key`` is the place of the change, ``side`` 0 for the period before and 1 for the one after, ``day`` counts from
    1970-01-01. ``top`` is what a
    record brings to a sum or to a rate's numerator and ``over`` to its denominator. ``codes`` are its members by
    dimension, 0 for none. ``once`` says what must not be counted twice, None where every record counts by itself.
    Records that bring nothing are not among them.
    """

    key: Ints
    side: Ints
    day: Ints
    top: Floats
    over: Floats
    codes: Mapping[str, Ints]
    once: Ints | None = None

    def __len__(self) -> int:
        return len(self.key)

    def take(self, which: Ints | Mask) -> DriverRecords:
        """Return the records at some places, or those that a mask names."""
        once = None if self.once is None else self.once[which]
        codes = {name: column[which] for name, column in self.codes.items()}
        times = (self.key[which], self.side[which], self.day[which])
        return DriverRecords(*times, self.top[which], self.over[which], codes, once)


@dataclass(frozen=True, slots=True)
class DriverCells:
    """What groups of records have in both periods: ``top``, ``over`` and ``n`` are columns of (group, side).

    ``top2``, ``cross`` and ``over2`` are the sums of their squares and products, for what is noise; ``days`` says which
    groups have records of more than one day.
    """

    top: Floats
    over: Floats
    n: Floats
    top2: Floats
    cross: Floats
    over2: Floats
    days: Mask

    @property
    def value(self) -> Floats:
        """The rate of each group in both periods, NaN over nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.over == 0, np.nan, self.top / self.over)


def whole_of(records: DriverRecords, basis: DriverBasis, keys: int) -> DriverCells:
    """Return what each of so many changes has in both periods."""
    return cells_of(records, basis, records.key, keys)


@dataclass(frozen=True, slots=True)
class DriverGroups:
    """Records by change and member: change, code and first record of each group, and the group of each record."""

    key: Ints
    code: Ints
    first: Ints
    of: Ints


def groups_of(key: Ints, code: Ints) -> DriverGroups:
    """Return the groups that records are in by their change and their member."""
    width = int(code.max(initial=0)) + 1
    found, first, of = np.unique(key * width + code, return_index=True, return_inverse=True)
    return DriverGroups(found // width, found % width, first, of.reshape(-1))


def cells_of(records: DriverRecords, basis: DriverBasis, group: Ints, groups: int) -> DriverCells:
    """Add up the records of each group in both periods."""
    cell, size = group * 2 + records.side, groups * 2
    days, top = _several(records.day, group, groups), records.top
    if records.once is not None:
        first = _firsts(cell, records.once)
        cell, top = cell[first], top[first]
    n = np.bincount(cell, minlength=size)
    tops, squares = group_sums(top, cell, size), np.bincount(cell, top * top, size)
    if basis is DriverBasis.ADDED:
        nothing = np.zeros((groups, 2))
        return DriverCells(_two(tops), np.ones((groups, 2)), _two(n), _two(squares), nothing, nothing, days)
    over = records.over
    return DriverCells(
        _two(tops),
        _two(group_sums(over, cell, size)),
        _two(n),
        _two(squares),
        _two(np.bincount(cell, top * over, size)),
        _two(np.bincount(cell, over * over, size)),
        days,
    )


def _several(day: Ints, group: Ints, groups: int) -> Mask:
    """Say which groups have different days: those whose days vary, in whole numbers that are exact."""
    day = day - (day.min() if day.size else 0)
    n, total, squares = (np.bincount(group, weights, groups) for weights in (None, day, day * day))
    found: Mask = n * squares != total * total
    return found


def _two(column: NDArray[Any]) -> Floats:
    found: Floats = column.astype(np.float64).reshape(-1, 2)
    return found


def _firsts(cell: Ints, once: Ints) -> Ints:
    """Return the records that are the first of their group to bear what must not be counted twice."""
    _, firsts = np.unique(cell * (int(once.max(initial=0)) + 1) + once, return_index=True)
    return np.sort(firsts)


def change_of(basis: DriverBasis, whole: DriverCells) -> Floats:
    """Return by how much each whole has changed."""
    value = whole.top if basis is DriverBasis.ADDED else whole.value
    return tidy(value[:, 1] - value[:, 0], value[:, 0])


def effects_of(basis: DriverBasis, cells: DriverCells, whole: DriverCells, key: Ints) -> Floats:
    """Return each group's part in the change of its whole, as :func:`~bot.feedback.domain.driver.rate_effect` does."""
    if basis is DriverBasis.ADDED:
        return tidy(cells.top[:, 1] - cells.top[:, 0], cells.top[:, 0])
    with np.errstate(divide="ignore", invalid="ignore"):
        parts, weights = cells.top / whole.over[key], cells.over / whole.over[key]
        mean = whole.value[key].mean(axis=1)
        found: Floats = parts[:, 1] - parts[:, 0] - mean * (weights[:, 1] - weights[:, 0])
        return found


def weights_of(basis: DriverBasis, cells: DriverCells, whole: DriverCells, key: Ints) -> Floats:
    """Return which share of the whole each group has, in 0..1."""
    if basis is DriverBasis.ADDED:
        found = cells.top[:, 0] / whole.top[key, 0]
    else:
        found = (cells.over / whole.over[key]).mean(axis=1)
    clipped: Floats = np.clip(np.nan_to_num(found, posinf=0, neginf=0), 0, 1)
    return clipped
