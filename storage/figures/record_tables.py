"""What every part of the repository of records is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from storage.column import listed

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.figures.domain.record import RecordSpans
    from storage.figures.record_streams import SqlStreams

WITHIN = "r.person_no = s.person_no AND r.day BETWEEN s.first AND s.last"
"""The condition that joins a record ``r`` of a stream to a span ``s``."""


class RecordTables:
    """A connection, the streams that say where records have what, and how tables are joined to spans of days."""

    def __init__(self, connection: Connection, *, streams: SqlStreams, timezone: str = "UTC") -> None:
        self._connection = connection
        self._streams = streams
        self._timezone = timezone  # of people who have none of their own
        # SQLite walks tables in the order written; PostgreSQL plans by itself.
        self._join = "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"

    def _spans(self, spans: RecordSpans, groups: NDArray[np.int64] | None = None) -> str:
        """Return what to write after FROM for spans: no (their place), person_no, first, last; group_no if given."""
        columns = {"person_no": spans.person, "first": spans.first, "last": spans.last}
        table = "record_span"
        if groups is not None:
            table, columns = "record_group", columns | {"group_no": groups}
        return listed(self._connection, table, {"no": np.arange(len(spans))} | columns)
