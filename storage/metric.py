"""Metrics as kept."""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class MetricRow(SQLModel, table=True):
    """A metric; numbers that bound it are kept as decimal text, exact as given."""

    __tablename__ = "metric"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    unit: str
    direction: str
    grain: str
    title_en: str = ""
    title_zh: str = ""
    meaning: str = ""
    aggregate: str = "sum"
    minimum: str | None = None
    maximum: str | None = None
    minimum_step: str | None = None
    advice_en: str = ""
    advice_zh: str = ""
    praise_en: str = ""
    praise_zh: str = ""
