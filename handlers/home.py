"""Home: opened on its own page, or asked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.permission import Act
from bot.services import home
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show whoever comes their home."""
    return home.home(context.work, context.actor, now=context.now)


ROUTES = (
    Route(
        "home",
        show,
        Act.USE,
        (Means.WORDS, Means.CLICK, Means.VISIT),
        spoken(en="home, start", zh="首页，主页"),
    ),
)
