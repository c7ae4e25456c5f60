"""How far goals were, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from bot.goals.domain.goal_move import GoalDay


class GoalDays(Protocol):
    """How far goals and their key results were at the end of each day on which that changed."""

    def of(self, no: int) -> list[GoalDay]:
        """Return the days on which a goal moved, oldest first."""
        ...

    def goals(self, numbers: Collection[int], day: date) -> dict[int, float]:
        """Return how far some goals were at the end of a day, by number; those of which that is not known lack."""
        ...

    def key_results(self, numbers: Collection[int], day: date) -> dict[int, float]:
        """Return how far the key results of some goals were at the end of a day, by number; those not known lack."""
        ...
