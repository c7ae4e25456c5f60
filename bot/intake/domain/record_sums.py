"""What stood and stands for the keys that records have touched, summed up by metric and period."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """Values of one metric and period, before an import and after: how many, and their sum."""

    metric: str
    start: str
    before: tuple[int, float]
    after: tuple[int, float]


@dataclass(slots=True)
class RecordSums:
    """Values of the keys that were touched, as they were at first and as they are at last, in the order of touching."""

    keys: list[Changed] = field(default_factory=list)
    before: list[Floats] = field(default_factory=list)
    after: list[Floats] = field(default_factory=list)

    def add(self, keys: Changed, before: Floats, after: Floats) -> None:
        """Note the values of some keys before and after a step."""
        self.keys.append(keys)
        self.before.append(before)
        self.after.append(after)

    def periods(self, metrics: dict[int, str]) -> tuple[PeriodSum, ...]:
        """Return the sums by metric and period; ``metrics`` are the keys of metrics by number."""
        if not self.keys:
            return ()
        first: dict[tuple[int, int, int], float] = {}
        last: dict[tuple[int, int, int], float] = {}
        for keys, before, after in zip(self.keys, self.before, self.after, strict=True):
            for key, old, new in zip(keys.keys(), before.tolist(), after.tolist(), strict=True):
                first.setdefault(key, old)
                last[key] = new
        found: dict[tuple[int, int], tuple[list[float], list[float]]] = {}
        for key, old in first.items():
            held = found.setdefault(key[1:], ([], []))
            held[0].append(old)
            held[1].append(last[key])
        return tuple(
            PeriodSum(metrics[metric], str(np.datetime64(start, "D")), _summed(old), _summed(new))
            for (metric, start), (old, new) in sorted(found.items(), key=lambda item: (metrics[item[0][0]], item[0][1]))
        )


def _summed(values: list[float]) -> tuple[int, float]:
    there = [value for value in values if not np.isnan(value)]
    return len(there), float(np.round(sum(there), 6))
