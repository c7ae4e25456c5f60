"""Agendas in talk: brought by either, seen by whom they are for, carried over with since when, and by the numbers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action
from bot.messages.form import Form
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from bot.runtime.tick import pump
from handlers import TICKS
from tests.chat import EVERYWHERE, Way, button, buttons, chat, give, read
from tests.company import furnish
from tests.present import present

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage
    from tests.chat import Chat

THURSDAY = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)


def company(talk: Chat) -> None:
    talk.hire("ana", "pat")
    talk.hire("wei", "min", manager="ana")


def opens(person: str = "wei") -> Action:
    return Action("agenda.add", (("person", person),))


async def adds(talk: Chat, who: str, text: str, topic: str, share: str = "shared") -> None:
    await talk.submit(who, await talk.click(who, opens()), text=text, topic=topic, share=share)


def plan(talk: Chat, at: datetime | None = THURSDAY) -> None:
    with talk.work() as work:
        work.one_on_ones.plan("wei", at=at)


def tick(talk: Chat) -> None:
    with talk.work() as work:
        pump(work, TICKS, now=talk.clock.now())


def talks(talk: Chat, who: str) -> list[Card]:
    return [card for card in talk.inbox(who) if card.kind == "one_on_one"]


@EVERYWHERE
async def test_both_bring_points_and_each_sees_the_shared_ones_and_their_own(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        english = talk.locale == "en"

        form = await talk.say("wei", "agenda the travel budget" if english else "议题 the travel budget")
        if isinstance(form, Form):
            assert "the travel budget" in form.fields[0].value  # type: ignore[union-attr]
        await talk.submit("wei", form, text="the travel budget", topic="support", share="shared")
        await talk.submit(
            "wei", await talk.click("wei", opens()), text="ask for more pay", topic="support", share="private"
        )
        form = await talk.click("ana", opens())
        await talk.submit("ana", form, text="coach somebody", topic="progress", share="shared")
        await talk.submit(
            "ana", await talk.click("ana", opens()), text="he seems tired", topic="problems", share="private"
        )

        seen = {who: read(await talk.click(who, Action("agenda", (("person", "wei"),)))) for who in ("wei", "ana")}

        prepared = {"wei": "ask for more pay", "ana": "he seems tired"}
        for who, other in (("wei", "ana"), ("ana", "wei")):
            assert "the travel budget" in seen[who]
            assert "coach somebody" in seen[who]
            assert prepared[who] in seen[who]
            assert prepared[other] not in seen[who]


async def test_a_managers_words_name_whose_talk_is_meant(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)

        form = await talk.say("ana", "agenda Name wei: the price list")
        assert isinstance(form, Form)
        assert form.action == opens("wei")
        assert form.fields[0].value == "the price list"  # type: ignore[union-attr]
        assert "Name min" in read(await talk.say("ana", "agenda Name min"))


async def test_no_stranger_sees_or_adds(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        talk.hire("hr")
        with talk.work() as work:
            give(work, "hr", Role.HR, Role.ADMIN)
        await adds(talk, "wei", "the secret", "support")

        for stranger in ("min", "pat", "hr"):
            for action in (opens(), Action("agenda", (("person", "wei"),))):
                reply = await talk.click(stranger, action)
                assert isinstance(reply, Notice), (stranger, action)
                assert "the secret" not in read(reply)


@pytest.mark.postgresql
async def test_a_new_manager_sees_nothing_older_and_the_former_one_nothing(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        await adds(talk, "wei", "about ana", "support")

        talk.hire("wei", manager="pat")

        looks = Action("agenda", (("person", "wei"),))
        assert isinstance(await talk.click("ana", looks), Notice)
        assert "about ana" not in read(await talk.click("pat", looks))
        assert "about ana" in read(await talk.click("wei", looks))


@EVERYWHERE
async def test_the_reminder_holds_what_was_brought_and_what_is_carried_over(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)
        await adds(talk, "wei", "old point", "support")
        talk.pass_by(hours=1)
        with talk.work() as work:
            work.one_on_ones.met("wei", at=talk.clock.now())
        talk.pass_by(hours=1)
        plan(talk)
        await adds(talk, "ana", "mine alone", "progress", "private")
        await adds(talk, "ana", "new point", "progress")

        talk.clock.move_to(THURSDAY - timedelta(hours=20))
        tick(talk)
        [early] = talks(talk, "wei")
        assert "old point" in read(early)
        assert button(early, "agenda.add").action == opens()
        talk.clock.move_to(THURSDAY - timedelta(hours=2))
        tick(talk)
        [wei], [_, ana] = talks(talk, "wei"), talks(talk, "ana")

        since = "3 Nov" if talk.locale == "en" else "11月3日"
        for card in (wei, ana):
            assert "old point" in read(card)
            assert "new point" in read(card)
            assert read(card).count(since) == 1, "the old one alone says since when"
        assert "mine alone" in read(ana)
        assert "mine alone" not in read(wei)
        tick(talk)
        assert talks(talk, "wei") == [], "the day before, two hours before, and then no more"


async def test_who_agreed_on_the_time_just_now_is_not_asked_the_day_before(storage: Storage) -> None:
    async with chat(storage) as talk:
        company(talk)
        at = talk.clock.now() + timedelta(hours=23)
        await talk.click(
            "ana", Action("one_on_one.book", (("person", "wei"), ("at", at.isoformat(timespec="minutes"))))
        )
        talk.inbox("wei")

        tick(talk)

        assert talks(talk, "wei") == []


async def test_numbers_stand_there_only_if_they_are_new_since_the_last_talk_each_with_its_reason(
    storage: Storage,
) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        with talk.work() as work:
            person = present(work.people.get("min"))
        looks = Action("agenda", (("person", "min"),))

        fresh = await talk.click(present(person.manager_id), looks)
        reasons = [each for each in buttons(fresh) if each.action.name == "why"]
        assert 1 <= len(reasons) <= 3
        assert "?" in read(fresh)
        opened = await talk.click(present(person.manager_id), reasons[0])
        assert not isinstance(opened, Notice), "it opens"
        with talk.work() as work:
            work.one_on_ones.met("min", at=talk.clock.now())
        again = await talk.click(present(person.manager_id), looks)

        assert not [each for each in buttons(again) if each.action.name == "why"]
