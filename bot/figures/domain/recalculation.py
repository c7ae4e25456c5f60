"""Recalculations: all values of a metric that are computed from records again, a part of its people at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric


@dataclass(frozen=True, slots=True)
class Recalculation:
    """A metric's number, the batch that its values belong to, and the number of the last person who was done."""

    metric: int
    batch: int
    after: int = 0


@dataclass(frozen=True, slots=True)
class Recalculating:
    """A metric whose values are being computed again: of how many people, of ``all``, that is done."""

    metric: Metric
    done: int
    all: int
