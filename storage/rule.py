"""Rules and the signals they gave, as kept."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day, UtcDateTime


class RuleRow(SQLModel, table=True):
    """One version of a rule; the highest version of a key counts."""

    __tablename__ = "rule"
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    title_en: str
    title_zh: str
    scope: str
    condition: str
    audience: str
    tone: str
    cadence: str
    cooldown_days: int
    minimum_n: int
    material: bool
    review: bool
    enabled: bool
    suppresses: str = ""
    author: str = ""
    created_at: datetime = Field(sa_type=UtcDateTime)


class SignalRow(SQLModel, table=True):
    """A rule that fired. The key is unique, so the same cause gives one signal however often it is asked."""

    __tablename__ = "signal"
    __table_args__ = (sa.Index("ix_signal_subject", "subject_no", "rule", "fired_at"),)
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    rule: str
    rule_version: int
    subject_no: int
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    revision: int
    audience: str
    tone: str
    review: bool
    facts: str
    fired_at: datetime = Field(sa_type=UtcDateTime)
    silenced: str = ""
