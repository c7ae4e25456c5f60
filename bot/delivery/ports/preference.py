"""Preferences, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.delivery.domain.preference import Pace, Topic


class Preferences(Protocol):
    """Which kinds of messages people want how; what nobody has set comes at once."""

    def of(self, person_id: str) -> Mapping[Topic, Pace]:
        """Return what somebody has set."""
        ...

    def put(self, person_id: str, topic: Topic, pace: Pace, *, at: datetime) -> None:
        """Set how a kind of message comes."""
        ...
