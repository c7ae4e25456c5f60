"""What goals need of one another, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.goals.domain.goal_dependency import GoalDependency


class GoalDependencies(Protocol):
    """Which goals need which others to go well."""

    def add(self, dependency: GoalDependency) -> bool:
        """Note that a goal needs another; False when that is known."""
        ...

    def remove(self, dependency: GoalDependency) -> bool:
        """Forget that a goal needs another; False when that is not known."""
        ...

    def of(self, numbers: Collection[int]) -> list[GoalDependency]:
        """Return everything that some goals need, directly or through others."""
        ...

    def on(self, no: int) -> list[GoalDependency]:
        """Return which goals need one directly."""
        ...
