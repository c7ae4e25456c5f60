"""The database: its engine, its column types, and INSERT in the dialects' own ways."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.engine.interfaces import Dialect
    from sqlalchemy.sql.dml import ReturningInsert


EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1, tzinfo=UTC)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An instant: stored in UTC without its zone (SQLite keeps none), aware again when read."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive datetime must not be stored"
            raise ValueError(msg)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else value.replace(tzinfo=UTC)


class Day(sa.types.TypeDecorator[date]):
    """A calendar day as days since 1970-01-01: half the size of text, and NumPy's ``datetime64[D]`` as it stands."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return None if value is None else (value - EPOCH).days

    def process_result_value(self, value: int | None, dialect: Dialect) -> date | None:  # noqa: ARG002, D102
        return None if value is None else EPOCH + timedelta(days=value)


class Instant(sa.types.TypeDecorator[datetime]):
    """An instant as microseconds since 1970: NumPy's ``datetime64[us]`` as it stands, for tables written by columns."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002, D102
        return None if value is None else (value - _START) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002, D102
        return None if value is None else _START + timedelta(microseconds=value)


_LIMITED = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout")
_SHORT, _LONG = (5_000, 8_000, 60_000), (600_000, 600_000, 600_000)
"""Milliseconds; whoever waits for a lock outlasts whoever sleeps on it."""
_POOL_SECONDS, _CONNECT_SECONDS = 5, 5


def be_brief(connection: Connection) -> None:
    """Let a transaction end whose process falls asleep in it, waits for a lock, or asks what takes long."""
    _limit(connection, _SHORT)


def take_time(connection: Connection) -> None:
    """Let a transaction that computes or stores whole columns take minutes, where it would have seconds."""
    _limit(connection, _LONG)


def _limit(connection: Connection, milliseconds: tuple[int, ...]) -> None:
    if connection.dialect.name == "postgresql":
        limits = zip(_LIMITED, milliseconds, strict=True)
        connection.exec_driver_sql("; ".join(f"SET LOCAL {name} = {limit}" for name, limit in limits))


def create_engine(url: str) -> Engine:
    """Open an engine for a SQLite or PostgreSQL URL.

    SQLite runs in WAL with full synchronisation (a delivery marked as sent stays so after a power cut) and takes its
    write lock when a transaction begins, so that two processes queue up instead of failing half-way.
    """
    if url.startswith("postgres"):
        rest = url.split("://", 1)[1]
        return sa.create_engine(
            f"postgresql+psycopg://{rest}",
            pool_size=8,
            max_overflow=8,
            pool_pre_ping=True,
            pool_timeout=_POOL_SECONDS,
            hide_parameters=True,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
    engine = sa.create_engine(
        url,
        pool_use_lifo=True,
        hide_parameters=True,  # an error would say them
        connect_args={"timeout": 30, "check_same_thread": False},
    )
    _make_private(engine.url.database or "")
    _prepare_sqlite(engine)
    return engine


_CHECKPOINT = 4_000
"""Pages of the log, 16 MB, that are copied into the database at once: what small imports touch again is copied once."""


def _prepare_sqlite(engine: Engine) -> None:
    """Set up every connection, and take the write lock at the beginning of every transaction."""

    @event.listens_for(engine, "connect")
    def _pragmas(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for line in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "temp_store=MEMORY",
            "cache_size=-65536",
            "mmap_size=268435456",
            f"wal_autocheckpoint={_CHECKPOINT}",
        ):
            connection.execute(f"PRAGMA {line}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def wiping(connection: Connection) -> Iterator[None]:
    """Overwrite what is deleted meanwhile: else SQLite leaves it in unused parts of its file, and a backup has those.

    (PostgreSQL leaves it until it is vacuumed, and a dump has only what is there.)
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA secure_delete=ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")


def _make_private(path: str) -> None:
    """Create the file of a new database for its owner alone; what SQLite puts beside it follows suit."""
    if path and path != ":memory:" and not path.startswith("file:"):
        with suppress(OSError):  # it exists, or SQLite says why it cannot
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def insert(connection: Connection, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
    """Return the dialect's own INSERT, the kind that knows ``on_conflict_do_nothing`` and ``…_do_update``."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def insert_once(connection: Connection, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless its key is there; say whether it was new.

    Of two transactions that insert the same key at once, PostgreSQL lets the second wait for the end of the first.
    """
    return connection.execute(_once(table, connection.dialect.name), values).first() is not None


@cache
def _once(table: sa.Table, dialect: str) -> ReturningInsert[Any]:
    insert_into = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert_into(table).on_conflict_do_nothing().returning(*table.primary_key)
