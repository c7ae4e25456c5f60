"""Sentences change nothing and concern nobody else until a button says so, and no question is taken for an offence."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from bot.messages.card import Card
from bot.messages.form import Form
from bot.messages.inbound import Notice, RejectedForm, Reply
from bot.people.domain.audit import What
from bot.people.domain.permission import Role
from handlers import ROUTES
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, give, read
from tests.company import Company

if TYPE_CHECKING:
    from storage.storage import Storage

DATA = Path(__file__).parents[2] / "data"
LANGUAGE = {"en": "slack", "zh": "dingtalk"}
TABLES = ("absence", "pause", "rhythm", "delegation", "role_of", "kudos", "dispute", "remark", "preference", "policy")


def rows() -> list[dict[str, str]]:
    with (DATA / "said.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def office(talk: Chat) -> None:
    """Lay a manager, one of their people, an admin, and figures that can be asked for."""
    talk.hire("boss", "ada")
    talk.hire("wei", manager="boss", name="Wei Zhang" if talk.locale == "en" else "张伟")
    talk.hire("fang", manager="boss", name="Fang Wang" if talk.locale == "en" else "王芳")
    with talk.work() as work:
        give(work, "ada", Role.ADMIN)
        company = Company(work)
        company.metric("sales", unit="CNY", title_en="Sales", title_zh="销售额")
        for who in ("wei", "fang"):
            company.delta(who, "sales", date(2026, 10, 1), value=120.0, target=100.0)
            company.delta(who, "sales", date(2026, 11, 1), value=12.0, target=100.0)


def outcome(reply: Reply) -> str:
    """Say in a word what came of words: a command's answer, a question before it acts, plain words, or nothing."""
    form = reply.form if isinstance(reply, RejectedForm) else reply
    if isinstance(form, Form):
        return f"form:{form.kind}"
    if isinstance(reply, Notice):
        return "say"
    assert isinstance(reply, Card), reply
    if reply.kind == "unknown":
        return "none"
    if reply.kind == "answer":
        offered = buttons(reply)
        proposed = len(offered) == 1 and offered[0].action.name not in {"less", "privacy"}
        return f"ask:{offered[0].action.name}" if proposed else "say"
    return "one_on_one" if reply.kind == "talk" else f"card:{reply.kind}"


def stored(talk: Chat) -> dict[str, int]:
    """Count what words could change: everything but the trail and who was answered."""
    with talk.work() as work:
        tables = SQLModel.metadata.tables
        return {
            name: work.connection.execute(sa.select(sa.func.count()).select_from(tables[name])).scalar_one()
            for name in TABLES
            if name in tables
        } | {"sent": len([delivery for delivery in work.outbox.find() if not delivery.key.startswith("reply:")])}


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_sentence_does_only_what_was_asked_for(storage: Storage, lang: str) -> None:
    async with chat(storage, Way(LANGUAGE[lang])) as talk:
        office(talk)
        before = stored(talk)

        said = {(row["who"], row["text"]): row["outcome"] for row in rows() if row["lang"] == lang}
        found = {}
        for who, text in said:
            found[who, text] = outcome(await talk.say(who, text))
            assert stored(talk) == before, f"{text!r} has changed something"

        wrong = {text: (found[who, text], wanted) for (who, text), wanted in said.items() if found[who, text] != wanted}
        assert wrong == {}
        with talk.work() as work:
            assert work.audit.find(what=What.REFUSAL) == [], "nobody has tried anything"


def test_the_table_is_of_many_trades_and_both_languages() -> None:
    counts = {lang: sum(row["lang"] == lang for row in rows()) for lang in ("en", "zh")}

    assert min(counts.values()) >= 75
    assert sum(counts.values()) >= 190


