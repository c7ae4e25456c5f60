"""The notice comes before anything else, whoever speaks first; it is receipted, logged, and followed by a tour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import DeliveryState, Hold, Priority
from bot.delivery.domain.notice import VERSION
from bot.delivery.services import notice
from bot.delivery.services.outbox import enqueue
from bot.delivery.services.verdict import Terms
from bot.delivery.views.delivery import doubted, merge
from bot.messages.card import Action, Attachment, Card, Choices
from bot.messages.inbound import Command, Settled
from bot.people.domain.permission import Role
from bot.runtime.worker import UnitOfWorkRunner
from tests.chat import EVERYWHERE, Chat, Way, button, chat, give, read
from tests.post import take
from tests.present import present

if TYPE_CHECKING:
    from bot.delivery.services.claim import ClaimedDelivery
    from storage.storage import Storage

SUNDAY = datetime(2026, 11, 8, 2, tzinfo=UTC)
WORDS = {"slack": ("help", "tour", "notices"), "dingtalk": ("帮助", "导览", "告知记录")}


async def due(here: Chat) -> list[ClaimedDelivery]:
    """Return what may go to people now."""
    terms = Terms(owner="test", merge=merge, doubted=doubted, gate=notice.gate, passed=notice.passed)
    run_in_work = UnitOfWorkRunner(here.storage)
    try:
        return await take(run_in_work, here.platform, terms, clock=here.clock, limit=9)
    finally:
        run_in_work.close()


def out(here: Chat, *claims: ClaimedDelivery) -> None:
    """Let deliveries be out."""
    with here.work() as work:
        for claim in claims:
            assert work.outbox.finish(claim.delivery, DeliveryState.SENT, at=here.clock.now())
            notice.passed(work, claim.delivery, here.clock.now())


def push(here: Chat, person: str, key: str = "news", priority: Priority = Priority.PRAISE) -> None:
    """Have something to say."""
    with here.work() as work:
        to = work.people.get(person)
        enqueue(
            work,
            Card("praise", "News"),
            key=key,
            to=present(to),
            kind="praise",
            priority=priority,
            now=here.clock.now(),
        )


@EVERYWHERE
async def test_nothing_goes_to_anybody_before_the_notice_is_out_and_everything_right_after(
    way: Way, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        here.hire("ana", told=False)
        push(here, "ana")
        push(here, "ana", "more")

        (first,) = await due(here)
        assert first.delivery.kind == "notice"
        assert await due(here) == []
        with here.work() as work:
            assert {delivery.reason for delivery in work.outbox.find() if delivery.kind == "praise"} == {Hold.NOTICE}
        out(here, first)
        assert {delivery.delivery.key for delivery in await due(here)} == {"news", "more"}, (
            "the notice counts against no cap"
        )


async def test_the_notice_keeps_to_working_days_unless_its_reader_has_spoken(storage: Storage) -> None:
    async with chat(storage, now=SUNDAY) as here:
        here.hire("ana", told=False)
        push(here, "ana", priority=Priority.NUDGE)
        assert await due(here) == []

        await here.say("ana", "help")
        (first,) = await due(here)
        assert first.delivery.kind == "notice"
        out(here, first)
        assert [delivery.delivery.kind for delivery in await due(here)] == ["help"]


@pytest.mark.postgresql
@EVERYWHERE
async def test_who_speaks_first_gets_the_notice_and_then_the_answer(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("ana", told=False)
        word = WORDS[way.platform][0]
        await here.arrive(Command(here.sender("ana"), word, inline=True))

        sent = []
        for _ in range(3):
            claims = await due(here)
            out(here, *claims)
            sent += [claim.delivery.kind for claim in claims]
        assert sent == ["notice", "help"]
        assert isinstance(await here.arrive(Command(here.sender("ana"), word, inline=True)), Card)


@pytest.mark.postgresql
@EVERYWHERE
async def test_understood_is_a_receipt_once_and_the_tour_follows_by_role(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("ana", told=False)
        push(here, "ana")
        out(here, *await due(here))
        (_, card) = here.inbox("ana")

        answered = await here.click("ana", button(card, "notice.seen"))
        assert isinstance(answered, Settled)
        assert [block.answered for block in answered.card.blocks if isinstance(block, Choices)] == [
            here.t("notice-seen")
        ]
        (tour,) = here.inbox("ana")
        assert tour.kind == "tour"
        await here.click("ana", button(card, "notice.seen"))
        assert here.inbox("ana") == []

        with here.work() as work:
            give(work, "ana", Role.ADMIN)
        again = await here.say("ana", WORDS[way.platform][1])
        assert read(again) != read(tour)
        with here.work() as work:
            assert present(work.notices.get("ana", VERSION)).seen_at == here.clock.now()


async def test_a_notice_that_failed_is_tried_once_more_another_day(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("ana", told=False)
        push(here, "ana")
        (first,) = await due(here)
        with here.work() as work:
            work.outbox.finish(first.delivery, DeliveryState.FAILED, at=here.clock.now(), detail="blocked")
        here.pass_by(hours=2)
        assert await due(here) == []
        here.pass_by(hours=23)
        (second,) = await due(here)
        assert second.delivery.key != first.delivery.key


@pytest.mark.postgresql
@pytest.mark.parametrize("role", [Role.ADMIN, Role.HR])
@EVERYWHERE
async def test_the_log_counts_and_exports_who_had_it_and_sends_it_to_the_rest(
    way: Way, role: Role, storage: Storage
) -> None:
    async with chat(storage, way) as here:
        here.hire("adm", "ana")
        here.hire("bo", told=False)
        with here.work() as work:
            give(work, "adm", role)
        card = await here.say("adm", WORDS[way.platform][2])
        assert isinstance(card, Card)
        (file,) = [block for block in card.blocks if isinstance(block, Attachment)]
        assert [line.split(",")[0] for line in file.content.removeprefix("\ufeff").splitlines()] == [
            "employee_id",
            "adm",
            "ana",
            "bo",
        ]
        assert here.t("notices-headline", seen=0, people=3) in read(card)

        assert here.t("notices-queued", n=1) == read(await here.click("adm", button(card, "notices.send")))
        assert here.t("notices-queued", n=0) == read(await here.click("adm", button(card, "notices.send")))
        assert [message.kind for message in here.inbox("bo")] == ["notice"]
        assert here.t("permission-denied") == read(await here.click("ana", Action("notices")))


async def test_who_was_given_the_notice_before_gets_no_other(storage: Storage) -> None:
    async with chat(storage) as here:
        here.hire("ana")
        push(here, "ana")
        assert [delivery.delivery.key for delivery in await due(here)] == ["news"]
        here.clock.move_to(here.clock.now() + timedelta(minutes=1))
        await here.say("ana", "help")
        assert [message.kind for message in here.inbox("ana")] == ["praise"]
