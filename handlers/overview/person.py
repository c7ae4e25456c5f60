"""People asking for their own numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.views.about import asked_for, said_back
from bot.messages.text import plain
from bot.overview.services import me as overview_me
from bot.overview.views import person as view
from bot.people.domain.permission import Act
from handlers.argument import either, only, values
from handlers.context import argument
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def me(context: Context, inbound: Inbound) -> Card:
    """Show the sender their own values: the newest, or those of the metric and period that are named."""
    place = argument(inbound, "value")
    said = context.rest or argument(inbound, "said")
    mine, meant = overview_me.me(
        context.work, context.person, now=context.now, said=said, place=place, sentence=context.sentence
    )
    if mine.asked and (what := asked_for(context.t, meant)):
        mine = replace(mine, asked=plain(what))
    return said_back(context.t, view.me(context.t, context.person, mine, today=context.today), meant, route="me")


ROUTES = (
    Route(
        "me",
        me,
        Act.READ_FACTS,
        (Means.WORDS, Means.CLICK),
        spoken(en="me, my numbers, status", zh="我的数据，我，我的绩效"),
        steady=True,
        takes=either(
            values,
            only("me"),
        ),
    ),
)
