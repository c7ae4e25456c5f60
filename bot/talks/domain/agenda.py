"""Agendas: what two want to talk about, brought by either, and what either prepares for themselves alone (R121)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

LONGEST_POINT: Final = 300


class AgendaTopic(StrEnum):
    """What a talk is about each time (R121)."""

    PROGRESS = "progress"
    PROBLEMS = "problems"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class AgendaPoint:
    """Something to talk about with somebody: ``shared`` points both see, others their author alone.

    ``person_id`` is whose talk it is, ``lead_id`` who led them when it was brought, ``by_id`` who brought it.
    """

    person_id: str
    lead_id: str
    by_id: str
    topic: AgendaTopic
    text: str
    at: datetime
    shared: bool = True
    no: int = 0

    @property
    def key(self) -> str:
        """What names it in a form: shared and private ones are numbered apart."""
        return f"{'s' if self.shared else 'p'}{self.no}"

    def seen_by(self, reader_id: str) -> bool:
        """Say whether somebody may see it: its author, and of a shared one the two whose talk it was brought to."""
        return reader_id == self.by_id or (self.shared and reader_id in {self.person_id, self.lead_id})

    def carried_over(self, last_at: datetime | None) -> bool:
        """Say whether it was there before the last talk already, and is open all the same."""
        return last_at is not None and self.at < last_at
