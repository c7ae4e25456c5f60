"""Home: opened on its own page, or asked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.inbound import Visit
from bot.overview.services import home
from bot.people.domain.permission import Act
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show whoever comes their home; of what stays on its own page is noted whose it is."""
    card = home.home(context.work, context.actor, now=context.now)
    if isinstance(inbound, Visit):
        context.work.homes.opened(inbound.sender.identity)
    return card


ROUTES = (
    Route(
        "home",
        show,
        Act.USE,
        (Means.WORDS, Means.CLICK, Means.VISIT),
        spoken(en="home, start", zh="首页，主页"),
    ),
)
