"""Values in versions: one table holds what counts now, a second what it replaced, each with its batch and row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.figures.domain.delta import Changed
from storage.column import integers, quoted, read
from storage.database import take_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.figures.domain.facts import FactColumns

KEY = ("person_no", "metric_no", "start")
_KEPT_ON_CORRECTION = {"role_no", "version"}
_TURN = 7146318
"""The lock by which importers take turns: any number, the same in every process."""


@dataclass(frozen=True, slots=True)
class VersionedTable:
    """A table whose earlier values stand in ``<name>_version``.

    ``columns`` are written by an import, in this order; a row replaces another where one of ``compared`` differs.
    ``value`` is the column of the value itself. ``numbered`` says that rows carry their version, and that a value to
    date does not replace one that reaches further.
    """

    name: str
    columns: tuple[str, ...]
    compared: tuple[str, ...]
    value: str
    numbered: bool

    @property
    def now(self) -> sa.Table:
        """The rows that count now."""
        return SQLModel.metadata.tables[self.name]

    @property
    def before(self) -> sa.Table:
        """The rows that were replaced, each with ``replaced_by``, the batch that did it."""
        return SQLModel.metadata.tables[f"{self.name}_version"]

    @property
    def kept(self) -> list[str]:
        """The columns that a replaced row keeps."""
        return [column.name for column in self.before.c if column.name != "replaced_by"]


class VersionedStore:
    """What readings and targets have in common: how they are imported, compared with what is stored, and undone."""

    table: ClassVar[VersionedTable]

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        fresh = (
            "version = 1"
            if self.table.numbered
            else f"NOT EXISTS (SELECT 1 FROM {self.table.before.name} v WHERE v.person_no = r.person_no"  # noqa: S608 - names of ours
            " AND v.metric_no = r.metric_no AND v.start = r.start)"
        )
        matrix = integers(
            self._connection,
            f"SELECT {', '.join(KEY)}, CASE WHEN {fresh} THEN 1 ELSE 0 END FROM {self.table.name} r"  # noqa: S608 - as above
            f" WHERE batch_no = {int(batch)}",
            width=len(KEY) + 1,
        )
        return keys_of(matrix), int(matrix[:, 3].sum())

    def values(self, facts: FactColumns) -> NDArray[np.float64]:
        """Return the stored value of the key of each fact, NaN where there is none; keys of facts are unique."""
        found = np.full(len(facts), np.nan)
        if not len(facts):
            return found
        stored = read(
            self._connection,
            {"person": "person_no", "metric": "metric_no", "start": "start", "value": self.table.value},
            f"FROM {self.table.name} WHERE {_around(facts)}",
        )
        keys = zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True)
        places = {key: place for place, key in enumerate(keys)}
        rows = zip(*(stored[name].tolist() for name in ("person", "metric", "start", "value")), strict=True)
        for person, metric, start, value in rows:
            place = places.get((int(person), int(metric), int(start)))
            if place is not None:
                found[place] = value
        return found

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced values of a batch since, oldest first."""
        before = self.table.before
        statement = sa.select(before.c.replaced_by).where(before.c.batch_no == batch).distinct()
        return sorted(int(number) for number in self._connection.execute(statement).scalars())

    def undo(self, batch: int, *, into: int) -> Changed:
        """Put back what a batch replaced and take away what it brought, as changes of batch ``into``; return the keys.

        No other batch stands on its values. A value that it corrected twice goes back to before both. What was taken
        back stays among the earlier versions, where versions are numbered below all others if nothing replaced it.
        """
        now, before, kept = self.table.now, self.table.before, self.table.kept
        mine = now.c.batch_no == batch
        keys = integers(
            self._connection,
            f"SELECT {', '.join(KEY)} FROM {self.table.name} WHERE batch_no = {int(batch)}",  # noqa: S608 - an integer of ours
            width=len(KEY),
        )
        replaced = [now.c[name] == before.c[name] for name in KEY] + [before.c.replaced_by == batch]
        has_before = sa.exists().where(*replaced)
        for found, number in ((has_before, None), (~has_before, -into)):
            taken = [sa.literal(number) if name == "version" and number is not None else now.c[name] for name in kept]
            old = sa.select(*taken, sa.literal(into)).where(mine, found)
            self._connection.execute(sa.insert(before).from_select([*kept, "replaced_by"], old))
        # Whose peers it counts among is up to the person and the period, whichever value stands there.
        put_back = [name for name in kept if name not in {*KEY, "version", "batch_no", "role_no"}]
        earlier = {
            name: sa.select(before.c[name]).where(*replaced).correlate(now).scalar_subquery() for name in put_back
        }
        more = {"version": now.c.version + 1} if self.table.numbered else {}
        self._connection.execute(sa.update(now).where(mine, has_before).values(**earlier, **more, batch_no=into))
        self._connection.execute(sa.delete(now).where(mine))
        return keys_of(keys)

    def _is_known(self, facts: FactColumns) -> bool:
        """Say whether anything is stored among the people, metrics and periods of these facts.

        On PostgreSQL it also makes importers take turns, so that a version is written once.
        """
        take_turn(self._connection)
        if not len(facts):
            return False
        statement = f"SELECT 1 FROM {self.table.name} WHERE {_around(facts)} LIMIT 1"  # noqa: S608 - integers of ours
        return self._connection.exec_driver_sql(statement).first() is not None

    def _merge(self, staged: str) -> tuple[Changed, int]:
        """Bring staged rows into the table; return the keys that changed and, where numbered, how many are new."""
        table = self.table
        on = " AND ".join(f"r.{name} = s.{name}" for name in KEY)
        differs = " OR ".join(f'r."{name}" IS DISTINCT FROM s."{name}"' for name in table.compared)
        newer = f'({differs}) AND s."end" >= r."end"' if table.numbered else f"({differs})"
        self._connection.exec_driver_sql(
            f"INSERT INTO {table.before.name} ({quoted(table.kept)}, replaced_by)"  # noqa: S608 - names of ours
            f" SELECT {quoted(table.kept, 'r.')}, s.batch_no"
            f" FROM {staged} s JOIN {table.name} r ON {on} WHERE {newer}"
        )
        assigned = [name for name in table.columns if name not in {*KEY, *_KEPT_ON_CORRECTION}]
        settings = ", ".join(f'"{name}" = excluded."{name}"' for name in assigned)
        matrix = integers(
            self._connection,
            f"INSERT INTO {table.name} AS r ({quoted(table.columns)})"  # noqa: S608 - as above
            f" SELECT {quoted(table.columns)} FROM {staged}"
            f" WHERE 1 = 1 ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET {settings}"
            f"{', version = r.version + 1' if table.numbered else ''} WHERE {newer.replace('s.', 'excluded.')}"
            f" RETURNING {', '.join(KEY)}{', version' if table.numbered else ''}",
            width=len(KEY) + table.numbered,
        )
        return keys_of(matrix), int((matrix[:, 3] == 1).sum()) if table.numbered else 0


