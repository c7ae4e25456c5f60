"""What people leave out of reviews as kept."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review_task import SkippedTask, TaskKind
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of
from storage.reviews.review import REVIEW

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.reviews.domain.review_task import Skipped


class ReviewSkipRow(SQLModel, table=True):
    """A task of a review that one of the two leaves out this time."""

    __tablename__ = "review_skip"
    review_no: int = Field(primary_key=True, foreign_key="review.no")
    task: str = Field(primary_key=True)
    filler: str = Field(primary_key=True)
    by_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str


declare(
    "review_skip",
    through=("review_no", "review", "no"),
    kinds={"review_skips": "review.person_no"},
    own="task filler at reason",
    others="by_no",
)

SKIP = SQLModel.metadata.tables["review_skip"]


class SqlReviewTasks:
    """Tasks of reviews that are left out."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def skip(self, review_no: int, task: SkippedTask) -> bool:
        """Note that a task is left out; False when it was before."""
        values = {
            "review_no": review_no,
            "task": task.kind.value,
            "filler": task.side.value,
            "by_no": number_of(self._connection, task.by),
            "at": task.at,
            "reason": task.reason,
        }
        once = insert(self._connection, SKIP).values(values).on_conflict_do_nothing()
        return self._connection.execute(once.returning(SKIP.c.review_no)).first() is not None

    def skipped(self, review_no: int) -> list[SkippedTask]:
        """Return what is left out of a review, oldest first."""
        query = (
            sa.select(SKIP, PERSON.c.id.label("by_id"))
            .join(PERSON, PERSON.c.no == SKIP.c.by_no)
            .where(SKIP.c.review_no == review_no)
            .order_by(SKIP.c.at, SKIP.c.task)
        )
        return [
            SkippedTask(kind=TaskKind(row.task), side=Filler(row.filler), by=row.by_id, at=row.at, reason=row.reason)
            for row in self._connection.execute(query)
        ]

    def skipped_in(self, cycle_no: int) -> dict[int, Skipped]:
        """Return what is left out of the reviews of a cycle, by their number; of the others nothing is."""
        query = (
            sa.select(SKIP.c.review_no, SKIP.c.task, SKIP.c.filler)
            .join(REVIEW, REVIEW.c.no == SKIP.c.review_no)
            .where(REVIEW.c.cycle_no == cycle_no)
        )
        found: dict[int, set[tuple[TaskKind, Filler]]] = defaultdict(set)
        for row in self._connection.execute(query):
            found[row.review_no].add((TaskKind(row.task), Filler(row.filler)))
        return {no: frozenset(tasks) for no, tasks in found.items()}
