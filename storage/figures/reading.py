"""Readings and targets as kept: every version, each with the batch and row it came from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.delta import Changed
from bot.figures.domain.reading import Reading, Target
from bot.kit.period import Period
from storage.column import integers, read
from storage.database import Day, UtcDateTime, take_time
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection, Row

    from bot.figures.domain.facts import Facts


class BatchRow(SQLModel, table=True):
    """One arrival of data: a file, a webhook post. ``done_rows`` is how far an interrupted import has come.

    ``followed_at`` is set together with the deltas that followed from it, so that a crash in between is noticed.
    """

    __tablename__ = "batch"
    no: int | None = Field(default=None, primary_key=True)
    kind: str
    source: str = ""
    file: str = ""
    digest: str = Field(default="", index=True)
    by: str = ""
    received_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    followed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    done_rows: int = 0
    report: str = ""


declare(
    "batch",
    others="by",
    plain="no kind source file digest received_at finished_at followed_at done_rows report",
)


class ReadingRow(SQLModel, table=True):
    """The value that counts now for a person, metric and period; earlier ones are in ``reading_version``.

    Floats keep every decimal of up to 15 digits. ``role_no`` is the peer group at the time of the reading.
    """

    __tablename__ = "reading"
    __table_args__ = (
        sa.Index("ix_reading_cohort", "metric_no", "start", "role_no", "value"),
        {"sqlite_with_rowid": False},
    )
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    role_no: int
    batch_no: int
    row: int
    version: int = 1
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "reading",
    whose="person_no",
    kinds={"readings": "person_no"},
    own="start end value numerator denominator row version source_id observed_at",
    plain="metric_no role_no batch_no",
)


class ReadingVersionRow(SQLModel, table=True):
    """A value that a later one replaced."""

    __tablename__ = "reading_version"
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    version: int = Field(primary_key=True)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    role_no: int
    batch_no: int
    row: int
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    replaced_by: int


declare(
    "reading_version",
    whose="person_no",
    kinds={"earlier": "person_no"},
    own="start end value numerator denominator row version source_id observed_at",
    plain="metric_no role_no batch_no replaced_by",
)


class QuarantineRow(SQLModel, table=True):
    """A value that nobody uses until a person has looked at it."""

    __tablename__ = "quarantine"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float
    numerator: float | None = None
    denominator: float | None = None
    batch_no: int
    row: int
    source_id: str | None = None
    observed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str
    state: str = Field(default="open", index=True)
    decided_by: str = ""
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    __table_args__ = (sa.Index("ix_quarantine_key", "person_no", "metric_no", "start"),)


declare(
    "quarantine",
    whose="person_no",
    kinds={"held": "person_no"},
    own="start end value numerator denominator row source_id observed_at state decided_at",
    withheld={"reason": "what others' values are usually"},
    others="decided_by",
    plain="no metric_no batch_no",
)


class TargetRow(SQLModel, table=True):
    """What was agreed for a person, metric and period."""

    __tablename__ = "target"
    __table_args__ = ({"sqlite_with_rowid": False},)
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    end: date = Field(sa_type=Day)
    target: float
    start_value: float | None = None
    weight: float | None = None
    batch_no: int
    row: int


declare(
    "target",
    whose="person_no",
    kinds={"targets": "person_no"},
    own="start end target start_value weight row",
    plain="metric_no batch_no",
)


class TargetVersionRow(SQLModel, table=True):
    """A target that a later one replaced."""

    __tablename__ = "target_version"
    person_no: int = Field(primary_key=True)
    metric_no: int = Field(primary_key=True)
    start: date = Field(primary_key=True, sa_type=Day)
    batch_no: int = Field(primary_key=True)
    row: int
    end: date = Field(sa_type=Day)
    target: float
    start_value: float | None = None
    weight: float | None = None
    replaced_by: int


declare(
    "target_version",
    whose="person_no",
    kinds={"earlier_targets": "person_no"},
    own="start end target start_value weight row",
    plain="metric_no batch_no replaced_by",
)


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


_KEY = ("person_no", "metric_no", "start")
_STAGED = {
    "reading": (
        *(*_KEY, "end", "value", "numerator", "denominator", "role_no"),
        *("batch_no", "row", "version", "source_id", "observed_at"),
    ),
    "target": (*_KEY, "end", "target", "start_value", "weight", "batch_no", "row"),
}
_COMPARED = {
    "reading": ("end", "value", "numerator", "denominator"),
    "target": ("end", "target", "start_value", "weight"),
}
_KEPT_ON_CORRECTION = {"role_no", "version"}


class SqlReadings:
    """Readings: the value that counts now, with its origin, and every earlier version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def evidence(self, person_id: str, metric: str, period: Period) -> list[Reading]:
        """Return the stored versions of a value, newest first, each with file, row and arrival."""
        versions = [self._of(table, period=period) for table in (READING, VERSION)]
        found = self._connection.execute(sa.union_all(*versions), {"person": person_id, "metric": metric})
        return sorted((_reading(person_id, metric, row) for row in found), key=lambda one: -one.version)

    def rows(
        self, person_id: str, *, metric: str | None = None, first: date | None = None, last: date | None = None
    ) -> list[Reading]:
        """Return every stored version of somebody's values that begin between two days, newest period first."""
        people, metrics, batches = (SQLModel.metadata.tables[name] for name in ("person", "metric", "batch"))
        found: list[Reading] = []
        for table in (READING, VERSION):
            chosen = [people.c.id == person_id]
            chosen += [metrics.c.key == metric] if metric else []
            chosen += [table.c.start >= first] if first else []
            chosen += [table.c.start <= last] if last else []
            statement = (
                sa.select(table, metrics.c.key, batches.c.received_at, batches.c.file, batches.c.source)
                .join(people, people.c.no == table.c.person_no)
                .join(metrics, metrics.c.no == table.c.metric_no)
                .outerjoin(batches, batches.c.no == table.c.batch_no)
                .where(*chosen)
            )
            found += [_reading(person_id, row.key, row) for row in self._connection.execute(statement)]
        return sorted(found, key=lambda one: (-one.period.start.toordinal(), one.metric, -one.version))

    def history(
        self, facts: Facts
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Return person, metric, start and value of everything stored for the series of these facts, by key."""
        metrics = np.unique(facts.metric).tolist()
        people = np.unique(facts.person)
        if not metrics:
            empty = np.empty(0, np.int64)
            return empty, empty, empty, np.empty(0)
        found = read(
            self._connection,
            {"person": "person_no", "metric": "metric_no", "start": "start", "value": "value"},
            f"FROM reading WHERE person_no BETWEEN {people[0]} AND {people[-1]}"
            f" AND metric_no IN ({', '.join(map(str, metrics))}) ORDER BY person_no, metric_no, start",
        )
        person, metric, start = (found[name].astype(np.int64) for name in ("person", "metric", "start"))
        mine = np.isin(person, people)
        return person[mine], metric[mine], start[mine], found["value"][mine]

    def stored(self, facts: Facts) -> set[int]:
        """Return the places of the facts that are stored just so."""
        found = set()
        for place in range(len(facts)):
            key = (int(facts.person[place]), int(facts.metric[place]), int(facts.start[place]))
            row = self._connection.exec_driver_sql(
                'SELECT value, "end" FROM reading WHERE person_no = {} AND metric_no = {} AND start = {}'.format(*key)  # noqa: S608 - integers of ours
            ).first()
            if row is not None and (row[0], row[1]) == (facts.value[place], facts.end[place]):
                found.add(place)
        return found

    def put(self, facts: Facts, *, batch: int, roles: NDArray[np.int64]) -> tuple[Changed, int, NDArray[np.int64]]:
        """Store readings; each one that differs from what is stored replaces it, and the old one is kept as a version.

        ``roles`` is the peer group of each fact's person at this time. A value to date that a longer one has
        overtaken is not stored.

        Returns:
            The keys that changed, how many of them are new, and the places in ``facts`` of those overtaken.
        """
        rows = _reading_rows(facts, roles, batch)
        if not _known(self._connection, "reading", facts):
            _fill(self._connection, "reading", rows)
            return Changed(facts.person, facts.metric, facts.start), len(facts), np.empty(0, np.int64)
        stage(self._connection, "reading", rows)
        overtaken = self._overtaken(facts)
        return (*_merge(self._connection, "reading"), overtaken)

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        return _of_batch(self._connection, "reading", batch)

    def values(self, facts: Facts) -> NDArray[np.float64]:
        """Return the stored value of the key of each fact, NaN where there is none."""
        return _values(self._connection, "reading", facts)

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced values of a batch since, oldest first."""
        return _standing_on(self._connection, "reading", batch)

    def undo(self, batch: int, *, into: int) -> Changed:
        """Put back what a batch replaced and take away what it brought, as changes of batch ``into``; return the keys.

        What was taken back stays among the earlier versions, numbered below all others where nothing replaced it.
        """
        return _undo(self._connection, "reading", batch, into)

    def keys_of_metrics(self, numbers: Sequence[int]) -> Changed:
        """Return the keys of every reading of some metrics."""
        if not numbers:
            return Changed()
        where = ", ".join(map(str, numbers))
        statement = f"SELECT {', '.join(_KEY)} FROM reading WHERE metric_no IN ({where})"  # noqa: S608 - integers of ours
        return _keys(integers(self._connection, statement, width=len(_KEY)))

    def _overtaken(self, facts: Facts) -> NDArray[np.int64]:
        statement = (
            "SELECT s.person_no, s.metric_no, s.start FROM staged_reading s JOIN reading r"
            " ON r.person_no = s.person_no AND r.metric_no = s.metric_no AND r.start = s.start"
            ' WHERE s."end" < r."end"'
        )
        keys = set(map(tuple, self._connection.exec_driver_sql(statement).fetchall()))
        if not keys:
            return np.empty(0, np.int64)
        staged = zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True)
        return np.array([place for place, key in enumerate(staged) if key in keys], np.int64)

    def _of(self, table: sa.Table, *, period: Period | None = None) -> sa.Select[Any]:
        people, metrics, batches = (SQLModel.metadata.tables[name] for name in ("person", "metric", "batch"))
        columns = [table.c[column.name] for column in VERSION.c if column.name != "replaced_by"]
        statement = (
            sa.select(*columns, batches.c.received_at, batches.c.file, batches.c.source)
            .join(people, people.c.no == table.c.person_no)
            .join(metrics, metrics.c.no == table.c.metric_no)
            .outerjoin(batches, batches.c.no == table.c.batch_no)
            .where(people.c.id == sa.bindparam("person"), metrics.c.key == sa.bindparam("metric"))
        )
        return statement if period is None else statement.where(table.c.start == period.start)


