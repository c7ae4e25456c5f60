"""Units as columns: who belongs to which, their members' values, and the roll-ups that are kept as readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.unit import Membership, belongs, parents
from storage.column import listed, read, scratch, upsert
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC
from storage.figures.series import ROLLUP, rollup_batch
from storage.people.person_rows import PERSON, roles_now
from storage.roster.posting import POSTING, unit_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.figures.domain.series_rows import Columns

_SOME = 500


class SqlUnits:
    """Units, their members, and what is rolled up from them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._join = "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"

    def above(self, persons: Sequence[int]) -> Membership:
        """Return which unit each of these people and units belongs to when; those that never did are left out."""
        units = list(self._people(PERSON.c.kind, ["unit"]))
        if not units:
            return Membership.of({})
        means, above = parents(units)
        numbers = {row[0] for row in units}
        moved = unit_steps(self._connection, np.array(persons, np.int64))
        found: dict[int, list[tuple[int, int]]] = {}
        for no, _, _, unit, department in self._people(PERSON.c.no, persons):
            if no in numbers:
                steps = [(0, above.get(no, 0))]
            else:
                places = moved.get(no, [(0, unit, department)])
                steps = [(day, belongs(unit, other, means) or 0) for day, unit, other in places]
            if any(parent for _, parent in steps):
                found[no] = steps
        return Membership.of(found)

    def members(self, units: Sequence[int]) -> Membership:
        """Return when which people and units belonged directly to these units."""
        names = [name for _, key, own, _, _ in self._people(PERSON.c.no, units) for name in (key, own)]
        named = {row[0] for row in self._people(PERSON.c.unit, names)}
        named |= {row[0] for row in self._people(PERSON.c.department, names, PERSON.c.unit == "")}
        named |= set(self._once(names))
        return self.above(sorted(named))

    def named(self, names: Iterable[str]) -> dict[str, int]:
        """Return the number of the unit that each of these names or ids means; those that mean none are left out."""
        means, _ = parents(self._people(PERSON.c.kind, ["unit"]))
        return {name: means[name] for name in names if name in means}

    def among(self, numbers: Sequence[int]) -> set[int]:
        """Return those of these numbers that are units."""
        return {no for no, *_ in self._people(PERSON.c.no, numbers, PERSON.c.kind == "unit")}

    def _once(self, names: Sequence[str]) -> Iterator[int]:
        """Yield the numbers of those who belonged to these once."""
        for begin in range(0, len(names), _SOME):
            some = names[begin : begin + _SOME]
            there = POSTING.c.unit.in_(some) | (POSTING.c.department.in_(some) & (POSTING.c.unit == ""))
            query = sa.select(POSTING.c.person_no).distinct().where(there, sa.not_(POSTING.c.planned))
            yield from self._connection.execute(query).scalars()

    def _people(
        self, column: sa.Column[Any], values: Sequence[object], *also: sa.ColumnElement[bool]
    ) -> Iterator[tuple[int, str, str, str, str]]:
        """Yield number, id, name, unit and department of the people whose column has one of the values."""
        person = sa.select(PERSON.c.no, PERSON.c.id, PERSON.c.name, PERSON.c.unit, PERSON.c.department)
        for begin in range(0, len(values), _SOME):
            chosen = column.in_(values[begin : begin + _SOME])
            for row in self._connection.execute(person.where(chosen, *also)):
                yield row.no, row.id, row.name, row.unit, row.department

    def aggregates(self) -> dict[int, Aggregate]:
        """Return every metric's way to make one value of many."""
        return {
            no: Aggregate(word) for no, word in self._connection.execute(sa.select(METRIC.c.no, METRIC.c.aggregate))
        }

    # Long because its four statements are made of the same pieces.
    def gather(
        self, groups: Mapping[str, NDArray[np.int64]], members: Membership
    ) -> tuple[Columns, Columns, Columns, Columns]:
        """Return the members' readings and targets in each group, then the unit's own readings and targets.

        ``groups`` has one row per unit, metric and period: no (its place), unit_no, metric_no, first and last (days).
        """
        wanted = listed(self._connection, "rolled", groups)
        scratch(
            self._connection,
            "member",
            {
                "no": np.arange(members.person.size),
                "unit_no": members.unit,
                "person_no": members.person,
                "first": members.first,
                "last": members.last,
            },
        )
        self._connection.exec_driver_sql("CREATE INDEX IF NOT EXISTS ix_member ON member (unit_no, person_no)")
        key = {"no": "g.no", "person_no": "r.person_no", "start": "r.start", "end": 'r."end"'}
        value = {"value": "r.value", "numerator": "r.numerator", "denominator": "r.denominator"}
        batch = rollup_batch(self._connection)
        rolled = {"rolled": f"CASE WHEN r.batch_no = {batch} THEN 1 ELSE 0 END"}
        target = {"target": "r.target", "start_value": "r.start_value"}
        within = "r.metric_no = g.metric_no AND r.start BETWEEN g.first AND g.last"
        then = "m.unit_no = g.unit_no AND g.last BETWEEN m.first AND m.last"
        theirs = f"FROM {wanted} g {self._join} member m ON {then} {self._join}"
        own = f"FROM {wanted} g {self._join}"
        loose = {"numerator", "denominator", "start_value"}
        order = "ORDER BY g.no, r.person_no, r.start"
        corrections = (
            "LEFT JOIN delta d ON d.person_no = r.person_no AND d.metric_no = r.metric_no AND d.start = r.start"
        )
        return (
            read(
                self._connection,
                key | value | rolled | {"revision": "coalesce(d.revision, 0)"},
                f"{theirs} reading r ON r.person_no = m.person_no AND {within} {corrections} {order}",
                nullable=loose & set(value),
            ),
            read(
                self._connection,
                key | target,
                f"{theirs} target r ON r.person_no = m.person_no AND {within} {order}",
                nullable=loose & set(target),
            ),
            read(
                self._connection,
                key | value | rolled | {"version": "r.version"},
                f"{own} reading r ON r.person_no = g.unit_no AND {within} {order}",
                nullable=loose & set(value),
            ),
            read(
                self._connection,
                key | target | rolled,
                f"{own} target r ON r.person_no = g.unit_no AND {within} {order}",
                nullable=loose & set(target),
            ),
        )

    def store(self, table: str, rows: Mapping[str, NDArray[Any]], *, now: datetime) -> None:
        """Write rolled-up rows, over what was rolled up before, into ``reading`` or ``target``."""
        batch = self._dated_batch(now)
        size = rows["start"].size
        role = {"role_no": roles_now(self._connection, rows["person_no"])} if table == "reading" else {}
        origin = {"batch_no": np.full(size, batch), "row": np.zeros(size, np.int64)}
        upsert(self._connection, table, {**rows, **role, **origin}, keys=("person_no", "metric_no", "start"))

    def forget(self, metric: int) -> None:
        """Remove everything that was rolled up of a metric: what it is rolled up by is another now."""
        batch = rollup_batch(self._connection)
        for table in ("reading", "target"):
            rolled = f"DELETE FROM {table} WHERE metric_no = :metric AND batch_no = :batch"  # noqa: S608 - ours
            self._connection.execute(sa.text(rolled), {"metric": metric, "batch": batch})

    def _dated_batch(self, now: datetime) -> int:
        batch = rollup_batch(self._connection)
        if batch >= 0:
            self._connection.execute(sa.update(BATCH).where(BATCH.c.no == batch).values(received_at=now))
            return batch
        made = sa.insert(BATCH).values(kind=ROLLUP, digest=ROLLUP, source=ROLLUP, file="", by="", report="")
        made = made.values(received_at=now, finished_at=now, done_rows=0)
        return int(self._connection.execute(made.returning(BATCH.c.no)).scalar_one())

    def remove(self, table: str, keys: Iterable[tuple[int, int, int]]) -> None:
        """Remove rolled-up rows of ``reading`` or ``target`` by person, metric and start."""
        self._connection.execute(
            sa.text(f"DELETE FROM {table} WHERE person_no = :person AND metric_no = :metric AND start = :start"),  # noqa: S608
            [{"person": person, "metric": metric, "start": start} for person, metric, start in keys],
        )
