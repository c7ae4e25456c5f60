"""Which events of projects count for which goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.goals.domain.goal_project import GoalEvent
from storage.database import insert
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

_MANY = 500


class GoalEventRow(SQLModel, table=True):
    """That the record of an event counts for a goal, or might; whether it still says so is read from the record."""

    __tablename__ = "goal_event"
    __table_args__ = (sa.UniqueConstraint("stream", "id", "goal_no"),)
    no: int | None = Field(default=None, primary_key=True)
    goal_no: int = Field(foreign_key="goal.no", index=True)
    stream: str
    id: str
    counts: bool


declare(
    "goal_event",
    through=("goal_no", "goal", "no"),
    kinds={"goal_events": "goal.owner_no"},
    own="id counts",
    plain="no stream",
)

EVENT = SQLModel.metadata.tables["goal_event"]


class SqlGoalEvents:
    """Which events of projects count for which goals."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, event: GoalEvent) -> None:
        """Let an event count for a goal, or note that it might; what counts already goes on counting."""
        values = {"goal_no": event.goal_no, "stream": event.stream, "id": event.id, "counts": event.counts}
        statement = insert(self._connection, EVENT).values(values)
        counts = {"counts": sa.or_(EVENT.c.counts, statement.excluded.counts)}
        self._connection.execute(
            statement.on_conflict_do_update(index_elements=["stream", "id", "goal_no"], set_=counts)
        )

    def get(self, no: int) -> GoalEvent | None:
        """Return one by its number, or None."""
        return next(iter(self._events(EVENT.c.no == no)), None)

    def of_goals(self, numbers: Collection[int]) -> list[GoalEvent]:
        """Return the events that count for some goals."""
        ordered = sorted(numbers)
        return [
            event
            for begin in range(0, len(ordered), _MANY)
            for event in self._events(EVENT.c.goal_no.in_(ordered[begin : begin + _MANY]), EVENT.c.counts)
        ]

    def of_record(self, stream: str, id_: str) -> list[GoalEvent]:
        """Return the goals that an event counts for, or might."""
        return self._events(EVENT.c.stream == stream, EVENT.c.id == id_)

    def _events(self, *where: sa.ColumnElement[bool]) -> list[GoalEvent]:
        query = sa.select(EVENT).where(*where).order_by(EVENT.c.goal_no, EVENT.c.no)
        return [
            GoalEvent(row.goal_no, row.stream, row.id, row.counts, row.no) for row in self._connection.execute(query)
        ]
