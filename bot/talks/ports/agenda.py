"""What two want to talk about, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.talks.domain.agenda import AgendaPoint


class Agendas(Protocol):
    """Points that two want to talk about."""

    def add(self, point: AgendaPoint) -> AgendaPoint:
        """Store a point and return it with its number."""
        ...

    def open(self, person_id: str) -> list[AgendaPoint]:
        """Return the points of somebody's talks that were not dealt with, whoever may see them, oldest first."""
        ...

    def deal(self, points: Collection[AgendaPoint], *, at: datetime) -> None:
        """Note that points were dealt with."""
        ...