class SqlTargets:
    """Targets, every version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, person_id: str, metric: str, period: Period) -> Target | None:
        """Return what is agreed for a person, metric and period, or None."""
        people, metrics = (SQLModel.metadata.tables[name] for name in ("person", "metric"))
        statement = (
            sa.select(TARGET)
            .join(people, people.c.no == TARGET.c.person_no)
            .join(metrics, metrics.c.no == TARGET.c.metric_no)
            .where(people.c.id == person_id, metrics.c.key == metric, TARGET.c.start == period.start)
        )
        row = self._connection.execute(statement).first()
        return None if row is None else _target(person_id, metric, row)

    def standing(self, metric: str, start: date) -> dict[str, Target]:
        """Return what is agreed for a metric and a period by its first day, by person."""
        people, metrics = (SQLModel.metadata.tables[name] for name in ("person", "metric"))
        statement = (
            sa.select(TARGET, people.c.id)
            .join(people, people.c.no == TARGET.c.person_no)
            .join(metrics, metrics.c.no == TARGET.c.metric_no)
            .where(metrics.c.key == metric, TARGET.c.start == start)
        )
        return {row.id: _target(row.id, metric, row) for row in self._connection.execute(statement)}

    def put(self, facts: Facts, *, batch: int) -> tuple[Changed, int]:
        """Store targets as :meth:`SqlReadings.put` does; returns the keys that changed and how many are new."""
        rows = _target_rows(facts, batch)
        if not _known(self._connection, "target", facts):
            _fill(self._connection, "target", rows)
            return Changed(facts.person, facts.metric, facts.start), len(facts)
        stage(self._connection, "target", rows)
        fresh = self._connection.exec_driver_sql(
            "SELECT count(*) FROM staged_target s WHERE NOT EXISTS (SELECT 1 FROM target t WHERE"
            " t.person_no = s.person_no AND t.metric_no = s.metric_no AND t.start = s.start)"
        ).scalar_one()
        return _merge(self._connection, "target")[0], int(fresh)

    def of_batch(self, batch: int) -> tuple[Changed, int]:
        """Return the keys that a batch has changed so far, and how many of them were new."""
        return _of_batch(self._connection, "target", batch)

    def values(self, facts: Facts) -> NDArray[np.float64]:
        """Return the stored value of the key of each fact, NaN where there is none."""
        return _values(self._connection, "target", facts)

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced values of a batch since, oldest first."""
        return _standing_on(self._connection, "target", batch)

    def undo(self, batch: int, *, into: int) -> Changed:
        """Put back what a batch replaced and take away what it brought, as changes of batch ``into``; return the keys.

        What was taken back stays among the earlier versions.
        """
        return _undo(self._connection, "target", batch, into)


