"""The inbox and the ticks: what has been seen and done, so that a repeat has no second effect."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime


class InboxRow(SQLModel, table=True):
    """Something that arrived from a platform; the payload stays until it is done, then goes."""

    __tablename__ = "inbox"
    platform: str = Field(primary_key=True)
    delivery_id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    payload: str = ""
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class TickRow(SQLModel, table=True):
    """An effect of the clock: unique by kind, subject and local date, whatever the number of processes."""

    __tablename__ = "tick"
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    local: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = ""
