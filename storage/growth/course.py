"""The catalogue of courses as kept: a row for each, as it was last imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.growth.domain.course import Course
from bot.messages.codec import from_json, to_json
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


class CourseRow(SQLModel, table=True):
    """A course; ``body`` is all of it as JSON."""

    __tablename__ = "course"
    key: str = Field(primary_key=True)
    body: str


declare("course", plain="key body")

COURSE = SQLModel.metadata.tables["course"]


class SqlCourses:
    """What can be learned."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Course]:
        """Return every course, by key."""
        bodies = self._connection.execute(sa.select(COURSE.c.body).order_by(COURSE.c.key)).scalars()
        return [from_json(body, Course) for body in bodies]

    def put(self, courses: Sequence[Course]) -> list[str]:
        """Store courses by key; say of each what became of it: inserted, corrected or unchanged."""
        known = {course.key: course for course in self.all()}
        outcomes = []
        for course in courses:
            values = {"key": course.key, "body": to_json(course)}
            if course.key not in known:
                self._connection.execute(sa.insert(COURSE).values(values))
                outcomes.append("inserted")
            elif known[course.key] != course:
                self._connection.execute(sa.update(COURSE).where(COURSE.c.key == course.key).values(values))
                outcomes.append("corrected")
            else:
                outcomes.append("unchanged")
            known[course.key] = course
        return outcomes
