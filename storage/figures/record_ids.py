"""Many records found by their ids at once, whichever way is shortest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from storage.column import fill_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

_FEW = 500
_SPARE = 1_000


def by_id(
    connection: Connection, table: str, stream: int, chosen: str, ids: Sequence[str], *, group: str = ""
) -> list[tuple[Any, ...]]:
    """Return what is chosen of the rows of a stream with these ids, sorted; some of others may be among it.

    ``chosen`` and ``group`` are trusted SQL over ``r``. Where hardly any other ids lie between these, all that is
    there is read in one go; else they are met one by one.
    """
    if not ids:
        return []
    run = connection.connection.driver_connection.cursor().execute  # type: ignore[union-attr]
    mark = "%s" if connection.dialect.name == "postgresql" else "?"
    select = f"SELECT {chosen} FROM {table} r WHERE r.stream_no = {stream} AND r.id"  # noqa: S608 - names of ours
    if len(ids) <= _FEW:
        rows: list[tuple[Any, ...]] = run(f"{select} IN ({', '.join([mark] * len(ids))}) {group}", ids).fetchall()
        return rows
    most = 3 * len(ids) + _SPARE
    between = f"{select} BETWEEN {mark} AND {mark} {group} ORDER BY r.id LIMIT {most}"
    rows = run(between, (ids[0], ids[-1])).fetchall()
    if len(rows) < most:
        return rows
    wanted = listed_ids(connection, "wanted_id", ids)
    join = "JOIN" if mark == "%s" else "CROSS JOIN"
    return list(
        run(
            f"SELECT {chosen} FROM {wanted} w {join} {table} r ON r.stream_no = {stream} AND r.id = w.id {group}"  # noqa: S608 - as above
        )
    )


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
