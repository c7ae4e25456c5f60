"""Readings as kept: every version, each with the batch and row it came from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.figures.domain.delta import Changed
from bot.figures.domain.reading import Reading
from bot.kit.period import Period
from storage.column import fill_rows, integers, read, stage
from storage.database import Day, UtcDateTime
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC
from storage.figures.versioned import KEY, VersionedStore, VersionedTable, exact, keys_of, optional
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Row

    from bot.figures.domain.facts import FactColumns


_MADE = sa.text('"row" = 0')


class ReadingRow(SQLModel, table=True):
    """The value that counts now for a person, metric and period; earlier ones are in ``reading_version``.

    Floats keep every decimal of up to 15 digits. ``role_no`` is the peer group at the time of the reading. ``row`` is 0
    where the value came in no row: it is rolled up, or made of records.
    """

    __tablename__ = "reading"
    __table_args__ = (
        sa.Index("ix_reading_cohort", "metric_no", "start", "role_no", "value"),
        sa.Index("ix_reading_made", "metric_no", "end", sqlite_where=_MADE, postgresql_where=_MADE),
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


READING, VERSION = (SQLModel.metadata.tables[name] for name in ("reading", "reading_version"))


class SqlReadings(VersionedStore):
    """Readings: the value that counts now, with its origin, and every earlier version."""

    table = VersionedTable(
        "reading",
        columns=(
            *(*KEY, "end", "value", "numerator", "denominator", "role_no"),
            *("batch_no", "row", "version", "source_id", "observed_at"),
        ),
        compared=("end", "value", "numerator", "denominator"),
        value="value",
        numbered=True,
    )

    def evidence(self, person_id: str, metric: str, period: Period) -> list[Reading]:
        """Return the stored versions of a value, newest first, each with file, row and arrival."""
        versions = [self._of(table, period=period) for table in (READING, VERSION)]
        found = self._connection.execute(sa.union_all(*versions), {"person": person_id, "metric": metric})
        return sorted((_reading(person_id, metric, row) for row in found), key=lambda reading: -reading.version)

    def rows(
        self, person_id: str, *, metric: str | None = None, first: date | None = None, last: date | None = None
    ) -> list[Reading]:
        """Return every stored version of somebody's values that begin between two days, newest period first."""
        found: list[Reading] = []
        for table in (READING, VERSION):
            chosen = [PERSON.c.id == person_id]
            chosen += [METRIC.c.key == metric] if metric else []
            chosen += [table.c.start >= first] if first else []
            chosen += [table.c.start <= last] if last else []
            statement = (
                sa.select(table, METRIC.c.key, BATCH.c.received_at, BATCH.c.file, BATCH.c.source)
                .join(PERSON, PERSON.c.no == table.c.person_no)
                .join(METRIC, METRIC.c.no == table.c.metric_no)
                .outerjoin(BATCH, BATCH.c.no == table.c.batch_no)
                .where(*chosen)
            )
            found += [_reading(person_id, row.key, row) for row in self._connection.execute(statement)]
        return sorted(found, key=lambda reading: (-reading.period.start.toordinal(), reading.metric, -reading.version))

    def history(
        self, facts: FactColumns
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

    def unchanged(self, facts: FactColumns) -> set[int]:
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

    def put(
        self, facts: FactColumns, *, batch: int, roles: NDArray[np.int64]
    ) -> tuple[Changed, int, NDArray[np.int64]]:
        """Store readings; each one that differs from what is stored replaces it, and the old one is kept as a version.

        ``roles`` is the peer group of each fact's person at this time. A value to date that a longer one has
        overtaken is not stored.

        Returns:
            The keys that changed, how many of them are new, and the places in ``facts`` of those overtaken.
        """
        rows = _reading_rows(facts, roles, batch)
        if not self._is_known(facts):
            fill_rows(self._connection, "reading", self.table.columns, rows)
            return Changed(facts.person, facts.metric, facts.start), len(facts), np.empty(0, np.int64)
        staged = stage(self._connection, "reading", self.table.columns, rows)
        overtaken = self._overtaken(facts)
        return (*self._merge(staged), overtaken)

    def last_given(self, metric: int) -> date | None:
        """Return the first day of the newest period whose value was given as such; None where none was."""
        given = sa.select(sa.func.max(READING.c.start)).where(READING.c.metric_no == metric, READING.c.row != 0)
        found: date | None = self._connection.execute(given).scalar()
        return found

    def keys_of_metrics(self, numbers: Sequence[int]) -> Changed:
        """Return the keys of every reading of some metrics."""
        if not numbers:
            return Changed()
        where = ", ".join(map(str, numbers))
        statement = f"SELECT {', '.join(KEY)} FROM reading WHERE metric_no IN ({where})"  # noqa: S608 - integers of ours
        return keys_of(integers(self._connection, statement, width=len(KEY)))

    def _overtaken(self, facts: FactColumns) -> NDArray[np.int64]:
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
        columns = [table.c[column.name] for column in VERSION.c if column.name != "replaced_by"]
        statement = (
            sa.select(*columns, BATCH.c.received_at, BATCH.c.file, BATCH.c.source)
            .join(PERSON, PERSON.c.no == table.c.person_no)
            .join(METRIC, METRIC.c.no == table.c.metric_no)
            .outerjoin(BATCH, BATCH.c.no == table.c.batch_no)
            .where(PERSON.c.id == sa.bindparam("person"), METRIC.c.key == sa.bindparam("metric"))
        )
        return statement if period is None else statement.where(table.c.start == period.start)


def _reading_rows(facts: FactColumns, roles: NDArray[np.int64], batch: int) -> list[tuple[Any, ...]]:
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
            optional(facts.first),
            optional(facts.second),
            roles.tolist(),
            repeat(batch),
            facts.row.tolist(),
            repeat(1),
            facts.source_id.tolist(),
            observed,
            strict=False,  # what repeats has no end
        )
    )


def _reading(person_id: str, metric: str, row: Row[Any]) -> Reading:
    return Reading(
        person_id=person_id,
        metric=metric,
        period=Period(row.start, row.end),
        value=Decimal(repr(row.value)),
        numerator=exact(row.numerator),
        denominator=exact(row.denominator),
        source=row.source or "",
        source_id=row.source_id or "",
        observed_at=row.observed_at,
        received_at=row.received_at,
        batch=row.batch_no,
        file=row.file or "",
        row=row.row,
        version=row.version,
    )
