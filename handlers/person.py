"""People asking for their own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services import person

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def me(context: Context, _inbound: Inbound) -> Card:
    """Show the sender their own newest values."""
    return person.me(context.work, context.person, now=context.now)
