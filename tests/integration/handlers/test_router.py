"""Arrivals on both databases: each has its effect once, whoever has it in hand, and none stays behind."""

from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import Priority
from bot.delivery.domain.notice import VERSION
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import NotFound
from bot.kit.identity import Identity
from bot.messages.card import Action, Card
from bot.messages.field import Field, SelectField, SeveralField, TextField
from bot.messages.form import Form
from bot.messages.inbound import Click, Command, Notice, Saying, Sender, Settled, Submission
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.runtime.clockwork import SimulatedClock, SystemClock
from bot.runtime.worker import UnitOfWorkRunner
from handlers.grammar import Led, readings
from handlers.route import Route
from handlers.router import Router
from tests.present import present

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.messages.inbound import Inbound, Reply
    from bot.work import Work
    from handlers.context import Context
    from storage.storage import Storage

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
ANA = Identity("slack", "", "U0ANA")


def sender(number: int = 1) -> Sender:
    return Sender(ANA, f"arrival-{number}", "D0ANA", private=True, at=NOW)


def hire(storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "accounts": {"slack": "U0ANA"}}])
        work.notices.settle(["ana"], VERSION, at=NOW)
        ana = work.people.get("ana")
        enqueue(
            work, Card("standing", "News"), key="news", to=present(ana), kind="x", priority=Priority.STANDING, now=NOW
        )


@asynccontextmanager
async def routers(storage: Storage, clock: SimulatedClock, count: int) -> AsyncIterator[list[Router]]:
    """Open several, each with threads of its own as processes have them."""
    runners = [UnitOfWorkRunner(storage) for _ in range(count)]
    try:
        yield [
            Router(run_in_work, clock=clock, locale="en", command="/perf", wake=lambda: None, forms=lambda _: True)
            for run_in_work in runners
        ]
    finally:
        for run_in_work in runners:
            run_in_work.close()


def replies(storage: Storage) -> list[str]:
    with storage.work() as work:
        return [delivery.key for delivery in work.outbox.find() if delivery.key.startswith("reply:")]


@pytest.mark.postgresql
async def test_an_arrival_that_several_have_in_hand_is_answered_by_one(storage: Storage) -> None:
    hire(storage)
    click = Click(sender(), Action("feedback.useful", (("key", "news"),)), {"id": "1"})
    async with routers(storage, SimulatedClock(NOW), 4) as several:
        assert await several[0].persist(click)
        answers = await asyncio.gather(*(router.receive(click) for router in several))

    assert [type(answer) for answer in answers if answer is not None] == [Settled]
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
        assert await crashed.persist(Click(sender(2), Action("feedback.useful", (("key", "news"),)), {"id": "1"}))
        clock.move_to(NOW + timedelta(seconds=5))

        # A process that lives leaves alone what may be another's just now.
        assert await next_life.resume("slack", answer=answer, older=timedelta(minutes=1)) == 0
        assert await next_life.resume("slack", answer=answer) == 2
        assert await next_life.resume("slack", answer=answer) == 0

    assert replies(storage) == ["reply:slack:arrival-1"]
    assert [(name, type(reply)) for name, reply in brought] == [("arrival-1", type(None)), ("arrival-2", Settled)]