READING, VERSION, TARGET = (SQLModel.metadata.tables[name] for name in ("reading", "reading_version", "target"))


def changed(rows: Iterable[Sequence[int]]) -> Changed:
    """Make the columns of keys from rows of person, metric and start."""
    return _keys(np.array([tuple(row) for row in rows], np.int64).reshape(-1, 3))


def _keys(matrix: NDArray[np.int64]) -> Changed:
    return Changed(*(np.ascontiguousarray(matrix[:, place]) for place in range(3)))


def _known(connection: Connection, table: str, facts: Facts) -> bool:
    """Whether anything is stored among the people, metrics and periods of these facts.

    On PostgreSQL it also makes importers take turns, so that a version is written once.
    """
    take_time(connection)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7146318)")
    metrics = ", ".join(map(str, np.unique(facts.metric).tolist()))
    statement = (
        f"SELECT 1 FROM {table} WHERE person_no BETWEEN {facts.person.min()} AND {facts.person.max()}"  # noqa: S608 - integers of ours
        f" AND metric_no IN ({metrics}) AND start BETWEEN {facts.start.min()} AND {facts.start.max()} LIMIT 1"
    )
    return bool(len(facts)) and connection.exec_driver_sql(statement).first() is not None


def stage(connection: Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Put rows into the table's staging table, empty before."""
    end = "ON COMMIT DROP" if connection.dialect.name == "postgresql" else ""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS staged_{table}")
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE staged_{table} {end} AS SELECT {_names(_STAGED[table])} FROM {table} WHERE 1 = 0"  # noqa: S608 - names of ours
    )
    _fill(connection, f"staged_{table}", rows)


