"""Disputes, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.cases.domain.dispute import CaseStep, Dispute
    from bot.kit.period import Period


class Disputes(Protocol):
    """Cases and their steps."""

    def open(self, dispute: Dispute) -> int:
        """Store a new case and return its number."""
        ...

    def get(self, number: int) -> Dispute | None:
        """Return a case with its steps, or None."""
        ...

    def about(self, person_ids: Collection[str], *, running: bool = False) -> list[Dispute]:
        """Return the cases about some people, newest first; with ``running`` only those that are not over."""
        ...

    def of(self, person_id: str, metric: str, period: Period) -> Dispute | None:
        """Return the running case about a value, or None."""
        ...

    def due(self, day: date) -> list[Dispute]:
        """Return the running cases that are due on a day or before."""
        ...

    def move(self, dispute: Dispute, step: CaseStep, *, handler_id: str, correction: int = 0) -> bool:
        """Add a step; False when the case is not as it was read: somebody was faster."""
        ...
