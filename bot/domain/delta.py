"""Deltas: a reading against its target, its own past, the year before and its peers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.reading import Period


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
    decides as exact decimals would. ``streak`` counts moves of the raw value (up positive, down negative).
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
    flags: Flag = Flag(0)
    numerator: float | None = None
    denominator: float | None = None
    elapsed: float = 1.0
    peers: Peers | None = None