def take_turn(connection: Connection) -> None:
    """Let one importer at a time store until its transaction ends, and take minutes: each sees what others stored."""
    take_time(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def changed(rows: Iterable[Sequence[int]]) -> Changed:
    """Make the columns of keys from rows of person, metric and start."""
    return keys_of(np.array([tuple(row) for row in rows], np.int64).reshape(-1, 3))


def keys_of(matrix: NDArray[np.int64]) -> Changed:
    """Return the first three columns of a matrix as keys: person, metric and start."""
    return Changed(*(np.ascontiguousarray(matrix[:, place]) for place in range(3)))


def optional(column: NDArray[np.float64]) -> Iterable[float | None]:
    """Return a column with None in the place of NaN; one of nothing else has no end."""
    missing = np.isnan(column)
    if missing.all():
        return repeat(None)
    values: list[float] = column.tolist()
    return [None if value != value else value for value in values] if missing.any() else values  # noqa: PLR0124 - NaN


def exact(value: float | None) -> Decimal | None:
    """Return a stored number as the decimal it was given as: its shortest text that reads back the same."""
    return None if value is None else Decimal(repr(value))


def _around(facts: FactColumns) -> str:
    """Return a condition that holds for everything among the people, metrics and periods of some facts."""
    metrics = ", ".join(map(str, np.unique(facts.metric).tolist()))
    return (
        f"person_no BETWEEN {facts.person.min()} AND {facts.person.max()} AND metric_no IN ({metrics})"
        f" AND start BETWEEN {facts.start.min()} AND {facts.start.max()}"
    )
