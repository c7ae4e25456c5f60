"""Goals beside one another in chat: the tree, a team's, strategy, how they go, what is not aligned."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.goals.services import goal_dependency, goal_list, goal_sight
from bot.goals.services.goal_outline import outline
from bot.goals.views import goal_tree as view
from bot.overview.services.home import Queue
from bot.people.domain.permission import Act
from handlers.context import argument, number
from handlers.goals.goal import reader
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def tree(context: Context, inbound: Inbound) -> Card:
    """Show the company's goals with what of them needs somebody, or what one goal consists of."""
    sees = reader(context)
    if argument(inbound, "no"):
        found = goal_sight.get(context.work, context.actor, number(inbound), now=context.now)
        [seen] = sees.glances([found])
        parts = goal_list.parts(sees, [seen]).get(found.no, ())
        return view.branch(context.t, seen, parts, outline(sees, [seen], people=True), today=context.today)
    goals = goal_list.top(sees, context.today)
    drawn = outline(sees, goals, people=False)
    return view.tree(context.t, goals, goal_list.parts(sees, goals), drawn, today=context.today)


def team(context: Context, _inbound: Inbound) -> Card:
    """List the goals of whom and what the sender leads."""
    return view.team(context.t, goal_list.team(reader(context)), today=context.today)


def unaligned(context: Context, _inbound: Inbound) -> Card:
    """List the goals that are part of no other one."""
    return view.unaligned(context.t, goal_list.unaligned(reader(context), context.today), today=context.today)


def health(context: Context, _inbound: Inbound) -> Card:
    """Rank the goals of the company and its units by their pace."""
    return view.health(context.t, goal_list.health(reader(context), context.today), today=context.today)


def strategy(context: Context, _inbound: Inbound) -> Card:
    """Show how far the company's goals are, and who contributes."""
    sees = reader(context)
    goals = [sees.sight(seen.goal) for seen in goal_list.top(sees, context.today)]
    goals = [replace(seen, needs=goal_dependency.contributed(sees, seen)) for seen in goals]
    return view.strategy(context.t, goals, today=context.today)


_BOTH = (Means.WORDS, Means.CLICK)

ROUTES = (
    Route(
        "goal.tree",
        tree,
        Act.READ_UNIT_GOAL,
        _BOTH,
        spoken(en="goal tree, company goals", zh="目标树，公司目标"),
        steady=True,
    ),
    Route(
        "goal.team",
        team,
        Act.LEAD,
        _BOTH,
        spoken(en="team goals, goals of my team", zh="团队目标，下属的目标"),
        steady=True,
    ),
    Route(
        "goal.strategy",
        strategy,
        Act.READ_UNIT_GOAL,
        _BOTH,
        spoken(en="strategy, strategic goals", zh="战略，战略目标"),
        steady=True,
    ),
    Route(
        "goal.unaligned",
        unaligned,
        Act.READ_UNIT_GOAL,
        _BOTH,
        spoken(en="goals not aligned, unaligned goals, not aligned", zh="未对齐，未对齐的目标"),
        steady=True,
    ),
    Route(
        "goal.health",
        health,
        Act.READ_UNIT_GOAL,
        _BOTH,
        spoken(en="goal health", zh="目标健康度，目标进度排序"),
        steady=True,
    ),
)

WAITING = (
    Queue("goal", "goal", Act.READ_GOAL, goal_list.waiting),
    Queue("goal-team", "goal.team", Act.LEAD, goal_list.waiting_for_leader),
)
