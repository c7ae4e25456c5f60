"""What goals need of one another, as kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.goals.domain.goal_dependency import GoalDependency
from storage.database import insert
from storage.goals.goal_rows import in_parts
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection


class GoalDependencyRow(SQLModel, table=True):
    """That a goal needs another one to go well."""

    __tablename__ = "goal_dependency"
    goal_no: int = Field(foreign_key="goal.no", primary_key=True)
    on_no: int = Field(foreign_key="goal.no", primary_key=True, index=True)


declare("goal_dependency", through=("goal_no", "goal", "no"), plain="on_no")

DEPENDENCY = SQLModel.metadata.tables["goal_dependency"]


class SqlGoalDependencies:
    """Which goals need which others to go well."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, dependency: GoalDependency) -> bool:
        """Note that a goal needs another; False when that is known."""
        values = {"goal_no": dependency.goal_no, "on_no": dependency.on_no}
        made = insert(self._connection, DEPENDENCY).values(values).on_conflict_do_nothing()
        return self._connection.execute(made.returning(DEPENDENCY.c.goal_no)).first() is not None

    def remove(self, dependency: GoalDependency) -> bool:
        """Forget that a goal needs another; False when that is not known."""
        mine = (DEPENDENCY.c.goal_no == dependency.goal_no, DEPENDENCY.c.on_no == dependency.on_no)
        return self._connection.execute(sa.delete(DEPENDENCY).where(*mine)).rowcount == 1

    def of(self, numbers: Collection[int]) -> list[GoalDependency]:
        """Return everything that some goals need, directly or through others."""
        found: dict[tuple[int, int], GoalDependency] = {}
        asked, ahead = set[int](), set(numbers)
        while ahead:
            asked |= ahead
            some = [each for part in in_parts(ahead) for each in self._some(DEPENDENCY.c.goal_no.in_(part))]
            found |= {(each.goal_no, each.on_no): each for each in some}
            ahead = {each.on_no for each in some} - asked
        return [found[pair] for pair in sorted(found)]

    def on(self, no: int) -> list[GoalDependency]:
        """Return which goals need one directly."""
        return self._some(DEPENDENCY.c.on_no == no)

    def _some(self, *where: sa.ColumnElement[bool]) -> list[GoalDependency]:
        query: sa.Select[Any] = sa.select(DEPENDENCY).where(*where).order_by(DEPENDENCY.c.goal_no, DEPENDENCY.c.on_no)
        return [GoalDependency(goal_no=row.goal_no, on_no=row.on_no) for row in self._connection.execute(query)]
