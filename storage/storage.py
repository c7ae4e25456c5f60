"""An open database: hands out units of work, and is migrated, swept and looked after."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.admin.domain.health import DAMAGED
from bot.kit.errors import Interrupted, SettingsError
from bot.messages.i18n import Words
from storage.damage import explained, is_damage, look_for_damage
from storage.database import create_engine
from storage.session import Shared
from storage.trouble import Trouble, is_interrupted
from storage.watermark import Watermark
from storage.work import SqlWork, open_savepoint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from sqlalchemy.engine import Connection


def _machine_time() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - for whoever opens a database without a clock of their own


@dataclass(frozen=True, slots=True)
class Units:
    """Units of work in one transaction, each opened by a call."""

    _connection: Connection
    _open: Callable[[Connection], AbstractContextManager[SqlWork]]

    def __call__(self) -> AbstractContextManager[SqlWork]:
        """Open the next unit of work."""
        return self._open(self._connection)

    @property
    def standing(self) -> bool:
        """Whether the transaction goes on: of some failures a database undoes all of it."""
        driver: Any = self._connection.connection.driver_connection
        return bool(driver.in_transaction)


class Storage:
    """An open database; hands out units of work.

    ``timezone`` and ``locale`` are those of people whose people file names none; ``audit_key`` seals the audit trail,
    and ``audit_watermark`` is the file that says how far it went.
    ``clock`` says as of which instant a unit of work sees the company: who has left by then is gone.
    """

    def __init__(
        self,
        url: str,
        *,
        timezone: str = "UTC",
        locale: str = "en",
        audit_key: bytes | None = None,
        audit_watermark: Path | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.url = url
        self.clock = clock or _machine_time
        mark = Watermark(audit_watermark, key=audit_key, url=url) if audit_key and audit_watermark else None
        self.shared = Shared(timezone, locale, audit_key, mark)
        self.engine = create_engine(url)
        self.embedded = self.engine.dialect.name == "sqlite"
        self.damage = ""
        self.trouble = Trouble()
        # One writer at a time inside this process: SQLite would make the others poll for its lock.
        self._turn = threading.Lock() if self.embedded else None

    @property
    def words(self) -> Words:
        """The words in force, by locale."""
        return self.shared.words

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """Open a unit of work; commits when the block ends, rolls back when it raises.

        Raises:
            Interrupted: the database rolled it back; the same may be done again.
        """
        with self._transaction() as connection:
            work = SqlWork(connection, self.shared, now=self.clock())
            yield work
            work.finish()

    @contextmanager
    def units(self) -> Iterator[Units]:
        """Open a transaction in which units of work follow one another: one that raises is undone alone.

        Raises:
            Interrupted: the database rolled all of them back; the same may be done again.
        """
        with self._transaction() as connection:
            yield Units(connection, self._unit)

    @contextmanager
    def _unit(self, connection: Connection) -> Iterator[SqlWork]:
        try:
            with open_savepoint(connection):
                work = SqlWork(connection, self.shared, now=self.clock())
                yield work
                work.finish()
        except Exception as error:
            self.damage = str(error) if is_damage(error) else self.damage
            raise

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with (
                self._turn or nullcontext(),
                self.trouble.noted(),
                self.engine.begin() as connection,
                self.trouble.ours(),
            ):
                yield connection
        except Exception as error:
            self.shared.memory.wrote()  # what was worked out in it may never have been so
            self.damage = str(error) if is_damage(error) else self.damage
            if is_interrupted(error):
                raise Interrupted(type(error).__name__) from error
            raise

    def migrate(self) -> None:
        """Bring the schema to the current version; does nothing when it is.

        Raises:
            SettingsError: when the database cannot be opened.
        """
        from storage.migrations.run import upgrade

        try:
            upgrade(self.engine)
        except sa.exc.DatabaseError as error:
            if is_damage(error):
                raise SettingsError(f"JINBU_DATABASE_URL: {explained(error)}") from None
            reason = str(error.orig).strip().splitlines()[0]
            raise SettingsError(f"JINBU_DATABASE_URL: the database cannot be opened: {reason}") from None

    def sweep(self) -> bool:
        """Rewrite the database's files, so that nothing of what was deleted is left in them; False when others read.

        It takes as long as copying the database does, and nobody writes meanwhile. (PostgreSQL lets others write;
        what it has archived of its log, and every backup, is for whoever keeps it.)
        """
        if not self.embedded:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in SQLModel.metadata.sorted_tables:
                    connection.exec_driver_sql(f"VACUUM {connection.dialect.identifier_preparer.format_table(table)}")
            return True
        with self._turn or nullcontext():
            raw = self.engine.raw_connection()
            try:
                driver: Any = raw.driver_connection
                driver.execute("PRAGMA temp_store=FILE")  # a copy of everything does not belong into memory
                driver.execute("VACUUM")
                busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                raw.invalidate()
                raw.close()
        return not busy

    def fault(self) -> str:
        """Say in a word why the database cannot be used now, within a second, or that it is damaged; "" when it can."""
        return DAMAGED if self.damage else self.trouble.look(self.engine)

    def look_for_damage(self) -> str:
        """Read the whole database for damaged pages, and remember what was found; "" when all is well."""
        self.damage = look_for_damage(self.engine)
        return self.damage

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()
