"""What moved a goal, in chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.services import goal_move, goal_sight
from bot.goals.views import goal_move as view
from bot.people.domain.permission import Act
from handlers.argument import number as a_number
from handlers.goals.goal import reader, required_number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def moved(context: Context, inbound: Inbound) -> Card:
    """Show what moved a goal, and what is behind that."""
    found = goal_sight.get(context.work, context.actor, required_number(context, inbound), now=context.now)
    return view.card(context.t, goal_move.what_moved(reader(context), found), today=context.today)


ROUTES = (
    Route(
        "goal.moved",
        moved,
        Act.READ_UNIT_GOAL,
        (Means.WORDS, Means.CLICK),
        spoken(en="why goal, what moved goal", zh="为什么目标，目标变化原因"),
        steady=True,
        takes=a_number,
    ),
)
