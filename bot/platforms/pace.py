"""The pace at which a platform is spoken to: never faster than its limits, and silent for as long as it asks."""

from __future__ import annotations

import asyncio
import math
import time
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Hashable, Iterator
    from datetime import datetime

    from bot.kit.clock import Clock
    from bot.kit.errors import PlatformError

_PRUNE_AT = 4096
_PUT_BACK = 1.0
"""Seconds by which a clock goes back that somebody put back; less is its own correction."""
_INSTANT = 0.001  # seconds; shorter waits drown in the rounding of time stamps


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_second`` calls on average, ``burst`` of them at once after a rest."""

    per_second: float
    burst: int = 1


class TooSoon(Exception):
    """The turn would come only after ``seconds``; nothing was taken."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.1f} s")
        self.seconds = seconds


@asynccontextmanager
async def bounded(seconds: float, late: PlatformError) -> AsyncIterator[None]:
    """Raise ``late`` when the block takes more than so many real seconds."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        raise late from None


_latest: ContextVar[float] = ContextVar("latest", default=math.inf)


class TooLate(aiohttp.ClientError):
    """The time in which a request might be written had passed; nothing was written."""


@contextmanager
def written_by(until: float) -> Iterator[None]:
    """Let no request of the block be written after an instant, in seconds of ``time.monotonic``."""
    token = _latest.set(until)
    try:
        yield
    finally:
        _latest.reset(token)


class TimelyRequest(aiohttp.ClientRequest):
    """A request that is not written too late.

    A process may sleep at any moment, for as long as it is made to. So the last look at the time comes when turn and
    connection are there and there is nothing left to do but to write.
    """

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Write it, unless it is too late for that."""
        if time.monotonic() > _latest.get():
            raise TooLate
        return await super().send(conn)


class RateLimit:
    """Turns at gates, first come first served; a gate is a workspace, a channel, an API: whatever has a limit.

    Every gate is a virtual clock (the generic cell rate algorithm): one number per gate, no timers, and a wait is
    known at once.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._busy_until: dict[Hashable, float] = {}
        self._shut_until: dict[Hashable, float] = {}
        self._last = -math.inf

    async def turn(self, gates: dict[Hashable, Rate], *, patience: float) -> None:
        """Wait until every gate is open, and take one turn at each.

        Raises:
            TooSoon: when that would take more than ``patience`` seconds.
        """
        now = self._seconds()
        start = max([now, *(self._opens(gate, rate) for gate, rate in gates.items())])
        if start - now > patience:
            raise TooSoon(start - now)
        self._prune(now)
        for gate, rate in gates.items():
            self._busy_until[gate] = max(start, self._busy_until.get(gate, start)) + 1 / rate.per_second
        while (wait := start - self._seconds()) > _INSTANT:
            await self._clock.sleep(wait)
            start = max([start, *(self._shut_until.get(gate, 0.0) for gate in gates)])
            if start - self._seconds() > patience:  # a gate was shut while we stood in the queue
                raise TooSoon(start - self._seconds())

    def shut(self, gate: Hashable, seconds: float) -> None:
        """Let nobody through for so long: what a platform asks for when it has had enough."""
        self._shut_until[gate] = max(self._shut_until.get(gate, 0.0), self._seconds() + seconds)

    def _opens(self, gate: Hashable, rate: Rate) -> float:
        room = (rate.burst - 1) / rate.per_second
        return max(self._busy_until.get(gate, 0.0) - room, self._shut_until.get(gate, 0.0))

    def _prune(self, now: float) -> None:
        """Forget gates at rest, so that a year of channels costs nothing."""
        if len(self._busy_until) > _PRUNE_AT:
            self._busy_until = {gate: until for gate, until in self._busy_until.items() if until > now}
            self._shut_until = {gate: until for gate, until in self._shut_until.items() if until > now}

    def _seconds(self) -> float:
        """Return the instant it is; when the clock was put back, what was promised at it is put back with it."""
        at: datetime = self._clock.now()
        now = at.timestamp()
        if (back := self._last - now) > _PUT_BACK:
            self._busy_until = {gate: until - back for gate, until in self._busy_until.items()}
            self._shut_until = {gate: until - back for gate, until in self._shut_until.items()}
        self._last = now
        return now
