"""Which values to hold back: outside what the metric can be, or so far from its own history that a slip is likely.

The screen is for slips of the pen, not for performance: a real fall or rise must pass. So a value must be far in
units of the usual spread (modified z, methods 4.1 and 4.3), and look like a slip: a power of ten off, the sign turned,
or several times further away than anything before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.facts import FactColumns
    from bot.figures.domain.metric import Metric
    from bot.intake.domain.known import Known

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

ENOUGH = 8
"""Other values that a series needs before its own past can say anything (methods 4.1)."""
SLIP_CUT = 3.5
FAR_CUT = 8.0
BEYOND = 2.0
FURTHER = 3.0
"""How many times further from the median than any value before: for what looks like a slip, and otherwise."""
_SMALL = 5
_NEAR = (0.8, 1.25)
_FACTORS = (10.0, 100.0, 1000.0, 0.1, 0.01, 0.001)
_NORMAL = 0.6745
_MEAN_NORMAL = 1.2533


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value to hold back, by its place among the facts, with the message that says why."""

    place: int
    key: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def screen(facts: FactColumns, history: tuple[Ints, Ints, Ints, Floats], known: Known) -> list[Doubt]:
    """Find the values to hold back.

    ``history`` is what is stored for the same series (person, metric, start, value). Where that is too short, the other
    values of the file itself count as history too, so that a first file is screened as well.
    """
    doubts = {doubt.place: doubt for doubt in _against_history(facts, history, known)}
    doubts |= {doubt.place: doubt for doubt in _out_of_bounds(facts, known)}
    return [doubts[place] for place in sorted(doubts)]


def _out_of_bounds(facts: FactColumns, known: Known) -> list[Doubt]:
    found = []
    for number, metric in known.metric_by_number.items():
        if metric.minimum is None and metric.maximum is None:
            continue
        low = -np.inf if metric.minimum is None else float(metric.minimum)
        high = np.inf if metric.maximum is None else float(metric.maximum)
        outside = (facts.metric == number) & ((facts.value < low) | (facts.value > high))
        values = {
            "metric": metric.key,
            "low": "-∞" if metric.minimum is None else f"{metric.minimum:f}",
            "high": "∞" if metric.maximum is None else f"{metric.maximum:f}",
        }
        found += [Doubt(int(place), "import-out-of-range", values) for place in np.flatnonzero(outside)]
    return found


def _against_history(facts: FactColumns, history: tuple[Ints, Ints, Ints, Floats], known: Known) -> list[Doubt]:
    person, metric, value, place = _together(facts, history)
    if len(value) <= ENOUGH:
        return []
    breaks = np.flatnonzero((person[1:] != person[:-1]) | (metric[1:] != metric[:-1])) + 1
    heads = np.concatenate(([0], breaks))
    sizes = np.diff(np.concatenate((heads, [len(value)])))
    if sizes.max() <= ENOUGH:
        return []
    group = np.repeat(np.arange(len(heads)), sizes)
    middle = _medians(group, value, heads, sizes)[group]
    away = np.abs(value - middle)
    spread = _medians(group, away, heads, sizes)[group]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = value / middle
        tenth = (share > 0) & (share < _NEAR[1] / 10)
        suspicious = (away > np.abs(middle)) | tenth
        # In-sample, so with a margin: the exact test below leaves the value itself out.
        suspicious &= _NORMAL * away > SLIP_CUT / 2 * spread
    suspicious &= (place >= 0) & (sizes[group] > ENOUGH) & (away > 0)
    doubts = []
    for index in np.flatnonzero(suspicious):
        head = heads[group[index]]
        mine = slice(head, head + sizes[group[index]])
        others = value[mine][place[mine] < 0]
        if len(others) < ENOUGH:
            others = np.delete(value[mine], index - head)
        at = int(place[index])
        measured = not np.isnan(facts.second[at])
        doubt = _doubt(float(value[index]), others, known.metric_by_number[int(metric[index])], measured=measured)
        if doubt:
            low, high = float(others.min()), float(others.max())
            doubts.append(Doubt(at, doubt, {"low": f"{low:.12g}", "high": f"{high:.12g}", "n": len(others)}))
    return doubts


def _together(facts: FactColumns, history: tuple[Ints, Ints, Ints, Floats]) -> tuple[Ints, Ints, Floats, Ints]:
    """Put stored and new values into one column, sorted by series and period; a new one replaces the stored one."""
    columns = [
        np.concatenate(pair)
        for pair in zip(history, (facts.person, facts.metric, facts.start, facts.value), strict=True)
    ]
    place = np.concatenate((np.full(len(history[0]), -1), np.arange(len(facts))))
    order = np.lexsort((place, columns[2], columns[1], columns[0]))
    person, metric, start, value = (column[order] for column in columns)
    place = place[order]
    last = np.ones(len(order), dtype=bool)
    last[:-1] = (person[1:] != person[:-1]) | (metric[1:] != metric[:-1]) | (start[1:] != start[:-1])
    return person[last], metric[last], value[last], place[last]


def _medians(group: Ints, value: Floats, heads: Ints, sizes: Ints) -> Floats:
    ordered = value[np.lexsort((value, group))]
    middle: Floats = (ordered[heads + (sizes - 1) // 2] + ordered[heads + sizes // 2]) / 2
    return middle


def _doubt(value: float, others: Floats, metric: Metric, *, measured: bool) -> str:
    """Return the key of the reason to hold a value back, or nothing.

    ``measured`` says that a ratio came with its counts: then it is not a percentage taken for a fraction.
    """
    middle = float(np.median(others))
    away = abs(value - middle)
    spread = float(np.median(np.abs(others - middle)))
    mean_spread = float(np.mean(np.abs(others - middle)))
    unit = spread / _NORMAL or _MEAN_NORMAL * mean_spread
    z = away / unit if unit else np.inf
    counts = abs(middle) < _SMALL and bool((others == np.round(others)).all())
    if middle == 0 or counts or z <= SLIP_CUT or (metric.is_ratio and measured):
        return ""
    reach = float(np.abs(others - middle).max())
    if away <= BEYOND * reach:
        return ""  # it has been as far away before, or nearly
    share = value / middle
    if any(_NEAR[0] <= share / factor <= _NEAR[1] for factor in _FACTORS):
        return "import-slip"
    if _NEAR[0] <= -share <= _NEAR[1] and bool((others * np.sign(middle) > 0).all()):
        return "import-sign"
    if reach and not metric.is_ratio and z > FAR_CUT and away > FURTHER * reach and away > abs(middle):
        return "import-far"
    return ""
