"""The outbox: deliveries, and the calls a platform's month has seen."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime


class DeliveryRow(SQLModel, table=True):
    """A message on its way. The partial index holds only what may still move."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.Index(
            "ix_delivery_due",
            "not_before",
            "priority",
            "no",
            sqlite_where=sa.text("state in ('due','sending')"),
            postgresql_where=sa.text("state in ('due','sending')"),
        ),
        sa.Index("ix_delivery_person", "person_no", "sent_at"),
    )
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    opaque: str = Field(unique=True)
    person_no: int = Field(foreign_key="person.no")
    kind: str
    priority: int
    card: str
    created_at: datetime = Field(sa_type=UtcDateTime)
    not_before: datetime = Field(sa_type=UtcDateTime)
    platform: str = ""
    state: str = "due"
    reason: str = ""
    detail: str = ""
    data_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    after: str = ""
    merge: str = ""
    rule: str = ""
    subject_no: int | None = Field(default=None, foreign_key="person.no")
    attempts: int = 0
    doubt: bool = False
    first_attempt_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner: str = ""
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    receipt: str = ""


class CallsRow(SQLModel, table=True):
    """How many metered calls a platform has seen in a month (``2026-10``)."""

    __tablename__ = "calls"
    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    calls: int = 0
