"""The clock: real or simulated time, and the regular wake-up (APScheduler) that asks what is due."""

from __future__ import annotations

import asyncio
import heapq
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


class SystemClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """Return the present instant, in UTC."""
        return datetime.now(UTC)

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class ShiftedClock:
    """Another time than this machine's that goes on at the same speed: what it is at an instant, as if it were now."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start.astimezone(UTC) - datetime.now(UTC)

    def now(self) -> datetime:
        """Return the instant it is there, in UTC."""
        return datetime.now(UTC) + self._ahead

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class SimulatedClock:
    """A time of its own that moves only when somebody waits on it, or when it is moved; it never goes back.

    Those who wait are woken in the order of their instants, each with the clock at its own: an hour of waiting takes
    no time, and two who wait side by side see the same hour pass, not two.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._waiting: list[tuple[datetime, int]] = []
        self._turns = count()

    def now(self) -> datetime:
        """Return the simulated instant, in UTC."""
        return self._now

    def move_to(self, instant: datetime) -> None:
        """Move the clock on; an earlier instant leaves it where it is."""
        self._now = max(self._now, instant.astimezone(UTC))

    async def sleep(self, seconds: float) -> None:
        """Let the others run, then move the clock on to the end of this wait once no other ends before it."""
        mine = (self._now + timedelta(seconds=max(seconds, 0)), next(self._turns))
        heapq.heappush(self._waiting, mine)
        try:
            await asyncio.sleep(0)
            while self._waiting[0] != mine and self._now < mine[0]:  # noqa: ASYNC110 - at most a turn per waiter
                await asyncio.sleep(0)
            self.move_to(mine[0])
        finally:
            self._waiting.remove(mine)
            heapq.heapify(self._waiting)


@asynccontextmanager
async def ticking(pump: Callable[[], Awaitable[object]], *, every: float) -> AsyncIterator[None]:
    """Call ``pump`` at once and then every so many seconds, one call at a time, until the block ends.

    A call that comes late still comes, and several missed ones come as one: what is due is derived from the tables,
    so nothing depends on how often or when this wakes.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        pump,
        "interval",
        seconds=every,
        next_run_time=datetime.now(UTC),
        id="pump",
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
