"""The result of a review out of its parts: a missing part is left out and said, never counted as nothing (U18)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.reviews.domain.cycle import PartKind, ResultPart


@dataclass(frozen=True, slots=True)
class Score:
    """A weighted mean, the parts that it rests on, and those that were missing; ``value`` is None when all were."""

    value: Decimal | None
    based_on: tuple[ResultPart, ...]
    missing: tuple[PartKind, ...]


def score(parts: Iterable[ResultPart], values: Mapping[PartKind, Decimal | None]) -> Score:
    """Return Σ wᵢ·xᵢ / Σ wᵢ over the parts that have a value (methods 4.7).

    ``values`` are shares (1 is as agreed), by part. Exact in decimals; the weights of what is there stand for all.
    """
    parts = tuple(parts)
    known = [(part, value) for part in parts if (value := values.get(part.kind)) is not None]
    weight = sum((part.weight for part, _ in known), Decimal())
    total = sum((part.weight * value for part, value in known), Decimal())
    there = tuple(part for part, _ in known)
    missing = tuple(part.kind for part in parts if part not in there)
    return Score(total / weight if weight else None, there, missing)
