"""Commands that many people give at the same moment: few transactions, one answer each, and no fault is shared."""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot.clockwork import SystemClock
from bot.domain.person import Identity
from bot.messages.card import Card
from bot.messages.inbound import Command, Notice, Sender
from bot.worker import Hops
from handlers.router import Router

if TYPE_CHECKING:
    from collections.abc import Callable

    from storage.database import Storage

R = TypeVar("R")
CLOCK = SystemClock()


def help_for(number: int, *, user: str = "") -> Command:
    identity = Identity("slack", "T1", user or f"U{number}")
    return Command(Sender(identity, f"d{number}", f"D{number}", private=True, at=CLOCK.now()), "help", inline=True)


def staff(storage: Storage, count: int) -> None:
    with storage.work() as work:
        work.people.put(
            [
                {"id": f"E{n}", "name": f"Person {n}", "accounts": {"slack": f"U{n}"}, "locale": ("en", "zh-CN")[n % 2]}
                for n in range(count)
            ]
        )


async def test_everybody_who_asks_at_once_has_their_own_answer_and_few_transactions_do(storage: Storage) -> None:
    staff(storage, 20)
    with closing(Hops(storage)) as hop:
        router, transactions = _router(hop)

        replies = await asyncio.gather(*(router.receive(help_for(n)) for n in range(20)))

    assert [reply.locale for reply in replies if isinstance(reply, Card)] == ["en", "zh-CN"] * 10
    assert len(transactions) < 20
    with storage.work() as work:
        assert [work.people.conversation(help_for(n).sender.identity) for n in range(20)] == [
            f"D{n}" for n in range(20)
        ]


async def test_a_command_that_breaks_its_handler_breaks_nobody_elses(storage: Storage) -> None:
    staff(storage, 6)
    broken = Command(help_for(3).sender, cast("str", None), inline=True)
    with closing(Hops(storage)) as hop:
        router, _ = _router(hop)

        asked = [help_for(0), help_for(1), help_for(2), broken, help_for(4), help_for(5, user="UNOBODY")]
        replies = await asyncio.gather(*(router.receive(one) for one in asked), return_exceptions=True)

    assert [type(reply) for reply in replies] == [Card, Card, Card, TypeError, Card, Notice]


def _router(hop: Hops) -> tuple[Router, list[str]]:
    transactions: list[str] = []

    async def counted(fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> R:
        transactions.append(fn.__name__)
        return await hop(fn, *args, **kwargs)

    return Router(counted, clock=CLOCK, locale="en", command="/perf", ring=lambda: None), transactions
