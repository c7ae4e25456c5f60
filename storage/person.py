"""People, their accounts and absences, as kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime


class RoleRow(SQLModel, table=True):
    """A role, the name of a peer group; readings carry its number as it was at their time."""

    __tablename__ = "role"
    no: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class PersonRow(SQLModel, table=True):
    """A person or unit; ``no`` is what the wide tables refer to."""

    __tablename__ = "person"
    no: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    name: str
    role_no: int = Field(foreign_key="role.no")
    department: str = ""
    manager_id: str | None = Field(default=None, index=True)
    unit: str = Field(default="", index=True)
    kind: str = "person"
    email: str = Field(default="", index=True)
    hire_date: date | None = Field(default=None, sa_type=Day)
    left_on: date | None = Field(default=None, sa_type=Day)
    location: str = ""
    timezone: str = ""
    locale: str = ""


class SensitiveRow(SQLModel, table=True):
    """What only the fairness report may read; kept apart so that no rule, prompt or card can reach it."""

    __tablename__ = "sensitive"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    gender: str = ""


class IdentityRow(SQLModel, table=True):
    """An account on a chat platform; ``conversation`` is the private conversation once it is known."""

    __tablename__ = "identity"
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True, default="")
    user: str = Field(primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    conversation: str = ""


class AbsenceRow(SQLModel, table=True):
    """Leave: no message reaches the person between these days, both included."""

    __tablename__ = "absence"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    reason: str = ""


class OneOnOneRow(SQLModel, table=True):
    """A pair's rhythm: every ``every_days``, and the last time they met."""

    __tablename__ = "one_on_one"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    manager_no: int = Field(foreign_key="person.no", index=True)
    every_days: int
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    last_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


