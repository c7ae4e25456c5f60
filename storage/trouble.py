"""What keeps a database from being used: said in one word, within a second, whatever state it is in."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Engine

DISK_FULL: Final = "disk_full"
LOCKED: Final = "locked"
CONNECTIONS: Final = "connections_taken"
UNREACHABLE: Final = "unreachable"
READ_ONLY: Final = "read_only"
BROKEN: Final = "broken"

_SQLITE: Final = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_BUSY": LOCKED,
    "SQLITE_LOCKED": LOCKED,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_CANTOPEN": UNREACHABLE,
    "SQLITE_IOERR": BROKEN,
    "SQLITE_CORRUPT": BROKEN,
    "SQLITE_NOTADB": BROKEN,
}
_POSTGRESQL: Final = {
    "53100": DISK_FULL,
    "53300": CONNECTIONS,
    "25006": READ_ONLY,
    "57P03": UNREACHABLE,
    "58030": BROKEN,
    "XX001": BROKEN,
    "XX002": BROKEN,
}
_LASTING: Final = frozenset({DISK_FULL, READ_ONLY, BROKEN})
"""What stays until somebody fixes it, or a transaction goes through: nobody has to ask again for it."""
_ENDED: Final = frozenset({"25P03", "40001", "40P01", "55P03"})
"""Asleep for too long in it, or overtaken by another: PostgreSQL's words for a transaction that it rolled back."""
_LEAST_FREE, _LEAST_SHARE = 20 * 1024 * 1024, 0.02
_PATIENCE: Final = 0.3


class Trouble:
    """What the last transactions said of a database, and what a look at it says now."""

    def __init__(self) -> None:
        self._last = ""
        self._ours = 0

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Note what a transaction fails of, and that one went through."""
        try:
            yield
        except sa.exc.SQLAlchemyError as error:
            self._last = _word(error) or self._last
            raise
        self._last = ""

    @contextmanager
    def ours(self) -> Iterator[None]:
        """Know for the length of a transaction that the lock is this process's own."""
        self._ours += 1
        try:
            yield
        finally:
            self._ours -= 1

    def look(self, engine: Engine) -> str:
        """Say in a word what keeps the database from being used now; "" when nothing does."""
        if engine.dialect.name == "postgresql":
            return self._ask(engine)
        file = Path(str(engine.url.database or ""))
        if _full(file.absolute().parent):
            return DISK_FULL
        return self._last if self._last in _LASTING else self._lock(file)

    def _lock(self, file: Path) -> str:
        """Say whether another process keeps the file to itself; a lock of our own is work."""
        if self._at_work():
            return ""
        try:
            with closing(sqlite3.connect(file, timeout=_PATIENCE, isolation_level=None)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            return "" if self._at_work() else _of_sqlite(error)
        return ""

    def _at_work(self) -> bool:
        return self._ours > 0

    def _ask(self, engine: Engine) -> str:
        if isinstance(engine.pool, sa.pool.QueuePool) and engine.pool.checkedout() >= _most(engine.pool):
            return CONNECTIONS
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("select 1")
        except sa.exc.SQLAlchemyError as error:
            return _word(error) or UNREACHABLE
        return self._last if self._last in _LASTING else ""


def is_interrupted(error: Exception) -> bool:
    """Say whether the database has rolled a transaction back, and would take the same again."""
    return isinstance(error, sa.exc.DBAPIError) and getattr(error.orig, "sqlstate", "") in _ENDED


def _most(pool: sa.pool.QueuePool) -> int:
    return pool.size() + max(pool._max_overflow, 0)  # noqa: SLF001 - the pool tells no number for it


def _full(folder: Path) -> bool:
    """Say whether a disk has no room to speak of: 20 MB, on a very small one a fiftieth."""
    try:
        room = shutil.disk_usage(folder)
    except OSError:
        return False
    return room.free < min(_LEAST_FREE, room.total * _LEAST_SHARE)


def _word(error: sa.exc.SQLAlchemyError) -> str:
    """Name what an error says of the database as a whole; "" for what it says of a statement only."""
    if isinstance(error, sa.exc.TimeoutError):
        return CONNECTIONS
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else None
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(cause)
    state = str(getattr(cause, "sqlstate", "") or "")
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    connects = isinstance(error, sa.exc.OperationalError) and (not state or state.startswith("08"))
    if connects and "too many clients" in str(cause):
        return CONNECTIONS
    return UNREACHABLE if connects else ""


def _of_sqlite(error: sqlite3.Error) -> str:
    name = str(getattr(error, "sqlite_errorname", ""))
    return next((word for known, word in _SQLITE.items() if name.startswith(known)), "")
