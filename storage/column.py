"""Whole columns between NumPy and the database: as fast as the drivers allow, on both kinds."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

_COPY_HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_COPY_TAIL = b"\xff\xff"
_LINES = 10_000  # of a COPY at once
_TOGETHER = 100  # rows of one INSERT, which takes a fifth less than as many single ones
_FEW = 20  # rows for which a temporary table is not worth its making


def read(
    connection: Connection, columns: Mapping[str, str], source: str, *, nullable: Collection[str] = ()
) -> dict[str, NDArray[np.float64]]:
    """Run ``SELECT columns source`` and return each column as floats, NULL as NaN.

    ``columns`` maps names to SQL expressions that are numbers; ``source`` is trusted SQL from FROM on. Only those
    named in ``nullable`` may be NULL.
    """
    if connection.dialect.name == "postgresql":
        return _copy_out(connection, columns, source, nullable)
    # A NULL would make fromiter stop; infinity, which no reading is, stands for it on the way.
    chosen = ", ".join(f"ifnull({sql}, 9e999)" if name in nullable else sql for name, sql in columns.items())
    cursor = _driver(connection).execute(f"SELECT {chosen} {source}")
    table = np.fromiter(chain.from_iterable(cursor), np.float64).reshape(-1, len(columns))
    result = {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(columns)}
    for name in nullable:
        result[name][np.isinf(result[name])] = np.nan
    return result


def integers(connection: Connection, statement: str, *, width: int) -> NDArray[np.int64]:
    """Run a statement that gives rows of so many integers, and return them as a matrix."""
    cursor = _driver(connection).execute(statement)
    return np.fromiter(chain.from_iterable(cursor), np.int64).reshape(-1, width)


def among(connection: Connection, select: str, column: str, values: Sequence[str], *, end: str = "") -> Iterator[Any]:
    """Return the rows of ``SELECT … WHERE column`` is one of some thousand texts at most, then ``end``.

    The driver runs it: SQLAlchemy takes longer over so many values than a database does.
    """
    if connection.dialect.name == "postgresql":
        found: Iterator[Any] = _driver(connection).execute(f"{select} WHERE {column} = ANY(%s) {end}", (list(values),))
    else:
        marks = ", ".join("?" * len(values))
        found = _driver(connection).execute(f"{select} WHERE {column} IN ({marks}) {end}", values)
    return found


def _copy_out(
    connection: Connection, columns: Mapping[str, str], source: str, nullable: Collection[str]
) -> dict[str, NDArray[np.float64]]:
    """Read through binary COPY: without NULLs every row has one width, and the bytes are the array."""
    chosen = ", ".join(
        f"coalesce(({sql})::float8, 'NaN')" if name in nullable else f"({sql})::float8" for name, sql in columns.items()
    )
    row = np.dtype([("fields", ">i2"), *((f"{part}{n}", f">{kind}") for n in range(len(columns)) for part, kind in
                    (("length", "i4"), ("column", "f8")))])  # fmt: skip
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"COPY (SELECT {chosen} {source}) TO STDOUT (FORMAT BINARY)") as copy,
    ):
        content = b"".join(copy)
    count = (len(content) - len(_COPY_HEAD) - len(_COPY_TAIL)) // row.itemsize
    table = np.frombuffer(content, row, count, len(_COPY_HEAD))
    return {name: table[f"column{place}"].astype(np.float64) for place, name in enumerate(columns)}


def listed(connection: Connection, table: str, columns: Mapping[str, NDArray[np.int64]]) -> str:
    """Return what to write after FROM for these rows: a few stand there as they are, more in a temporary table.

    The first column is their key (unique, ascending), as in :func:`scratch`.
    """
    size = next(iter(columns.values())).size
    if not 0 < size <= _FEW:
        scratch(connection, table, columns)
        return table
    lines = zip(*(column.tolist() for column in columns.values()), strict=True)
    each = (", ".join(f"{value:d} AS {name}" for name, value in zip(columns, line, strict=True)) for line in lines)
    return "(SELECT " + " UNION ALL SELECT ".join(each) + ")"


def scratch(connection: Connection, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
    """Make a temporary table of these columns, its key the first of them (unique, ascending), and fill it.

    Integer columns become INTEGER, floats DOUBLE PRECISION with NaN as it is on PostgreSQL and NULL on SQLite. What an
    earlier call left in a table of that name is gone.
    """
    postgresql = connection.dialect.name == "postgresql"
    kinds = {name: "INTEGER" if column.dtype.kind == "i" else "DOUBLE PRECISION" for name, column in columns.items()}
    first = next(iter(columns))
    made = ", ".join(f'"{name}" {kind}' + (" PRIMARY KEY" if name == first else "") for name, kind in kinds.items())
    end = " ON COMMIT DELETE ROWS" if postgresql else ""
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({made}){end}")
    if connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first():  # noqa: S608 - a name of ours
        connection.exec_driver_sql(f"{'TRUNCATE' if postgresql else 'DELETE FROM'} {table}")
    fill(connection, table, columns)
    if postgresql:  # else it expects thousands of rows, and reads whole tables to meet one
        connection.exec_driver_sql(f"ANALYZE {table}")


def fill(connection: Connection, table: str, columns: Mapping[str, NDArray[Any]]) -> None:
    """Insert rows given as columns into a table of INTEGER and DOUBLE PRECISION columns."""
    names = ", ".join(f'"{name}"' for name in columns)
    if connection.dialect.name == "postgresql":
        row = np.dtype([("fields", ">i2"), *(
            (f"{part}{n}", f">{kind}")
            for n, column in enumerate(columns.values())
            for part, kind in (("length", "i4"), ("column", "i4" if column.dtype.kind == "i" else "f8"))
        )])  # fmt: skip
        content = np.empty(next(iter(columns.values())).size, row)
        content["fields"] = len(columns)
        for n, column in enumerate(columns.values()):
            content[f"length{n}"], content[f"column{n}"] = row[f"column{n}"].itemsize, column
        with (
            _driver(connection).cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy,
        ):
            copy.write(_COPY_HEAD)
            copy.write(content.tobytes())
            copy.write(_COPY_TAIL)
        return
    marks = ", ".join("?" * len(columns))
    _driver(connection).executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - composed of literals
        zip(*(column.tolist() for column in columns.values()), strict=True),
    )


def fill_rows(
    connection: Connection,
    table: str,
    columns: Collection[str],
    rows: Iterable[tuple[Any, ...]],
    *,
    constant: Mapping[str, int | None] | None = None,
) -> None:
    """Insert rows of any kind, texts among them, into a table: by COPY where there is one; None is NULL.

    ``constant`` are columns that have the same in every row, and stand in none.
    """
    driver, constant = _driver(connection), constant or {}
    names = quoted((*columns, *constant))
    if connection.dialect.name == "postgresql":
        end = "".join(f"\t{_escaped(cell)}" for cell in constant.values()) + "\n"
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            lines = ("\t".join(map(_escaped, row)) + end for row in rows)
            while some := "".join(islice(lines, _LINES)):
                copy.write(some)
        return
    marks = ", ".join(["?"] * len(columns) + ["NULL" if cell is None else str(cell) for cell in constant.values()])
    insert = f"INSERT INTO {table} ({names}) VALUES "  # noqa: S608 - names and numbers of ours
    cells, width = chain.from_iterable(rows), len(columns)
    rest: list[Any] = []

    def groups() -> Iterator[tuple[Any, ...]]:
        while group := tuple(islice(cells, width * _TOGETHER)):
            if len(group) < width * _TOGETHER:
                rest.extend(group)
                return
            yield group

    driver.executemany(insert + ", ".join([f"({marks})"] * _TOGETHER), groups())
    if rest:
        driver.execute(insert + ", ".join([f"({marks})"] * (len(rest) // width)), rest)


def _escaped(cell: object) -> str:
    if cell is None:
        return "\\N"
    text = str(cell)
    if isinstance(cell, str):
        for char, code in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
            text = text.replace(char, code)
    return text


def stage(connection: Connection, table: str, columns: Collection[str], rows: Iterable[tuple[Any, ...]]) -> str:
    """Put rows into a temporary table made like some columns of a table, and return its name."""
    name = f"staged_{table}"
    postgresql = connection.dialect.name == "postgresql"
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE {name} {'ON COMMIT DROP' if postgresql else ''} AS"  # noqa: S608 - names of ours
        f" SELECT {quoted(columns)} FROM {table} WHERE 1 = 0"
    )
    fill_rows(connection, name, columns, rows)
    if postgresql:  # as in scratch
        connection.exec_driver_sql(f"ANALYZE {name}")
    return name


def many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement for each row; ``?`` stands for a value in it."""
    if connection.dialect.name == "postgresql":
        statement = statement.replace("?", "%s")
    if rows:
        _driver(connection).cursor().executemany(statement, rows)


