"""Workers: each transaction in a thread, and loops that drain a queue whenever they are woken or a time has passed."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

import structlog

from bot.admin.services.template import refresh
from bot.kit.errors import Interrupted
from bot.work import Work

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from contextlib import AbstractContextManager

    from bot.kit.clock import Clock

P = ParamSpec("P")
R = TypeVar("R")

log = structlog.get_logger()

_LONG_ENOUGH = 0.05
"""Seconds after which what ran together is written, and those who wait for it go on."""
POLL_SECONDS = 5.0
"""After so long a worker looks by itself whether there is something to do."""


class BriefWork(Work, Protocol):
    """A unit of work that can be told to keep nobody waiting."""

    def be_brief(self) -> None:
        """Be one of the bot's many short transactions: none of them keeps others waiting for more than seconds."""
        ...


class OpensUnits(Protocol):
    """An open transaction in which units of work follow one another."""

    @property
    def standing(self) -> bool:
        """Whether the transaction goes on."""
        ...

    def __call__(self) -> AbstractContextManager[BriefWork]:
        """Open the next unit of work; one that raises is undone alone."""
        ...


class OpensWork(Protocol):
    """A storage, as far as a worker needs it."""

    embedded: bool

    def work(self) -> AbstractContextManager[BriefWork]:
        """Open a unit of work; commits when the block ends, rolls back when it raises."""
        ...

    def units(self) -> AbstractContextManager[OpensUnits]:
        """Open a transaction for several units of work; commits when the block ends."""
        ...


@dataclass(frozen=True, slots=True)
class _Job:
    """Something to run with a unit of work, and where what comes of it goes."""

    run: Callable[[Work], Any]
    outcome: Future[Any] = field(default_factory=Future)


class UnitOfWorkRunner:
    """Runs functions with a unit of work in threads; an embedded database gets one thread, a server several.

    Each begins with the words that are in force by then, whichever process published them. What waits for the one
    thread of an embedded database shares a transaction: it writes to the disk once for all of them.
    """

    def __init__(self, storage: OpensWork) -> None:
        self._storage = storage
        self._threads = ThreadPoolExecutor(1 if storage.embedded else 8, thread_name_prefix="work")
        self._jobs: deque[_Job] = deque()

    async def __call__(self, fn: Callable[Concatenate[Work, P], R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run ``fn(work, …)`` in a unit of work and return its result once that is committed."""

        def run(work: Work) -> R:
            refresh(work)
            return fn(work, *args, **kwargs)

        if not self._storage.embedded:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._alone, run)
        job = _Job(run)
        self._jobs.append(job)
        self._threads.submit(self._together)
        outcome: R = await asyncio.wrap_future(job.outcome)
        return outcome

    def close(self) -> None:
        """Wait for what is running, then end the threads."""
        self._threads.shutdown(wait=True)

    def _alone(self, run: Callable[[Work], R]) -> R:
        with self._storage.work() as work:
            work.be_brief()
            return run(work)

    def _together(self) -> None:
        """Run what waits by now, and what comes meanwhile, in one transaction until that has taken long enough."""
        first = self._next()
        if first is None:  # another turn has run it
            return
        ran = [first]
        try:
            with self._storage.units() as units:
                outcomes = list(self._outcomes(units, ran))
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits, who would wait for ever
            for job in ran:
                job.outcome.set_exception(error)
            return
        for job, (result, failed) in zip(ran, outcomes, strict=True):
            if failed is None:
                job.outcome.set_result(result)
            else:
                job.outcome.set_exception(failed)

    def _outcomes(self, units: OpensUnits, ran: list[_Job]) -> Iterator[tuple[Any, Exception | None]]:
        """Run the last job of those that ``ran`` and what follows it; of each what it gives, or why it failed."""
        began = perf_counter()
        while True:
            result, failed = _tried(units, ran[-1])
            if not units.standing:
                raise failed or Interrupted("the transaction ended")
            yield result, failed
            following = self._next() if perf_counter() - began < _LONG_ENOUGH else None
            if following is None:
                return
            ran.append(following)

    def _next(self) -> _Job | None:
        """Return the next job that somebody still waits for."""
        while self._jobs:
            job = self._jobs.popleft()
            if job.outcome.set_running_or_notify_cancel():
                return job
        return None


def _tried(units: OpensUnits, job: _Job) -> tuple[Any, Exception | None]:
    """Return what a job gives, or why it failed: then nothing of it has happened, and the others go on."""
    try:
        with units() as work:
            return job.run(work), None
    except Exception as error:  # noqa: BLE001 - handed to whoever waits
        return None, error


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
