"""The repositories of growth, over those of the areas below; each is made on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from storage.reviews import ReviewsRepositories

if TYPE_CHECKING:
    from storage.growth.course import SqlCourses
    from storage.growth.plan import SqlPlans


class GrowthRepositories(ReviewsRepositories):
    """What is kept of growth."""

    @cached_property
    def plans(self) -> SqlPlans:
        """What people want to reach."""
        from storage.growth.plan import SqlPlans

        return SqlPlans(self.connection)

    @cached_property
    def courses(self) -> SqlCourses:
        """What can be learned."""
        from storage.growth.course import SqlCourses

        return SqlCourses(self.connection)
