"""The clock: simulated time that moves by waiting, and the wake-up that calls one pump at a time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.runtime.clockwork import SimulatedClock, SystemClock, ticking

START = datetime(2026, 11, 1, 9, tzinfo=UTC)


async def test_an_hour_of_simulated_waiting_takes_no_time() -> None:
    clock = SimulatedClock(START)

    await clock.sleep(3600)

    assert clock.now() == START + timedelta(hours=1)


async def test_those_who_wait_side_by_side_wake_in_order_and_share_the_time() -> None:
    clock = SimulatedClock(START)
    woken: list[tuple[int, datetime]] = []

    async def wait(seconds: int) -> None:
        await clock.sleep(seconds)
        woken.append((seconds, clock.now()))

    await asyncio.gather(*(wait(seconds) for seconds in (30, 10, 20, 10)))

    assert woken == [(seconds, START + timedelta(seconds=seconds)) for seconds in (10, 10, 20, 30)]


async def test_who_gives_up_waiting_holds_up_nobody() -> None:
    clock = SimulatedClock(START)
    early = asyncio.create_task(clock.sleep(5))
    late = asyncio.create_task(clock.sleep(10))
    await asyncio.sleep(0)  # noqa: TID251 - one turn of the loop, so that both wait

    early.cancel()
    await late

    assert clock.now() == START + timedelta(seconds=10)


async def test_a_clock_that_is_moved_wakes_who_was_waiting_and_never_goes_back() -> None:
    clock = SimulatedClock(START)

    clock.move_to(START + timedelta(days=1))
    clock.move_to(START)

    assert clock.now() == START + timedelta(days=1)


async def test_the_system_clock_knows_utc() -> None:
    clock = SystemClock()
    before = clock.now()

    await clock.sleep(0)

    assert before.tzinfo is UTC
    assert clock.now() >= before


async def test_the_pump_is_called_at_once_then_regularly_and_never_twice_at_a_time() -> None:
    calls = 0
    together = most = 0
    enough = asyncio.Event()

    async def pump() -> None:
        nonlocal calls, together, most
        together += 1
        most = max(most, together)
        await asyncio.sleep(0.03)  # noqa: TID251 - longer than the interval
        together -= 1
        calls += 1
        if calls == 3:
            enough.set()

    async with ticking(pump, every=0.01):
        await asyncio.wait_for(enough.wait(), timeout=20)

    assert most == 1
