"""Streams as kept, and where the records of each have their measures and dimensions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.event import EventKind, RollUp
from bot.figures.domain.record import RecordStream, Renewal, grown
from bot.kit.period import Grain
from storage.figures.record_rows import STREAM, STREAM_COLUMN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.engine import Connection, Row

_COLUMNS = (("measure", "m"), ("dimension", "d"))


@dataclass(frozen=True, slots=True)
class StreamPlaces:
    """The number of a stream, and in which columns of its records what stands."""

    no: int
    measures: Mapping[str, str]
    dimensions: Mapping[str, str]

    @property
    def columns(self) -> dict[str, str]:
        """The columns in use and what stands in each, measures first."""
        return {column: name for names in (self.measures, self.dimensions) for name, column in names.items()}


class SqlStreams:
    """Streams; one transaction reads them once, and again when it has changed them."""

    remembers = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[int, RecordStream]] | None = None

    def get(self, key: str) -> RecordStream | None:
        """Return a stream, or None."""
        found = self._numbered().get(key)
        return found[1] if found else None

    def all(self) -> list[RecordStream]:
        """Return every stream by key."""
        return [stream for _, stream in self._numbered().values()]

    def put(self, stream: RecordStream) -> RecordStream:
        """Add a stream, or what is new of a known one, and return it as it is kept.

        Measures and dimensions that are new get the next places; none goes. ``newest``, ``arrived`` and ``aged_before``
        only move on.

        Raises:
            DataError: there are more measures or dimensions than a record can have.
        """
        found = self._numbered().get(stream.key)
        kept = grown(None if found is None else found[1], stream)
        if found is not None and kept == found[1]:
            return kept
        number = self._write(None if found is None else found[0], kept)
        before = found[1] if found else RecordStream(stream.key, stream.renewal)
        rows = [
            {"stream_no": number, "kind": kind, "slot": slot, "name": name}
            for (kind, _), old, new in zip(_COLUMNS, _names(before), _names(kept), strict=True)
            for slot, name in enumerate(new, start=1)
            if name not in old
        ]
        if rows:
            self._connection.execute(sa.insert(STREAM_COLUMN), rows)
        self._known = None
        return kept

    def places(self, key: str) -> StreamPlaces:
        """Return where the records of a stream have what.

        Raises:
            LookupError: there is no such stream.
        """
        number, stream = self._numbered()[key]
        measures, dimensions = (
            {name: f"{letter}{slot}" for slot, name in enumerate(names, start=1)}
            for (_, letter), names in zip(_COLUMNS, _names(stream), strict=True)
        )
        return StreamPlaces(number, measures, dimensions)

    def numbers(self) -> dict[int, str]:
        """Return the key of every stream by its number."""
        return {number: key for key, (number, _) in self._numbered().items()}

    def age(self, before: date) -> None:
        """Note that there are no records of days before one any more, in any stream."""
        for stream in self.all():
            self.put(replace(stream, aged_before=before))

    def _write(self, number: int | None, stream: RecordStream) -> int:
        values = {name: getattr(stream, name) for name in STREAM.c.keys() if name != "no"}  # noqa: SIM118 - no mapping
        values |= {"renewal": stream.renewal.value, "whole": stream.whole.value if stream.whole else None}
        values |= {"event": stream.event.value if stream.event else None}
        values |= {"rolled_up": stream.rolled_up.value if stream.rolled_up else None}
        if number is None:
            made = sa.insert(STREAM).values(values).returning(STREAM.c.no)
            return int(self._connection.execute(made).scalar_one())
        self._connection.execute(sa.update(STREAM).where(STREAM.c.no == number).values(values))
        return number

    def _numbered(self) -> dict[str, tuple[int, RecordStream]]:
        if self._known is None:
            columns: dict[tuple[int, str], list[str]] = {}
            for row in self._connection.execute(sa.select(STREAM_COLUMN).order_by(STREAM_COLUMN.c.slot)):
                columns.setdefault((row.stream_no, row.kind), []).append(row.name)
            rows = self._connection.execute(sa.select(STREAM).order_by(STREAM.c.key))
            self._known = {
                row.key: (row.no, _stream(row, *(columns.get((row.no, kind), []) for kind, _ in _COLUMNS)))
                for row in rows
            }
        return self._known


def _names(stream: RecordStream) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return stream.measures, stream.dimensions


def _stream(row: Row[Any], measures: list[str], dimensions: list[str]) -> RecordStream:
    values = {name: value for name, value in row._mapping.items() if name != "no"}  # noqa: SLF001 - SQLAlchemy's public name
    values |= {"renewal": Renewal(row.renewal), "whole": Grain(row.whole) if row.whole else None}
    values |= {"event": EventKind(row.event) if row.event else None}
    values |= {"rolled_up": RollUp(row.rolled_up) if row.rolled_up else None}
    return RecordStream(**values, measures=tuple(measures), dimensions=tuple(dimensions))
