"""What delivering costs: how long a morning's messages take, held against what a platform's limits allow."""

from __future__ import annotations

import asyncio
import heapq
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

from bot.app import build
from bot.bench.row import row
from bot.bench.wire import accounts, prepare, sandbox
from bot.database import open_database
from bot.delivery.domain.delivery import DeliveryState, Priority
from bot.delivery.services.outbox import enqueue
from bot.demo.stage import settings_for
from bot.feedback.views.feedback import examples
from bot.messages.i18n import translator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.app import App
    from bot.delivery.domain.delivery import Receipt
    from bot.delivery.ports.platform import Capabilities
    from bot.kit.identity import Identity
    from bot.messages.card import Card
    from bot.platforms.platform import ChatPlatform
    from bot.sandbox.faults import FaultBoard
    from bot.work import Work

_MORNING = datetime(2026, 11, 2, 10, tzinfo=UTC)
_EACH = 2
"""Messages for each person: as many as a day allows."""


class _StandingClock:
    """Stands while anybody is at work, and goes to the next instant that is waited for once everybody waits.

    So a request takes none of its time, and the sandbox sees it at the instant at which it was sent.
    """

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._turns = count()
        self._waiting: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._at_work = 0

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        self._now = max(self._now, instant)

    async def sleep(self, seconds: float) -> None:
        done = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._now + timedelta(seconds=max(seconds, 0)), next(self._turns), done))
        self._go_on()
        await done

    @contextmanager
    def at_work(self) -> Iterator[None]:
        self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1
            self._go_on()

    def _go_on(self) -> None:
        while self._waiting and len(self._waiting) >= self._at_work:
            instant, _, done = heapq.heappop(self._waiting)
            if not done.done():
                self.move_to(instant)
                done.set_result(None)


@dataclass(frozen=True, slots=True)
class _Watched:
    """A platform whose sending the clock waits for."""

    platform: ChatPlatform
    clock: _StandingClock

    @property
    def capabilities(self) -> Capabilities:
        return self.platform.capabilities

    async def send(self, identity: Identity, card: Card, *, opaque: str, until: float, fresh: bool) -> Receipt:
        with self.clock.at_work():
            return await self.platform.send(identity, card, opaque=opaque, until=until, fresh=fresh)

    async def close(self) -> None:
        await self.platform.close()


def run(*, messages: int = 3_000) -> list[dict[str, Any]]:
    """Send so many on each platform, through the outbox, the real SDKs and the sandbox with its limits on.

    Bot and sandbox share a simulated clock, on which only waiting takes time; so what is reported is the longer of the
    makespan on it and the real seconds that the work took. The worse platform counts.
    """
    lines = [asyncio.run(_measure(platform, messages)) for platform in accounts(0)]
    return [max(lines, key=lambda line: line["ratio"])]


async def _measure(platform: str, messages: int) -> dict[str, Any]:
    clock = _StandingClock(_MORNING)
    people = -(-messages // _EACH)
    with TemporaryDirectory(prefix="jinbu-bench-") as name:
        settings = settings_for("http://127.0.0.1:9", Path(name))
        prepare(settings, people=people)
        async with sandbox(people=people, clock=clock) as place:
            app = build(settings_for(place.url, Path(name)), storage=open_database(settings), clock=clock)
            try:
                app.platforms[platform] = cast("Any", _Watched(app.platforms[platform], clock))
                await app.run_in_work(partial(_enqueue, platform=platform, messages=messages, now=clock.now()))
                began = perf_counter()
                await _send(app, platform, clock)
                worked = perf_counter() - began
                keys, last = await app.run_in_work(_sent)
                audit = place.world.store.audit(keys)
                ideal = _ideal(place.world.board, platform, messages)
            finally:
                await app.hang_up()
                await app.close()
    if len(keys) != messages or audit["lost"] or audit["duplicates"]:
        raise AssertionError(f"{len(keys)} of {messages} were sent, {audit['lost']} lost, {audit['duplicates']} twice")
    return row(
        "delivery",
        max((last - _MORNING).total_seconds(), worked),
        ideal,
        unit="s",
        floor=f"{platform}'s limits for {messages:,} messages to {people:,} people",
        bound=1.1,
    )


def _ideal(board: FaultBoard, platform: str, messages: int) -> float:
    """Return the seconds that the platform's own limits need at their steady rate, for the whole and for one reader."""
    if platform == "slack":
        whole = messages * 60 / board.number(platform, "messages_per_minute")
        wait = (_EACH - board.number(platform, "messages_burst")) / board.number(platform, "messages_per_second")
        return max(whole, wait)
    return messages / board.number(platform, "calls_per_second")


def _enqueue(work: Work, *, platform: str, messages: int, now: datetime) -> None:
    """Put the messages in, those of one person beside each other: the order in which a limit of theirs hurts most."""
    card = examples(translator("en"))["standing-gap"]
    readers = [person for person in work.people.all() if person.identity(platform)]
    for number in range(messages):
        to = readers[number // _EACH]
        enqueue(work, card, key=f"bench:{number}", to=to, kind="standing", priority=Priority.STANDING, now=now)


async def _send(app: App, platform: str, clock: _StandingClock) -> None:
    """Send what is due, as the worker does, and go on to the next instant at which something is."""
    while True:
        while await app.workers.deliveries.step(platform):
            pass
        due = await app.workers.next_due()
        if due is None:
            return
        clock.move_to(max(due, clock.now() + timedelta(milliseconds=1)))


def _sent(work: Work) -> tuple[list[str], datetime]:
    out = work.outbox.find(state=DeliveryState.SENT.value)
    return [delivery.opaque for delivery in out], max(
        (delivery.sent_at for delivery in out if delivery.sent_at), default=_MORNING
    )
