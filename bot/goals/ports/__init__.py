"""The unit of work as far as this area knows it: goals, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.feedback.ports import Work as Below

if TYPE_CHECKING:
    from bot.goals.ports.goal import Goals
    from bot.goals.ports.goal_dependency import GoalDependencies
    from bot.goals.ports.goal_event import GoalEvents
    from bot.goals.ports.goal_move import GoalDays
    from bot.goals.ports.key_result import KeyResults
    from bot.goals.ports.strategy_review import StrategyReviews


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def goals(self) -> Goals:
        """What is to be reached, and what of it is part of what."""
        ...

    @property
    def goal_events(self) -> GoalEvents:
        """Which events of projects count for which goals."""
        ...

    @property
    def goal_days(self) -> GoalDays:
        """How far goals were, day by day."""
        ...

    @property
    def key_results(self) -> KeyResults:
        """What of goals is measured, and what people say of how they go."""
        ...

    @property
    def strategy_reviews(self) -> StrategyReviews:
        """What leadership was asked to look at."""
        ...

    @property
    def goal_dependencies(self) -> GoalDependencies:
        """Which goals need which others to go well."""
        ...
