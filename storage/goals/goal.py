"""Goals as kept: the version of each that counts, every version, and which is part of which."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.goals.domain.goal import Goal, GoalLevel, GoalLink, GoalProgress, GoalState
from bot.kit.period import Period
from bot.messages.codec import from_json, to_json
from bot.people.domain.person import Kind
from storage.database import insert
from storage.goals.goal_parts import parts_of, rolled_of, store_rolled, with_those_above
from storage.goals.goal_rows import GOAL, LINK, VERSION, in_parts
from storage.goals.key_result import store_key_results
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from sqlalchemy.engine import Connection

    from bot.goals.domain.roll_up import GoalParts, RolledUp

_BY = PERSON.alias("by")
_GOALS: sa.Select[Any] = (
    sa.select(
        GOAL.c.no, GOAL.c.version, GOAL.c.body, GOAL.c.department, PERSON.c.id.label("owner"), _BY.c.id.label("by")
    )
    .outerjoin(PERSON, PERSON.c.no == GOAL.c.owner_no)
    .outerjoin(_BY, _BY.c.no == GOAL.c.by_no)
)


class SqlGoals:
    """What is to be reached, every version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, goal: Goal) -> Goal:
        """Store a new goal with its key results; return it, and these, with their numbers."""
        made = sa.insert(GOAL).values(**self._owner(goal), **self._values(goal)).returning(GOAL.c.no)
        return self._kept(replace(goal, no=int(self._connection.execute(made).scalar_one())))

    def put(self, goal: Goal) -> Goal | None:
        """Store the next version of a goal, made from the one that is given; None when another was stored meanwhile."""
        later = replace(goal, version=goal.version + 1)
        where = (GOAL.c.no == goal.no, GOAL.c.version == goal.version)
        values = self._owner(later) | self._values(later)
        if not self._connection.execute(sa.update(GOAL).where(*where).values(values)).rowcount:
            return None
        return self._kept(later)

    def get(self, no: int) -> Goal | None:
        """Return the version of a goal that counts, or None."""
        return next(iter(self._goals(GOAL.c.no == no)), None)

    def some(self, numbers: Collection[int]) -> list[Goal]:
        """Return these goals, by number; those that do not exist are left out."""
        return [goal for some in in_parts(numbers) for goal in self._goals(GOAL.c.no.in_(some))]

    def of(
        self, owner_ids: Collection[str], *, states: Collection[GoalState] = (), within: Period | None = None
    ) -> list[Goal]:
        """Return the goals of some owners ("" for the company) whose period has a day in ``within``, by number."""
        found, wanted = list[Goal](), _wanted(states, within)
        if "" in owner_ids:
            found += self._goals(GOAL.c.level == GoalLevel.COMPANY.value, *wanted)
        for some in in_parts({owner for owner in owner_ids if owner}):
            known = self._connection.execute(sa.select(PERSON.c.no, PERSON.c.kind).where(PERSON.c.id.in_(some))).all()
            found += self._goals(GOAL.c.owner_no.in_([row.no for row in known]), *wanted)
            if any(row.kind != Kind.PERSON.value for row in known) or len(known) < len(some):  # a department's, perhaps
                found += self._goals(GOAL.c.department.in_(some), *wanted)
        return sorted(found, key=lambda goal: goal.no)

    def all(self, *, states: Collection[GoalState] = (), within: Period | None = None) -> list[Goal]:
        """Return every goal, by number; only those in some states, or with a day in ``within``, where given."""
        return self._goals(*_wanted(states, within))

    def periods(self, within: Period) -> list[Period]:
        """Return the periods of goals that have a day in ``within``, each once, in order."""
        query = sa.select(GOAL.c.start, GOAL.c.end).distinct().where(*_wanted((), within))
        rows = self._connection.execute(query.order_by(GOAL.c.start, GOAL.c.end))
        return [Period(row.start, row.end) for row in rows]

    def owners(
        self, periods: Collection[Period], *, states: Collection[GoalState], units: bool = False
    ) -> list[tuple[GoalLevel, str, Period]]:
        """Return whose goals have exactly one of some periods and are in some states: level, owner's id, period.

        With ``units`` only those of the company and its units.
        """
        query = (
            sa.select(GOAL.c.level, GOAL.c.department, PERSON.c.id.label("owner"))
            .outerjoin(PERSON, PERSON.c.no == GOAL.c.owner_no)
            .distinct()
            .order_by(GOAL.c.level, PERSON.c.id, GOAL.c.department)
        )
        if units:
            query = query.where(GOAL.c.level != GoalLevel.PERSON.value)
        return [
            (GoalLevel(row.level), row.owner or row.department, period)
            for period in sorted(set(periods))
            for row in self._connection.execute(
                query.where(GOAL.c.start == period.start, GOAL.c.end == period.end, *_wanted(states, None))
            )
        ]

    def of_project(self, project: str, owner_id: str) -> list[Goal]:
        """Return the open goals of somebody that a project's key names, however it is written, by number."""
        key = _project(project)
        named = (GOAL.c.project == key, GOAL.c.project != "", PERSON.c.id == owner_id)
        return self._goals(*named, GOAL.c.state == GoalState.OPEN.value)

    def versions(self, no: int) -> list[Goal]:
        """Return every version of a goal, oldest first."""
        query: sa.Select[Any] = (
            sa.select(
                VERSION.c.goal_no.label("no"),
                VERSION.c.version,
                VERSION.c.body,
                GOAL.c.department,
                PERSON.c.id.label("owner"),
                _BY.c.id.label("by"),
            )
            .join(GOAL, GOAL.c.no == VERSION.c.goal_no)
            .outerjoin(PERSON, PERSON.c.no == GOAL.c.owner_no)
            .outerjoin(_BY, _BY.c.no == VERSION.c.by_no)
            .where(VERSION.c.goal_no == no)
            .order_by(VERSION.c.version)
        )
        return [_goal(row) for row in self._connection.execute(query)]

    def link(self, link: GoalLink) -> None:
        """Let a goal be part of another one, or have another weight in it; circles are for the service to refuse."""
        values = {"child_no": link.child_no, "parent_no": link.parent_no, "weight": float(link.weight)}
        statement = insert(self._connection, LINK).values(values)
        weight = {"weight": statement.excluded.weight}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["child_no", "parent_no"], set_=weight))

    def unlink(self, child_no: int, parent_no: int) -> bool:
        """Let a goal be no part of another one any more; False when it was none."""
        gone = sa.delete(LINK).where(LINK.c.child_no == child_no, LINK.c.parent_no == parent_no)
        return self._connection.execute(gone).rowcount == 1

    def links_below(self, numbers: Collection[int]) -> list[GoalLink]:
        """Return which goals are directly part of some goals, by parent and child."""
        return self._links(LINK.c.parent_no, numbers, LINK.c.parent_no, LINK.c.child_no)

    def links_above(self, numbers: Collection[int]) -> list[GoalLink]:
        """Return what some goals are directly part of, by child and parent."""
        return self._links(LINK.c.child_no, numbers, LINK.c.child_no, LINK.c.parent_no)

    def _links(self, column: sa.Column[Any], numbers: Collection[int], *order: sa.Column[Any]) -> list[GoalLink]:
        return [
            GoalLink(child_no=row.child_no, parent_no=row.parent_no, weight=Decimal(repr(row.weight)))
            for some in in_parts(numbers)
            for row in self._connection.execute(sa.select(LINK).where(column.in_(some)).order_by(*order))
        ]

    def progress(self, numbers: Collection[int]) -> dict[int, GoalProgress]:
        """Return how far some goals are, as stored."""
        query = sa.select(GOAL.c.no, GOAL.c.progress, GOAL.c.known, GOAL.c.parts, GOAL.c.weights)
        return {
            row.no: GoalProgress(row.progress, row.known, row.parts, row.weights)
            for some in in_parts(numbers)
            for row in self._connection.execute(query.where(GOAL.c.no.in_(some)))
        }

    def with_those_above(self, numbers: Collection[int]) -> list[int]:
        """Return the numbers of some goals and of all that these are part of, at any distance, ascending."""
        return with_those_above(self._connection, numbers)

    def parts_of(self, numbers: Collection[int] | None) -> GoalParts:
        """Return what some goals, or all there are, consist of."""
        return parts_of(self._connection, numbers)

    def rolled(self) -> RolledUp:
        """Return how far all goals are, as stored."""
        return rolled_of(self._connection, None)

    def store_rolled(self, rolled: RolledUp, *, day: date) -> list[int]:
        """Store how far goals are on a day where that differs from what is stored; return the numbers of those."""
        return store_rolled(self._connection, rolled, day=day)

    def unaligned(self, *, within: Period | None = None) -> list[Goal]:
        """Return the open goals below the company's that are part of no other, by level and number (R113)."""
        alone = ~sa.exists().where(LINK.c.child_no == GOAL.c.no)
        below = GOAL.c.level != GoalLevel.COMPANY.value
        found = self._goals(alone, below, *_wanted([GoalState.OPEN], within))
        return sorted(found, key=lambda goal: (goal.level.depth, goal.no))

    def _goals(self, *where: sa.ColumnElement[bool]) -> list[Goal]:
        return [_goal(row) for row in self._connection.execute(_GOALS.where(*where).order_by(GOAL.c.no))]

    def _owner(self, goal: Goal) -> dict[str, Any]:
        """Return whose a goal is as columns: a person or unit that is known, else a department by its name."""
        known = sa.select(PERSON.c.no).where(PERSON.c.id == goal.owner_id)
        number = self._connection.execute(known).scalar() if goal.owner_id else None
        return {"owner_no": number, "department": "" if number else goal.owner_id, "level": goal.level.value}

    def _values(self, goal: Goal) -> dict[str, Any]:
        return {
            "state": goal.state.value,
            "counts": goal.counts,
            "start": goal.period.start,
            "end": goal.period.end,
            "project": _project(goal.project),
            "version": goal.version,
            "body": _body(goal),
            "by_no": _author(self._connection, goal.by),
            "at": goal.at,
        }

    def _kept(self, goal: Goal) -> Goal:
        """Give key results their numbers, and write the version beside the earlier ones."""
        kept = replace(goal, key_results=store_key_results(self._connection, goal))
        body = {"body": _body(kept)}
        self._connection.execute(sa.update(GOAL).where(GOAL.c.no == kept.no).values(body))
        version = {"goal_no": kept.no, "version": kept.version, "at": kept.at, **body}
        version["by_no"] = _author(self._connection, kept.by)
        self._connection.execute(sa.insert(VERSION).values(version))
        return kept


def _project(key: str) -> str:
    return " ".join(key.split()).casefold()


def _author(connection: Connection, by: str) -> int | None:
    """Return the number of who wrote a version; None where a file or a system did."""
    return connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == by)).scalar()


def _body(goal: Goal) -> str:
    return to_json(replace(goal, owner_id="", by="", no=0))


def _goal(row: sa.Row[Any]) -> Goal:
    kept = from_json(row.body, Goal)
    return replace(kept, no=row.no, version=row.version, owner_id=row.owner or row.department, by=row.by or "")


def _wanted(states: Collection[GoalState], within: Period | None) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = []
    if states:
        wanted.append(GOAL.c.state.in_(sorted(states)))
    if within:
        wanted += [GOAL.c.start <= within.end, GOAL.c.end >= within.start]
    return wanted
