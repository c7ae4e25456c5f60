"""Strategy reviews as kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.goals.domain.strategy_review import StrategyReview, StrategyState, StrategyTopic
from bot.kit.period import Period
from storage.database import Day, UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class StrategyReviewRow(SQLModel, table=True):
    """A question to leadership; ``owner`` is a unit's id or a department's name, ``asked`` a JSON list of ids."""

    __tablename__ = "strategy_review"
    no: int | None = Field(default=None, primary_key=True)
    topic: str
    owner: str = Field(index=True)
    metric: str
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    asked: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    state: str
    decision: str
    changed_on: date | None = Field(default=None, sa_type=Day)
    decided_by: str


declare(
    "strategy_review",
    others="decided_by",
    worded="asked decision",
    plain="no topic owner metric start end asked_at state changed_on",
)

REVIEW = SQLModel.metadata.tables["strategy_review"]


class SqlStrategyReviews:
    """What leadership was asked to look at, and what they decided."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, review: StrategyReview) -> StrategyReview:
        """Store a question; return it with its number."""
        values = {
            "topic": review.topic.value,
            "owner": review.owner_id,
            "metric": review.metric,
            "start": review.period.start,
            "end": review.period.end,
            "asked": json.dumps(review.asked),
            "asked_at": review.asked_at,
            **_decided(review),
        }
        made = sa.insert(REVIEW).values(values).returning(REVIEW)
        return _review(self._connection.execute(made).one())

    def get(self, no: int) -> StrategyReview | None:
        """Return a question, or None."""
        return next(iter(self._reviews(REVIEW.c.no == no)), None)

    def about(self, topic: StrategyTopic, owner_id: str) -> list[StrategyReview]:
        """Return what was asked about a unit or department, newest first."""
        return self._reviews(REVIEW.c.topic == topic.value, REVIEW.c.owner == owner_id)

    def all(self) -> list[StrategyReview]:
        """Return everything that was asked, newest first."""
        return self._reviews()

    def settle(self, review: StrategyReview) -> bool:
        """Store what was decided; False when it was settled before."""
        waits = (REVIEW.c.no == review.no, REVIEW.c.state == StrategyState.OPEN.value)
        return self._connection.execute(sa.update(REVIEW).where(*waits).values(_decided(review))).rowcount == 1

    def _reviews(self, *where: sa.ColumnElement[bool]) -> list[StrategyReview]:
        query = sa.select(REVIEW).where(*where).order_by(REVIEW.c.no.desc())
        return [_review(row) for row in self._connection.execute(query)]


def _decided(review: StrategyReview) -> dict[str, Any]:
    return {
        "state": review.state.value,
        "decision": review.decision,
        "changed_on": review.changed_on,
        "decided_by": review.decided_by,
    }


def _review(row: sa.Row[Any]) -> StrategyReview:
    return StrategyReview(
        topic=StrategyTopic(row.topic),
        owner_id=row.owner,
        period=Period(row.start, row.end),
        asked=tuple(json.loads(row.asked)),
        asked_at=row.asked_at,
        metric=row.metric,
        state=StrategyState(row.state),
        decision=row.decision,
        changed_on=row.changed_on,
        decided_by=row.decided_by,
        no=row.no,
    )
