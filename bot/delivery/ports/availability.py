"""When people are taken, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.kit.period import Period


class Availability(Protocol):
    """When people are taken: by meetings that are planned here, and by what their calendars say."""

    def planned(self, person_ids: Sequence[str]) -> list[datetime]:
        """Return when the planned meetings of these begin, with whoever leads them and with those whom they lead."""
        ...

    def busy(self, person_ids: Sequence[str]) -> list[tuple[datetime, datetime]]:
        """Return when the calendars of these are taken, as far as they were looked at."""
        ...

    def looked_at(self, person_id: str) -> datetime | None:
        """Return when somebody's calendar was looked at last."""
        ...

    def look(self, person_id: str, busy: Sequence[tuple[datetime, datetime]], *, at: datetime) -> None:
        """Remember when somebody's calendar is taken, in the place of what was known."""
        ...

    def away(self, person_ids: Sequence[str], days: Period) -> set[date]:
        """Return on which of some days one or more of these are on leave."""
        ...
