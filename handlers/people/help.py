"""Help: what one can ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.permission import Act
from bot.people.views import help as view
from handlers.argument import only
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def overview(context: Context, _inbound: Inbound) -> Card:
    """List what this person can ask, in words that work here."""
    return view.overview(context.t, routes=context.words, command=context.command)


ROUTES = (
    Route(
        "help",
        overview,
        Act.USE,
        (Means.WORDS, Means.CLICK),
        spoken(en="help, ?, hi, hello, menu", zh="帮助，菜单，你好"),
        steady=True,
        takes=only("help"),
    ),
)
