"""Feedback and what readers thought of it, as kept."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime


class FeedbackRow(SQLModel, table=True):
    """Words wanted or written; evidence and pick are JSON of ids, never of text."""

    __tablename__ = "feedback"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    subject_no: int = Field(index=True)
    reader_no: int = Field(index=True)
    occasion: str
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    stage: str = Field(index=True)
    signals: str = "[]"
    deltas: str = "[]"
    data_at: datetime = Field(sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    pick: str | None = None
    approved_by: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    owner: str = ""
    attempts: int = 0


class OpinionRow(SQLModel, table=True):
    """Whether a reader found a message useful; the newest answer counts."""

    __tablename__ = "opinion"
    delivery_no: int = Field(primary_key=True, foreign_key="delivery.no")
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    useful: bool
    at: datetime = Field(sa_type=UtcDateTime)
