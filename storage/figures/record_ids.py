"""Many records found by their ids at once, whichever way is shortest."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from storage.column import among, fill_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

_FEW = 5_000
_SPARE = 1_000


def by_id(
    connection: Connection, table: str, stream: int, chosen: str, ids: Sequence[str], *, group: str = ""
) -> list[tuple[Any, ...]]:
    """Return what is chosen of the rows of a stream with these ids, sorted; some of others may be among it.

    ``chosen`` and ``group`` are trusted SQL over ``r``. Where hardly any other ids lie between these, all that is
    there is read in one go; else they are met one by one.
    """
    return list(_met(connection, f"SELECT {chosen}", f"{table} r", stream, ids, group=group)) if ids else []


def integers_by_id(
    connection: Connection, table: str, stream: int, chosen: str, ids: Sequence[str], *, width: int
) -> NDArray[np.int64]:
    """Return what is chosen, so many integers, as :func:`by_id` does, in a matrix."""
    rows: Iterable[tuple[int, ...]] = (
        _met(connection, f"SELECT {chosen}", f"{table} r", stream, ids, group="") if ids else ()
    )
    return np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, width)


def _met(
    connection: Connection, select: str, source: str, stream: int, ids: Sequence[str], *, group: str
) -> Iterator[tuple[Any, ...]]:
    where = f"r.stream_no = {stream} AND r.id"
    if len(ids) <= _FEW:
        yield from among(connection, f"{select} FROM {source}", where, ids, end=group)
        return
    run: Callable[..., Any] = connection.connection.driver_connection.cursor().execute  # type: ignore[union-attr]
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    most = 3 * len(ids) + _SPARE
    bounds = f"WHERE {where} BETWEEN {mark} AND {mark}"
    beyond = f"SELECT 1 FROM {source} {bounds} ORDER BY r.id LIMIT 1 OFFSET {most}"  # noqa: S608 - names of ours
    if run(beyond, (ids[0], ids[-1])).fetchone() is None:
        yield from run(f"{select} FROM {source} {bounds} {group}", (ids[0], ids[-1]))
        return
    wanted = listed_ids(connection, "wanted_id", ids)
    join = "JOIN" if mark == "%s" else "CROSS JOIN"
    yield from run(f"{select} FROM {wanted} w {join} {source} ON {where} = w.id {group}")


def listed_ids(connection: Connection, name: str, ids: Sequence[str]) -> str:
    """Put unique ids into a temporary table of a transaction's own, and return its name."""
    postgresql = connection.dialect.name == "postgresql"
    kind, end = ('TEXT COLLATE "C"', "ON COMMIT DROP") if postgresql else ("TEXT", "WITHOUT ROWID")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    connection.exec_driver_sql(f"CREATE TEMP TABLE {name} (id {kind} PRIMARY KEY) {end}")
    fill_rows(connection, name, ("id",), ((each,) for each in ids))
    if postgresql:
        connection.exec_driver_sql(f"ANALYZE {name}")
    return name
