"""The rows of series to compute: which keys there are, in which period each lies, and how often it was corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.kit.grain import NEVER, each, first_day, period_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Columns = Mapping[str, Numbers]


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What the kernel must know of each metric, indexed by the metric's number.

    ``grain`` holds places in ``bot.kit.grain.GRAINS``; ``lower`` says that lower is better; ``summed`` that values
    add up over time, so that a partial period has a partial target.
    """

    grain: Integers
    lower: NDArray[np.bool_]
    summed: NDArray[np.bool_]

    def last_day(self, metric: Integers, start: Integers) -> Integers:
        """Return the last day of the period of each metric that a day lies in."""
        code = self.grain[metric]
        return each(first_day, each(period_number, start, code) + 1, code) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Touched:
    """Some whole series, as stored, of which everything from ``first`` on is to be computed.

    ``person``, ``metric`` and ``first`` (a period's first day) have one row per series; a column ``no`` elsewhere is
    the row there. Tables are sorted by ``no`` and ``start``:

    - ``history``: values before ``first``: no, start, end, value
    - ``current``: those from then on: also numerator, denominator, role_no, version, computed (1 for a
      value of ours: a roll-up, or made of records)
    - ``versions``: what earlier versions of the current ones were, oldest first: no, start, end, value
    - ``targets``: no, start, end, target, start_value
    - ``quarantined``: keys with a value that waits for a decision: no, start, end, role_no
    - ``stored``: the rows computed last time: no, start and FACTS
    """

    person: Integers
    metric: Integers
    first: Integers
    history: Columns
    current: Columns
    versions: Columns
    targets: Columns
    quarantined: Columns
    stored: Columns


def key_of(series: Integers, number: Integers) -> Integers:
    """Put series and period number into one sortable number; neighbouring periods differ by one."""
    return (series << 32) + (number - NEVER)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the rows of a table belong: their series, key, period number, and the code of their grain."""

    series: Integers
    key: Integers
    number: Integers
    code: Integers

    @classmethod
    def of(cls, table: Columns, touched: Touched, traits: Traits) -> Places:
        """Find where the rows of a table belong."""
        series, start = table["no"].astype(np.int64), table["start"].astype(np.int64)
        code = traits.grain[touched.metric[series]]
        number = each(period_number, start, code)
        return cls(series, key_of(series, number), number, code)

    def __getitem__(self, rows: Integers) -> Places:
        return Places(self.series[rows], self.key[rows], self.number[rows], self.code[rows])

    def __add__(self, other: Places) -> Places:
        return Places(
            np.concatenate([self.series, other.series]),
            np.concatenate([self.key, other.key]),
            np.concatenate([self.number, other.number]),
            np.concatenate([self.code, other.code]),
        )


def standing(key: Integers, start: Numbers, end: Numbers) -> Integers:
    """Return the rows that stand for their key, in its order: the furthest end, then the longest."""
    if np.all(key[1:] > key[:-1]):
        return np.arange(key.size)
    order = np.lexsort((-start, end, key))
    last: Integers = order[np.append(np.diff(key[order]) != 0, [True])]
    return last


def rows_of(touched: Touched, traits: Traits) -> tuple[Places, dict[str, Numbers]]:
    """Return the keys to compute, sorted: current readings, and what has nothing but a value in quarantine."""
    current, waiting = touched.current, touched.quarantined
    places = Places.of(current, touched, traits)
    chosen = standing(places.key, current["start"], current["end"])
    places, rows = places[chosen], {name: column[chosen] for name, column in current.items()}
    rows["revision"] = _revisions(rows, touched.versions)
    rows["quarantined"] = np.zeros(places.key.size)
    if not waiting["no"].size:
        return places, rows

    held = Places.of(waiting, touched, traits)
    rows["quarantined"] = np.isin(places.key, held.key).astype(np.float64)
    chosen = standing(held.key, waiting["start"], waiting["end"])
    chosen = chosen[~np.isin(held.key[chosen], places.key)]
    alone = {name: column[chosen] for name, column in waiting.items()}
    alone |= {"revision": np.zeros(chosen.size), "quarantined": np.ones(chosen.size)}
    blank = np.full(chosen.size, np.nan)
    places += held[chosen]
    order = np.argsort(places.key, kind="stable")
    return places[order], {
        name: np.concatenate([column, alone.get(name, blank)])[order] for name, column in rows.items()
    }


def _revisions(rows: Columns, versions: Columns) -> Numbers:
    """Count how often each value was corrected; to reach further with another value is no correction.

    What we computed carries in its version how often that was corrected of which it is made: a roll-up its members
    (see ``bot.figures.domain.unit``), another value its records.
    """
    revision = np.where(rows["computed"] == 1, rows["version"] - 1, 0.0)
    if not versions["no"].size:
        return revision
    own = key_of(rows["no"].astype(np.int64), rows["start"].astype(np.int64))
    theirs = key_of(versions["no"].astype(np.int64), versions["start"].astype(np.int64))
    key = np.concatenate([theirs, own])
    order = np.argsort(key, kind="stable")  # a key's versions come before its present value
    key = key[order]
    end = np.concatenate([versions["end"], rows["end"]])[order]
    value = np.concatenate([versions["value"], rows["value"]])[order]
    corrected = (key[1:] == key[:-1]) & (end[1:] <= end[:-1]) & (value[1:] != value[:-1])
    place = np.searchsorted(own, key[1:][corrected])
    counts = np.bincount(place, minlength=own.size).astype(np.float64)
    return np.where(rows["computed"] == 1, revision, counts[: own.size])


def values_of(touched: Touched, traits: Traits, key: Integers, value: Numbers) -> tuple[Integers, Numbers]:
    """Return key and value of every period that has one, history and present, sorted."""
    history = touched.history
    earlier = Places.of(history, touched, traits).key
    chosen = standing(earlier, history["start"], history["end"])
    keys = np.concatenate([earlier[chosen], key])
    order = np.argsort(keys, kind="stable")
    return keys[order], np.concatenate([history["value"][chosen], value])[order]


def values_at(column: Integers, place: Integers) -> Integers:
    """Return the values at places; -1, which no key is, where there is no such place."""
    if not column.size:
        return np.full(place.size, -1)
    inside = (place >= 0) & (place < column.size)
    return np.where(inside, column[np.clip(place, 0, column.size - 1)], -1)


def taken(values: Numbers, place: Integers, *, where: NDArray[np.bool_]) -> Numbers:
    """Return the values at places; NaN where there is none to take."""
    found = np.full(place.size, np.nan)
    found[where] = values[place[where]]
    return found
