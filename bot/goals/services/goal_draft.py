"""Drafts of goals at work: the period that a new one has by itself, and the goal that follows another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY
from bot.goals.domain.goal import OVER
from bot.goals.domain.goal_cycle import cycle_period, following
from bot.goals.domain.goal_draft import GoalDraft
from bot.goals.services.goal_sight import get
from bot.kit.period import Grain, Period, period_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.goals.ports import Work
    from bot.people.domain.permission import Actor


def usual_period(work: Work, today: date) -> Period:
    """Return when a goal is to be reached of which nobody says so: in the cycle's period, else in the quarter."""
    months = work.policies.at(COMPANY).goal_months
    return cycle_period(today, months) if months else period_of(today, Grain.QUARTER)


def following_draft(work: Work, actor: Actor, no: int, *, now: datetime) -> GoalDraft:
    """Return a draft of the goal that follows another one: its words, the next period, its parent if that still runs.

    Raises:
        NotFound, Denied: as :func:`goal_sight.get`.
    """
    before = get(work, actor, no, now=now, writing=True)
    span = following(before.period)
    above = work.goals.some([link.parent_no for link in work.goals.links_above([no])])
    runs = (goal.no for goal in above if goal.state not in OVER and goal.period.end >= span.start)
    return GoalDraft(period=span, title=before.title, parent_no=next(runs, 0), after_no=no)
