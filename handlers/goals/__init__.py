"""What each noun of goals brings: routes, what hears of events, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.goals import goal, goal_measure, goal_project, goal_steps, goal_tree

ROUTES = (*goal.ROUTES, *goal_measure.ROUTES, *goal_steps.ROUTES, *goal_tree.ROUTES, *goal_project.ROUTES)
LISTENERS = (*goal_project.LISTENERS,)
WAITING = (*goal_tree.WAITING,)
MESSAGES = (*goal_steps.MESSAGES, *goal_project.MESSAGES)
