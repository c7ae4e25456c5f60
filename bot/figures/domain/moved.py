"""What a transaction has changed, for what rests on values and records and follows in the same transaction."""

from __future__ import annotations

from bot.figures.domain.delta import Changed
from bot.figures.domain.record import RecordDays


class MovedValues:
    """The keys of values that may be others now, and whose records of which days, until somebody takes them.

    Those that are gone are among them. What was noted stays when a part of the transaction is undone: whoever takes a
    key reads what is stored by then.
    """

    def __init__(self) -> None:
        self._keys = Changed()
        self._days: dict[str, RecordDays] = {}

    def note(self, keys: Changed) -> None:
        """Note keys of values."""
        self._keys |= keys

    def note_records(self, stream: str, days: RecordDays) -> None:
        """Note days of a stream's records."""
        self._days[stream] = self._days.get(stream, RecordDays()) | days

    def take(self) -> Changed:
        """Return the keys of values noted since they were last taken."""
        taken, self._keys = self._keys, Changed()
        return taken

    def take_records(self) -> dict[str, RecordDays]:
        """Return the days of records noted since they were last taken, by the key of their stream."""
        taken, self._days = self._days, {}
        return taken
