"""Reminders of a plan: ways to hear of one another day, or to leave a milestone out this time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.growth.domain.plan_days import WHOLE, PlanStep
from bot.growth.views.plan import note
from bot.growth.views.plan_example import TODAY, example
from bot.messages.card import Action, Button, Card, Choices, Heading, Quote, Text
from bot.messages.i18n import named
from bot.messages.text import literal, plain
from bot.reviews.views import review_task_later

if TYPE_CHECKING:
    from datetime import date

    from bot.growth.domain.plan import Plan
    from bot.growth.domain.plan_sight import PlanSight
    from bot.messages.form import Form
    from bot.messages.i18n import Translator


def ways(t: Translator, plan: Plan, step: PlanStep, place: int, *, today: date) -> Choices:
    """Offer to hear of something of a plan another day."""
    return review_task_later.ways(t, _action(plan, step, place), today=today)


def _action(plan: Plan, step: PlanStep, place: int) -> Action:
    return Action("plan.later", (("no", str(plan.no)), ("step", step.value), ("m", str(place))))


def form(t: Translator, plan: Plan, step: PlanStep, place: int, *, own: bool, today: date) -> Form:
    """Ask when somebody wants to be reminded; a milestone of their own can be left out, the plan itself is closed."""
    milestone = step is PlanStep.DUE and place != WHOLE
    text = plan.milestone(place).text if milestone else plan.goal
    return review_task_later.form(
        t,
        _action(plan, step, place),
        what=t("plan-later-what", text=text),
        hint=t("plan-later-hint") if milestone and own else None,
        today=today,
        last=None,
    )


def skipped(t: Translator, seen: PlanSight, place: int) -> Card:
    """Tell whoever leads somebody which milestone that one leaves out this time, and why."""
    milestone, name = seen.plan.milestone(place), named(t, seen.name)
    heading = t("plan-skipped-of", name=name, text=milestone.text)
    show = Choices((Button(plain(t("plan-show")), Action("plan", (("no", str(seen.plan.no)),))),))
    goal = Text(t("plan-due-goal", goal=seen.plan.goal))
    reason = Quote(literal(milestone.skipped), literal(seen.name))
    blocks = (Heading(heading), reason, goal, show, note(t, own=seen.own, name=seen.name))
    return Card("plan", plain(t("plan-summary-skipped")), blocks, t.locale)


def examples(t: Translator) -> dict[str, Card]:
    """Show a milestone that was left out."""
    seen = example(t, own=False)
    first, *rest = seen.plan.milestones
    why = "培训推迟到明年1月了" if t.chinese else "The course was moved to January"
    plan = replace(seen.plan, milestones=(replace(first, done_on=None, skipped=why), *rest))
    return {"plan-skipped": skipped(t, replace(seen, plan=plan), 1)}


def forms(t: Translator) -> dict[str, Form]:
    """Show the question about a milestone, and about the report of a month."""
    plan = example(t).plan
    return {
        "plan-later": form(t, plan, PlanStep.DUE, 2, own=True, today=TODAY),
        "plan-later-report": form(t, plan, PlanStep.REPORT, 1, own=True, today=TODAY),
    }