@pytest.mark.postgresql
async def test_who_writes_is_answered_although_the_database_has_ended_the_first_transaction(
    database_url: str, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database_url.startswith("postgres"):
        pytest.skip("SQLite ends no transaction by itself")
    hire(storage)
    monkeypatch.setattr("storage.database._SHORT", (100, 5_000, 5_000))
    click = Click(sender(), Action("feedback.useful", (("key", "news"),)), {"id": "1"})
    slept: list[bool] = []

    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        respond = router._responder.respond

        def sleepily(work: Work, inbound: Inbound, **more: Any) -> Reply:
            if not slept:
                slept.append(True)
                threading.Event().wait(0.5)
            return respond(work, inbound, **more)

        monkeypatch.setattr(router._responder, "respond", sleepily)
        assert await router.persist(click)
        assert isinstance(await router.receive(click), Settled)

    assert slept
    with storage.work() as work:
        assert list(work.feedback.opinions().values()) == [(1, 1)]


@pytest.mark.postgresql
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
        assert await router.persist(Click(sender(1), gone, {"id": "1"}))
        assert await router.persist(Saying(sender(2), "help"))
        clock.move_to(NOW + timedelta(seconds=5))
        assert await router.resume("slack", answer=answer) == 2

    assert brought == ["arrival-1", "arrival-2"]
    assert replies(storage) == ["reply:slack:arrival-2"]


async def test_a_form_that_was_acknowledged_before_a_crash_has_its_effect_afterwards(storage: Storage) -> None:
    hire(storage)
    with storage.work() as work:
        work.people.put([{"id": "bo", "name": "Bo", "accounts": {"slack": "U0BO"}}])
    clock = SimulatedClock(NOW)

    async def answer(inbound: Inbound, reply: Reply) -> None:
        del inbound, reply

    async with routers(storage, clock, 2) as (crashed, next_life):
        form = await crashed.receive(Command(sender(7), "give feedback Bo", inline=True))
        assert isinstance(form, Form)
        said = "On 3 Nov Bo fixed the export of project Atlas, so that the customer could deliver on time"
        values = {field.name: said if isinstance(field, TextField) else first(field) for field in form.fields}
        assert await crashed.persist(Submission(sender(1), form.action, values))
        clock.move_to(NOW + timedelta(seconds=5))

        assert await next_life.resume("slack", answer=answer) == 1
        assert await next_life.resume("slack", answer=answer) == 0

    with storage.work() as work:
        told = list(work.outbox.find(person_id="bo"))
    assert [said in delivery.card for delivery in told] == [True]


def first(field: Field) -> str | tuple[str, ...]:
    """Return what stands in a field, else its first option."""
    if isinstance(field, SelectField):
        return field.value or field.options[0].value
    return field.values if isinstance(field, SeveralField) else field.value


async def test_a_command_that_waits_too_long_is_kept_and_answered_once(storage: Storage) -> None:
    hire(storage)
    turn = threading.Event()
    asked = [Command(sender(number), "help", inline=True) for number in (1, 2)]
    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        busy = asyncio.create_task(
            router._run_in_work(lambda _: turn.wait(10))
        )  # the only thread, or the first of them
        answers = [asyncio.create_task(router.receive(command)) for command in asked]
        await SystemClock().sleep(0.05)
        keeping = [asyncio.create_task(router.defer(command)) for command in asked]
        await SystemClock().sleep(0.05)
        turn.set()
        await busy
        kept, direct = await asyncio.gather(*keeping), await asyncio.gather(*answers)

    assert [type(answer) for answer in direct] == [type(None) if late else Card for late in kept]
    assert sorted(replies(storage)) == [f"reply:slack:arrival-{n}" for n, late in enumerate(kept, 1) if late]
    assert all(kept) or not storage.embedded, "only where several threads serve them they had their turn already"


async def test_a_command_whose_effect_has_begun_is_not_kept_as_well(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hire(storage)
    begun, turn = threading.Event(), threading.Event()
    asked = Command(sender(), "help", inline=True)
    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        answer = router._answer

        def slowly(work: Work, inbound: Inbound, **more: Any) -> Reply:
            begun.set()
            turn.wait(10)
            return answer(work, inbound, **more)

        monkeypatch.setattr(router, "_answer", slowly)
        coming = asyncio.create_task(router.receive(asked))
        await asyncio.to_thread(begun.wait, 10)
        kept = await router.defer(asked)
        turn.set()

        assert not kept, "its effect and its answer come together"
        assert isinstance(await coming, Card)
    assert replies(storage) == []


async def test_who_asks_while_a_transaction_runs_shares_it_and_a_fault_stays_with_its_own(
    storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails after it has written takes the transaction along; then each is asked alone."""
    hire(storage)
    words = ("help", "metric", "me", "help")
    asked = [Command(sender(number), said, inline=True) for number, said in enumerate(words)]
    transactions: list[int] = []

    def refuse(context: Context, inbound: Inbound) -> Reply:
        context.work.choices.reserve("slack", inbound.sender.identity.user, "m1", ["x"], said=(), at=NOW)
        raise NotFound("reading-none")

    broken = Led(Route("metric", refuse, Act.USE), "")
    monkeypatch.setattr("handlers.meaning.readings", lambda said: (broken,) if said == "metric" else readings(said))
    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        together = router._answers

        def counted(work: Work, batch: list[Any]) -> list[Reply]:
            try:
                return together(work, batch)
            finally:
                transactions.append(len(batch))

        monkeypatch.setattr(router, "_answers", counted)
        answers = await asyncio.gather(*(router.receive(command) for command in asked))

    assert [type(answer) for answer in answers] == [Card, Notice, Card, Card]
    assert sum(transactions) == len(asked)
    with storage.work() as work:
        assert work.choices.recall("slack", "U0ANA").open == {}, "nothing stays of what failed"


async def test_a_read_is_noted_each_time_also_when_the_answer_is_the_same(storage: Storage) -> None:
    hire(storage)
    with storage.work() as work:
        work.people.put([{"id": "bo", "name": "Bo", "manager_id": "ana"}])
    clock = SimulatedClock(NOW)
    async with routers(storage, clock, 1) as (router,):
        answers = []
        for number in range(3):
            answers.append(await router.receive(Command(sender(number), "team", inline=True)))
            clock.move_to(clock.now() + timedelta(minutes=1))

    assert isinstance(answers[0], Card)
    assert answers[0] == answers[1] == answers[2]
    with storage.work() as work:
        noted = [entry.at for entry in work.audit.find(actor="ana", what=What.READ)]
    assert noted == [NOW + timedelta(minutes=2), NOW + timedelta(minutes=1), NOW]


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_who_has_two_accounts_is_answered_where_they_asked(platform: str, storage: Storage) -> None:
    with storage.work() as work:
        work.people.put([{"id": "ana", "name": "Ana", "accounts": {"slack": "U0ANA", "dingtalk": "0421"}}])
        work.notices.settle(["ana"], VERSION, at=NOW)
    account = Identity(platform, "", {"slack": "U0ANA", "dingtalk": "0421"}[platform])
    asked = Saying(Sender(account, "arrival-1", "", private=True, at=NOW), "me")

    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        assert await router.persist(asked)
        assert await router.receive(asked) is None

    with storage.work() as work:
        (reply,) = [delivery for delivery in work.outbox.find(person_id="ana") if delivery.priority is Priority.REPLY]
    assert reply.platform == platform