@EVERYWHERE
async def test_what_a_sentence_means_is_done_once_its_button_is_pressed(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"

        asked = await talk.say("wei", "I am on vacation until Friday" if english else "我请假到周五")
        assert ("6 Nov" if english else "11月6日") in read(asked)
        talk.pass_by(days=1)  # the days that were shown are meant, whenever it is pressed
        done = read(await talk.click("wei", button(asked, "away")))
        assert ("6 Nov" if english else "11月6日") in done

        asked = await talk.say("wei", "back?" if english else "回来了吗")
        await talk.click("wei", button(asked, "back"))
        asked = await talk.say("wei", "talk travel budget" if english else "约聊一下差旅预算")
        assert talk.inbox("boss") == [] or all("budget" not in read(message) for message in talk.inbox("boss"))
        assert "boss" in read(asked).lower()
        await talk.click("wei", button(asked, "talk"))
        assert any(("travel budget" if english else "差旅预算") in read(message) for message in talk.inbox("boss"))


@EVERYWHERE
async def test_every_question_before_an_act_has_a_button_that_does_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"

        asked = await talk.say("wei", "pause for 2 weeks?" if english else "暂停两周吗")
        await talk.click("wei", button(asked, "pause"))
        with talk.work() as work:
            assert [pause.subject for pause in work.pauses.active(now=talk.clock.now())] == ["wei"]
        asked = await talk.say("wei", "resume?" if english else "恢复吗")
        await talk.click("wei", button(asked, "resume"))
        with talk.work() as work:
            assert work.pauses.active(now=talk.clock.now()) == []
        asked = await talk.say("wei", "export?" if english else "导出吗")
        sent = await talk.click("wei", button(asked, "privacy.export"))
        assert isinstance(sent, Card)
        assert sent.kind == "privacy"


async def test_an_explicit_command_acts_at_once(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk)

        assert "away" in read(await talk.say("wei", "away until Friday")).lower()
        assert isinstance(await talk.say("wei", "back"), Card)
        assert "boss" in read(await talk.say("wei", "talk about the travel budget"))
        assert any("the travel budget" in read(message) for message in talk.inbox("boss"))


async def test_nothing_is_a_refusal_before_a_person_was_named(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk)

        for said in ("team", "team October", "audit", "role", "deliveries", "show me the trend of the team", "drafts"):
            reply = await talk.say("wei", said)
            assert "on record" not in read(reply), said
        with talk.work() as work:
            assert work.audit.find(what=What.REFUSAL) == []

        assert "on record" in read(await talk.say("wei", "show Fang Wang"))
        assert "on record" in read(await talk.say("wei", "data Fang Wang"))
        with talk.work() as work:
            assert [entry.subject for entry in work.audit.find(what=What.REFUSAL)] == ["fang", "fang"]


async def test_of_several_people_with_a_name_nobody_is_told_to_who_may_not_see_them(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk)
        talk.hire("x1", "x2", name="Lena Frost")

        for said in ("show Lena", "person Lena Frost"):
            text = read(await talk.say("boss", said))
            assert "x1" not in text, said


@EVERYWHERE
async def test_the_nearest_commands_are_buttons_or_none_is(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"

        near = await talk.say(
            "wei", "could you pull up my figures please" if english else "帮我调一下我的业绩数据情况看"
        )
        names = [choice.action.name for choice in buttons(near)]
        assert 1 <= len(names) <= 3
        assert "help" in names or len(names) == 3
        none = await talk.say("wei", "the forklift needs a new battery" if english else "叉车要换电池")
        assert [choice.action.name for choice in buttons(none)] == ["help"]


async def test_an_offer_keeps_what_was_said_with_it(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk)

        card = await talk.say("wei", "sales in October, sort of")
        offer = next(button for button in buttons(card) if button.action.name == "me")

        assert dict(offer.action.args)["said"] == "sales 2026-10-01 to 2026-10-31"
        assert "sales, 1 Oct 2026 to 31 Oct 2026" in read(await talk.click("wei", offer))


def test_every_route_that_acts_on_words_at_once_asks_first_when_it_is_only_a_sentence() -> None:
    acting = {route.name for route in ROUTES if route.changes}

    assert acting >= {"back", "pause", "resume", "privacy.export", "unlink", "role", "policy.quiet", "policy.caps"}
