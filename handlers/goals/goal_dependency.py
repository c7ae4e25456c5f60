"""What a goal needs of others, in chat: asked in a form, noted, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER
from bot.goals.services import goal_dependency, goal_sight
from bot.goals.views import goal_dependency as view
from bot.kit.errors import NotFound, Stale
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from handlers.argument import number as a_number
from handlers.context import whole
from handlers.goals.goal import detail, reader, required_number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def need(context: Context, inbound: Inbound) -> Form | Card:
    """Ask what a goal needs to go well, then keep it."""
    no = required_number(context, inbound)
    found = goal_sight.get(context.work, context.actor, no, now=context.now, writing=True)
    if found.state in OVER:
        raise Stale("goal-over")
    others = goal_dependency.candidates(reader(context), found)
    if not others:
        raise NotFound("goal-no-parents")
    form = view.form(context.t, found, others)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        on, way = whole(answers.choice("on").removeprefix("goal")) or 0, answers.choice("way")
    kept = goal_dependency.add if way == view.WAYS[0] else goal_dependency.remove
    return detail(context, kept(context.work, context.actor, no, on, now=context.now))


ROUTES = (
    Route(
        "goal.dependency",
        need,
        Act.WRITE_GOAL,
        (Means.WORDS, Means.CLICK, Means.FORM),
        spoken(en="goal dependency, goal needs", zh="目标依赖"),
        opens=True,
        takes=a_number,
    ),
)
