"""Damage of a database: how it is noticed, and what to say of it and of other faults that end a command."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from sqlalchemy.engine import Engine

_SQLITE: Final = ("malformed", "not a database", "corrupt")
_POSTGRESQL: Final = frozenset({"XX001", "XX002"})
"""SQLSTATE of a corrupted page and of a corrupted index."""
_TORN: Final = "select coalesce(sum(checksum_failures), 0) from pg_stat_database where datname = current_database()"


def is_damage(error: BaseException) -> bool:
    """Say whether an error tells of damaged pages, and not of a database that is away, locked or full."""
    error = getattr(error, "orig", None) or error
    if isinstance(error, sqlite3.DatabaseError):
        return any(word in str(error) for word in _SQLITE)
    return getattr(error, "sqlstate", None) in _POSTGRESQL


def is_fault(error: BaseException) -> bool:
    """Say whether the database itself, or the way to it, fails, and not what it was asked."""
    driver = getattr(error, "orig", None) or error
    return is_damage(error) or type(driver).__name__ == "OperationalError" or isinstance(error, sa.exc.TimeoutError)


def explained(error: BaseException) -> str:
    """Return one line that says what is wrong with the database and how to go on."""
    driver = getattr(error, "orig", None) or error
    lines = str(driver).strip().splitlines()
    reason = lines[0] if lines else type(error).__name__
    if not is_damage(driver):
        return f"the database fails: {reason}; see whether it runs and its disk has space, then try again"
    if isinstance(driver, sqlite3.DatabaseError):
        return (
            f"the database file is damaged ({reason}): stop every bot, keep a copy of the file with its -wal, and put "
            "the newest backup in its place, or save what can be read: sqlite3 OLD .recover | sqlite3 NEW"
        )
    return (
        f"the database is damaged ({reason}): stop every bot, keep a copy, and restore the newest backup; "
        "if it is only an index, REINDEX DATABASE fixes it"
    )


def look_for_damage(engine: Engine) -> str:
    """Read the whole database once, and return what is damaged in it; "" when nothing is, or it cannot be reached.

    Nobody waits for it: others read and write meanwhile. It takes as long as reading the file, about a second for
    each half gigabyte, and little memory.
    """
    try:
        return _sqlite(engine) if engine.dialect.name == "sqlite" else _postgresql(engine)
    except sqlite3.DatabaseError as error:
        return str(error) if is_damage(error) else ""
    except sa.exc.DBAPIError as error:
        return str(error.orig).splitlines()[0] if is_damage(error) else ""


def _sqlite(engine: Engine) -> str:
    """Check every page, its place in its tree, and whether rows stand in order."""
    if not engine.url.database or engine.url.database == ":memory:":
        return ""
    with closing(sqlite3.connect(engine.url.database, timeout=1.0)) as connection:
        connection.execute("PRAGMA cache_size=-2000")
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if found == "ok" else " ".join(found.split())


def _postgresql(engine: Engine) -> str:
    """Read every row of every table in the order in which they lie, which finds every page that cannot be read."""
    with engine.connect() as connection:
        for plan in ("indexscan", "indexonlyscan", "bitmapscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{plan} = off")
        for table in SQLModel.metadata.sorted_tables:
            name = connection.dialect.identifier_preparer.format_table(table)
            connection.exec_driver_sql(f"SELECT count(*) FROM (SELECT * FROM {name} OFFSET 0) AS every_row")  # noqa: S608 - names of ours
        torn = connection.exec_driver_sql(_TORN).scalar()
    return f"{torn} pages failed their checksum" if torn else ""
