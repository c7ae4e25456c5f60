"""Roll-ups: what a team, line or department's value is, from its members' values of the same period."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.series_rows import standing
from bot.kit.exact import exact_sum, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Columns = Mapping[str, Numbers]


@dataclass(frozen=True, slots=True, eq=False)
class Membership:
    """Who belonged to which unit between which days (since 1970-01-01, both included), by number, sorted by person."""

    person: NDArray[np.int64]
    unit: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]

    @classmethod
    def of(cls, steps: Mapping[int, Sequence[tuple[int, int]]]) -> Membership:
        """Make it of what each belonged to from which day on, in the order of days; 0 is no unit.

        The first step reaches back for ever, and the last one ahead.
        """
        rows = []
        for person in sorted(steps):
            days = [-FAR, *(day for day, _ in steps[person][1:]), FAR + 1]
            for place, (_, unit) in enumerate(steps[person]):
                rows.append((person, unit, days[place], days[place + 1] - 1))
        table = np.array(rows, np.int64).reshape(-1, 4)
        return cls(*table[table[:, 1] > 0].T)

    def units(self, person: NDArray[np.int64], day: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the places of those who belonged to a unit on a day each, and the unit."""
        if not self.person.size:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        own, key = (self.person << 33) + self.first + FAR, (person << 33) + day + FAR
        spell = np.searchsorted(own, key, "right") - 1
        at = np.maximum(spell, 0)
        found = np.flatnonzero((spell >= 0) & (self.person[at] == person) & (self.last[at] >= day))
        return found, self.unit[at[found]]


FAR = 2**31 - 1
"""A day that never comes."""


def parents(units: Iterable[tuple[int, str, str, str, str]]) -> tuple[dict[str, int], dict[int, int]]:
    """Return which unit a name means, and each unit's own unit, from ``(no, id, name, unit, department)`` rows.

    An id goes before a name, and of equal names the lowest number. A unit of its own, or one that would close a
    circle, has none.
    """
    rows = sorted(units)
    means = {name: no for no, _, name, _, _ in reversed(rows)} | {key: no for no, key, _, _, _ in rows}
    above: dict[int, int] = {}
    for no, _, _, unit, department in rows:
        parent = belongs(unit, department, means)
        step = parent
        while step is not None and step != no:
            step = above.get(step)
        if parent is not None and step is None:
            above[no] = parent
    return means, above


def belongs(unit: str, department: str, means: Mapping[str, int]) -> int | None:
    """Return the unit one belongs to: the one named, else the department's, if there is such a unit."""
    return means.get(unit or department)


def roll_up(members: Columns, aggregates: Sequence[Aggregate]) -> dict[int, tuple[float, float, float, float, int]]:
    """Return ``(end, value, numerator, denominator, corrections)`` per group; groups that cannot be said are left out.

    ``aggregates`` has one entry per group. ``members`` has a row per member's reading: no (the group), person_no,
    start, end, value, numerator, denominator, revision, rolled; what is not known is NaN. A ratio is the sum of
    numerators over the sum of denominators and cannot be said while one part is missing. A mean counts every person
    once, also through a unit in between, whose denominator then is its number of people; ``last`` is the reading that
    reaches furthest (of several the highest person number's).
    """
    key = (members["no"].astype(np.int64) << 32) + members["person_no"].astype(np.int64)
    order = standing(key, members["start"], members["end"]) if key.size else np.empty(0, np.int64)
    column = {name: members[name][order] for name in members}
    groups, begin = np.unique(column["no"].astype(np.int64), return_index=True)
    result: dict[int, tuple[float, float, float, float, int]] = {}
    for group, rows in zip(groups.tolist(), np.split(np.arange(order.size), begin[1:]), strict=bool(groups.size)):
        mine = {name: column[name][rows] for name in column}
        parts = _combine(mine, aggregates[group])
        if parts is not None:
            value, numerator, denominator = (float(tidy(np.array([part]))[0]) for part in parts)
            result[group] = (float(mine["end"].max()), value, numerator, denominator, int(mine["revision"].sum()))
    return result


def _combine(rows: Columns, aggregate: Aggregate) -> tuple[float, float, float] | None:
    """Return value, numerator and denominator of one group; sums are exact decimals before they are rounded once."""
    match aggregate:
        case Aggregate.SUM:
            return exact_sum(rows["value"]), math.nan, math.nan
        case Aggregate.MEAN:
            people = np.where((rows["rolled"] == 1) & (rows["denominator"] > 0), rows["denominator"], 1.0)
            whole = np.where(people > 1, rows["numerator"], rows["value"])
            summed, count = exact_sum(whole), exact_sum(people)
            return summed / count, summed, count
        case Aggregate.LAST:
            last = np.lexsort((rows["person_no"], rows["end"]))[-1]
            return float(rows["value"][last]), float(rows["numerator"][last]), float(rows["denominator"][last])
        case Aggregate.RATIO:
            numerator, denominator = exact_sum(rows["numerator"]), exact_sum(rows["denominator"])
            if math.isnan(numerator) or math.isnan(denominator) or denominator == 0:
                return None
            return numerator / denominator, numerator, denominator


def roll_up_targets(members: Columns) -> dict[int, tuple[float, float]]:
    """Return ``(target, start_value)`` per group: the sums of the members'.

    A start value needs every member's. ``members`` has no (the group), person_no, start, end, target, start_value.
    """
    key = (members["no"].astype(np.int64) << 32) + members["person_no"].astype(np.int64)
    order = standing(key, members["start"], members["end"]) if key.size else np.empty(0, np.int64)
    number = members["no"].astype(np.int64)[order]
    groups, begin = np.unique(number, return_index=True)
    sums = (
        [exact_sum(part) for part in np.split(members[name][order], begin[1:])] if groups.size else []
        for name in ("target", "start_value")
    )
    return {
        group: (float(tidy(np.array([target]))[0]), float(tidy(np.array([start]))[0]))
        for group, target, start in zip(groups.tolist(), *sums, strict=True)
    }
