"""Readings and targets: one normalised fact about one person, metric and period, with where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.kit.period import Period

if TYPE_CHECKING:
    from decimal import Decimal

CORRECTION_SOURCE: Final = "correction"
"""The source of a reading that a correction stored; its row is the number of the request."""
ROLLUP_SOURCE: Final = "rollup"
"""The source of a unit's reading that was added up from its members'."""
UNDO_SOURCE: Final = "undo"
"""The source of a batch that undoes an import, and what its digest begins with."""
OWN_SOURCES: Final = (CORRECTION_SOURCE, ROLLUP_SOURCE, UNDO_SOURCE)
"""Sources of batches that Jinbu makes itself: nothing comes in by them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One stored value.

    ``value`` is exact as it was given; for a ratio it is ``numerator / denominator`` when those are known.
    ``batch`` and ``row`` lead back to the file, webhook post or message it came in, and the line there;
    ``received_at`` is when that arrived. ``version`` counts from 1; corrections keep the earlier versions.
    """

    person_id: str
    metric: str
    period: Period
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source: str = ""
    source_id: str = ""
    observed_at: datetime | None = None
    received_at: datetime | None = None
    batch: int = 0
    file: str = ""
    row: int = 0
    version: int = 1

    @property
    def computed(self) -> bool:
        """Whether we made it, of records or of members' values, so that it stands in no file."""
        return self.row == 0


@dataclass(frozen=True, slots=True)
class Target:
    """What was agreed for a person, metric and period; ``start_value`` is where a reduction goal began."""

    person_id: str
    metric: str
    period: Period
    target: Decimal
    start_value: Decimal | None = None
    weight: Decimal | None = None
