"""Key results and check-ins as kept: what feeds each, where it stands, what people say of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.goals.domain.key_result import GoalCheckIn, KeyResult, MeasuredValue
from bot.goals.domain.obstacle import Obstacle
from bot.kit.period import Period
from bot.messages.codec import from_json, to_json
from storage.column import listed, read
from storage.figures.metric import METRIC
from storage.figures.versioned import exact
from storage.goals.goal_move import note_progress
from storage.goals.goal_rows import CHECK_IN, GOAL, KEY_RESULT, in_parts
from storage.goals.key_result_value import forget_values, keep_values, values_kept
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.goals.domain.goal import Goal
    from bot.goals.ports.key_result import PeriodValue

_BY = PERSON.alias("by")
_STATE = ("value", "progress", "numerator", "denominator", "value_start", "value_end", "typed_by_no", "measured_at")
_MANY = 500


class SqlKeyResults:
    """Where key results stand, which of them data moves, and what people say of how their goals go."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def moved_by(self, changed: Changed) -> list[tuple[int, KeyResult, Period]]:
        """Return the key results of goals that count whose metric, subject and days some changed values are of."""
        fed = np.isin(changed.metric, self._fed(np.unique(changed.metric).tolist()))
        if not fed.any():
            return []
        changed = Changed(changed.person[fed], changed.metric[fed], changed.start[fed])
        join = "CROSS JOIN" if self._connection.dialect.name == "sqlite" else "JOIN"
        number = np.arange(len(changed))
        columns = {"no": number, "person_no": changed.person, "metric_no": changed.metric, "start": changed.start}
        named = listed(self._connection, "moved", columns)
        inside = "k.metric_no = m.metric_no AND k.subject_no = m.person_no AND m.start BETWEEN k.first AND k.last"
        found = self._connection.exec_driver_sql(
            f"SELECT DISTINCT k.no FROM {named} m {join} key_result k ON {inside}"  # noqa: S608 - names of ours
        )
        numbers = sorted(row.no for row in found)
        query = (
            sa.select(GOAL.c.no.label("goal_no"), GOAL.c.start, GOAL.c.end, KEY_RESULT.c.no, KEY_RESULT.c.body)
            .join(GOAL, GOAL.c.no == KEY_RESULT.c.goal_no)
            .where(KEY_RESULT.c.active, GOAL.c.counts)
            .order_by(KEY_RESULT.c.no)
        )
        return [
            (row.goal_no, replace(from_json(row.body, KeyResult), no=row.no), Period(row.start, row.end))
            for begin in range(0, len(numbers), _MANY)
            for row in self._connection.execute(query.where(KEY_RESULT.c.no.in_(numbers[begin : begin + _MANY])))
        ]

    def _fed(self, metrics: Sequence[int]) -> list[int]:
        """Return those of some metrics that feed anything, each asked by itself: of many goals they are few."""
        feeds = sa.select(KEY_RESULT.c.metric_no).where(KEY_RESULT.c.metric_no == sa.bindparam("metric")).limit(1)
        return [no for no in metrics if self._connection.execute(feeds, {"metric": no}).first()]

    def filtered_metrics(self) -> set[int]:
        """Return the numbers of the metrics of which some key result reads only some records."""
        query = sa.select(KEY_RESULT.c.metric_no).where(KEY_RESULT.c.filtered, KEY_RESULT.c.active)
        return {number for number in self._connection.execute(query.distinct()).scalars() if number is not None}

    def values(self, numbers: Collection[int]) -> Mapping[str, NDArray[np.float64]]:
        """Return the stored values that feed some key results, in all days that move these."""
        join = "CROSS JOIN" if self._connection.dialect.name == "sqlite" else "JOIN"
        named = listed(self._connection, "fed", {"no": np.array(sorted(set(numbers)), np.int64)})
        columns = {"key_result": "k.no", "start": "r.start", "end": 'r."end"', "value": "r.value"}
        parts = {"numerator": "r.numerator", "denominator": "r.denominator"}
        fed = "r.person_no = k.subject_no AND r.metric_no = k.metric_no AND r.start BETWEEN k.first AND k.last"
        source = f"FROM {named} f {join} key_result k ON k.no = f.no {join} reading r ON {fed} ORDER BY k.no, r.start"
        return read(self._connection, columns | parts, source, nullable=parts)

    def values_kept(self, numbers: Collection[int]) -> Mapping[str, NDArray[np.float64]]:
        """Return what the records that some key results choose made of each period, in the columns of ``values``."""
        return values_kept(self._connection, numbers)

    def keep_values(self, values: Sequence[PeriodValue], *, gone: Collection[tuple[int, int]]) -> None:
        """Keep values of periods for when their records are deleted, and let go of others, by number and start."""
        keep_values(self._connection, values, gone)

    def measured(self, numbers: Collection[int]) -> dict[int, MeasuredValue]:
        """Return where some key results stand, as stored; those of which nothing is known are left out."""
        query: sa.Select[Any] = (
            sa.select(KEY_RESULT.c.no, *(KEY_RESULT.c[name] for name in _STATE), PERSON.c.id.label("typed_by"))
            .outerjoin(PERSON, PERSON.c.no == KEY_RESULT.c.typed_by_no)
            .where(KEY_RESULT.c.value.is_not(None))
        )
        ordered = sorted(numbers)
        return {
            row.no: _measured(row)
            for begin in range(0, len(ordered), _MANY)
            for row in self._connection.execute(query.where(KEY_RESULT.c.no.in_(ordered[begin : begin + _MANY])))
        }

    def measure(self, values: Mapping[int, MeasuredValue | None], *, day: date) -> None:
        """Store where some key results stand on a day; None for those of which nothing is known any more."""
        if not values:
            return
        statement = (
            sa.update(KEY_RESULT)
            .where(KEY_RESULT.c.no == sa.bindparam("key_result"))
            .values({name: sa.bindparam(f"new_{name}") for name in _STATE})
        )
        rows = [
            {"key_result": no, **{f"new_{name}": column for name, column in self._state(value).items()}}
            for no, value in sorted(values.items())
        ]
        self._connection.execute(statement, rows)
        self._note(values, day)

    def _note(self, values: Mapping[int, MeasuredValue | None], day: date) -> None:
        """Keep how far key results are by the end of a day, beside their goals."""
        query = sa.select(KEY_RESULT.c.no, KEY_RESULT.c.goal_no)
        for some in in_parts(values):
            rows = self._connection.execute(query.where(KEY_RESULT.c.no.in_(some))).all()
            stands = [value.progress if (value := values[row.no]) else None for row in rows]
            progress = np.array([np.nan if share is None else share for share in stands])
            goals, numbers = (np.array([row[at] for row in rows], np.int64) for at in (1, 0))
            note_progress(self._connection, day, goals, progress, numbers)

    def _state(self, value: MeasuredValue | None) -> dict[str, Any]:
        if value is None:
            return dict.fromkeys(_STATE)
        return {
            "value": float(value.value),
            "progress": value.progress,
            "numerator": None if value.numerator is None else float(value.numerator),
            "denominator": None if value.denominator is None else float(value.denominator),
            "value_start": value.period.start if value.period else None,
            "value_end": value.period.end if value.period else None,
            "typed_by_no": number_of(self._connection, value.typed_by) or None,
            "measured_at": value.at,
        }

    def check_in(self, said: GoalCheckIn) -> GoalCheckIn:
        """Store what somebody says of how a goal goes; return it with its number."""
        values = {
            "goal_no": said.goal_no,
            "key_result_no": said.key_result_no,
            "by_no": number_of(self._connection, said.by) or None,
            "at": said.at,
            "value": None if said.value is None else float(said.value),
            "text": said.text,
            "obstacle": said.obstacle.value if said.obstacle else "",
            "need": said.need,
        }
        made = sa.insert(CHECK_IN).values(values).returning(CHECK_IN.c.no)
        return replace(said, no=int(self._connection.execute(made).scalar_one()))

    def check_ins(self, goal_nos: Collection[int]) -> list[GoalCheckIn]:
        """Return what was said of some goals, oldest first."""
        query = sa.select(CHECK_IN, _BY.c.id.label("by")).outerjoin(_BY, _BY.c.no == CHECK_IN.c.by_no)
        ordered = sorted(goal_nos)
        found = [
            _check_in(row)
            for begin in range(0, len(ordered), _MANY)
            for row in self._connection.execute(query.where(CHECK_IN.c.goal_no.in_(ordered[begin : begin + _MANY])))
        ]
        return sorted(found, key=lambda said: said.no)


