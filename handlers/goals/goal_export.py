"""Goals as a file in chat, for HR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.services import goal_export
from bot.goals.views import goal_export as view
from bot.people.domain.permission import Act
from handlers.argument import nothing
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def export(context: Context, _inbound: Inbound) -> Card:
    """Hand over every goal that runs, as a file that can be imported again."""
    n, rows = goal_export.export(context.work, context.actor, chinese=context.t.chinese, now=context.now)
    return view.card(context.t, rows, goals=n)


ROUTES = (
    Route(
        "goal.export",
        export,
        Act.RUN_GOALS,
        (Means.WORDS, Means.CLICK),
        spoken(en="goal export, export goals", zh="导出目标，目标导出"),
        takes=nothing,
    ),
)
