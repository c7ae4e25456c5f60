"""Records as kept: what counts now of each as columns, every earlier version, and the readings made of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.record import RecordDays, StoredRecords
from storage.column import integers, listed, read
from storage.database import EPOCH
from storage.figures.record_changes import RecordChanges
from storage.figures.record_corrections import RecordCorrections
from storage.figures.record_put import RecordWriter
from storage.figures.record_rows import TEXT
from storage.figures.record_search import RecordSearch
from storage.figures.record_tables import WITHIN
from storage.figures.record_texts import codes_of, texts_of
from storage.figures.record_values import RecordValues
from storage.figures.versioned import take_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordSpans

    Ints = NDArray[np.int64]


class SqlRecords(RecordWriter, RecordChanges, RecordCorrections, RecordSearch, RecordValues):
    """Records: what counts now of each, and every earlier version."""

    remembers = True
    retention = timedelta(days=762)
    """25 months, so that a value can be held against that of the year before, and its records too."""

    def days_of(self, stream: str, *, people: Iterable[int] | None = None, since: date | None = None) -> RecordDays:
        """Return the days on which anybody (or some people) has current records, from a day on; pairs are unique.

        Raises:
            LookupError: there is no such stream.
        """
        where = f"r.stream_no = {self._streams.places(stream).no}"
        where += f" AND r.day >= {(since - EPOCH).days}" if since else ""
        source = "record r"
        if people is not None:
            some = np.unique(np.array(list(people), np.int64))
            source = (
                f"{listed(self._connection, 'record_of', {'no': some})} s {self._join} record r ON r.person_no = s.no"
            )
        pairs = integers(
            self._connection,
            f"SELECT DISTINCT r.person_no, r.day FROM {source} WHERE {where}",  # noqa: S608 - numbers of ours
            width=2,
        )
        return RecordDays(pairs[:, 0], pairs[:, 1])

    def stored(
        self,
        stream: str,
        spans: RecordSpans,
        *,
        measures: Sequence[str],
        dimensions: Sequence[str],
        groups: Ints | None = None,
    ) -> StoredRecords:
        """Return the current records of some spans as columns, with these measures and dimensions.

        With ``groups``, a number for each span, those of a group come together, and their ``span`` is that number.

        Raises:
            LookupError: there is no such stream, or it has no such measure or dimension.
        """
        places = self._streams.places(stream)
        columns = {f"m.{name}": f"r.{places.measures[name]}" for name in measures}
        codes = {f"d.{name}": f"r.{places.dimensions[name]}" for name in dimensions}
        no = "no" if groups is None else "group_no"
        found = read(
            self._connection,
            {"span": f"s.{no}", "day": "r.day", "at": "r.at"} | columns | codes,
            f"FROM {self._spans(spans, groups)} s {self._join} record r ON r.stream_no = {places.no} AND {WITHIN}"
            f" ORDER BY s.{no}, r.day, r.id",
            nullable={"at", *columns},
        )
        return StoredRecords(
            span=found["span"].astype(np.int64),
            day=found["day"].astype(np.int64),
            at=found["at"],
            measures={name: found[f"m.{name}"] for name in measures},
            dimensions={name: found[f"d.{name}"].astype(np.int64) for name in dimensions},
        )

    def codes(self, texts: Iterable[str]) -> Mapping[str, int]:
        """Return the codes of texts of dimensions; 0 for "", and none for a text that no record has."""
        return codes_of(self._connection, texts)

    def texts(self, codes: Iterable[int]) -> Mapping[int, str]:
        """Return the texts of codes of dimensions; "" for 0."""
        return texts_of(self._connection, codes)

    def forget(self, *, before: datetime) -> int:
        """Delete records of days before an instant, with all their versions; their streams say so. Return how many."""
        take_turn(self._connection)
        day = (before.date() - EPOCH).days
        gone = 0
        for number in self._streams.numbers():
            self._connection.exec_driver_sql(
                f"DELETE FROM record_version WHERE stream_no = {number} AND person_no = 0 AND day < {day}"  # noqa: S608 - numbers of ours
            )
            for table in ("record_version", "record"):
                keys = f"SELECT r.id FROM person p {self._join} {table} r ON r.stream_no = {number}"  # noqa: S608 - numbers of ours
                keys += f" AND r.person_no = p.no AND r.day < {day}"
                where = f"stream_no = {number} AND id IN ({keys}) AND day < {day}"
                result = self._connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where}")  # noqa: S608 - as above
                gone += result.rowcount if table == "record" else 0
        self._streams.age(before.date())
        self._connection.execute(sa.delete(TEXT).where(TEXT.c.last_day < before.date()))
        return gone
