"""Pauses, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.pause import Pause, Reach


class Pauses(Protocol):
    """What is paused, by whom, why and until when."""

    def on(self, person_id: str, *, rule: str, now: datetime) -> list[Pause]:
        """Return the pauses that may hold a message of a rule to a person."""
        ...

    def active(self, *, now: datetime) -> list[Pause]:
        """Return everything that is paused, the latest last; what people paused for themselves included."""
        ...

    def begin(self, pause: Pause) -> None:
        """Pause; one with the same reach and subject is replaced."""
        ...

    def end(self, reach: Reach, subject: str, *, by: str, at: datetime) -> bool:
        """Resume; False when it was not paused."""
        ...
