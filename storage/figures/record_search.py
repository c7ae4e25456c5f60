"""Records found and read as people read them: names for places, texts for numbers, the file and arrival of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.record import DAY_WRITTEN, Record, RecordState
from storage.figures.batch import BATCH
from storage.figures.record_rows import DIMENSIONS, KEPT, RECORD, RECORD_VERSION
from storage.figures.record_tables import RecordTables
from storage.figures.record_texts import codes_of, texts_of
from storage.figures.versioned import exact
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.engine import Row

    from bot.figures.domain.record import RecordQuery
    from storage.figures.record_streams import StreamPlaces

_SOME = 1_000


class RecordSearch(RecordTables):
    """What reads records for lists and exports."""

    def find(self, query: RecordQuery, *, first: int = 0, most: int | None = None) -> Iterator[Record]:
        """Yield the records that are meant, by day, then id, the newest version of each first; from a place on."""
        places = {number: self._streams.places(key) for number, key in self._streams.numbers().items()}
        found = self._chosen(query, places).subquery()
        ordered = (found.c.day, found.c.id, found.c.stream_no, found.c.version.desc())
        statement = (
            sa.select(found, PERSON.c.id.label("person_id"), BATCH.c.source, BATCH.c.file, BATCH.c.received_at)
            .join(PERSON, PERSON.c.no == found.c.person_no)
            .outerjoin(BATCH, BATCH.c.no == found.c.batch_no)
            .order_by(*ordered)
            .offset(first)
            .limit(most)
        )
        keys = self._streams.numbers()
        result = self._connection.execute(statement.execution_options(yield_per=_SOME))
        for rows in result.partitions():
            texts = texts_of(self._connection, {row._mapping[name] for row in rows for name in DIMENSIONS})  # noqa: SLF001 - SQLAlchemy's public name
            for row in rows:
                yield _record(row, keys[row.stream_no], places[row.stream_no], texts)

    def count(self, query: RecordQuery) -> int:
        """Return how many records are meant."""
        places = {number: self._streams.places(key) for number, key in self._streams.numbers().items()}
        found = self._chosen(query, places).subquery()
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())

    def _chosen(
        self, query: RecordQuery, places: Mapping[int, StreamPlaces]
    ) -> sa.Select[Any] | sa.CompoundSelect[Any]:
        codes = codes_of(self._connection, query.dimensions.values())
        keys = self._streams.numbers()
        streams = [place for number, place in places.items() if query.stream in {"", keys[number]}]
        now = self._of(RECORD, sa.literal(RecordState.CURRENT.value), query, streams, codes)
        if not query.history:
            return now
        return now.union_all(self._of(RECORD_VERSION, RECORD_VERSION.c.state, query, streams, codes))

    def _of(
        self,
        table: sa.Table,
        state: sa.ColumnElement[str],
        query: RecordQuery,
        streams: list[StreamPlaces],
        codes: Mapping[str, int],
    ) -> sa.Select[Any]:
        """Choose the rows of a table that are meant."""
        where = [sa.or_(sa.false(), *(_in_stream(table, place, query.dimensions, codes) for place in streams))]
        if query.person_id:
            person = sa.select(PERSON.c.no).where(PERSON.c.id == query.person_id).scalar_subquery()
            where.append(table.c.person_no == person)
        if query.period:
            where.append(table.c.day.between(query.period.start, query.period.end))
        where += [table.c.id == query.id] if query.id else []
        where += [table.c.batch_no == query.batch] if query.batch else []
        where += [table.c.version > 0] if table is RECORD_VERSION else []  # others are no versions
        return sa.select(*(table.c[name] for name in KEPT), state.label("state")).where(*where)


def _in_stream(
    table: sa.Table, places: StreamPlaces, dimensions: Mapping[str, str], codes: Mapping[str, int]
) -> sa.ColumnElement[bool]:
    """Choose the records of a stream that have these texts; none where it has no such dimension."""
    where = [table.c.stream_no == places.no]
    for name, text in dimensions.items():
        column = places.dimensions.get(name)
        where.append(sa.false() if column is None else table.c[column] == codes.get(text, -1))
    return sa.and_(*where)


def _record(row: Row[Any], key: str, places: StreamPlaces, texts: Mapping[int, str]) -> Record:
    held = row._mapping  # noqa: SLF001 - SQLAlchemy's public name
    measures = {name: exact(held[column]) for name, column in places.measures.items()}
    dimensions = {name: texts[held[column]] for name, column in places.dimensions.items()}
    return Record(
        stream=key,
        id=row.id,
        person_id=row.person_id,
        day=row.day,
        measures={name: value for name, value in measures.items() if value is not None},
        dimensions={name: text for name, text in dimensions.items() if text},
        at=row.at,
        clock=DAY_WRITTEN if row.clock is None else row.clock,
        source=row.source or "",
        file=row.file or "",
        row=row.row,
        batch=row.batch_no,
        received_at=row.received_at,
        version=row.version,
        state=RecordState(row.state),
    )
