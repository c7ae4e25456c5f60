"""Where people stand from which day on, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.roster.domain.posting import Posting


class Postings(Protocol):
    """Who reported to whom, from which day on."""

    def put(self, postings: Sequence[Posting], *, at: datetime) -> None:
        """Store postings; one of the same person and day is replaced."""
        ...

    def of(self, person_id: str) -> list[Posting]:
        """Return somebody's postings, oldest first, planned ones included."""
        ...

    def histories(self, person_ids: Sequence[str]) -> dict[str, list[Posting]]:
        """Return the postings of several that have begun, oldest first; who has none is left out."""
        ...

    def moved(self, moves: Sequence[tuple[str, date, str]]) -> None:
        """Note from which day on somebody's role or unit is another, and the unit that they belonged to before."""
        ...

    def planned(self, *, until: date) -> list[Posting]:
        """Return what is still to happen and begins on or before a day, in the order of days."""
        ...
