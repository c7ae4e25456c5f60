"""What people agree at the start and say half-way, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.prompt import CheckIn, PromptState, ReviewGoals


class Prompts(Protocol):
    """Goals and check-ins, every version."""

    def write(self, goals: ReviewGoals) -> ReviewGoals:
        """Store the next version of the goals of a review, and return it with its number."""
        ...

    def agree(self, goals: ReviewGoals, *, by: str, at: datetime) -> bool:
        """Note that the other one agrees to a version; False when somebody did before, or there is a later one."""
        ...

    def goals(self, review_no: int) -> ReviewGoals | None:
        """Return the goals of a review as they stand."""
        ...

    def check_in(self, said: CheckIn) -> CheckIn:
        """Store what somebody says half-way, and return it with its number."""
        ...

    def check_ins(self, review_no: int) -> list[CheckIn]:
        """Return what was said half-way in a review, oldest first."""
        ...

    def states(self, cycle_no: int) -> dict[int, PromptState]:
        """Return how far each review of a cycle is in which anything was said, by its number."""
        ...

    def state(self, review_no: int) -> PromptState:
        """Return how far a review is."""
        ...
