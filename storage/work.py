"""The unit of work on SQL: one connection in one transaction, and the repositories of every area on it."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
import structlog
from sqlmodel import SQLModel

from bot.kit.errors import Entangled
from storage.admin import AdminRepositories
from storage.database import be_brief
from storage.memory import changes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import datetime, timedelta

    from sqlalchemy.engine import Connection

    from storage.session import Shared

T = TypeVar("T")
log = structlog.get_logger()


class SqlWork(AdminRepositories):
    """A transaction with the repositories of all areas.

    ``now`` is the instant as of which it sees the company: who has left by then is gone. A repository that
    ``remembers`` what it has read is made anew when that may have been undone.
    """

    def __init__(self, connection: Connection, shared: Shared, *, now: datetime) -> None:
        super().__init__(connection, shared, now=now)
        self._state: object = None
        self._changes = 0 if connection.dialect.name == "postgresql" else changes(connection)

    def be_brief(self) -> None:
        """Be one of the bot's many short transactions: none of them keeps others waiting for more than seconds."""
        be_brief(self.connection)

    @contextmanager
    def attempt(self, *, savepoint: bool = True) -> Iterator[None]:
        """See ports.Work."""
        noted = list(self.audit.waiting)
        before = changes(self.connection) if not savepoint and self.connection.dialect.name == "sqlite" else 0
        try:
            with open_savepoint(self.connection) if savepoint else nullcontext():
                yield
        except BaseException as error:
            if not savepoint and changes(self.connection) != before:
                raise Entangled from error
            self.audit.waiting = noted
            # What they have read meanwhile may have been undone with it.
            for name in [name for name, made in self.__dict__.items() if getattr(made, "remembers", False)]:
                del self.__dict__[name]
            raise

    @contextmanager
    def contained(self, what: str) -> Iterator[None]:
        """See ports.Work."""
        try:
            with self.attempt():
                yield
        except Exception as error:
            log.exception("part.failed", what=what, error=type(error).__name__)

    def forget_old(self, *, now: datetime) -> int:
        """Let every repository with a ``retention`` delete what is older; one that cannot keeps no other from it."""
        gone = 0
        for name in _names(type(self)):
            repository = getattr(self, name)
            span: timedelta | None = getattr(repository, "retention", None)
            if span is not None:
                with self.contained(f"retention of {name}"):
                    gone += repository.forget(before=now - span)
        return gone

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` works out, remembered under a key as long as nothing is written by anybody.

        ``make`` only reads, and depends on nothing but the key and what is stored. A transaction that has written
        something itself works it out anew.
        """
        if self._wrote():
            return make()
        if self._state is None:
            self._state = self.shared.memory.state(self.connection)
        found = self.shared.memory.get(self._state, key)
        if self.shared.memory.missing(found):
            found = make()
            if not self._wrote():
                self.shared.memory.put(self._state, key, found)
        known: T = found
        return known

    def _wrote(self) -> bool:
        return changes(self.connection) != self._changes

    def finish(self) -> None:
        """Write what was kept for the end; the commit follows."""
        if self.connection.dialect.name == "sqlite" and self._wrote():
            self.shared.memory.wrote()
        if "audit" in self.__dict__:
            self.audit.flush()

    def count(self, table: str) -> int:
        """Return how many rows a table holds."""
        return int(
            self.connection.execute(
                sa.select(sa.func.count()).select_from(SQLModel.metadata.tables[table])
            ).scalar_one()
        )


def _names(work: type[SqlWork]) -> list[str]:
    """Return the names of all repositories, in the order of the areas."""
    made = (item for part in reversed(work.__mro__) for item in vars(part).items())
    return [name for name, maker in made if isinstance(maker, cached_property)]


@contextmanager
def open_savepoint(connection: Connection) -> Iterator[None]:
    """Open a savepoint; on SQLite by its driver, because there is one around every answer."""
    if connection.dialect.name == "postgresql":
        with connection.begin_nested():
            yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        if driver.in_transaction:  # else the database has undone all of it
            driver.execute("ROLLBACK TO attempt")
            driver.execute("RELEASE attempt")
        raise
    driver.execute("RELEASE attempt")
