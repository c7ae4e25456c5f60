"""What each noun of goals brings: routes, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.goals import goal, goal_measure, goal_steps, goal_tree

ROUTES = (*goal.ROUTES, *goal_measure.ROUTES, *goal_steps.ROUTES, *goal_tree.ROUTES)
WAITING = (*goal_tree.WAITING,)
MESSAGES = (*goal_steps.MESSAGES,)
