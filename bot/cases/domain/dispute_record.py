"""What somebody says of the records behind a value: which are wrong, what is right, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from bot.figures.domain.record import RecordStream
    from bot.figures.domain.record_evidence import CountedRecord


@dataclass(frozen=True, slots=True)
class ClaimedRecord:
    """A record that a case is about: one that is wrong, or (``id`` "") one that is missing.

    ``version`` is the one that counted when the case was opened, ``right`` what the person says of it, as they wrote
    it. Of a missing one they may have said the day and the amount, in the unit of the metric's measure.
    """

    stream: str
    id: str = ""
    version: int = 0
    right: str = ""
    day: date | None = None
    amount: Decimal | None = None

    @property
    def missing(self) -> bool:
        """Whether it is one that there should be."""
        return not self.id


@dataclass(frozen=True, slots=True)
class RowsMeant:
    """The records of a stream that somebody has ticked, and whether they say that one is missing."""

    rows: tuple[CountedRecord, ...]
    missing: bool
    stream: RecordStream
