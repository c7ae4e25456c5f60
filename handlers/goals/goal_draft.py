"""What stands in the form of a goal when it opens: words that were typed, a project, the goal that it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.goals.domain.goal_draft import GoalDraft
from bot.goals.domain.goal_text import read_goal
from bot.goals.services import goal_draft
from bot.kit.period import Period
from bot.kit.period_alone import spoken_period
from handlers.context import argument, whole

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def drafted(context: Context, inbound: Inbound, text: str) -> GoalDraft:
    """Return what stands in the form by the words that were typed, or by the button: the goal before, a project."""
    if argument(inbound, "after"):
        no = whole(argument(inbound, "after")) or 0
        return goal_draft.following_draft(context.work, context.actor, no, now=context.now)
    project = argument(inbound, "project")
    title = text or (context.t("goal-project-title", project=project) if project else "")
    return GoalDraft(period=_span(context, text), title=title, project=project)


def _span(context: Context, text: str) -> Period:
    """Return when a goal is to be reached by its words: until the day they name, else in the usual period."""
    due = read_goal(text, context.work.metrics.all(), start=context.today).due if text else None
    if due and due > context.today:
        return Period(context.today, due)
    found = spoken_period(text, today=context.today, ahead=True) if text else None
    if found and found[0].end >= context.today:
        return found[0]
    return goal_draft.usual_period(context.work, context.today)
