"""What each noun of growth brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.growth import course, plan, plan_goal, plan_overdue, plan_steps, review_plan

ROUTES = (*plan.ROUTES, *plan_goal.ROUTES, *plan_steps.ROUTES, *course.ROUTES)
TICKS = (*plan_steps.TICKS, *review_plan.TICKS, *plan_overdue.TICKS)
WAITING = (*plan.WAITING,)
MESSAGES = (*plan_steps.MESSAGES, *plan_overdue.MESSAGES)