def _fill(connection: Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows in bulk into a table or its staging table: by COPY where there is one."""
    columns = _STAGED[table.removeprefix("staged_")]
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({_names(columns)}) FROM STDIN") as copy:
            copy.write("".join(_copy_line(row) for row in rows))
    else:
        driver.executemany(f"INSERT INTO {table} ({_names(columns)}) VALUES ({', '.join('?' * len(columns))})", rows)  # noqa: S608 - as above


def _copy_line(row: tuple[Any, ...]) -> str:
    return "\t".join("\\N" if cell is None else _escaped(cell) for cell in row) + "\n"


def _escaped(cell: object) -> str:
    text = str(cell)
    if isinstance(cell, str):
        for char, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            text = text.replace(char, code)
    return text


def _merge(connection: Connection, table: str) -> tuple[Changed, int]:
    """Bring staged rows into their table; returns the keys that changed and, for readings, how many are new."""
    readings = table == "reading"
    on = " AND ".join(f"r.{name} = s.{name}" for name in _KEY)
    differs = " OR ".join(f'r."{name}" IS DISTINCT FROM s."{name}"' for name in _COMPARED[table])
    newer = f'({differs}) AND s."end" >= r."end"' if readings else f"({differs})"
    versions = SQLModel.metadata.tables[f"{table}_version"]
    kept = [column.name for column in versions.c if column.name != "replaced_by"]
    connection.exec_driver_sql(
        f"INSERT INTO {table}_version ({_names(kept)}, replaced_by) SELECT {_names(kept, 'r.')}, s.batch_no"  # noqa: S608 - names of ours
        f" FROM staged_{table} s JOIN {table} r ON {on} WHERE {newer}"
    )
    assigned = [name for name in _STAGED[table] if name not in {*_KEY, *_KEPT_ON_CORRECTION}]
    settings = ", ".join(f'"{name}" = excluded."{name}"' for name in assigned)
    matrix = integers(
        connection,
        f"INSERT INTO {table} AS r ({_names(_STAGED[table])}) SELECT {_names(_STAGED[table])} FROM staged_{table}"  # noqa: S608 - as above
        f" WHERE 1 = 1 ON CONFLICT ({', '.join(_KEY)}) DO UPDATE SET {settings}"
        f"{', version = r.version + 1' if readings else ''} WHERE {newer.replace('s.', 'excluded.')}"
        f" RETURNING {', '.join(_KEY)}{', version' if readings else ''}",
        width=len(_KEY) + readings,
    )
    return _keys(matrix), int((matrix[:, 3] == 1).sum()) if readings else 0


def _names(columns: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in columns)


def _of_batch(connection: Connection, table: str, batch: int) -> tuple[Changed, int]:
    fresh = (
        "version = 1"
        if table == "reading"
        else "NOT EXISTS (SELECT 1 FROM target_version v WHERE v.person_no = r.person_no"
        " AND v.metric_no = r.metric_no AND v.start = r.start)"
    )
    matrix = integers(
        connection,
        f"SELECT {', '.join(_KEY)}, CASE WHEN {fresh} THEN 1 ELSE 0 END FROM {table} r WHERE batch_no = {batch}",  # noqa: S608
        width=len(_KEY) + 1,
    )
    return _keys(matrix), int(matrix[:, 3].sum())


def _values(connection: Connection, table: str, facts: Facts) -> NDArray[np.float64]:
    """Return the stored value of the key of each fact, NaN where there is none; keys of facts are unique."""
    found = np.full(len(facts), np.nan)
    if not len(facts):
        return found
    value = "value" if table == "reading" else "target"
    metrics = ", ".join(map(str, np.unique(facts.metric).tolist()))
    stored = read(
        connection,
        {"person": "person_no", "metric": "metric_no", "start": "start", "value": value},
        f"FROM {table} WHERE person_no BETWEEN {facts.person.min()} AND {facts.person.max()}"
        f" AND metric_no IN ({metrics}) AND start BETWEEN {facts.start.min()} AND {facts.start.max()}",
    )
    keys = zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True)
    places = {key: place for place, key in enumerate(keys)}
    rows = zip(*(stored[name].tolist() for name in ("person", "metric", "start", "value")), strict=True)
    for person, metric, start, value_stored in rows:
        place = places.get((int(person), int(metric), int(start)))
        if place is not None:
            found[place] = value_stored
    return found


def _standing_on(connection: Connection, table: str, batch: int) -> list[int]:
    versions = SQLModel.metadata.tables[f"{table}_version"]
    statement = sa.select(versions.c.replaced_by).where(versions.c.batch_no == batch).distinct()
    return sorted(int(number) for number in connection.execute(statement).scalars())


def _undo(connection: Connection, table: str, batch: int, into: int) -> Changed:
    """Undo a batch on whose values no other stands; one that corrected a value twice goes back before both."""
    now, before = SQLModel.metadata.tables[table], SQLModel.metadata.tables[f"{table}_version"]
    mine = now.c.batch_no == batch
    keys = integers(
        connection,
        f"SELECT {', '.join(_KEY)} FROM {table} WHERE batch_no = {int(batch)}",  # noqa: S608 - an integer of ours
        width=len(_KEY),
    )
    replaced = [now.c[name] == before.c[name] for name in _KEY] + [before.c.replaced_by == batch]
    has_before = sa.exists().where(*replaced)
    kept = [column.name for column in before.c if column.name != "replaced_by"]
    for found, number in ((has_before, None), (~has_before, -into)):
        taken = [sa.literal(number) if name == "version" and number is not None else now.c[name] for name in kept]
        old = sa.select(*taken, sa.literal(into)).where(mine, found)
        connection.execute(sa.insert(before).from_select([*kept, "replaced_by"], old))
    # Whose peers it counts among is up to the person and the period, whichever value stands there.
    put_back = [name for name in kept if name not in {*_KEY, "version", "batch_no", "role_no"}]
    earlier = {name: sa.select(before.c[name]).where(*replaced).correlate(now).scalar_subquery() for name in put_back}
    more = {"version": now.c.version + 1} if table == "reading" else {}
    connection.execute(sa.update(now).where(mine, has_before).values(**earlier, **more, batch_no=into))
    connection.execute(sa.delete(now).where(mine))
    return _keys(keys)


def _optional(column: NDArray[np.float64]) -> Iterable[float | None]:
    if np.isnan(column).all():
        return repeat(None)
    return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124 - NaN


def _reading_rows(facts: Facts, roles: NDArray[np.int64], batch: int) -> list[tuple[Any, ...]]:
    if (facts.observed < 0).all():
        observed: Iterable[str | None] = repeat(None)
    else:
        texts = np.datetime_as_string(facts.observed.astype("datetime64[us]")).tolist()
        observed = [
            None if at < 0 else text.replace("T", " ") for at, text in zip(facts.observed.tolist(), texts, strict=True)
        ]
    return list(
        zip(
            facts.person.tolist(),
            facts.metric.tolist(),
            facts.start.tolist(),
            facts.end.tolist(),
            facts.value.tolist(),
            _optional(facts.first),
            _optional(facts.second),
            roles.tolist(),
            repeat(batch),
            facts.row.tolist(),
            repeat(1),
            facts.source_id.tolist(),
            observed,
            strict=False,  # what repeats has no end
        )
    )


def _target_rows(facts: Facts, batch: int) -> list[tuple[Any, ...]]:
    return list(
        zip(
            facts.person.tolist(),
            facts.metric.tolist(),
            facts.start.tolist(),
            facts.end.tolist(),
            facts.value.tolist(),
            _optional(facts.first),
            _optional(facts.second),
            repeat(batch),
            facts.row.tolist(),
            strict=False,  # as above
        )
    )


def _exact(value: float | None) -> Decimal | None:
    """Return a stored number as the decimal it was given as: its shortest text that reads back the same."""
    return None if value is None else Decimal(repr(value))


def _target(person_id: str, metric: str, row: Row[Any]) -> Target:
    target, start_value, weight = (_exact(one) for one in (row.target, row.start_value, row.weight))
    return Target(person_id, metric, Period(row.start, row.end), target or Decimal(0), start_value, weight)


def _reading(person_id: str, metric: str, row: Row[Any]) -> Reading:
    return Reading(
        person_id=person_id,
        metric=metric,
        period=Period(row.start, row.end),
        value=Decimal(repr(row.value)),
        numerator=_exact(row.numerator),
        denominator=_exact(row.denominator),
        source=row.source or "",
        source_id=row.source_id or "",
        observed_at=row.observed_at,
        received_at=row.received_at,
        batch=row.batch_no,
        file=row.file or "",
        row=row.row,
        version=row.version,
    )
