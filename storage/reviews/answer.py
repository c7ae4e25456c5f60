"""What is written in reviews as kept: every version, and comments beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import values_from_json, values_to_json
from bot.reviews.domain.answer import AnswerComment, AnswerVersion
from bot.reviews.domain.form_template import Filler
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of
from storage.reviews.review import REVIEW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from sqlalchemy.engine import Connection


class _Words(SQLModel):
    """One version of what one side wrote; ``vague`` has the paths of answers left unspecific, a line each."""

    review_no: int = Field(primary_key=True, foreign_key="review.no")
    version: int = Field(primary_key=True)
    by_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    template_version: int
    answers: str
    vague: str
    addendum: bool


class SelfReviewRow(_Words, table=True):
    """What somebody wrote about themselves."""

    __tablename__ = "self_review"


class ManagerReviewRow(_Words, table=True):
    """What whoever leads them wrote."""

    __tablename__ = "manager_review"


_OWN = "at started_at answers vague addendum"
declare(
    "self_review",
    through=("review_no", "review", "no"),
    kinds={"self_reviews": "review.person_no"},
    own=_OWN,
    others="by_no",
    plain="version template_version",
)
declare(
    "manager_review",
    through=("review_no", "review", "no"),
    withheld={_OWN: "whoever leads them wrote it, and it is read in the review as soon as it is shared"},
    others="by_no",
    plain="version template_version",
)


class ReviewCommentRow(SQLModel, table=True):
    """What one of the two wrote beside an answer of the other's."""

    __tablename__ = "review_comment"
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no", index=True)
    path: str
    by_no: int = Field(foreign_key="person.no", index=True)
    filler: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "review_comment",
    through=("review_no", "review", "no"),
    kinds={"review_comments": "review.person_no"},
    own="path filler text at",
    others="by_no",
    plain="no",
)

COMMENT = SQLModel.metadata.tables["review_comment"]
_TABLES = {
    Filler.EMPLOYEE: SQLModel.metadata.tables["self_review"],
    Filler.MANAGER: SQLModel.metadata.tables["manager_review"],
}
_COMMENTS = sa.select(COMMENT, PERSON.c.id.label("by_id")).join(PERSON, PERSON.c.no == COMMENT.c.by_no)


class SqlReviewAnswers:
    """Every version of what was written, and comments beside it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, answer: AnswerVersion) -> AnswerVersion:
        """Store the next version of what one side wrote, and return it with its number."""
        table = _TABLES[answer.filler]
        newest = sa.select(sa.func.max(table.c.version)).where(table.c.review_no == answer.review_no)
        stored = replace(answer, version=(self._connection.execute(newest).scalar() or 0) + 1)
        values = {
            "review_no": stored.review_no,
            "version": stored.version,
            "by_no": number_of(self._connection, stored.by),
            "at": stored.at,
            "started_at": stored.started_at,
            "template_version": stored.template_version,
            "answers": values_to_json(stored.values),
            "vague": "\n".join(sorted(stored.vague)),
            "addendum": stored.addendum,
        }
        self._connection.execute(sa.insert(table).values(values))
        return stored

    def latest(self, review_no: int, filler: Filler) -> AnswerVersion | None:
        """Return what one side wrote last, apart from addenda."""
        found = self._found(filler, lambda table: [table.c.review_no == review_no, table.c.addendum.is_(sa.false())])
        return found[-1] if found else None

    def versions(self, review_no: int, filler: Filler | None = None) -> list[AnswerVersion]:
        """Return everything that was written, of one side or both, oldest first."""
        sides = [filler] if filler else list(_TABLES)
        found = [
            version for side in sides for version in self._found(side, lambda table: [table.c.review_no == review_no])
        ]
        return sorted(found, key=lambda version: version.at)

    def earlier(self, by: str, *, last: int, but: int = 0) -> list[AnswerVersion]:
        """Return what somebody wrote last in each of their newest reviews but one (by its number), newest first."""
        number = number_of(self._connection, by)
        found = [
            version
            for side in _TABLES
            for version in self._found(side, lambda table: [table.c.by_no == number, table.c.review_no != but])
        ]
        newest = {(version.review_no, version.filler): version for version in found}
        return sorted(newest.values(), key=lambda version: version.at, reverse=True)[:last]

    def times(self, cycle_no: int) -> list[timedelta]:
        """Return how long the people of a cycle took for their first version, where it is known; in no order."""
        table = _TABLES[Filler.EMPLOYEE]
        query = (
            sa.select(table.c.started_at, table.c.at)
            .join(REVIEW, REVIEW.c.no == table.c.review_no)
            .where(REVIEW.c.cycle_no == cycle_no, table.c.version == 1, table.c.started_at.is_not(None))
            .where(table.c.addendum.is_(sa.false()))
        )
        return [row.at - row.started_at for row in self._connection.execute(query)]

    def comment(self, comment: AnswerComment) -> int:
        """Store a comment; return its number."""
        values = {
            "review_no": comment.review_no,
            "path": comment.path,
            "by_no": number_of(self._connection, comment.by),
            "filler": comment.filler.value,
            "text": comment.text,
            "at": comment.at,
        }
        return int(self._connection.execute(sa.insert(COMMENT).values(values).returning(COMMENT.c.no)).scalar_one())

    def comments(self, review_no: int) -> list[AnswerComment]:
        """Return the comments on a review, oldest first."""
        query = _COMMENTS.where(COMMENT.c.review_no == review_no).order_by(COMMENT.c.no)
        return [
            AnswerComment(
                review_no=row.review_no,
                path=row.path,
                by=row.by_id,
                filler=Filler(row.filler),
                text=row.text,
                at=row.at,
                no=row.no,
            )
            for row in self._connection.execute(query)
        ]

    def _found(self, filler: Filler, which: Callable[[sa.Table], list[sa.ColumnElement[bool]]]) -> list[AnswerVersion]:
        """Return some of the versions of one side, each review's in their order."""
        table = _TABLES[filler]
        query = sa.select(table, PERSON.c.id.label("by_id")).join(PERSON, PERSON.c.no == table.c.by_no)
        rows = self._connection.execute(query.where(*which(table)).order_by(table.c.review_no, table.c.version))
        return [
            AnswerVersion(
                review_no=row.review_no,
                filler=filler,
                version=row.version,
                by=row.by_id,
                at=row.at,
                values=values_from_json(row.answers),
                template_version=row.template_version,
                vague=frozenset(row.vague.split("\n")) - {""},
                started_at=row.started_at,
                addendum=row.addendum,
            )
            for row in rows
        ]
