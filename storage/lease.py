"""The time by which leases run: the database's, which all processes share whatever their own clocks say."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

_POSTGRESQL = "select timezone('utc', clock_timestamp())"
_SQLITE = "select strftime('%Y-%m-%dT%H:%M:%f', 'now')"
_DRIFT = timedelta(seconds=2)
"""By how much the database's clock may leave this process's own count of seconds between two looks."""


class LeaseClock:
    """Reads the database's clock, and notices when that clock itself was moved.

    Seen from here, a lease may be over only because the clock jumped. Then nobody's lease counts as over until a whole
    lease has passed by this process's own count of seconds, which no clock can move: who holds it is done by then.

    ``given`` takes the database's place where time is simulated.
    """

    def __init__(self, given: Callable[[], datetime] | None = None) -> None:
        self._given = given
        self._seen: tuple[datetime, float] | None = None
        self._jumped: float | None = None

    def now(self, connection: Connection) -> datetime:
        """Return the instant it is for leases, in UTC."""
        if self._given:
            return self._given()
        now = _read(connection)
        counted = time.monotonic()
        if self._seen is not None:
            then, count = self._seen
            if now - then > timedelta(seconds=counted - count) + _DRIFT:
                self._jumped = counted
        self._seen = (now, counted)
        return now

    def trusted(self, lease: timedelta) -> bool:
        """Say whether the clock has gone on as clocks do for at least a lease."""
        return self._jumped is None or time.monotonic() - self._jumped > lease.total_seconds()


def _read(connection: Connection) -> datetime:
    if connection.dialect.name == "postgresql":
        found: datetime = connection.exec_driver_sql(_POSTGRESQL).scalar_one()
    else:
        found = datetime.fromisoformat(connection.exec_driver_sql(_SQLITE).scalar_one())
    return found.replace(tzinfo=UTC)
