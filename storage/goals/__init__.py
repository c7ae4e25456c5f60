"""The repositories of goals, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.feedback import FeedbackRepositories

if TYPE_CHECKING:
    from storage.goals.goal import SqlGoals
    from storage.goals.goal_dependency import SqlGoalDependencies
    from storage.goals.goal_event import SqlGoalEvents
    from storage.goals.goal_move import SqlGoalDays
    from storage.goals.key_result import SqlKeyResults
    from storage.goals.strategy_review import SqlStrategyReviews


class GoalsRepositories(FeedbackRepositories):
    """What is kept of goals."""

    @cached_property
    def goals(self) -> SqlGoals:
        """What is to be reached, and what of it is part of what."""
        from storage.goals.goal import SqlGoals

        return SqlGoals(self.connection)

    @cached_property
    def goal_events(self) -> SqlGoalEvents:
        """Which events of projects count for which goals."""
        from storage.goals.goal_event import SqlGoalEvents

        return SqlGoalEvents(self.connection)

    @cached_property
    def goal_days(self) -> SqlGoalDays:
        """How far goals were, day by day."""
        from storage.goals.goal_move import SqlGoalDays

        return SqlGoalDays(self.connection)

    @cached_property
    def key_results(self) -> SqlKeyResults:
        """What of goals is measured, and what people say of how they go."""
        from storage.goals.key_result import SqlKeyResults

        return SqlKeyResults(self.connection)

    @cached_property
    def strategy_reviews(self) -> SqlStrategyReviews:
        """What leadership was asked to look at."""
        from storage.goals.strategy_review import SqlStrategyReviews

        return SqlStrategyReviews(self.connection)

    @cached_property
    def goal_dependencies(self) -> SqlGoalDependencies:
        """Which goals need which others to go well."""
        from storage.goals.goal_dependency import SqlGoalDependencies

        return SqlGoalDependencies(self.connection)
