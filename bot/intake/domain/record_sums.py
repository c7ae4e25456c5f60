"""What stood and stands for the keys that records have touched, summed up by metric and period."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.intake.domain.sums import digest_of, sum_of
from bot.intake.domain.upload import Stored, Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PeriodSum:
    """Values of one metric and period, before an import and after."""

    metric: str
    start: str
    before: Sum
    after: Sum


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
            PeriodSum(metrics[metric], str(np.datetime64(start, "D")), sum_of(np.array(old)), sum_of(np.array(new)))
            for (metric, start), (old, new) in sorted(found.items(), key=lambda item: (metrics[item[0][0]], item[0][1]))
        )


def summed_records(streams: Iterable[tuple[str, Ints, Ints, Mapping[str, Floats]]]) -> Stored:
    """Sum up the measures of records by stream: its key, and of each record person, day and measures.

    The digest is of all of them by person and day, whatever order they come in.
    """
    sums, counts, digests = dict[str, Sum](), dict[str, int](), list[str]()
    for key, person, day, measures in streams:
        counts[key] = counts.get(key, 0) + len(person)
        columns = [column + 0.0 for _, column in sorted(measures.items())]
        order = np.lexsort((*columns[::-1], day, person))
        if len(order):
            digests.append(digest_of(person[order], day[order], *(column[order] for column in columns)))
        sums |= {f"{key}: {name}": sum_of(column) for name, column in measures.items()}
    digest = digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()
    return Stored(digest if digests else "", sums, records=counts)


def with_periods(stored: Stored, sums: Iterable[PeriodSum], *, after: bool) -> Stored:
    """Add what the records make, by metric and period, before an import or after it."""
    periods: dict[str, dict[str, Sum]] = {}
    for made in sums:
        periods.setdefault(made.metric, {})[made.start] = made.after if after else made.before
    return replace(stored, periods=periods)
