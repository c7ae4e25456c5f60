"""Answers of a platform that are lost, or say something unusual: everybody has each message once, and soon."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import bot.platforms.dingtalk.limits
import bot.platforms.slack.limits
from bot.kit.errors import InDoubt, NoReceipt, NotThere, Unreachable
from bot.kit.identity import Identity
from bot.messages.card import Card, Heading, Text
from bot.messages.inbound import Notice
from bot.runtime.clockwork import SimulatedClock
from bot.sandbox.faults import REPEATS
from tests.wire import since, wire, words

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply
    from tests.wire import Name, Wire

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOON = timedelta(seconds=8)
"""What somebody may wait who asked, beyond what the calls themselves take."""
LOST = ["refuse", "server_error", "broken_answer", "lost_answer", "no_receipt", "html"]


def card(text: str = "23 of 20") -> Card:
    return Card("standing", "Your numbers are in", (Heading("115% of target"), Text(text)))


async def answered(link: Wire, reply: Reply) -> None:
    """Say two things, with whatever is wrong with the first answer, and see that each is answered once."""

    async def answer(inbound: Inbound) -> Reply:
        del inbound
        return reply

    link.handle = answer
    await link.say("my numbers")
    await link.got(1)
    await link.say("and again")
    await link.got(2)
    assert len(await link.messages()) == 2


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("name", ["slack", "dingtalk"])
async def test_who_asked_has_the_answer_once_and_soon_though_the_platforms_is_lost(name: Name, fault: str) -> None:
    clock = SimulatedClock(NOON)
    async with wire(name, clock=clock) as link:
        await link.fault(next_posts=[fault])

        await answered(link, card())

    assert clock.now() - NOON <= SOON


@pytest.mark.parametrize("fault", LOST)
async def test_a_line_in_private_comes_once_too(fault: str) -> None:
    clock = SimulatedClock(NOON)
    async with wire("slack", clock=clock) as link:
        await link.fault(next_posts=[fault])

        await answered(link, Notice("Noted."))

    assert clock.now() - NOON <= SOON


@pytest.mark.parametrize("name", ["slack", "dingtalk"])
async def test_an_answer_that_takes_too_long_is_not_said_twice(name: Name, monkeypatch: pytest.MonkeyPatch) -> None:
    for platform in (bot.platforms.slack.limits, bot.platforms.dingtalk.limits):
        monkeypatch.setattr(platform, "REQUEST", 0.4)
    async with wire(name) as link:
        await link.fault(slow_posts_ms=900)
        asked = asyncio.create_task(answered(link, card()))

        async def timed_out() -> bool:
            return "conversations.history" in str(await link.get("/sandbox/calls")) or name == "dingtalk"

        await link.until(timed_out)
        await asyncio.wait({asked}, timeout=0.6)
        await link.fault(slow_posts_ms=0)

        await asked


@pytest.mark.parametrize("lost", ["server_error", "lost_answer"])
@pytest.mark.parametrize("name", ["slack", "dingtalk"])
async def test_two_lost_answers_in_a_row_are_no_more_than_one(name: Name, lost: str) -> None:
    clock = SimulatedClock(NOON)
    async with wire(name, clock=clock) as link:
        await link.fault(next_posts=[lost, lost])

        await answered(link, card())

    assert clock.now() - NOON <= 2 * SOON


async def test_a_history_that_shows_nothing_at_all_is_no_proof_that_nothing_is_there() -> None:
    async with wire("slack") as link:
        await link.platform.send(link.ana, card(), opaque="k0")
        await link.fault(no_receipt=1)
        with pytest.raises(NoReceipt):
            await link.platform.send(link.ana, card(), opaque="k")

        with pytest.raises(Unreachable):
            await link.platform.find(link.ana, opaque="k", since=since())

        await link.fault(no_receipt=0)
        assert await link.platform.find(link.ana, opaque="k", since=since())


# Cards of DingTalk that are there already


@pytest.mark.parametrize("how", REPEATS)
async def test_a_card_that_arrived_counts_as_sent_whatever_the_answer_to_its_repeat(how: str) -> None:
    async with wire("dingtalk") as link:
        await link.fault(repeat_card=how, next_posts=["lost_answer"])
        await link.platform.connected()
        with pytest.raises(InDoubt):
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)

        receipt = await link.platform.send(link.ana, card(), opaque="k")

        assert receipt.fields["id"] == "k"
        assert len(await link.messages()) == 1


async def test_a_card_that_was_made_and_reached_nobody_is_delivered_at_once() -> None:
    async with wire("dingtalk") as link:
        await link.fault(next_posts=["undelivered"])

        receipt = await link.platform.send(link.ana, card(), opaque="k", fresh=True)

        assert receipt.fields["processQueryKey"]
        assert len(await link.messages()) == 1


@pytest.mark.parametrize("how", REPEATS)
async def test_a_card_that_was_made_and_could_not_be_delivered_is_when_it_can(how: str) -> None:
    async with wire("dingtalk") as link:
        await link.fault(repeat_card=how, next_posts=["undelivered", "undelivered"])
        with pytest.raises(Unreachable, match="not_delivered") as caught:
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)
        assert not isinstance(caught.value, InDoubt)

        for _ in range(2):
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)
            assert len(await link.messages()) == 1
            await link.fault(repeat_card="quiet")


@pytest.mark.parametrize("how", ["refuse", "quiet", "unsuccessful"])
async def test_another_process_knows_as_well_that_nobody_has_a_card_yet(how: str) -> None:
    async with wire("dingtalk") as link:
        await link.fault(repeat_card=how, next_posts=["undelivered", "undelivered"])
        with pytest.raises(Unreachable, match="not_delivered"):
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)
        link.platform._card_sender.cards._undelivered.clear()  # type: ignore[union-attr] # what a new process knows

        await link.platform.send(link.ana, card(), opaque="k", fresh=True)

        assert len(await link.messages()) == 1


async def test_who_has_left_is_not_asked_for_again() -> None:
    async with wire("dingtalk") as link:
        with pytest.raises(NotThere, match="left"):
            await link.platform.send(Identity("dingtalk", "", "0999"), card(), opaque="k", fresh=True)

        assert "/v1.0/card/instances/deliver" not in (await link.get("/sandbox/calls"))["dingtalk"]


async def test_a_yes_that_made_nothing_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    async with wire("dingtalk") as link:
        calls = link.platform._card_sender.calls  # type: ignore[union-attr]
        new = calls.new
        said: dict[str, Any] = {"success": True, "result": {"deliverResults": []}}

        async def makes_nothing(method: str, path: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
            return said if method == "POST" else await new(method, path, body, **more)

        monkeypatch.setattr(calls, "new", makes_nothing)
        with pytest.raises(NoReceipt):
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)

        said["success"] = False
        with pytest.raises(Unreachable, match="unsuccessful") as caught:
            await link.platform.send(link.ana, card(), opaque="k", fresh=True)
        assert not isinstance(caught.value, InDoubt)


@pytest.mark.parametrize("answer", [{"success": False}, {"success": True, "result": False}])
async def test_a_card_that_was_not_changed_is_not_taken_for_changed(
    monkeypatch: pytest.MonkeyPatch, answer: dict[str, Any]
) -> None:
    clock = SimulatedClock(NOON)
    async with wire("dingtalk", clock=clock) as link:
        receipt = await link.platform.send(link.ana, card(), opaque="k")
        calls = link.platform._card_sender.calls  # type: ignore[union-attr]

        async def unchanged(*_: object, **__: object) -> dict[str, Any]:
            return answer

        with monkeypatch.context() as patch:
            patch.setattr(calls, "new", unchanged)
            with pytest.raises(Unreachable, match="not_updated"):
                await link.platform.update(receipt, card("24 of 20"))

        await link.platform.update(receipt, card("24 of 20"))
        assert "24 of 20" in words((await link.messages())[0])
