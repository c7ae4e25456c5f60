"""What a plan says of the goal that it was made into, and what can be done about that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal import OVER as GOAL_OVER
from bot.goals.domain.goal import GoalState
from bot.growth.domain.plan import OVER, PlanState
from bot.messages.card import Action, Button
from bot.messages.text import plain

if TYPE_CHECKING:
    from datetime import date

    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.i18n import Translator


def goes_on(t: Translator, seen: PlanSight, *, today: date) -> str:
    """Say of a plan that is over what becomes of the goal that it was made into: it stays until somebody closes it."""
    goal = seen.goal
    if goal is None or seen.plan.state not in OVER or goal.state in GOAL_OVER:
        return ""
    if goal.state is GoalState.PROPOSED:
        return t("plan-goal-waits")
    return t("plan-goal-runs", day=t.day(goal.period.end, today=today))


def goal_buttons(t: Translator, seen: PlanSight) -> list[Button]:
    """Offer to make a running plan a goal, to see the goal that it is, or to close what is left of one."""
    plan, goal = seen.plan, seen.goal
    if goal is None or goal.state is GoalState.DROPPED:
        fits = plan.state is PlanState.OPEN and plan.due is not None and (seen.own or seen.leads)
        return [Button(plain(t("plan-make-goal")), Action("plan.goal", (("no", str(plan.no)),)))] if fits else []
    no = (("no", str(goal.no)),)
    if plan.state in OVER and goal.state is GoalState.OPEN:
        return [Button(plain(t("plan-close-goal")), Action("goal.close", no))]
    return [Button(plain(t("plan-show-goal")), Action("goal", no))]
