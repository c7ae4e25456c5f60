"""Deltas: a reading against its target, its own past, the year before and its peers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING

import numpy as np

from bot.kit.exact import rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.kit.period import Period


class Flag(IntFlag):
    """Why something cannot be said, or with what care; names in lower case are those of the JSON interface."""

    NO_TARGET = 1
    GAP = 2
    SHORT_HISTORY = 4
    PEER_GROUP_TOO_SMALL = 8
    PARTIAL_PERIOD = 16
    RESTATED = 32
    ZERO_BASE = 64
    QUARANTINED = 128

    def words(self) -> list[str]:
        """Return the interface's names of the flags that are set, in their fixed order."""
        return [flag.name.lower() for flag in Flag if flag in self and flag.name]


NO_FLAGS = Flag(0)


@dataclass(frozen=True, slots=True)
class Peers:
    """Others with the same role and a value for the same metric and period, self excluded.

    ``percentile`` is in 0..1: the share strictly lower plus half of the ties, on the raw value.
    """

    n: int
    median: float | None
    percentile: float | None


@dataclass(frozen=True, slots=True)
class Delta:
    """What can be said about one value; ``None`` where it cannot, and ``flags`` says why.

    ``target`` is pro-rated to ``elapsed`` (the share 0..1 of the period covered) for sums over a partial period;
    ``target_full`` is the whole period's. Floats are rounded to 12 decimals, so that comparing one with a threshold
    decides as exact decimals would. ``streak`` counts moves of the raw value (up positive, down negative);
    ``revision`` counts corrections of the value.
    """

    person_id: str
    metric: str
    period: Period
    value: float | None
    target: float | None = None
    target_full: float | None = None
    attainment: float | None = None
    previous: float | None = None
    change: float | None = None
    change_pct: float | None = None
    baseline_n: int = 0
    baseline_median: float | None = None
    baseline_mad: float | None = None
    z: float | None = None
    year_ago: float | None = None
    year_ago_change: float | None = None
    year_ago_change_pct: float | None = None
    streak: int = 0
    flags: Flag = NO_FLAGS
    numerator: float | None = None
    denominator: float | None = None
    elapsed: float = 1.0
    revision: int = 0
    peers: Peers | None = None


def others_median(value: float, n: int, low: float, middle: float, high: float) -> float:
    """Return the median of a group without one of its ``n`` (at least 2) members, whose value is ``value``.

    ``low`` and ``high`` are the values around the centre of the sorted group and ``middle`` its median: of an odd
    number the centre's two neighbours and itself, of an even number the two in the middle and their mean.
    """
    if n % 2 == 0:
        return high if value <= low else low
    if value < middle:
        return rounded((middle + high) / 2, middle, high)
    if value > middle:
        return rounded((low + middle) / 2, low, middle)
    return rounded((low + high) / 2, low, high)


@dataclass(frozen=True, slots=True, eq=False)
class Changed:
    """Keys of a wide table whose rows have changed, as three columns of equal length, each key once.

    ``person`` and ``metric`` are numbers as the tables carry them, ``start`` the period's first day in days since
    1970-01-01.

    Raises:
        ValueError: when the columns differ in length.
    """

    person: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    metric: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    start: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        if not self.person.shape == self.metric.shape == self.start.shape:
            raise ValueError("a key needs its person, metric and start")

    def __len__(self) -> int:
        return self.person.size

    @classmethod
    def of(cls, keys: Iterable[tuple[int, int, int]]) -> Changed:
        """Make the columns from ``(person, metric, start)`` keys, which may repeat; they come out in order."""
        rows = np.array(sorted(set(keys)), np.int64).reshape(-1, 3)
        return cls(rows[:, 0], rows[:, 1], rows[:, 2])

    def keys(self) -> list[tuple[int, int, int]]:
        """Return the ``(person, metric, start)`` keys as plain integers."""
        return list(zip(self.person.tolist(), self.metric.tolist(), self.start.tolist(), strict=True))

    def __or__(self, other: Changed) -> Changed:
        pairs = zip((self.person, self.metric, self.start), (other.person, other.metric, other.start), strict=True)
        return Changed(*distinct(*(np.concatenate(pair) for pair in pairs)))


def distinct(*columns: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Return the rows of some columns, each once and in order (``np.unique`` by rows takes ten times as long)."""
    order = np.lexsort(columns[::-1])
    columns = tuple(column[order] for column in columns)
    if not order.size:
        return columns
    new = np.append([True], np.any([np.diff(column) != 0 for column in columns], axis=0))
    return tuple(column[new] for column in columns)
