"""Readers: the words, the zone and the day in which somebody is written to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from bot.messages.i18n import Translator


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody is written to at an instant: ``t`` holds the words in force in their language."""

    t: Translator
    zone: ZoneInfo
    now: datetime

    @property
    def today(self) -> date:
        """The day where they are."""
        return self.now.astimezone(self.zone).date()
