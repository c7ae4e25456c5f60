"""A chat platform, seen from the use cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.delivery import Receipt
    from bot.domain.person import Identity
    from bot.messages.card import Card


class Platform(Protocol):
    """A chat platform, seen from the use cases."""

    name: str

    async def send(self, identity: Identity, card: Card, *, opaque: str, conversation: str) -> Receipt:
        """Put a card into a person's conversation with the bot.

        ``opaque`` is the delivery's key as the platform may see it. ``conversation`` is the private conversation if
        known ("" otherwise; the receipt then carries it). One attempt, no retry.

        Raises:
            PlatformError: of the kind that says what to do next; ``InDoubt`` when it may have been accepted.
        """
        ...

    async def find(self, identity: Identity, *, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        """Look for a message that an earlier attempt may have left, by its opaque key.

        Raises:
            LookupError: when the platform has no way to look (the policy for doubt then decides).
        """
        ...

    async def update(self, receipt: Receipt, card: Card) -> None:
        """Redraw a message that was sent."""
        ...
