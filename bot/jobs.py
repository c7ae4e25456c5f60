"""What the commands do that run the bot, once or for good: ask the clock, work off what is due."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from bot.app import App, build
from bot.feedback.services.feedback_pending import LATEST
from bot.intake.services.follow import catch_up
from bot.runtime.clockwork import ShiftedClock, SystemClock

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from bot.kit.clock import Clock
    from bot.settings import Settings
    from bot.work import Work

R = TypeVar("R")
_LOOK = 0.5
"""Seconds between two looks whether a lease is over."""
_TURN = 0.001
"""Seconds after which a busy thread lets another have its turn: a query gives the turn away and wants it back soon."""


def run_forever(settings: Settings, *, clock: Clock | None = None) -> None:
    """Run the bot until it is told to stop; what is under way is finished first."""
    sys.setswitchinterval(_TURN)
    asyncio.run(_run(settings, clock))


async def _run(settings: Settings, clock: Clock | None) -> None:
    import signal

    app = build(settings, clock=clock)
    gc.collect()
    gc.freeze()  # what was loaded for good need not be searched again and again while somebody waits
    task = asyncio.create_task(app.run())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        await app.hang_up()
    finally:
        await app.close()


def tick_at(settings: Settings, at: datetime) -> list[str]:
    """Do what is due at an instant, as if the clock said so; returns what was done."""

    async def job(app: App) -> list[str]:
        return await app.tick()

    return _once(settings, ShiftedClock(at), job)


def drain_at(settings: Settings, at: datetime | None) -> dict[str, int]:
    """Work off everything that is due at an instant (now when None); returns how many deliveries ended how.

    Whoever drains says that no more data is coming: words do not wait for it any longer. What may be out, because a
    process was killed or an answer lost, can be looked for only when its lease is over: that is waited for.
    """

    async def job(app: App) -> dict[str, int]:
        before = await app.run_in_work(_states)
        await app.run_in_work(catch_up, now=app.clock.now())
        last: object = None
        while (under_way := await app.run_in_work(_under_way)) not in {None, last}:  # what fails stays as it is
            last = under_way
            await app.run_in_work(catch_up, now=app.clock.now())
        await app.workers.settle(ahead=LATEST)
        patience = time.monotonic() + 2 * settings.lease_seconds
        while await app.run_in_work(_leased, now=app.clock.now()) and time.monotonic() < patience:
            await app.clock.sleep(_LOOK)
            await app.workers.settle(ahead=LATEST)
        return {
            name: count - before[name]
            for name, count in (await app.run_in_work(_states)).items()
            if count != before[name]
        }

    return _once(settings, SystemClock() if at is None else ShiftedClock(at), job)


def _under_way(work: Work) -> object:
    """Return what is computed again in the background, as it stands; None when nothing is."""
    begun, people = work.recalculations.first(), work.records.elsewhere(most=1)
    return (begun, *people) if begun or people else None


def _leased(work: Work, *, now: datetime) -> bool:
    return work.outbox.leased(now=now) is not None


def _states(work: Work) -> Counter[str]:
    return Counter(delivery.state.value for delivery in work.outbox.find())


def _once(settings: Settings, clock: Clock, job: Callable[[App], Awaitable[R]]) -> R:
    async def run() -> R:
        app = build(settings, clock=clock)
        try:
            return await job(app)
        finally:
            await app.hang_up()
            await app.close()

    return asyncio.run(run())
