"""Requests to correct a value, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction import Correction, CorrectionState
    from bot.cases.domain.correction_record import RecordChange
    from bot.figures.domain.facts import FactColumns
    from bot.kit.period import Period


class Corrections(Protocol):
    """Requests to replace a value, and what was decided about them."""

    def ask(self, correction: Correction) -> int:
        """Store a request and return its number."""
        ...

    def get(self, number: int) -> Correction | None:
        """Return a request, or None."""
        ...

    def waiting(self) -> list[Correction]:
        """Return the requests that wait for a decision, oldest first."""
        ...

    def about(self, person_id: str, metric: str, period: Period) -> list[Correction]:
        """Return the requests about a value, newest first."""
        ...

    def decide(self, number: int, state: CorrectionState, *, by: str, at: datetime, reason: str) -> bool:
        """Record a decision; False when somebody was faster."""
        ...

    def untold(self) -> list[Correction]:
        """Return approved requests of which nobody has been told yet, oldest first."""
        ...

    def tell(self, number: int) -> None:
        """Note that whoever was to hear of a correction has."""
        ...

    def undone(self, facts: FactColumns) -> set[int]:
        """Return the places of the facts that bring back a value which a correction that counts has replaced."""
        ...

    def of_records(self, stream: str) -> dict[str, RecordChange]:
        """Return by the record's id what the newest approved correction of each record of a stream has made of it."""
        ...

    def contradicted(self, facts: FactColumns) -> dict[int, float]:
        """Return the places of the facts that say otherwise than a correction that counts, with what that says."""
        ...
