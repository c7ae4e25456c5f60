"""Facts: whole columns of values with person, metric and period, as they are stored and computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row or a value is not stored: the key of a sentence in the catalogue, and what stands in it."""

    key: str
    values: Mapping[str, str | int]


@dataclass(slots=True)
class FactColumns:
    """Readings or targets as columns of equal length.

    ``person`` and ``metric`` are the numbers that storage knows them by; ``start`` and ``end`` are days since
    1970-01-01. For readings ``first`` and ``second`` are numerator and denominator, for targets start value and
    weight; NaN where there is none. ``observed`` is in microseconds since 1970 (-1: not said).
    """

    row: Ints
    person: Ints
    metric: Ints
    start: Ints
    end: Ints
    value: Floats
    first: Floats
    second: Floats
    source_id: NDArray[np.object_]
    observed: Ints

    def __len__(self) -> int:
        return len(self.row)

    def take(self, index: Ints | Mask) -> FactColumns:
        """Return the rows at these places, or those that the mask names."""
        return FactColumns(*(getattr(self, name)[index] for name in self.__slots__))

    @staticmethod
    def empty() -> FactColumns:
        """Return no facts."""
        return FactColumns.join([])

    @staticmethod
    def join(parts: Iterable[FactColumns]) -> FactColumns:
        """Return all of them, one after the other."""
        kinds: list[type] = [np.int64] * 5 + [np.float64] * 3 + [np.object_, np.int64]
        held = list(parts)
        return FactColumns(
            *(
                np.concatenate([getattr(part, name) for part in held]) if held else np.empty(0, dtype=kind)
                for name, kind in zip(FactColumns.__slots__, kinds, strict=True)
            )
        )


@dataclass(frozen=True, slots=True)
class HeldValue:
    """A value in quarantine: one fact, where it came from, and why it waits."""

    no: int
    person_id: str
    metric: str
    role_no: int
    facts: FactColumns
    batch: int
    file: str
    reason: Reason
