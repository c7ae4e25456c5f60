"""Workers: each transaction in a thread, and loops that drain a queue whenever they are woken or a time has passed."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

import structlog

from bot.admin.services.template import refresh
from bot.work import Work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager

    from bot.kit.clock import Clock

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger()

POLL_SECONDS = 5.0
"""After so long a worker looks by itself whether there is something to do."""


class BriefWork(Work, Protocol):
    """A unit of work that can be told to keep nobody waiting."""

    def be_brief(self) -> None:
        """Be one of the bot's many short transactions: none of them keeps others waiting for more than seconds."""
        ...


class OpensWork(Protocol):
    """A storage, as far as a worker needs it."""

    embedded: bool

    def work(self) -> AbstractContextManager[BriefWork]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...


class UnitOfWorkRunner:
    """Runs functions with a unit of work in threads; an embedded database gets one thread, a server several.

    Each begins with the words that are in force by then, whichever process published them.
    """

    def __init__(self, storage: OpensWork) -> None:
        self._storage = storage
        self._threads = ThreadPoolExecutor(1 if storage.embedded else 8, thread_name_prefix="work")

    async def __call__(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run ``fn(work, …)`` in one transaction and return its result once that is committed."""

        def run() -> R:
            with self._storage.work() as work:
                work.be_brief()
                refresh(work)
                return fn(work, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, run)

    def close(self) -> None:
        """Wait for what is running, then end the threads."""
        self._threads.shutdown(wait=True)


class WakeUp:
    """Wakes a worker; one too many does no harm, and one that is missed only costs the worker's interval."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def wake(self) -> None:
        """Wake whoever waits, now or next."""
        self._event.set()

    async def wait(self, seconds: float) -> None:
        """Return when somebody wakes the worker, or after that many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return
        finally:
            self._event.clear()


class WakeUps(defaultdict[str, WakeUp]):
    """The wake-up of each worker, by its name."""

    def __init__(self) -> None:
        super().__init__(WakeUp)

    def wake(self) -> None:
        """Wake every worker: something was committed that may be theirs."""
        for wake_up in self.values():
            wake_up.wake()


async def _poll() -> float:
    return POLL_SECONDS


async def drain(
    name: str,
    job: Callable[[], Awaitable[int]],
    wake_up: WakeUp,
    *,
    clock: Clock,
    idle: Callable[[], Awaitable[float]] = _poll,
) -> None:
    """Run a job again and again: at once while it finds something, else when woken or after ``idle`` seconds.

    A job that raises is logged and tried again after a pause that grows to a minute: a loop never dies of one
    failure, and a database that is away is not hammered.
    """
    pause = 1.0
    while True:
        try:
            found = await job()
            rest = 0.0 if found else await idle()
        except Exception as error:  # of whatever kind: a database that went away raises its driver's own
            log.exception("worker.failed", worker=name, error=type(error).__name__)
            await clock.sleep(pause)
            pause = min(pause * 2, 60.0)
            continue
        pause = 1.0
        if rest:
            await wake_up.wait(rest)
