"""The logs of pairs, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry


class PairLogs(Protocol):
    """What pairs wrote down of their talks."""

    def add(self, entry: TalkLogEntry) -> TalkLogEntry:
        """Store an entry with what was agreed on, and return it with its numbers.

        One of the same talk that nobody has written anything into gives way to it.
        """
        ...

    def agree(self, log_no: int, action: AgreedAction) -> AgreedAction:
        """Add something that was agreed on to an entry; return it with its number."""
        ...

    def get(self, no: int) -> TalkLogEntry | None:
        """Return an entry."""
        ...

    def of(self, person_id: str) -> list[TalkLogEntry]:
        """Return the entries about somebody's talks, the newest talk first."""
        ...

    def held_by(self, lead_id: str) -> list[TalkLogEntry]:
        """Return the entries about the talks that somebody held with those whom they led, the newest first."""
        ...

    def done(self, action_no: int, *, at: datetime) -> bool:
        """Note that something agreed on is done; False when it was so already."""
        ...

    def due(self, *, since: date, until: date) -> list[tuple[TalkLogEntry, AgreedAction]]:
        """Return what is agreed on, not done, and due between two days, both included."""
        ...
