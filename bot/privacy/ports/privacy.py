"""Everything that is stored about one person, and requests about it, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.figures.domain.delta import Changed
    from bot.privacy.domain.privacy import DataRequest, Figures, RequestState, StoredKind


class Privacy(Protocol):
    """What is stored about a person, as a whole, and their requests."""

    def inventory(self, person_id: str) -> Sequence[StoredKind]:
        """Return what is stored about somebody by kind, only kinds of which there is anything."""
        ...

    def export(self, person_id: str) -> dict[str, list[dict[str, Any]]]:
        """Return all that is stored about somebody by kind, each row as plain values; nobody else is named in it."""
        ...

    def ask(self, request: DataRequest) -> int:
        """Store a request and return its number."""
        ...

    def get(self, number: int) -> DataRequest | None:
        """Return a request, or None."""
        ...

    def of(self, person_id: str) -> list[DataRequest]:
        """Return somebody's requests, newest first."""
        ...

    def waiting(self) -> list[DataRequest]:
        """Return the requests that wait for an answer, oldest first."""
        ...

    def due(self, day: date) -> list[DataRequest]:
        """Return the waiting requests that are due on a day or before."""
        ...

    def decide(
        self, number: int, state: RequestState, *, frm: RequestState, by: str, at: datetime, reason: str
    ) -> bool:
        """Bring a request from one state into another; False when somebody was faster."""
        ...

    def erasures(self, *, since: datetime) -> list[DataRequest]:
        """Return the erasures that were granted since an instant, oldest first."""
        ...

    def erase(self, person_id: str, *, figures: Figures, at: datetime) -> tuple[str, Changed]:
        """Leave nothing of somebody but an id that says nothing; return it, and the keys of figures that are gone."""
        ...
