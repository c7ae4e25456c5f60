"""Arrivals on both databases: each has its effect once, whoever has it in hand, and none stays behind."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clockwork import SimulatedClock
from bot.domain.delivery import Priority
from bot.domain.person import Identity
from bot.messages.card import Action, Card
from bot.messages.inbound import Click, Notice, Saying, Sender, Settled
from bot.services.outbox import enqueue
from bot.worker import Hops
from handlers.router import Router

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.messages.inbound import Inbound, Reply
    from storage.database import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
ANA = Identity("slack", "", "U0ANA")


def sender(number: int = 1) -> Sender:
    return Sender(ANA, f"arrival-{number}", "D0ANA", private=True, at=NOW)


def hire(storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "accounts": {"slack": "U0ANA"}}])
        ana = work.people.get("ana")
        enqueue(work, Card("standing", "News"), key="news", to=ana, kind="x", priority=Priority.STANDING, now=NOW)


@asynccontextmanager
async def routers(storage: Storage, clock: SimulatedClock, count: int) -> AsyncIterator[list[Router]]:
    """Open several, each with threads of its own as processes have them."""
    hops = [Hops(storage) for _ in range(count)]
    try:
        yield [
            Router(hop, clock=clock, locale="en", command="/perf", ring=lambda: None, forms=lambda _: True)
            for hop in hops
        ]
    finally:
        for hop in hops:
            hop.close()


def replies(storage: Storage) -> list[str]:
    with storage.work() as work:
        return [one.key for one in work.outbox.find() if one.key.startswith("reply:")]


async def test_an_arrival_that_several_have_in_hand_is_answered_by_one(storage: Storage) -> None:
    hire(storage)
    click = Click(sender(), Action("feedback.useful", (("key", "news"),)), {"ts": "1"})
    async with routers(storage, SimulatedClock(NOW), 4) as several:
        assert await several[0].persist(click)
        answers = await asyncio.gather(*(one.receive(click) for one in several))

    assert [type(one) for one in answers if one is not None] == [Settled]
    with storage.work() as work:
        assert list(work.feedback.opinions().values()) == [(1, 1)]


async def test_what_was_acknowledged_before_a_crash_has_its_effect_and_its_answer_afterwards(storage: Storage) -> None:
    hire(storage)
    clock = SimulatedClock(NOW)
    brought: list[tuple[str, Reply]] = []

    async def answer(inbound: Inbound, reply: Reply) -> None:
        brought.append((inbound.sender.delivery_id, reply))

    async with routers(storage, clock, 2) as (crashed, next_life):
        assert await crashed.persist(Saying(sender(1), "help"))
        assert await crashed.persist(Click(sender(2), Action("feedback.useful", (("key", "news"),)), {"ts": "1"}))
        clock.move_to(NOW + timedelta(seconds=5))

        # A process that lives leaves alone what may be another's just now.
        assert await next_life.resume("slack", answer=answer, older=timedelta(minutes=1)) == 0
        assert await next_life.resume("slack", answer=answer) == 2
        assert await next_life.resume("slack", answer=answer) == 0

    assert replies(storage) == ["reply:slack:arrival-1"]
    assert [(one, type(reply)) for one, reply in brought] == [("arrival-1", type(None)), ("arrival-2", Settled)]


async def test_one_arrival_that_cannot_be_answered_keeps_no_other_back(storage: Storage) -> None:
    hire(storage)
    clock = SimulatedClock(NOW)
    brought: list[str] = []

    async def answer(inbound: Inbound, reply: Reply) -> None:
        brought.append(inbound.sender.delivery_id)
        if isinstance(reply, Notice):
            raise OSError("the platform is away")

    async with routers(storage, clock, 1) as (router,):
        gone = Action("feedback.useful", (("key", "no-such-message"),))
        assert await router.persist(Click(sender(1), gone, {"ts": "1"}))
        assert await router.persist(Saying(sender(2), "help"))
        clock.move_to(NOW + timedelta(seconds=5))
        assert await router.resume("slack", answer=answer) == 2

    assert brought == ["arrival-1", "arrival-2"]
    assert replies(storage) == ["reply:slack:arrival-2"]
