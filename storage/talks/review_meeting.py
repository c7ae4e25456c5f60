"""Review meetings as kept: every step about their time, and when the clock looks at each."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.reviews.domain.cycle import CycleState
from bot.talks.domain.review_meeting import MeetingStep, MeetingStepKind
from storage.database import UtcDateTime
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of
from storage.reviews.cycle import CYCLE
from storage.reviews.review import REVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection


class MeetingStepRow(SQLModel, table=True):
    """What was done about the time of a review meeting."""

    __tablename__ = "meeting_step"
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no", index=True)
    kind: str
    by_no: int = Field(foreign_key="person.no", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    meets_at: datetime = Field(sa_type=UtcDateTime, index=True)


class MeetingLookRow(SQLModel, table=True):
    """When the clock looks at a talk again, and the version of its cycle and the last step that it saw."""

    __tablename__ = "meeting_look"
    review_no: int = Field(foreign_key="review.no", primary_key=True)
    version: int
    step_no: int
    look_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare("meeting_look", through=("review_no", "review", "no"), plain="version step_no look_at")
declare(
    "meeting_step",
    through=("review_no", "review", "no"),
    kinds={"meeting_steps": "review.person_no"},
    own="kind at meets_at",
    others="by_no",
    plain="no",
)

STEP, LOOK = (SQLModel.metadata.tables[name] for name in ("meeting_step", "meeting_look"))
_STEPS = sa.select(STEP, PERSON.c.id.label("by_id")).join(PERSON, PERSON.c.no == STEP.c.by_no)
_LAST = sa.select(sa.func.max(STEP.c.no)).group_by(STEP.c.review_no)
_PLANNED = (
    sa.select(STEP.c.review_no, STEP.c.meets_at)
    .join(REVIEW, REVIEW.c.no == STEP.c.review_no)
    .where(STEP.c.no.in_(_LAST), STEP.c.kind == MeetingStepKind.AGREED.value, REVIEW.c.held_at.is_(None))
)
_STEP_NO = sa.select(sa.func.max(STEP.c.no)).where(STEP.c.review_no == REVIEW.c.no).scalar_subquery()
_STATE = sa.select(REVIEW.c.no, CYCLE.c.version, _STEP_NO.label("step_no")).join(CYCLE, CYCLE.c.no == REVIEW.c.cycle_no)
_DUE = _STATE.outerjoin(LOOK, LOOK.c.review_no == REVIEW.c.no).where(
    CYCLE.c.state == CycleState.RUNNING.value, REVIEW.c.held_at.is_(None), REVIEW.c.closed_at.is_(None)
)
_ANEW = sa.or_(
    LOOK.c.review_no.is_(None), LOOK.c.version != CYCLE.c.version, LOOK.c.step_no != sa.func.coalesce(_STEP_NO, 0)
)


class SqlReviewMeetings:
    """When the two of a review are to meet, by every step."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, step: MeetingStep) -> MeetingStep:
        """Store what was done about the time of a meeting, and return it with its number."""
        values = {
            "review_no": step.review_no,
            "kind": step.kind.value,
            "by_no": number_of(self._connection, step.by),
            "at": step.at,
            "meets_at": step.meets_at,
        }
        no = self._connection.execute(sa.insert(STEP).values(values).returning(STEP.c.no)).scalar_one()
        return replace(step, no=int(no))

    def steps(self, review_no: int) -> list[MeetingStep]:
        """Return what was done about the time of a meeting, oldest first."""
        return [
            MeetingStep(
                review_no=row.review_no,
                kind=MeetingStepKind(row.kind),
                by=row.by_id,
                at=row.at,
                meets_at=row.meets_at,
                no=row.no,
            )
            for row in self._connection.execute(_STEPS.where(STEP.c.review_no == review_no).order_by(STEP.c.no))
        ]

    def due(self, now: datetime, *, limit: int) -> list[tuple[int, str]]:
        """Return reviews whose talk is to be had and to be looked at by an instant, each with a mark of its state.

        At most so many come, those first that wait longest. The mark is another one once its time or its cycle has
        changed.
        """
        waiting = _DUE.where(sa.or_(_ANEW, LOOK.c.look_at <= now)).order_by(LOOK.c.look_at, REVIEW.c.no)
        rows = self._connection.execute(waiting.limit(limit))
        return [(row.no, f"{row.version}:{row.step_no or 0}") for row in rows]

    def looked(self, review_no: int, *, again: datetime | None) -> None:
        """Note that a talk was looked at as it and its cycle are now, and when to look again; None for no more."""
        self._connection.execute(sa.delete(LOOK).where(LOOK.c.review_no == review_no))
        state = _STATE.where(REVIEW.c.no == review_no)
        row = self._connection.execute(state).one()
        values = {"review_no": review_no, "version": row.version, "step_no": row.step_no or 0, "look_at": again}
        self._connection.execute(sa.insert(LOOK).values(values))

    def planned(self, *, since: datetime, until: datetime) -> dict[int, datetime]:
        """Return the meetings that are to be between two instants, both included, by the number of their review."""
        rows = self._connection.execute(_PLANNED.where(STEP.c.meets_at.between(since, until)))
        return {row.review_no: row.meets_at for row in rows}

    def times_of(self, person_ids: Sequence[str]) -> list[datetime]:
        """Return when these meet about a review, their own or that of somebody they lead."""
        mine = sa.or_(PERSON.c.id.in_(list(person_ids)), PERSON.c.manager_id.in_(list(person_ids)))
        query = _PLANNED.join(PERSON, PERSON.c.no == REVIEW.c.person_no).where(mine)
        return [row.meets_at for row in self._connection.execute(query)]
