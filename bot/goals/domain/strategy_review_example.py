"""Strategy reviews with which their cards show themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.feedback.domain.example_driver import drivers
from bot.figures.domain import example
from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.strategy_review import (
    GoalYear,
    StrategicGoal,
    StrategyReview,
    StrategyState,
    StrategyTopic,
    TeamResult,
    TeamSight,
)
from bot.goals.domain.strategy_sight import SeenStrategyReview
from bot.kit.period import Period


def example_goals(*, chinese: bool) -> SeenStrategyReview:
    """Return a department that missed its goal two years running."""
    title = "海外市场销售额占比15%" if chinese else "Overseas market: 15% of sales"

    def year(number: int, progress: float) -> GoalYear:
        period = Period(date(number, 1, 1), date(number, 12, 31))
        goal = Goal(
            title=title,
            level=GoalLevel.DEPARTMENT,
            owner_id="OVERSEAS",
            period=period,
            by="H1",
            at=example.NOW,
            no=number,
        )
        return GoalYear(number, (StrategicGoal(goal, progress),))

    review = StrategyReview(
        topic=StrategyTopic.GOALS,
        owner_id="OVERSEAS",
        period=Period(date(2024, 1, 1), date(2025, 12, 31)),
        asked=("H1",),
        asked_at=example.NOW,
        no=1,
    )
    owner = "海外部" if chinese else "Overseas"
    return SeenStrategyReview(
        review=review, owner=owner, years=(year(2024, 0.8), year(2025, 0.667)), drivers=(drivers(chinese=chinese),)
    )


def example_team(*, chinese: bool) -> SeenStrategyReview:
    """Return a team that was last for three months."""
    months = (example.AUGUST, example.SEPTEMBER, example.OCTOBER)
    results = tuple(TeamResult("L3", month, value, 10) for month, value in zip(months, (0.72, 0.7, 0.68), strict=True))
    review = StrategyReview(
        topic=StrategyTopic.TEAM,
        owner_id="L3",
        period=Period(example.AUGUST.start, example.OCTOBER.end),
        asked=("H1",),
        asked_at=example.NOW,
        metric="defect_rate",
        no=2,
    )
    return SeenStrategyReview(
        review=review,
        owner="3号线" if chinese else "Line 3",
        metric=example.METRICS["defect_rate"],
        results=results,
        team=TeamSight(8, 10, Decimal("0.2"), Decimal("0.7")),
    )


def settled(seen: SeenStrategyReview, state: StrategyState, *, chinese: bool) -> SeenStrategyReview:
    """Return a review with what was decided."""
    decision = (
        "两条线共用一个次品目标，交接班一起做首件检验"
        if chinese
        else "Both lines share one target; first pieces are checked together at handover"
    )
    review = replace(seen.review, state=state, decision=decision, changed_on=example.TODAY, decided_by="H1")
    return replace(seen, review=review, by="周婷" if chinese else "Ana Silva")
