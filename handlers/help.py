"""Help: what one can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.views import help as view

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def overview(context: Context, _inbound: Inbound) -> Card:
    """List what this person can ask, in words that work here."""
    return view.overview(context.t, routes=context.words, command=context.command)
