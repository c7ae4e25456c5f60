"""Calendar events: an appointment of two, as it stands in their calendars."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An appointment of two: its ``uid`` stays, its ``sequence`` rises with every change, as RFC 5545 has it.

    ``about`` says what it is for, in words of whoever planned it (``one_on_one:S1``), and ``kind`` which words name it.
    ``person_id`` is whom it is about, ``lead_id`` who leads them and holds it. ``minutes`` is how long it takes.
    """

    uid: str
    about: str
    kind: str
    lead_id: str
    person_id: str
    begin: datetime
    minutes: int
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.begin + timedelta(minutes=self.minutes)

    def stands(self, now: datetime) -> bool:
        """Say whether it is still to come, or under way."""
        return not self.cancelled and now < self.end

    def moved(self, begin: datetime, *, lead_id: str, now: datetime) -> CalendarEvent:
        """Return it at another time, or with another who leads."""
        return replace(self, begin=begin, lead_id=lead_id, sequence=self.sequence + 1, changed_at=now)

    def called_off(self, now: datetime) -> CalendarEvent:
        """Return it called off."""
        return replace(self, cancelled=True, sequence=self.sequence + 1, changed_at=now)
