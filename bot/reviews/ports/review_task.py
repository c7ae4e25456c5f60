"""What people leave out of reviews, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.reviews.domain.review_task import Skipped, SkippedTask


class ReviewTasks(Protocol):
    """Tasks of reviews that are left out."""

    def skip(self, review_no: int, task: SkippedTask) -> bool:
        """Note that a task is left out; False when it was before."""
        ...

    def skipped(self, review_no: int) -> list[SkippedTask]:
        """Return what is left out of a review, oldest first."""
        ...

    def skipped_in(self, cycle_no: int) -> dict[int, Skipped]:
        """Return what is left out of the reviews of a cycle, by their number; of the others nothing is."""
        ...
