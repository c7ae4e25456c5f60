"""Goals as rows: the version of each that counts, every version, what is part of what, what is measured, check-ins."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_MANY = 500


class GoalRow(SQLModel, table=True):
    """A goal as it counts now; ``body`` is all of it as JSON but its key results, whose it is and who wrote it.

    ``department`` names the owner where that is a department without a unit; a company's goal has neither. How far it
    is stands in ``progress`` (null: not known), worked out of ``known`` of its ``parts``.
    """

    __tablename__ = "goal"
    __table_args__ = (sa.Index("ix_goal_days", "start", "end"),)
    no: int | None = Field(default=None, primary_key=True)
    level: str
    owner_no: int | None = Field(default=None, foreign_key="person.no", index=True)
    department: str
    state: str
    counts: bool
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    project: str = Field(index=True)
    version: int
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)
    progress: float | None = None
    known: int = 0
    parts: int = 0
    weights: float = 0.0


class GoalVersionRow(SQLModel, table=True):
    """One version of a goal with its key results, all of it as JSON."""

    __tablename__ = "goal_version"
    goal_no: int = Field(foreign_key="goal.no", primary_key=True)
    version: int = Field(primary_key=True)
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


class GoalLinkRow(SQLModel, table=True):
    """That a goal is part of another one."""

    __tablename__ = "goal_link"
    child_no: int = Field(foreign_key="goal.no", primary_key=True)
    parent_no: int = Field(foreign_key="goal.no", primary_key=True, index=True)
    weight: float


class KeyResultRow(SQLModel, table=True):
    """A key result: what feeds it as columns, the rest of it as JSON in ``body``, and where it stands.

    ``first`` and ``last`` are the days whose values count for it: the goal's, and those of the baseline. One that was
    taken out of its goal is not ``active``, and one that only some records feed is ``filtered``. ``value`` and what
    follows it is the newest measured value.
    """

    __tablename__ = "key_result"
    __table_args__ = (sa.Index("ix_key_result_fed", "metric_no", "subject_no"),)
    no: int | None = Field(default=None, primary_key=True)
    goal_no: int = Field(foreign_key="goal.no", index=True)
    active: bool
    metric_no: int | None = Field(default=None, foreign_key="metric.no")
    subject_no: int | None = Field(default=None, foreign_key="person.no", index=True)
    filtered: bool
    first: date = Field(sa_type=Day)
    last: date = Field(sa_type=Day)
    weight: float
    body: str
    value: float | None = None
    progress: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    value_start: date | None = Field(default=None, sa_type=Day)
    value_end: date | None = Field(default=None, sa_type=Day)
    typed_by_no: int | None = Field(default=None, foreign_key="person.no")
    measured_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class GoalCheckInRow(SQLModel, table=True):
    """What somebody said of how a goal goes."""

    __tablename__ = "goal_check_in"
    no: int | None = Field(default=None, primary_key=True)
    goal_no: int = Field(foreign_key="goal.no", index=True)
    key_result_no: int
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)
    value: float | None = None
    text: str
    obstacle: str
    need: str


declare(
    "goal",
    whose="owner_no",
    kinds={"goals": "owner_no"},
    own="state start end project body at progress known parts weights",
    others="by_no",
    plain="no level department counts version",
)
declare(
    "goal_version",
    through=("goal_no", "goal", "no"),
    kinds={"goal_versions": "goal.owner_no"},
    own="body at",
    others="by_no",
    plain="version",
)
declare("goal_link", through=("child_no", "goal", "no"), plain="parent_no weight")
declare(
    "key_result",
    through=("goal_no", "goal", "no"),
    kinds={"key_results": "goal.owner_no"},
    own="body value progress numerator denominator value_start value_end measured_at",
    others="subject_no typed_by_no",
    plain="no active metric_no filtered first last weight",
)
declare(
    "goal_check_in",
    through=("goal_no", "goal", "no"),
    kinds={"goal_check_ins": "goal.owner_no"},
    own="at value text obstacle need",
    others="by_no",
    plain="no key_result_no",
)

GOAL, VERSION, LINK, KEY_RESULT, CHECK_IN = (
    SQLModel.metadata.tables[name] for name in ("goal", "goal_version", "goal_link", "key_result", "goal_check_in")
)


def in_parts(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield some values at a time, in order: a statement takes only so many."""
    ordered = sorted(values)
    for begin in range(0, len(ordered), _MANY):
        yield ordered[begin : begin + _MANY]
