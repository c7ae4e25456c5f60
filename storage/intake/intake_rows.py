"""What cleaning changed in a batch and what it refused, as rows."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from storage.inventory import declare


class CleaningRow(SQLModel, table=True):
    """A cell that cleaning changed: what stood there, what it became, and the rule that did it."""

    __tablename__ = "cleaning"
    batch_no: int = Field(primary_key=True)
    row: int = Field(primary_key=True)
    column: str = Field(primary_key=True)
    original: str
    value: str
    rule: str


declare("cleaning", worded="original value", plain="batch_no row column rule")


class RejectRow(SQLModel, table=True):
    """A row that could not be understood; ``reason`` is a message key with its values, as JSON."""

    __tablename__ = "reject"
    no: int | None = Field(default=None, primary_key=True)
    batch_no: int = Field(index=True)
    row: int
    column: str = ""
    value: str = ""
    reason: str


declare("reject", worded="value reason", plain="no batch_no row column")


CLEANING, REJECT = (SQLModel.metadata.tables[name] for name in ("cleaning", "reject"))
