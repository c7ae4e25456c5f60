"""How far goals and their key results were, day by day, as kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.goals.domain.goal_move import GoalDay
from storage.column import upsert
from storage.database import EPOCH, Day
from storage.goals.goal_rows import in_parts
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection


class GoalDayRow(SQLModel, table=True):
    """How far a goal (``key_result_no`` 0) or a key result of it was at the end of a day on which that changed."""

    __tablename__ = "goal_day"
    __table_args__ = ({"sqlite_with_rowid": False},)
    goal_no: int = Field(foreign_key="goal.no", primary_key=True)
    key_result_no: int = Field(primary_key=True)
    day: date = Field(sa_type=Day, primary_key=True)
    progress: float | None = None


declare(
    "goal_day",
    through=("goal_no", "goal", "no"),
    kinds={"goal_days": "goal.owner_no"},
    own="day progress",
    plain="key_result_no",
)

DAY = SQLModel.metadata.tables["goal_day"]
_KEYS: Final = ("goal_no", "key_result_no", "day")


def note_progress(
    connection: Connection,
    day: date,
    goals: NDArray[np.int64],
    progress: NDArray[np.float64],
    key_results: NDArray[np.int64] | None = None,
) -> None:
    """Note how far goals, or key results of them, are by the end of a day so far; NaN: not known any more."""
    numbers = np.zeros(goals.size, np.int64) if key_results is None else key_results
    days = np.full(goals.size, (day - EPOCH).days, np.int64)
    columns = {"goal_no": goals, "key_result_no": numbers, "day": days, "progress": progress}
    upsert(connection, "goal_day", columns, keys=_KEYS)


class SqlGoalDays:
    """How far goals were."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, no: int) -> list[GoalDay]:
        """Return the days on which a goal moved, oldest first."""
        query = sa.select(DAY.c.day, DAY.c.progress).where(DAY.c.goal_no == no, DAY.c.key_result_no == 0)
        return [GoalDay(row.day, row.progress) for row in self._connection.execute(query.order_by(DAY.c.day))]

    def goals(self, numbers: Collection[int], day: date) -> dict[int, float]:
        """Return how far some goals were at the end of a day, by number; those of which that is not known lack."""
        return self._until(numbers, day, DAY.c.goal_no, DAY.c.key_result_no == 0)

    def key_results(self, numbers: Collection[int], day: date) -> dict[int, float]:
        """Return how far the key results of some goals were at the end of a day, by number; those not known lack."""
        return self._until(numbers, day, DAY.c.key_result_no, DAY.c.key_result_no > 0)

    def _until(
        self, goals: Collection[int], day: date, no: sa.Column[Any], which: sa.ColumnElement[bool]
    ) -> dict[int, float]:
        found: dict[int, float | None] = {}
        query = sa.select(no.label("no"), DAY.c.progress).where(DAY.c.day <= day, which).order_by(DAY.c.day)
        for some in in_parts(goals):
            found |= {row.no: row.progress for row in self._connection.execute(query.where(DAY.c.goal_no.in_(some)))}
        return {number: progress for number, progress in found.items() if progress is not None}
