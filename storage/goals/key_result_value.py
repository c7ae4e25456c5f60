"""What the records that a key result chooses made of each period, kept for when these are deleted for their age."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.column import listed, read
from storage.database import EPOCH, Day
from storage.goals.goal_rows import KEY_RESULT
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.goals.ports.key_result import PeriodValue


class KeyResultValueRow(SQLModel, table=True):
    """The value of one period of a key result that only some records feed."""

    __tablename__ = "key_result_value"
    key_result_no: int = Field(foreign_key="key_result.no", primary_key=True)
    start: date = Field(sa_type=Day, primary_key=True)
    end: date = Field(sa_type=Day)
    goal_no: int = Field(foreign_key="goal.no", index=True)
    value: float
    numerator: float | None = None
    denominator: float | None = None


declare(
    "key_result_value",
    through=("goal_no", "goal", "no"),
    kinds={"key_result_values": "goal.owner_no"},
    own="start end value numerator denominator",
    plain="key_result_no",
)

VALUE = SQLModel.metadata.tables["key_result_value"]


def values_kept(connection: Connection, numbers: Collection[int]) -> Mapping[str, NDArray[np.float64]]:
    """Return what was kept of some key results, by number and start; days as they are counted since 1970-01-01."""
    join = "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"
    named = listed(connection, "kept", {"no": np.array(sorted(set(numbers)), np.int64)})
    columns = {"key_result": "v.key_result_no", "start": "v.start", "end": 'v."end"', "value": "v.value"}
    parts = {"numerator": "v.numerator", "denominator": "v.denominator"}
    source = f"FROM {named} k {join} key_result_value v ON v.key_result_no = k.no ORDER BY v.key_result_no, v.start"
    return read(connection, columns | parts, source, nullable=parts)


def keep_values(connection: Connection, values: Sequence[PeriodValue], gone: Collection[tuple[int, int]]) -> None:
    """Keep values of periods, instead of those of the same start; let go of others, by key result and start."""
    drop = sa.delete(VALUE).where(VALUE.c.key_result_no == sa.bindparam("no"), VALUE.c.start == sa.bindparam("first"))
    keys = {(int(row[0]), int(row[1])) for row in values} | set(gone)
    if keys:
        days = [{"no": no, "first": _day(start)} for no, start in sorted(keys)]
        connection.execute(drop, days)
    if values:
        goals = _goals(connection, {int(row[0]) for row in values})
        connection.execute(sa.insert(VALUE), [_row(row, goals) for row in values])


def forget_values(connection: Connection, number: int) -> None:
    """Let go of what was kept of a key result that reads other records now."""
    connection.execute(sa.delete(VALUE).where(VALUE.c.key_result_no == number))


def _goals(connection: Connection, numbers: Collection[int]) -> dict[int, int]:
    query = sa.select(KEY_RESULT.c.no, KEY_RESULT.c.goal_no).where(KEY_RESULT.c.no == sa.bindparam("wanted"))
    return {row.no: row.goal_no for no in numbers for row in connection.execute(query, {"wanted": no})}


def _row(row: PeriodValue, goals: Mapping[int, int]) -> dict[str, object]:
    number, start, end, value, numerator, denominator = row
    days = {"start": _day(start), "end": _day(end)}
    parts = {"numerator": _known(numerator), "denominator": _known(denominator)}
    return {"key_result_no": int(number), "goal_no": goals[int(number)], "value": value, **days, **parts}


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


def _day(number: float) -> date:
    return EPOCH + timedelta(days=int(number))
