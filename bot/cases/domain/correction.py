"""Corrections: a new value for an old one, asked for by one person and approved by another (R26)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from bot.cases.domain.correction_record import RecordChange
    from bot.kit.period import Period


class CorrectionState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """What a value should be: itself, for a ratio the counts that make it, or what changed records make of it.

    ``value`` is None where the ``changes`` leave nothing to make one of.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    changes: tuple[RecordChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A request to replace a stored value, or records that it is made of.

    ``old`` is the value that it replaces and ``version`` that value's (0: one that was held back and is not stored); a
    request is void once another version counts. With ``changes`` it is these records that are replaced, and ``value``
    says what comes of it, None where nothing is left to make one of.
    ``dispute`` is the case that it followed from, 0 when none. ``told`` says that whoever was to hear of it has.
    """

    person_id: str
    metric: str
    period: Period
    old: Decimal
    version: int
    value: Decimal | None
    reason: str
    asked_by: str
    asked_at: datetime
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    dispute: int = 0
    state: CorrectionState = CorrectionState.ASKED
    decided_by: str = ""
    decided_at: datetime | None = None
    decision: str = ""
    told: bool = False
    changes: tuple[RecordChange, ...] = ()
    no: int = 0

    @property
    def parties(self) -> frozenset[str]:
        """Whose part in it keeps them from deciding: who asks, whom it is about, and who gets or loses a record."""
        return frozenset({self.asked_by, self.person_id, *(change.person_id for change in self.changes)})
