"""What each noun of goals brings: routes, the clock, what hears of events, what may wait for somebody, messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.goals import (
    goal,
    goal_cap,
    goal_cycle,
    goal_dependency,
    goal_export,
    goal_measure,
    goal_move,
    goal_pack,
    goal_project,
    goal_steps,
    goal_tree,
    goal_ways,
    strategy_review,
)

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.work import Work

ROUTES = (
    *goal.ROUTES,
    *goal_cap.ROUTES,
    *goal_dependency.ROUTES,
    *goal_export.ROUTES,
    *goal_measure.ROUTES,
    *goal_move.ROUTES,
    *goal_pack.ROUTES,
    *goal_steps.ROUTES,
    *goal_tree.ROUTES,
    *goal_ways.ROUTES,
    *goal_project.ROUTES,
    *goal_cycle.ROUTES,
    *strategy_review.ROUTES,
)
TICKS = (*strategy_review.TICKS, *goal_cycle.TICKS)
LISTENERS = (*goal_project.LISTENERS,)
WAITING = (*goal_tree.WAITING,)
MESSAGES: tuple[MessageKind[Work], ...] = (
    *goal_steps.MESSAGES,
    *goal_project.MESSAGES,
    *goal_cycle.MESSAGES,
    *strategy_review.MESSAGES,
)
