"""A manager plans the week in chat: who is on it, what can be done about each, and who may see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Card
from bot.messages.inbound import Notice, RejectedForm
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from tests.chat import EVERYWHERE, MORNING, Chat, Way, button, buttons, chat, read
from tests.company import OCTOBER, Company, furnish
from tests.post import deliver_all

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage

THURSDAY = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)


def words(talk: Chat) -> str:
    return "/planning" if talk.locale == "en" else "本周安排"


async def week(talk: Chat, who: str = "boss") -> Card:
    card = await talk.say(who, words(talk))
    assert isinstance(card, Card), card
    return card


def whom(card: Reply) -> set[str]:
    """Return about whom the buttons of a card are."""
    named = (dict(pressed.action.args).get("person") for pressed in buttons(card))
    return {person for person in named if person}


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_week_names_each_with_a_question_and_every_button_answers(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        with talk.work() as work:
            call, then = AgreedAction("min", "call both customers", date(2026, 10, 9)), MORNING - timedelta(days=20)
            work.pair_logs.add(TalkLogEntry("min", "boss", "boss", then, then, actions=(call,)))

        card = await week(talk)

        text = read(card)
        assert ("one person to talk with" if talk.locale == "en" else "1人需要聊聊") in text
        assert ("what got in the way of collections" if talk.locale == "en" else "卡在哪里") in text
        assert "call both customers" in text
        assert ("still open" if talk.locale == "en" else "还没完成") in text
        assert [pressed.action.name for pressed in buttons(card)][:2] == ["one_on_one.times", "planning.answer"]
        for pressed in buttons(card):
            said = await talk.click("boss", pressed)
            assert not isinstance(said, Notice) or not said.refused, read(said)
            await talk.say("boss", "cancel" if talk.locale == "en" else "取消")


@EVERYWHERE
async def test_what_is_put_off_comes_back_on_its_day(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        form = await talk.click("boss", button(await week(talk), "planning.answer"))

        await talk.submit("boss", form, answer="tomorrow")

        assert "Name min" not in read(await talk.say("boss", "talks" if talk.locale == "en" else "待约清单"))
        card = read(await week(talk))
        assert ("nobody to talk with" if talk.locale == "en" else "需要聊聊") not in card
        assert ("Answered today: Name min" if talk.locale == "en" else "今天已处理1人：Name min") in card
        talk.pass_by(days=1)
        assert ("one person to talk with" if talk.locale == "en" else "1人需要聊聊") in read(await week(talk))


@EVERYWHERE
async def test_that_no_talk_is_needed_takes_a_reason_and_holds_everywhere(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        asks = button(await week(talk), "planning.answer")

        again = await talk.submit("boss", await talk.click("boss", asks), answer="not-needed")
        if way.forms:
            assert isinstance(again, RejectedForm)
        await talk.submit("boss", again, answer="not-needed", reason="on leave until the 20th")

        talk.pass_by(days=3)
        assert ("nobody to talk with" if talk.locale == "en" else "没有人急需聊聊") in read(
            await talk.say("boss", "team" if talk.locale == "en" else "团队")
        )
        assert ("nobody is waiting for you" if talk.locale == "en" else "没有人在等你") in read(await week(talk))


async def test_a_talk_that_was_held_is_on_record_and_off_the_list(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        form = await talk.click("boss", button(await week(talk), "planning.answer"))

        await talk.submit("boss", form, answer="done")

        with talk.work() as work:
            pair = work.one_on_ones.pair("min")
        assert pair is not None
        assert pair.last_at == talk.clock.now()
        assert "Name min" not in read(await talk.say("boss", "talks"))


async def test_the_card_that_was_sent_is_drawn_anew_as_things_are_done(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        furnish(talk)
        card = await week(talk)
        deliver_all(talk)
        form = await talk.click("boss", button(card, "one_on_one.times"))

        await talk.submit("boss", form)

        with talk.work() as work:
            drawn = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "redraw"]
        assert len(drawn) == 1
        assert "已约" in drawn[0].card
        assert button(await week(talk), "one_on_one").action == Action("one_on_one", (("person", "min"),))


async def test_seven_are_named_and_the_others_are_one_tap_away(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        more = [f"w{number}" for number in range(10)]
        talk.hire(*more, manager="boss")
        with talk.work() as work:
            company = Company(work)
            for who in more:
                company.delta(who, "collections", OCTOBER, value=300_000.0, target=500_000.0, attainment=0.6)

        card = await week(talk)

        assert "11 people to talk with" in read(card)
        assert len(whom(card)) == 7
        rest = await talk.click("boss", button(card, "planning"))
        assert whom(card) | whom(rest) == {"min", *more}
        assert not whom(card) & whom(rest)


async def test_a_week_is_whoever_leads_today(storage: Storage) -> None:
    """A deputy has it for the days, a new manager from their day on, and whoever led before has nothing of it."""
    async with chat(storage) as talk:
        furnish(talk)
        asks = button(await week(talk), "planning.answer")
        with talk.work() as work:
            today = talk.clock.now().date()
            work.permissions.appoint("boss", "other", first=today, last=today, by="boss", at=talk.clock.now())

        assert "Name min" in read(await week(talk, "other"))
        for who in ("hr1", "bo", "min"):
            assert isinstance(await talk.say(who, words(talk)), Notice)
            assert isinstance(await talk.click(who, asks), Notice)

        talk.pass_by(days=1)
        talk.hire("min", "bo", manager="other")
        assert "Name min" in read(await week(talk, "other"))
        assert "Name min" not in read(await talk.say("boss", words(talk)))
        assert isinstance(await talk.click("boss", asks), Notice)


async def test_a_forged_answer_is_kept_of_nobody(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        for value in ("collections:2020-01-01", "nothing:2026-10-01", "collections", ""):
            args = (("person", "min"), ("value", value), ("group", "talk"))
            form = await talk.click("boss", Action("planning.answer", args))
            assert isinstance(await talk.submit("boss", form, answer="done"), Notice)
        with talk.work() as work:
            assert not work.talk_answers.of(["min"])
