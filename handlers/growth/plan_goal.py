"""A plan that becomes a goal, in chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.services import plan_goal
from bot.people.domain.permission import Act
from handlers.context import number
from handlers.goals.goal import detail
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def make(context: Context, inbound: Inbound) -> Card:
    """Propose a plan as a goal to the other of the two, and show the goal with what is measured of it."""
    found = plan_goal.propose(context.work, context.actor, number(inbound), now=context.now)
    return detail(context, found, fresh=True)


ROUTES = (Route("plan.goal", make, Act.READ_PLAN),)