def quoted(columns: Iterable[str], prefix: str = "") -> str:
    """Return the names of columns as SQL lists them, each behind a prefix such as ``r.``."""
    return ", ".join(f'{prefix}"{name}"' for name in columns)


def upsert(connection: Connection, table: str, columns: Mapping[str, NDArray[Any]], *, keys: Collection[str]) -> None:
    """Insert rows given as columns, or overwrite those with the same keys; NaN is stored as NULL."""
    if not next(iter(columns.values())).size:
        return
    names = ", ".join(f'"{name}"' for name in columns)
    conflict = f"ON CONFLICT ({', '.join(keys)}) DO UPDATE SET " + ", ".join(
        f'"{name}" = excluded."{name}"' for name in columns if name not in keys
    )
    size = next(iter(columns.values())).size
    postgresql = connection.dialect.name == "postgresql"
    if postgresql and size > _FEW:
        scratch(connection, f"{table}_in", {"number_": np.arange(size)} | dict(columns))
        chosen = ", ".join(
            f'"{name}"' if column.dtype.kind == "i" else f"nullif(\"{name}\", 'NaN')"
            for name, column in columns.items()
        )
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table}_in {conflict}")  # noqa: S608
        return
    values = [column.tolist() for column in columns.values()]
    if postgresql:  # SQLite takes NaN for NULL by itself
        values = [[None if value != value else value for value in column] for column in values]  # noqa: PLR0124
    marks = ", ".join(["%s" if postgresql else "?"] * len(columns))
    (_driver(connection).cursor() if postgresql else _driver(connection)).executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) {conflict}",  # noqa: S608 - composed of literals
        zip(*values, strict=True),
    )


def _driver(connection: Connection) -> Any:  # noqa: ANN401 - sqlite3's or psycopg's, each used in its own branch
    """Return the driver's own connection, inside the same transaction."""
    return connection.connection.driver_connection
