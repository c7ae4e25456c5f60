"""What was worked out from the database, remembered as long as nothing is written to it by anybody.

Many ask the same within a minute, and nothing has changed meanwhile. One write of any kind, by any process, forgets
everything: what is remembered is never older than what is stored. Notes of the audit trail alone do not count: no
answer is made of them that is remembered.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable

    from sqlalchemy.engine import Connection

_MOST = 5000
_MISSING: Any = object()


class Memory:
    """Remembers values by key, under the state of the database in which they were worked out."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._state: object = None
        self._values: dict[Hashable, Any] = {}
        self._writes = 0
        self._versions: dict[int, int] = {}

    def state(self, connection: Connection) -> object:
        """Return what changes with every write to the database, by whomever."""
        if connection.dialect.name == "postgresql":
            return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
        # SQLite tells a connection of the commits of all others, but not of its own: those are counted by wrote().
        version = int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
        key = id(connection.connection.driver_connection)
        with self._turn:
            if self._versions.setdefault(key, version) != version:
                self._versions[key] = version
                self._writes += 1
            return self._writes

    def wrote(self) -> None:
        """Note that a transaction of this process has written something."""
        with self._turn:
            self._writes += 1

    def get(self, state: object, key: Hashable) -> Any:  # noqa: ANN401 - whatever was put there
        """Return what is remembered, or :meth:`missing`; what belongs to another state is forgotten."""
        with self._turn:
            if self._state != state:
                self._state, self._values = state, {}
            return self._values.get(key, _MISSING)

    def put(self, state: object, key: Hashable, value: object) -> None:
        """Remember a value that was worked out in a state, unless the database has moved on."""
        with self._turn:
            if self._state == state and len(self._values) < _MOST:
                self._values[key] = value

    @staticmethod
    def missing(value: object) -> bool:
        """Whether nothing was remembered."""
        return value is _MISSING


def changes(connection: Connection) -> int:
    """Return a number that is another one once this transaction has written something."""
    if connection.dialect.name == "postgresql":
        return int(connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").scalar_one())
    driver: Any = connection.connection.driver_connection
    return int(driver.total_changes)
