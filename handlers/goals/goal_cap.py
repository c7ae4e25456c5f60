"""How much of a goal counts at most, in chat: shown, and set by HR for the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.services import goal_cap
from bot.goals.views import goal_cap as view
from bot.kit.errors import NotFound
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from handlers.argument import nothing
from handlers.context import argument, whole
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show what counts at most."""
    context.require(Act.RUN_GOALS)
    return _shown(context)


def _shown(context: Context, *, done: bool = False) -> Card:
    held = goal_cap.held(context.work)
    if held is None:
        return view.show(context.t, view.ShownCap(view.WAYS[0]), today=context.today)
    author = context.work.people.get(held.author)
    since = held.at.astimezone(context.reader.zone).date()
    cap = view.ShownCap(int(held.value), since, author.name if author else held.author)
    return view.show(context.t, cap, today=context.today, done=done)


def change(context: Context, inbound: Inbound) -> Settled:
    """Set what counts at most, and work out every goal with it."""
    percent = whole(argument(inbound, "most"))
    if percent not in view.WAYS:
        raise NotFound("button-unknown")
    done = goal_cap.put(context.work, context.actor, percent, now=context.now)
    return Settled(_shown(context, done=done))


ROUTES = (
    Route(
        "goal.cap",
        show,
        Act.RUN_GOALS,
        (Means.WORDS, Means.CLICK),
        spoken(en="goal cap, over-credit", zh="超额计分，目标上限"),
        steady=True,
        takes=nothing,
    ),
    Route("goal.cap.set", change, Act.RUN_GOALS),
)
