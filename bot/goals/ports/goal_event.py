"""Events that count for goals, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.goals.domain.goal_project import GoalEvent


class GoalEvents(Protocol):
    """Which events of projects count for which goals."""

    def note(self, event: GoalEvent) -> None:
        """Let an event count for a goal, or note that it might; what counts already goes on counting."""
        ...

    def get(self, no: int) -> GoalEvent | None:
        """Return one by its number, or None."""
        ...

    def of_goals(self, numbers: Collection[int]) -> list[GoalEvent]:
        """Return the events that count for some goals."""
        ...

    def of_record(self, stream: str, id_: str) -> list[GoalEvent]:
        """Return the goals that an event counts for, or might."""
        ...
