"""The catalogue of courses, as the use cases need it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.growth.domain.course import Course


class Courses(Protocol):
    """What can be learned."""

    def all(self) -> list[Course]:
        """Return every course, by key."""
        ...

    def put(self, courses: Sequence[Course]) -> list[str]:
        """Store courses by key; say of each what became of it: inserted, corrected or unchanged."""
        ...
