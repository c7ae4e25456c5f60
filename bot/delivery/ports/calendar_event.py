"""Appointments, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.delivery.domain.calendar_event import CalendarEvent


class CalendarEvents(Protocol):
    """Appointments, each by its uid."""

    def of(self, about: str) -> CalendarEvent | None:
        """Return the newest appointment about something."""
        ...

    def get(self, uid: str) -> CalendarEvent | None:
        """Return an appointment."""
        ...

    def put(self, event: CalendarEvent) -> None:
        """Keep an appointment, in the place of what it was before."""
        ...
