"""Everything that can be done about a goal, in chat, on a card of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.services import goal_sight
from bot.goals.views import goal_ways as view
from bot.people.domain.permission import Act
from handlers.context import number
from handlers.goals.goal import reader
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def more(context: Context, inbound: Inbound) -> Card:
    """Show everything that the sender can do about a goal."""
    found = goal_sight.get(context.work, context.actor, number(inbound), now=context.now)
    return view.more(context.t, reader(context).sight(found))


ROUTES = (Route("goal.more", more, Act.READ_UNIT_GOAL),)
