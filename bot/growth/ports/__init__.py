"""The unit of work as far as this area knows it: plans and courses, over what the areas below keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bot.reviews.ports import Work as Below

if TYPE_CHECKING:
    from bot.growth.ports.course import Courses
    from bot.growth.ports.plan import Plans


class Work(Below, Protocol):
    """A transaction with the repositories of this area and of those below."""

    @property
    def plans(self) -> Plans:
        """What people want to reach."""
        ...

    @property
    def courses(self) -> Courses:
        """What can be learned."""
        ...
