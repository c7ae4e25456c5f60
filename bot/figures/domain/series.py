"""The delta kernel: whole series at once, each value against its target, its own past and the year before.

Series lie one after another in columns sorted by series and period number. A missing period is a jump of that number,
never a row squeezed out, so previous periods and streaks stay true while daily series with holes cost no more than
their values. Every fact is rounded to 12 decimals (or to 15 significant digits of what it was computed from, where that
is coarser), so that comparing it with a threshold decides as exact decimals do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.baseline import BASELINE, SHORT, baseline, streaks
from bot.figures.domain.delta import Flag
from bot.kit.exact import tidy
from bot.kit.grain import NEVER, each, first_day, period_number, year_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.kit.workdays import Workdays

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Columns = Mapping[str, Numbers]

FACTS = (
    "end", "value", "numerator", "denominator", "target", "target_full", "attainment", "previous", "change",
    "change_pct", "baseline_n", "baseline_median", "baseline_mad", "z", "year_ago", "year_ago_change",
    "year_ago_change_pct", "streak", "flags", "elapsed", "role_no", "revision",
)  # fmt: skip
"""What a computed row says besides its key ``no`` (the series) and ``start``; NaN is what cannot be said."""


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
    - ``current``: those from then on: also numerator, denominator, role_no, version, rolled (1 for a roll-up)
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


def compare(touched: Touched, traits: Traits, workdays: Workdays) -> dict[str, Numbers]:
    """Compute every fact of every key from ``first`` on.

    Returns the columns ``no``, ``start`` and FACTS, sorted by the first two. A key whose only value is in quarantine
    appears without its value. Where two readings of a series lie in one period, the one that reaches further stands.
    """
    places, rows = _rows(touched, traits)
    series, key, value = places.series, places.key, rows["value"]
    known = ~np.isnan(value)
    past, values = _values(touched, traits, key[known], value[known])

    place = np.searchsorted(past, key)
    begin = np.searchsorted(past, _key(np.arange(touched.person.size), np.full(touched.person.size, NEVER)))
    count = np.minimum(place - begin[series], BASELINE)
    previous = _take(values, place - 1, where=(place > 0) & (_at(past, place - 1) == key - 1))
    earlier = _key(series, each(year_before, places.number, places.code))
    found = np.searchsorted(past, earlier)
    year_ago = _take(values, found, where=_at(past, found) == earlier)

    change, year_ago_change = tidy(value - previous, value, previous), tidy(value - year_ago, value, year_ago)
    median, mad, z = baseline(values, place, count, value)
    spans = _spans(places, rows, touched, traits, workdays)
    attainment = _attainment(value, spans, lower=traits.lower[touched.metric[series]])
    change_pct, year_ago_change_pct = _share(change, previous), _share(year_ago_change, year_ago)

    flags = np.zeros(series.size, np.int64)
    for flag, why in (
        (Flag.NO_TARGET, np.isnan(spans["target_full"])),
        (Flag.GAP, np.isnan(previous)),
        (Flag.SHORT_HISTORY, count < SHORT),
        (Flag.PARTIAL_PERIOD, spans["partial"] == 1),
        (Flag.RESTATED, rows["revision"] > 0),
        (
            Flag.ZERO_BASE,
            (previous <= 0)
            | (year_ago <= 0)
            | (known & ~np.isnan(spans["target"]) & np.isnan(attainment))
            | (known & (count >= SHORT) & np.isnan(z)),
        ),
        (Flag.QUARANTINED, rows["quarantined"] == 1),
    ):
        flags[why] |= int(flag)

    return {
        "no": rows["no"],
        "start": rows["start"],
        "end": rows["end"],
        "value": value,
        "numerator": rows["numerator"],
        "denominator": rows["denominator"],
        "target": spans["target"],
        "target_full": spans["target_full"],
        "attainment": attainment,
        "previous": previous,
        "change": change,
        "change_pct": change_pct,
        "baseline_n": count.astype(np.float64),
        "baseline_median": median,
        "baseline_mad": mad,
        "z": z,
        "year_ago": year_ago,
        "year_ago_change": year_ago_change,
        "year_ago_change_pct": year_ago_change_pct,
        "streak": np.where(known, _take(streaks(past, values), place, where=known), 0.0),
        "flags": flags.astype(np.float64),
        "elapsed": spans["elapsed"],
        "role_no": rows["role_no"],
        "revision": rows["revision"],
    }


# Which rows there are, and in which period each lies.


def _key(series: Integers, number: Integers) -> Integers:
    """Put series and period number into one sortable number; neighbouring periods differ by one."""
    return (series << 32) + (number - NEVER)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where the rows of a table belong: their series, key, period number, and the code of their grain."""

    series: Integers
    key: Integers
    number: Integers
    code: Integers

    @classmethod
    def of(cls, table: Columns, touched: Touched, traits: Traits) -> _Places:
        series, start = table["no"].astype(np.int64), table["start"].astype(np.int64)
        code = traits.grain[touched.metric[series]]
        number = each(period_number, start, code)
        return cls(series, _key(series, number), number, code)

    def __getitem__(self, rows: Integers) -> _Places:
        return _Places(self.series[rows], self.key[rows], self.number[rows], self.code[rows])

    def __add__(self, other: _Places) -> _Places:
        return _Places(
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


def _rows(touched: Touched, traits: Traits) -> tuple[_Places, dict[str, Numbers]]:
    """Return the keys to compute, sorted: current readings, and what has nothing but a value in quarantine."""
    current, waiting = touched.current, touched.quarantined
    places = _Places.of(current, touched, traits)
    chosen = standing(places.key, current["start"], current["end"])
    places, rows = places[chosen], {name: column[chosen] for name, column in current.items()}
    rows["revision"] = _revisions(rows, touched.versions)
    rows["quarantined"] = np.zeros(places.key.size)
    if not waiting["no"].size:
        return places, rows

    held = _Places.of(waiting, touched, traits)
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

    A roll-up carries the count of its members' corrections instead (see ``bot.figures.domain.unit``).
    """
    revision = np.where(rows["rolled"] == 1, rows["version"] - 1, 0.0)
    if not versions["no"].size:
        return revision
    own = _key(rows["no"].astype(np.int64), rows["start"].astype(np.int64))
    theirs = _key(versions["no"].astype(np.int64), versions["start"].astype(np.int64))
    key = np.concatenate([theirs, own])
    order = np.argsort(key, kind="stable")  # a key's versions come before its present value
    key = key[order]
    end = np.concatenate([versions["end"], rows["end"]])[order]
    value = np.concatenate([versions["value"], rows["value"]])[order]
    corrected = (key[1:] == key[:-1]) & (end[1:] <= end[:-1]) & (value[1:] != value[:-1])
    place = np.searchsorted(own, key[1:][corrected])
    counts = np.bincount(place, minlength=own.size).astype(np.float64)
    return np.where(rows["rolled"] == 1, revision, counts[: own.size])


def _values(touched: Touched, traits: Traits, key: Integers, value: Numbers) -> tuple[Integers, Numbers]:
    """Return key and value of every period that has one, history and present, sorted."""
    history = touched.history
    earlier = _Places.of(history, touched, traits).key
    chosen = standing(earlier, history["start"], history["end"])
    keys = np.concatenate([earlier[chosen], key])
    order = np.argsort(keys, kind="stable")
    return keys[order], np.concatenate([history["value"][chosen], value])[order]


def _at(column: Integers, place: Integers) -> Integers:
    """Return the values at places; -1, which no key is, where there is no such place."""
    if not column.size:
        return np.full(place.size, -1)
    inside = (place >= 0) & (place < column.size)
    return np.where(inside, column[np.clip(place, 0, column.size - 1)], -1)


def _take(values: Numbers, place: Integers, *, where: NDArray[np.bool_]) -> Numbers:
    taken = np.full(place.size, np.nan)
    taken[where] = values[place[where]]
    return taken


# What is said of them.


def _share(change: Numbers, whole: Numbers) -> Numbers:
    """Return the change as a share of what it is measured against; a share of nothing or less says nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return tidy(np.where(whole > 0, change / whole, np.nan))


def _spans(places: _Places, rows: Columns, touched: Touched, traits: Traits, workdays: Workdays) -> dict[str, Numbers]:
    """Return each row's targets, how much of its period it covers, and whether that is only a part.

    ``part`` of the target falls on the days covered and worked, for sums.
    """
    series, number, code = places.series, places.number, places.code
    first, last = each(first_day, number, code), each(first_day, number + 1, code) - 1
    start, end = rows["start"].astype(np.int64), rows["end"].astype(np.int64)
    person = touched.person[series]
    target, start_value, from_, to = _agreed(places, rows, touched, traits, last=last)

    partial = (start > first) | (end < last) | workdays.joined(person, first, end)
    elapsed, part = np.ones(series.size), np.ones(series.size)
    counted = np.flatnonzero(partial | workdays.absent(person, start, end))
    if counted.size:
        begun, over = np.maximum(start[counted], first[counted]), end[counted]
        worked = workdays.worked(person[counted], begun, over)
        for share, begin, close in ((elapsed, first, last), (part, from_, to)):
            whole = workdays.offered(person[counted], begin[counted], close[counted])
            days = (over - begun + 1) / (close - begin + 1)[counted]  # where nobody works: by the calendar
            with np.errstate(divide="ignore", invalid="ignore"):
                share[counted] = np.clip(np.where(whole > 0, worked / whole, days), 0.0, 1.0)
    summed = traits.summed[touched.metric[series]]
    part[~summed] = 1.0
    return {
        "target": np.where(summed, tidy(target * part), target),
        "target_full": target,
        "start_value": start_value,
        "part": part,
        "elapsed": tidy(elapsed),
        "partial": partial.astype(np.float64),
    }


def _agreed(
    places: _Places, rows: Columns, touched: Touched, traits: Traits, *, last: Integers
) -> tuple[Numbers, Numbers, Integers, Integers]:
    """Return each row's target, its start value, and the first and last day that it was agreed for."""
    targets = touched.targets
    key = _Places.of(targets, touched, traits).key
    chosen = standing(key, targets["start"], targets["end"])
    key = key[chosen]
    place = np.searchsorted(key, places.key)
    found = _at(key, place) == places.key
    to = _take(targets["end"][chosen], place, where=found)
    found &= ~(to > last)  # agreed for longer than the metric's period: nothing says how much of it is for this one
    target = _take(targets["target"][chosen], place, where=found)
    start_value = _take(targets["start_value"][chosen], place, where=found)
    from_ = np.where(found, _take(targets["start"][chosen], place, where=found), rows["start"])
    to = np.where(found, to, rows["end"])
    return target, start_value, from_.astype(np.int64), to.astype(np.int64)


def _attainment(value: Numbers, spans: Columns, *, lower: NDArray[np.bool_]) -> Numbers:
    """Return how much of the target was reached (methods 4.1); no target of nothing or less is divided by.

    Where lower is better and nothing is left of the value, the target counts as reached: exactly 1, without division.
    """
    target, start, part = spans["target"], spans["start_value"], spans["part"]
    with np.errstate(divide="ignore", invalid="ignore"):
        higher = np.where(target > 0, value / target, np.nan)
        plain = np.where(value > 0, target / value, np.where(value <= 0, 1.0, np.nan))
        plain = np.where(target >= 0, plain, np.nan)
        way = tidy(start - spans["target_full"], start, spans["target_full"]) * part
        reduced = np.where(way != 0, tidy(start * part - value, start, value) / way, np.nan)
        return tidy(np.where(lower, np.where(np.isnan(start), plain, reduced), higher))


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """How computed rows differ from stored ones, by their places.

    ``write`` are computed rows that are new or say something else, ``gone`` stored rows that are no more. ``joined``
    (computed) and ``left`` (stored) are those whose value or role differs, so that their peer groups do.
    """

    write: Integers
    gone: Integers
    joined: Integers
    left: Integers


def difference(rows: Columns, stored: Columns) -> Difference:
    """Compare computed rows with stored ones; both sorted by ``no`` and ``start``."""
    key, kept = (_key(table["no"].astype(np.int64), table["start"].astype(np.int64)) for table in (rows, stored))
    place = np.searchsorted(kept, key)
    found = _at(kept, place) == key
    same, settled, theirs = found.copy(), found.copy(), place[found]
    for name in FACTS:
        mine, other = rows[name][found], stored[name][theirs]
        equal = (mine == other) | (np.isnan(mine) & np.isnan(other))
        same[found] &= equal
        if name in {"value", "role_no"}:
            settled[found] &= equal
    still = np.zeros(kept.size, np.bool_)
    still[theirs] = True
    staying = np.zeros(kept.size, np.bool_)
    staying[theirs] = settled[found]
    return Difference(*(np.flatnonzero(~kind) for kind in (same, still, settled, staying)))
