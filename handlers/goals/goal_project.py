"""Projects that are done, in chat: which goal one counts for, where several can be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.figures.domain.event import EventKind
from bot.figures.services.event import Listener
from bot.goals.services import goal_project
from bot.people.domain.permission import Act
from handlers.context import number
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def choose(context: Context, inbound: Inbound) -> Card:
    """Let a project count for the goal that its person has chosen."""
    return goal_project.choose(context.work, context.person, number(inbound), now=context.now)


ROUTES = (Route("goal.project", choose, Act.WRITE_GOAL),)

LISTENERS: tuple[Listener[Work], ...] = (Listener(EventKind.PROJECT_COMPLETED, goal_project.hear),)

MESSAGES = (MessageKind(goal_project.KIND, acts=(Act.READ_GOAL,), render=goal_project.render),)
