"""Values that a transaction has changed, for what rests on values and follows in the same transaction."""

from __future__ import annotations

from bot.figures.domain.delta import Changed


class MovedValues:
    """The keys of values that may be others now, those that are gone among them, until somebody takes them.

    What was noted stays when a part of the transaction is undone: whoever takes a key reads what is stored by then.
    """

    def __init__(self) -> None:
        self._keys = Changed()

    def note(self, keys: Changed) -> None:
        """Note keys."""
        self._keys |= keys

    def take(self) -> Changed:
        """Return the keys noted since they were last taken."""
        taken, self._keys = self._keys, Changed()
        return taken
