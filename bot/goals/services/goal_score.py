"""Scores of a period, of somebody's goals as they stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.policy import COMPANY
from bot.goals.domain.goal_score import period_score

if TYPE_CHECKING:
    from bot.goals.domain.goal_score import PeriodScore
    from bot.goals.ports import Work
    from bot.kit.period import Period


def score_of(work: Work, person_id: str, period: Period) -> PeriodScore:
    """Return somebody's score of a period; that the reader may see it, the caller has seen to."""
    goals = work.goals.of([person_id], within=period)
    progress = work.goals.progress([goal.no for goal in goals])
    return period_score(goals, progress, period, cap=work.policies.at(COMPANY).goal_cap)
