"""Nobody is spoken to faster than a platform allows, and nobody waits longer than they must."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.pace import Rate, RateLimit, TooSoon
from bot.runtime.clockwork import SimulatedClock

START = datetime(2026, 11, 22, tzinfo=UTC)


async def times(pace: RateLimit, clock: SimulatedClock, count: int, rate: Rate, gate: str = "gate") -> list[float]:
    taken = []
    for _ in range(count):
        await pace.turn({gate: rate}, patience=1e9)
        taken.append((clock.now() - START).total_seconds())
    return taken


@given(st.floats(0.2, 50), st.integers(1, 8), st.integers(1, 40))
def test_in_no_stretch_of_time_there_are_more_turns_than_the_rate_and_its_burst(
    per_second: float, burst: int, count: int
) -> None:
    clock = SimulatedClock(START)
    taken = asyncio.run(times(RateLimit(clock), clock, count, Rate(per_second, burst)))

    for first, start in enumerate(taken):
        for last, end in enumerate(taken[first:], start=first):
            assert last - first + 1 <= (end - start) * per_second + burst + 0.2


async def test_a_burst_goes_at_once_and_the_rest_keeps_the_rate() -> None:
    clock = SimulatedClock(START)

    taken = await times(RateLimit(clock), clock, 6, Rate(1.0, burst=3))

    assert [round(at, 1) for at in taken] == [0, 0, 0, 1, 2, 3]


async def test_gates_do_not_wait_for_each_other() -> None:
    clock = SimulatedClock(START)
    pace = RateLimit(clock)
    await times(pace, clock, 1, Rate(0.01), "slow")

    taken = await times(pace, clock, 2, Rate(10), "quick")

    assert taken[-1] < 1


async def test_a_turn_waits_for_all_its_gates() -> None:
    clock = SimulatedClock(START)
    pace = RateLimit(clock)
    gates: dict[Hashable, Rate] = {"workspace": Rate(100), "channel": Rate(0.5)}

    for _ in range(3):
        await pace.turn(dict(gates), patience=60)

    assert (clock.now() - START).total_seconds() == pytest.approx(4, abs=0.1)


async def test_a_gate_that_is_shut_stays_shut_for_as_long_as_was_asked() -> None:
    clock = SimulatedClock(START)
    pace = RateLimit(clock)
    pace.shut("gate", 30)

    taken = await times(pace, clock, 1, Rate(10))

    assert taken[0] == pytest.approx(30, abs=0.1)


async def test_who_would_wait_too_long_is_told_when_to_come_back_and_takes_no_turn() -> None:
    clock = SimulatedClock(START)
    pace = RateLimit(clock)
    pace.shut("gate", 30)

    with pytest.raises(TooSoon) as caught:
        await pace.turn({"gate": Rate(1)}, patience=5)

    assert caught.value.seconds == pytest.approx(30, abs=0.1)
    clock.move_to(datetime(2026, 11, 22, 0, 1, tzinfo=UTC))
    assert (await times(pace, clock, 1, Rate(1)))[0] == pytest.approx(60, abs=0.1)


async def test_a_gate_shut_while_one_waits_is_obeyed() -> None:
    clock = SimulatedClock(START)
    pace = RateLimit(clock)
    await pace.turn({"gate": Rate(0.5)}, patience=60)
    waiting = asyncio.create_task(times(pace, clock, 1, Rate(0.5)))
    pace.shut("gate", 20)

    assert (await waiting)[0] == pytest.approx(20, abs=0.1)
