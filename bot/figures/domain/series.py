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
from bot.figures.domain.series_rows import (
    Touched,
    Traits,
    key_of,
    rows_of,
    taken,
    values_at,
    values_of,
)
from bot.figures.domain.series_targets import attainment_of, spans_of
from bot.kit.exact import tidy
from bot.kit.grain import NEVER, each, year_before

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.series_rows import Columns, Integers, Numbers
    from bot.kit.workdays import Workdays

FACTS = (
    "end", "value", "numerator", "denominator", "target", "target_full", "attainment", "previous", "change",
    "change_pct", "baseline_n", "baseline_median", "baseline_mad", "z", "year_ago", "year_ago_change",
    "year_ago_change_pct", "streak", "flags", "elapsed", "role_no", "revision",
)  # fmt: skip
"""What a computed row says besides its key ``no`` (the series) and ``start``; NaN is what cannot be said."""


# Long because it is one computation after another, and the columns are named once at the end.
def compare(touched: Touched, traits: Traits, workdays: Workdays) -> dict[str, Numbers]:
    """Compute every fact of every key from ``first`` on.

    Returns the columns ``no``, ``start`` and FACTS, sorted by the first two. A key whose only value is in quarantine
    appears without its value. Where two readings of a series lie in one period, the one that reaches further stands.
    """
    places, rows = rows_of(touched, traits)
    series, key, value = places.series, places.key, rows["value"]
    known = ~np.isnan(value)
    past, values = values_of(touched, traits, key[known], value[known])

    place = np.searchsorted(past, key)
    begin = np.searchsorted(past, key_of(np.arange(touched.person.size), np.full(touched.person.size, NEVER)))
    count = np.minimum(place - begin[series], BASELINE)
    previous = taken(values, place - 1, where=(place > 0) & (values_at(past, place - 1) == key - 1))
    earlier = key_of(series, each(year_before, places.number, places.code))
    found = np.searchsorted(past, earlier)
    year_ago = taken(values, found, where=values_at(past, found) == earlier)

    change, year_ago_change = tidy(value - previous, value, previous), tidy(value - year_ago, value, year_ago)
    median, mad, z = baseline(values, place, count, value)
    spans = spans_of(places, rows, touched, traits, workdays)
    attainment = attainment_of(value, spans, lower=traits.lower[touched.metric[series]])
    change_pct, year_ago_change_pct = _share(change, previous), _share(year_ago_change, year_ago)

    zero_base = (
        (previous <= 0)
        | (year_ago <= 0)
        | (known & ~np.isnan(spans["target"]) & np.isnan(attainment))
        | (known & (count >= SHORT) & np.isnan(z))
    )
    flags = _flags(
        {
            Flag.NO_TARGET: np.isnan(spans["target_full"]),
            Flag.GAP: np.isnan(previous),
            Flag.SHORT_HISTORY: count < SHORT,
            Flag.PARTIAL_PERIOD: spans["partial"] == 1,
            Flag.RESTATED: rows["revision"] > 0,
            Flag.ZERO_BASE: zero_base,
            Flag.QUARANTINED: rows["quarantined"] == 1,
        }
    )
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
        "streak": np.where(known, taken(streaks(past, values), place, where=known), 0.0),
        "flags": flags,
        "elapsed": spans["elapsed"],
        "role_no": rows["role_no"],
        "revision": rows["revision"],
    }


def _flags(reasons: Mapping[Flag, NDArray[np.bool_]]) -> Numbers:
    """Put the flags of each row into one number; a flag is set where its reason holds."""
    found = np.zeros(next(iter(reasons.values())).size, np.int64)
    for flag, holds in reasons.items():
        found[holds] |= int(flag)
    return found.astype(np.float64)


def _share(change: Numbers, whole: Numbers) -> Numbers:
    """Return the change as a share of what it is measured against; a share of nothing or less says nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return tidy(np.where(whole > 0, change / whole, np.nan))


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
    key, kept = (key_of(table["no"].astype(np.int64), table["start"].astype(np.int64)) for table in (rows, stored))
    place = np.searchsorted(kept, key)
    found = values_at(kept, place) == key
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
