"""What came of advice: of those who were told one, how many tried it, and where their numbers went afterwards.

Those who tried it are held against those who were told the same and did not say that they tried it. Trying is
somebody's own choice, so a difference shows no effect; without enough people, or where chance alone makes as large a
difference, not even that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt
from typing import Final

from bot.figures.domain.suppression import FLOOR, tellable

LEAST: Final = 8
"""So many people must be on each side for a difference to be spoken of."""
_Z: Final = 1.959964
"""Of a 95 % interval."""


class AdviceEvidence(StrEnum):
    """What the two sides show."""

    NONE = "none"
    BETTER = "better"
    """The numbers of those who tried it got better more often."""
    WORSE = "worse"


@dataclass(frozen=True, slots=True)
class AdviceArm:
    """Of how many people the number is known afterwards, and of how many of them it got better."""

    better: int
    n: int


@dataclass(frozen=True, slots=True)
class AdviceOutcome:
    """What came of one advice: the people who were told it, who tried it, and for whom it is not.

    ``known`` are those whose number is known afterwards, ``better`` those of them whose number got better.
    """

    key: str
    told: frozenset[str]
    tried: frozenset[str]
    refused: frozenset[str]
    known: frozenset[str]
    better: frozenset[str]
    name: Mapping[str, str] = field(default_factory=dict)

    def arms(self) -> tuple[AdviceArm, AdviceArm]:
        """Return both sides: those who tried it and the others."""
        sides = (self.known & self.tried, self.known - self.tried)
        tried, others = (AdviceArm(len(side & self.better), len(side)) for side in sides)
        return tried, others

    def tellable(self) -> frozenset[str]:
        """Return which of its counts may be told beside one another: each part of them has at least five people."""
        groups = {"told": self.told, "tried": self.tried, "refused": self.refused}
        return tellable({name: group for name, group in groups.items() if group})

    def sides_tellable(self) -> bool:
        """Say whether what became of both sides may be told."""
        sides = self.arms()
        return {"told", "tried"} <= self.tellable() and all(side.n >= FLOOR for side in sides)

    def evidence(self) -> AdviceEvidence:
        """Return what both sides show, by the interval of Newcombe 1998 (method 10) for a difference of shares."""
        tried, others = self.arms()
        if not self.sides_tellable() or min(tried.n, others.n) < LEAST:
            return AdviceEvidence.NONE
        low, high = difference(tried, others)
        if low > 0:
            return AdviceEvidence.BETTER
        return AdviceEvidence.WORSE if high < 0 else AdviceEvidence.NONE


def difference(tried: AdviceArm, others: AdviceArm) -> tuple[float, float]:
    """Return between what the difference of both shares lies, with 95 % confidence.

    Raises:
        ZeroDivisionError: when either side is nobody.
    """
    first, second = tried.better / tried.n, others.better / others.n
    (low_1, high_1), (low_2, high_2) = _wilson(tried), _wilson(others)
    below = sqrt((first - low_1) ** 2 + (high_2 - second) ** 2)
    above = sqrt((high_1 - first) ** 2 + (second - low_2) ** 2)
    return first - second - below, first - second + above


def _wilson(arm: AdviceArm) -> tuple[float, float]:
    """Return the score interval of a share (Wilson 1927)."""
    share, n, square = arm.better / arm.n, arm.n, _Z * _Z
    middle = share + square / (2 * n)
    half = _Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return (middle - half) / (1 + square / n), (middle + half) / (1 + square / n)
