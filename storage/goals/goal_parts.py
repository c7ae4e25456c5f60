"""What goals consist of and how far they are, as columns: never one object per goal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bot.goals.domain.roll_up import GoalParts, RolledUp
from storage.column import integers, listed, many, read
from storage.goals.goal_move import note_progress

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    Ints = NDArray[np.int64]

_MANY = 20_000
"""So many goals are sooner read with all others than by their numbers."""


def with_those_above(connection: Connection, numbers: Collection[int]) -> list[int]:
    """Return the numbers of some goals and of all that these are part of, at any distance, ascending."""
    if not numbers:
        return []
    named = _named(connection, np.array(sorted(set(numbers)), np.int64))
    found = integers(
        connection,
        f"WITH RECURSIVE up (no) AS (SELECT n.no FROM {named} n UNION SELECT l.parent_no FROM up"  # noqa: S608 - ours
        f" {_join(connection)} goal_link l ON l.child_no = up.no) SELECT no FROM up ORDER BY no",
        width=1,
    )
    numbers_above: list[int] = found[:, 0].tolist()
    return numbers_above


def parts_of(connection: Connection, numbers: Collection[int] | None) -> GoalParts:
    """Return what some goals, or all there are, consist of."""
    goals = _numbers(connection, numbers)
    join = _join(connection)
    named = "" if numbers is None else f"{_named(connection, goals)} n {join} "
    key = {"goal": "k.goal_no", "child": "0", "weight": "k.weight", "progress": "k.progress"}
    mine = "" if numbers is None else "k.goal_no = n.no AND "
    on = "WHERE" if numbers is None else "ON"
    results = read(connection, key, f"FROM {named}key_result k {on} {mine}k.active", nullable=["progress"])
    key = {"goal": "l.parent_no", "child": "l.child_no", "weight": "l.weight", "progress": "g.progress"}
    above = "" if numbers is None else " ON l.parent_no = n.no"
    source = f"FROM {named}goal_link l{above} {join} goal g ON g.no = l.child_no AND g.counts"
    children = read(connection, key, source, nullable=["progress"])
    both = {name: np.concatenate([results[name], children[name]]) for name in key}
    return GoalParts(goals, both["goal"].astype(np.int64), both["child"].astype(np.int64), both["weight"],
                     both["progress"])  # fmt: skip


def rolled_of(connection: Connection, goals: Ints | None) -> RolledUp:
    """Return how far goals are as stored: these, given ascending, or all there are."""
    columns = {"no": "g.no", "value": "g.progress", "known": "g.known", "parts": "g.parts", "weights": "g.weights"}
    named = "goal g" if goals is None else f"{_named(connection, goals)} n {_join(connection)} goal g ON g.no = n.no"
    found = read(connection, columns, f"FROM {named} ORDER BY g.no", nullable=["value"])
    known, parts, no = (found[name].astype(np.int64) for name in ("known", "parts", "no"))
    return RolledUp(no, found["value"], known, parts, found["weights"])


def store_rolled(connection: Connection, rolled: RolledUp, *, day: date) -> list[int]:
    """Store how far goals are on a day where that differs from what is stored; return the numbers of those.

    How far each was at the end of a day is kept where that changed.
    """
    if not rolled.goals.size:
        return []
    stored = rolled_of(connection, rolled.goals if rolled.goals.size < _MANY else None)
    at = np.searchsorted(stored.goals, rolled.goals)
    differs = np.zeros(rolled.goals.size, np.bool_)
    moved = _differs(stored.value[at], rolled.value)
    for was, now in zip(stored.columns, rolled.columns, strict=True):
        differs |= _differs(was[at], now)
    values = [column[differs].tolist() for column in rolled.columns]
    values[0] = [None if value != value else value for value in values[0]]  # noqa: PLR0124 - NaN
    changed: list[int] = rolled.goals[differs].tolist()
    rows: list[tuple[Any, ...]] = list(zip(*values, changed, strict=True))
    many(connection, "UPDATE goal SET progress = ?, known = ?, parts = ?, weights = ? WHERE no = ?", rows)
    note_progress(connection, day, rolled.goals[moved], rolled.value[moved])
    return changed


def _differs(was: NDArray[Any], now: NDArray[Any]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (was != now) & ~(np.isnan(was) & np.isnan(now))
    return found


def _numbers(connection: Connection, numbers: Collection[int] | None) -> Ints:
    if numbers is not None:
        return np.array(sorted(set(numbers)), np.int64)
    return integers(connection, "SELECT no FROM goal ORDER BY no", width=1)[:, 0]


def _named(connection: Connection, numbers: Ints) -> str:
    return listed(connection, "goal_named", {"no": numbers})


def _join(connection: Connection) -> str:
    """Return how to join: SQLite walks tables in the order written; PostgreSQL plans by itself."""
    return "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"
