"""A circuit breaker: after a failure nobody asks for a while, then one asks first."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.kit.errors import WriterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.kit.clock import Clock

log = structlog.get_logger()

REST = timedelta(seconds=30)
"""A server that was too slow is still busy with the last answer (engine.md 8)."""


class Breaker:
    """Closed until something fails; open for a rest; then one attempt decides."""

    def __init__(self, clock: Clock, *, rest: timedelta = REST) -> None:
        self._clock = clock
        self._rest = rest
        self._until: datetime | None = None
        self._probing = False

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Let an attempt through; a WriterError inside opens the breaker, an end without one closes it.

        An attempt that is cancelled proves nothing: the next one decides in its place.

        Raises:
            WriterError: at once while the breaker is open, and while another attempt is deciding.
        """
        if self._until is not None and (self._probing or self._clock.now() < self._until):
            raise WriterError("resting")
        deciding = self._probing = self._until is not None
        try:
            yield
        except WriterError as error:
            self._until = self._clock.now() + self._rest
            log.warning("writer.circuit_open", reason=str(error), until=self._until.isoformat(timespec="seconds"))
            raise
        else:
            self._until = None
        finally:
            if deciding:
                self._probing = False
