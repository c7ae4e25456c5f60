"""What people agree at the start and say half-way as kept: every version."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.goals.domain.obstacle import Obstacle
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import NOT_YET, CheckIn, PromptState, ReviewGoals
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of
from storage.reviews.review import REVIEW

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class ReviewGoalsRow(SQLModel, table=True):
    """One version of the goals of a review, and when the other of the two agreed to it."""

    __tablename__ = "review_goals"
    review_no: int = Field(primary_key=True, foreign_key="review.no")
    version: int = Field(primary_key=True)
    filler: str
    by_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    text: str
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    agreed_by_no: int | None = Field(default=None, foreign_key="person.no")


class ReviewCheckInRow(SQLModel, table=True):
    """What somebody said half-way of how it goes."""

    __tablename__ = "review_check_in"
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no", index=True)
    by_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    percent: int
    text: str
    obstacle: str
    need: str
    plan_no: int = 0
    place: int = 0


declare(
    "review_goals",
    through=("review_no", "review", "no"),
    kinds={"review_goals": "review.person_no"},
    own="filler at text agreed_at",
    others="by_no agreed_by_no",
    plain="version",
)
declare(
    "review_check_in",
    through=("review_no", "review", "no"),
    kinds={"review_check_ins": "review.person_no"},
    own="at percent text obstacle need",
    others="by_no",
    plain="no plan_no place",
)

GOALS, CHECK_IN = (SQLModel.metadata.tables[name] for name in ("review_goals", "review_check_in"))
_AGREED = PERSON.alias("agreed")
_NEWEST = sa.select(GOALS.c.review_no, sa.func.max(GOALS.c.version).label("version")).group_by(GOALS.c.review_no)


class SqlPrompts:
    """Goals and check-ins, every version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, goals: ReviewGoals) -> ReviewGoals:
        """Store the next version of the goals of a review, and return it with its number."""
        newest = sa.select(sa.func.max(GOALS.c.version)).where(GOALS.c.review_no == goals.review_no)
        stored = replace(goals, version=(self._connection.execute(newest).scalar() or 0) + 1, agreed_at=None)
        values = {
            "review_no": stored.review_no,
            "version": stored.version,
            "filler": stored.filler.value,
            "by_no": number_of(self._connection, stored.by),
            "at": stored.at,
            "text": stored.text,
        }
        self._connection.execute(sa.insert(GOALS).values(values))
        return stored

    def agree(self, goals: ReviewGoals, *, by: str, at: datetime) -> bool:
        """Note that the other one agrees to a version; False when somebody did before, or there is a later one."""
        later = GOALS.alias()
        overtaken = sa.exists().where(later.c.review_no == goals.review_no, later.c.version > goals.version)
        its = (GOALS.c.review_no == goals.review_no, GOALS.c.version == goals.version, GOALS.c.agreed_at.is_(None))
        values = {"agreed_at": at, "agreed_by_no": number_of(self._connection, by) or None}
        return self._connection.execute(sa.update(GOALS).where(*its, ~overtaken).values(values)).rowcount == 1

    def goals(self, review_no: int) -> ReviewGoals | None:
        """Return the goals of a review as they stand."""
        query = (
            sa.select(GOALS, PERSON.c.id.label("by_id"), _AGREED.c.id.label("agreed_by"))
            .join(PERSON, PERSON.c.no == GOALS.c.by_no)
            .outerjoin(_AGREED, _AGREED.c.no == GOALS.c.agreed_by_no)
            .where(GOALS.c.review_no == review_no)
            .order_by(GOALS.c.version.desc())
            .limit(1)
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return ReviewGoals(
            review_no=review_no,
            filler=Filler(row.filler),
            by=row.by_id,
            at=row.at,
            text=row.text,
            version=row.version,
            agreed_at=row.agreed_at,
            agreed_by=row.agreed_by or "",
        )

    def check_in(self, said: CheckIn) -> CheckIn:
        """Store what somebody says half-way, and return it with its number."""
        values = {
            "review_no": said.review_no,
            "by_no": number_of(self._connection, said.by),
            "at": said.at,
            "percent": said.percent,
            "text": said.text,
            "obstacle": said.obstacle or "",
            "need": said.need,
            "plan_no": said.plan_no,
            "place": said.place,
        }
        no = self._connection.execute(sa.insert(CHECK_IN).values(values).returning(CHECK_IN.c.no)).scalar_one()
        return replace(said, no=int(no))

    def check_ins(self, review_no: int) -> list[CheckIn]:
        """Return what was said half-way in a review, oldest first."""
        query = (
            sa.select(CHECK_IN, PERSON.c.id.label("by_id"))
            .join(PERSON, PERSON.c.no == CHECK_IN.c.by_no)
            .where(CHECK_IN.c.review_no == review_no)
            .order_by(CHECK_IN.c.no)
        )
        return [
            CheckIn(
                review_no=review_no,
                by=row.by_id,
                at=row.at,
                percent=row.percent,
                text=row.text,
                obstacle=Obstacle(row.obstacle) if row.obstacle else None,
                need=row.need,
                plan_no=row.plan_no,
                place=row.place,
                no=row.no,
            )
            for row in self._connection.execute(query)
        ]

    def states(self, cycle_no: int) -> dict[int, PromptState]:
        """Return how far each review of a cycle is in which anything was said, by its number."""
        return self._states(REVIEW.c.cycle_no == cycle_no)

    def state(self, review_no: int) -> PromptState:
        """Return how far a review is."""
        return self._states(REVIEW.c.no == review_no).get(review_no, NOT_YET)

    def _states(self, which: sa.ColumnElement[bool]) -> dict[int, PromptState]:
        newest, checked = _NEWEST.subquery(), sa.select(CHECK_IN.c.review_no).distinct().subquery()
        query: sa.Select[Any] = (
            sa.select(REVIEW.c.no, GOALS.c.filler, GOALS.c.agreed_at, checked.c.review_no.label("checked"))
            .outerjoin(newest, newest.c.review_no == REVIEW.c.no)
            .outerjoin(GOALS, sa.and_(GOALS.c.review_no == REVIEW.c.no, GOALS.c.version == newest.c.version))
            .outerjoin(checked, checked.c.review_no == REVIEW.c.no)
            .where(which, sa.or_(GOALS.c.filler.is_not(None), checked.c.review_no.is_not(None)))
        )
        return {
            row.no: PromptState(
                Filler(row.filler) if row.filler else None, row.agreed_at is not None, row.checked is not None
            )
            for row in self._connection.execute(query)
        }
