"""Transactions at work: those who come at the same moment share one, and each fails alone."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from bot.kit.errors import NotFound
from bot.runtime.clockwork import SystemClock
from bot.runtime.worker import UnitOfWorkRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection

    from bot.work import Work
    from storage.storage import Storage, Units

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


def write(work: Work, number: int, /) -> int:
    """Write a row, or fail after that with an odd number."""
    work.inbox.seen("slack", f"d{number}", at=NOW)
    if number % 2:
        raise NotFound("odd")
    return number


def written(storage: Storage) -> list[str]:
    with storage.work() as work:
        return sorted(work.connection.execute(sa.text("select delivery_id from inbox")).scalars())


@contextmanager
def counted(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Count the units of each transaction."""
    sizes: list[int] = []
    units = storage.units

    @contextmanager
    def counting() -> Iterator[Any]:
        with units() as opened:
            sizes.append(0)

            class Counting:
                standing = property(lambda _self: opened.standing)

                def __call__(self) -> Any:  # noqa: ANN401 - a unit of work
                    sizes[-1] += 1
                    return opened()

            yield Counting()

    monkeypatch.setattr(storage, "units", counting)
    yield sizes


async def test_what_comes_during_a_transaction_shares_one_and_a_fault_stays_with_its_own(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = threading.Event()
    with closing(UnitOfWorkRunner(storage)) as run_in_work, counted(storage, monkeypatch) as sizes:
        first = asyncio.create_task(run_in_work(lambda _work: turn.wait(10)))
        await SystemClock().sleep(0)
        others = [asyncio.create_task(run_in_work(write, number)) for number in range(6)]
        await SystemClock().sleep(0.1)
        turn.set()
        outcomes = await asyncio.gather(first, *others, return_exceptions=True)

    assert outcomes[1::2] == [0, 2, 4]
    assert [type(outcome) for outcome in outcomes[2::2]] == [NotFound] * 3
    assert written(storage) == ["d0", "d2", "d4"], "what failed has written nothing"
    assert sizes == [1, 6], "the first took long enough; the others are written to the disk at once"


async def test_nobody_is_told_before_it_is_stored(storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails at the end of a transaction has not happened for anybody in it."""
    units = storage.units
    ending = True

    @contextmanager
    def full() -> Iterator[Units]:
        with units() as opened:
            yield opened
            if ending:
                raise OSError("disk full")

    monkeypatch.setattr(storage, "units", full)
    with closing(UnitOfWorkRunner(storage)) as run_in_work:
        outcomes = await asyncio.gather(*(run_in_work(write, number) for number in (0, 2)), return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [OSError, OSError]
        assert written(storage) == []

        ending = False
        assert await run_in_work(write, 4) == 4
    assert written(storage) == ["d4"]


async def test_what_the_database_undoes_as_a_whole_is_told_to_everybody_in_it(storage: Storage) -> None:
    turn = threading.Event()

    def lose(work: Work, /) -> None:
        connection: Connection = work.connection  # type: ignore[attr-defined]
        driver: Any = connection.connection.driver_connection
        driver.execute("ROLLBACK")
        raise NotFound("gone")

    with closing(UnitOfWorkRunner(storage)) as run_in_work:
        first = asyncio.create_task(run_in_work(lambda _work: turn.wait(10)))
        await SystemClock().sleep(0)
        others = [asyncio.create_task(run_in_work(write, 0)), asyncio.create_task(run_in_work(lose))]
        await SystemClock().sleep(0.1)
        turn.set()
        outcomes = await asyncio.gather(first, *others, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [bool, NotFound, NotFound]
        assert await run_in_work(write, 2) == 2
    assert written(storage) == ["d2"]


async def test_who_does_not_wait_any_more_has_nothing_done(storage: Storage) -> None:
    turn = threading.Event()
    with closing(UnitOfWorkRunner(storage)) as run_in_work:
        first = asyncio.create_task(run_in_work(lambda _work: turn.wait(10)))
        await SystemClock().sleep(0)
        gone = asyncio.create_task(run_in_work(write, 0))
        await SystemClock().sleep(0.1)
        gone.cancel()
        await SystemClock().sleep(0)
        turn.set()
        await first
    assert written(storage) == []


async def test_what_ends_the_process_leaves_nobody_waiting_and_nothing_stored(storage: Storage) -> None:
    class Ended(BaseException):
        pass

    def end(work: Work) -> None:
        write(work, 2)
        raise Ended

    with closing(UnitOfWorkRunner(storage)) as run:
        with pytest.raises(Ended):
            await asyncio.wait_for(run(end), 10)

        assert await asyncio.wait_for(run(write, 4), 10) == 4
    assert written(storage) == ["d4"]
