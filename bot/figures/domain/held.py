"""What is held back until somebody decides about it: single values, and whole records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import HeldValue, Reason
from bot.figures.domain.record import Record

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class LackingValue:
    """A value that lacks a record which is held: numbers of person and metric, first and last day since 1970-01-01."""

    person: int
    metric: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record in quarantine, whole: ``record`` says where it came from, and why it waits ``reason``.

    ``revised`` is when its source last changed it. ``keys`` are the values that lack it until somebody decides.
    """

    no: int
    record: Record
    reason: Reason
    revised: datetime | None = None
    keys: Changed = field(default_factory=Changed)

    @property
    def person_id(self) -> str:
        """Whom it is about."""
        return self.record.person_id

    @property
    def batch(self) -> int:
        """The batch that brought it."""
        return self.record.batch

    @property
    def file(self) -> str:
        """The file that it stood in."""
        return self.record.file

    @property
    def measure(self) -> str:
        """The measure that is in doubt; "" when it is another thing."""
        return str(self.reason.values.get("measure", ""))


Held = HeldValue | HeldRecord
