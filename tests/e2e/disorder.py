"""Three bots over one database whose clocks disagree, that are stopped and killed, on platforms that are slow."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sys
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import DeliveryState
from bot.runtime.clockwork import SystemClock
from tests.e2e.siege import FARTHEST, MOVING, Siege, ended, until

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

Json = dict[str, Any]

SLOWEST = 0.35
"""What a platform may take to show a message, of a lease: about as long as a send may last."""
CALM: Json = {
    "lost_answer": 0,
    "refuse": 0,
    "rate_limited": 0,
    "drop_socket": 0,
    "duplicate_frame": 0,
    "slow_posts_ms": 0,
}


@dataclass(frozen=True, slots=True)
class Disorder:
    """How often what happens: ``stops`` are processes that sleep for about ``asleep`` leases, ``kills`` end one."""

    stops: int
    kills: int
    pause: tuple[float, float] = (0.2, 0.8)
    asleep: tuple[float, float] = (0.8, 1.6)


async def disorder(hold: Siege, plan: Disorder) -> Json:
    """Let three bots deliver in disorder, then in peace until everything is out; return what the receiving side saw."""
    dice = random.Random(hold.plan.seed)  # noqa: S311 - instants, no secrets
    skews = (-FARTHEST, 0.0, FARTHEST)
    lives = [_begin(hold, number, skew) for number, skew in enumerate(skews)]
    events = [True] * plan.kills + [False] * plan.stops
    dice.shuffle(events)
    try:
        for kills in events:
            await _weather(hold, dice)
            await SystemClock().sleep(dice.uniform(*plan.pause))
            place = dice.randrange(len(lives))
            if kills:
                await _kill(lives[place])
                hold.kills += 1
                lives[place] = _begin(hold, hold.kills, skews[place])
            else:
                await _sleep(lives[place], dice.uniform(*plan.asleep) * hold.plan.lease)
    finally:
        await _end(*lives)
    await hold.control("/sandbox/faults", {"slack": CALM, "dingtalk": CALM}, method="PUT")
    await _finish(hold)
    return await _counted(hold, plan.stops)


async def _finish(hold: Siege) -> None:
    """Let one bot live, for whom it is late enough for whatever the others have put off, until all is out."""
    late = timedelta(seconds=3 * FARTHEST)
    evening = hold.clock.now().replace(hour=18).replace(tzinfo=None)
    last = hold.begin_life(skew=late)
    try:
        await until(lambda: _nothing_moves(hold, evening), within=hold.plan.patience)
    except TimeoutError:
        pytest.fail(f"not out in time: {hold.left()}")
    finally:
        await _end(last)


async def _end(*lives: ForkServerProcess) -> None:
    for process in lives:
        process.terminate()
    for process in lives:
        await asyncio.to_thread(process.join, 10)
        process.kill()


def _begin(hold: Siege, number: int, skew: float) -> ForkServerProcess:
    """Begin a life; every other one has a clock that also jumps."""
    return hold.begin_life(skew=timedelta(seconds=skew), jumps=number if number % 2 else None)


async def _weather(hold: Siege, dice: random.Random) -> None:
    slowest = SLOWEST * hold.plan.lease * 1000
    weather = {
        name: {"slow_posts_ms": dice.choice((slowest / 3, slowest)), "lost_answer": dice.choice((0, 0.05))}
        for name in ("slack", "dingtalk")
    }
    await hold.control("/sandbox/faults", weather, method="PUT")


async def _kill(process: ForkServerProcess) -> None:
    process.kill()
    await asyncio.to_thread(process.join)


async def _sleep(process: ForkServerProcess, seconds: float) -> None:
    assert process.pid
    os.kill(process.pid, signal.SIGSTOP)
    try:
        await SystemClock().sleep(seconds)
    finally:
        os.kill(process.pid, signal.SIGCONT)


async def _nothing_moves(hold: Siege, evening: object) -> bool:
    return not await asyncio.to_thread(hold.count, MOVING, until=evening)


async def _counted(hold: Siege, stopped: int) -> Json:
    with hold.storage.work() as work:
        deliveries = work.outbox.find()
    keys = [delivery.opaque for delivery in deliveries if delivery.state is DeliveryState.SENT]
    audit = await hold.control("/sandbox/audit", {"expected": keys})
    counts = {
        "stopped": stopped,
        "killed": hold.kills,
        **ended(deliveries),
        "retried": sum(delivery.attempts > 1 for delivery in deliveries),
        "in_doubt": sum(delivery.doubt for delivery in deliveries),
        **{name: audit[name] for name in ("received", "lost", "duplicates", "unknown")},
    }
    print(json.dumps(counts), file=sys.stderr)  # noqa: T201 - the soak's figures are read, not only judged
    return counts