def store_key_results(connection: Connection, goal: Goal) -> tuple[KeyResult, ...]:
    """Store the key results of a version of a goal and return them with their numbers; what is missing counts no more.

    Where each stands is kept: whoever changes what it is measured by has it measured again.
    """
    kept = tuple(_store(connection, goal, result) for result in goal.key_results)
    left = (KEY_RESULT.c.goal_no == goal.no, KEY_RESULT.c.no.not_in([result.no for result in kept]))
    connection.execute(sa.update(KEY_RESULT).where(*left).values(active=False))
    return kept


def _store(connection: Connection, goal: Goal, result: KeyResult) -> KeyResult:
    days = [goal.period, *([result.baseline] if result.baseline else [])]
    metric = sa.select(METRIC.c.no).where(METRIC.c.key == result.metric)
    values = {
        "goal_no": goal.no,
        "active": True,
        "metric_no": connection.execute(metric).scalar_one() if result.metric else None,
        "subject_no": number_of(connection, result.subject_id) or None,
        "filtered": bool(result.where),
        "first": min(period.start for period in days),
        "last": max(period.end for period in days),
        "weight": float(result.weight),
        "body": to_json(replace(result, no=0)),
    }
    if result.no:
        mine = (KEY_RESULT.c.no == result.no, KEY_RESULT.c.goal_no == goal.no)
        _forget_others(connection, result)
        connection.execute(sa.update(KEY_RESULT).where(*mine).values(values))
        return result
    made = sa.insert(KEY_RESULT).values(values).returning(KEY_RESULT.c.no)
    return replace(result, no=int(connection.execute(made).scalar_one()))


def _forget_others(connection: Connection, result: KeyResult) -> None:
    """Let go of what was kept of the records that a key result chose until now, where it chooses others."""
    before = connection.execute(sa.select(KEY_RESULT.c.body).where(KEY_RESULT.c.no == result.no)).scalar()
    old = from_json(before, KeyResult) if before else result
    if (old.metric, old.subject_id, old.where) != (result.metric, result.subject_id, result.where):
        forget_values(connection, result.no)


def _measured(row: sa.Row[Any]) -> MeasuredValue:
    known = row.value_start is not None and row.value_end is not None
    return MeasuredValue(
        value=exact(row.value) or Decimal(0),
        at=row.measured_at,
        progress=row.progress,
        numerator=exact(row.numerator),
        denominator=exact(row.denominator),
        period=Period(row.value_start, row.value_end) if known else None,
        typed_by=row.typed_by or "",
    )


def _check_in(row: sa.Row[Any]) -> GoalCheckIn:
    return GoalCheckIn(
        goal_no=row.goal_no,
        by=row.by or "",
        at=row.at,
        key_result_no=row.key_result_no,
        value=exact(row.value),
        text=row.text,
        obstacle=Obstacle(row.obstacle) if row.obstacle else None,
        need=row.need,
        no=row.no,
    )
