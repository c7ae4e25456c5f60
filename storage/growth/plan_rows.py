"""Plans as rows: the version of each that counts, every version, the days that follow from it, reports, proposals."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime
from storage.inventory import declare


class PlanRow(SQLModel, table=True):
    """A plan as it counts now; ``body`` is all of it as JSON but whose it is and who wrote this version."""

    __tablename__ = "plan"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    review_no: int = Field(index=True)
    state: str
    version: int
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


class PlanVersionRow(SQLModel, table=True):
    """One version of a plan."""

    __tablename__ = "plan_version"
    plan_no: int = Field(foreign_key="plan.no", primary_key=True)
    version: int = Field(primary_key=True)
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


class PlanDayRow(SQLModel, table=True):
    """A day on which a running plan asks something of somebody, and what."""

    __tablename__ = "plan_day"
    plan_no: int = Field(foreign_key="plan.no", primary_key=True)
    day: date = Field(primary_key=True, sa_type=Day, index=True)
    step: str = Field(primary_key=True)
    place: int = Field(primary_key=True)


class PlanReportRow(SQLModel, table=True):
    """What somebody said of how a plan goes."""

    __tablename__ = "plan_report"
    no: int | None = Field(default=None, primary_key=True)
    plan_no: int = Field(foreign_key="plan.no", index=True)
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)
    percent: int
    text: str
    obstacle: str


class PlanProposalRow(SQLModel, table=True):
    """A raise or a promotion that was proposed at the end of a plan, and what was decided about it."""

    __tablename__ = "plan_proposal"
    plan_no: int = Field(foreign_key="plan.no", primary_key=True)
    kind: str
    state: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)
    decided_by_no: int | None = Field(default=None, foreign_key="person.no")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "plan",
    whose="person_no",
    kinds={"plans": "person_no"},
    own="state body at",
    others="by_no",
    plain="no review_no version",
)
declare(
    "plan_version",
    through=("plan_no", "plan", "no"),
    kinds={"plan_versions": "plan.person_no"},
    own="body at",
    others="by_no",
    plain="version",
)
declare("plan_day", through=("plan_no", "plan", "no"), plain="day step place")
declare(
    "plan_report",
    through=("plan_no", "plan", "no"),
    kinds={"plan_reports": "plan.person_no"},
    own="at percent text obstacle",
    others="by_no",
    plain="no",
)

declare(
    "plan_proposal",
    through=("plan_no", "plan", "no"),
    withheld={"kind state at decided_at": "a proposal about pay, of which HR speaks with them once it is decided"},
    others="by_no decided_by_no",
)

PLAN, VERSION, DAY, REPORT, PROPOSAL = (
    SQLModel.metadata.tables[name] for name in ("plan", "plan_version", "plan_day", "plan_report", "plan_proposal")
)
