"""Follow-up questions change of the question before only what they say, and nothing is answered that is not theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Card
from bot.messages.inbound import Saying
from bot.people.domain.audit import What
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.company import Company

if TYPE_CHECKING:
    from storage.storage import Storage

MONTHS = [date(2025, 10, 1), date(2026, 9, 1), date(2026, 10, 1)]


def office(talk: Chat) -> None:
    """Lay a manager and three people with two metrics in three months, and somebody of another team."""
    english = talk.locale == "en"
    talk.hire("boss", "other")
    for key, name in (("p1", "Anna Berg" if english else "张敏"), ("p2", "Tom Lind" if english else "李强")):
        talk.hire(key, manager="boss", name=name)
    talk.hire("p3", manager="boss", name="Bo Larsen" if english else "张伟")
    talk.hire("x1", manager="other", name="Ida Moss" if english else "赵静")
    with talk.work() as work:
        company = Company(work)
        company.metric("sales", unit="CNY", title_en="Sales", title_zh="销售额")
        company.metric("margin", unit="%", title_en="Gross margin", title_zh="毛利率")
        for who in ("p1", "p2", "p3", "x1", "boss"):
            for month in MONTHS:
                company.delta(who, "sales", month, value=100.0, target=100.0)
                company.delta(who, "margin", month, value=0.3, target=0.2)


# A question, what goes on from it, and what both together ask for as it is said back; "" before "|" is an own figure

ENGLISH = [
    ("me sales October", "and last year?", "sales, October 2025"),
    ("me sales October", "and in September?", "sales, September 2026"),
    ("me sales October", "what about gross margin", "gross margin, October 2026"),
    ("me sales October 2025", "and September?", "sales, September 2026"),
    ("me sales Q3", "last year?", "sales, Q3 2025"),
]
CHINESE = [
    ("我的数据 销售额 十月", "那去年呢", "销售额，2025年10月"),
    ("我的数据 销售额 十月", "九月呢？", "销售额，2026年9月"),
    ("我的数据 销售额 十月", "毛利率呢", "毛利率，2026年10月"),
    ("我的数据 销售额 十月", "那毛利率怎么样", "毛利率，2026年10月"),
]


@pytest.mark.parametrize(("asked", "follow", "back"), [*ENGLISH, *CHINESE])
async def test_a_follow_up_changes_what_it_says_and_keeps_the_rest(
    storage: Storage, asked: str, follow: str, back: str
) -> None:
    async with chat(storage, Way("slack" if asked.isascii() else "dingtalk")) as talk:
        office(talk)

        await talk.say("p1", asked)
        text = read(await talk.say("p1", follow))

        assert back in text


@EVERYWHERE
async def test_a_follow_up_may_be_about_somebody_else_the_team_or_oneself(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"
        sales = "sales, September 2026" if english else "销售额，2026年9月"

        await talk.say("boss", "me sales September" if english else "我的数据 销售额 九月")
        for follow, kind, name in (
            ("and Anna?" if english else "那张敏呢", "person", "Anna Berg" if english else "张敏"),
            ("what about Tom" if english else "小李呢", "person", "Tom Lind" if english else "李强"),
            ("what about the team?" if english else "那团队呢", "team", "Bo Larsen" if english else "张伟"),
            ("and me?" if english else "那我呢", "me", ""),
        ):
            card = await talk.say("boss", follow)
            assert isinstance(card, Card), (follow, card)
            assert name in read(card), follow
            assert sales in read(card), follow
            assert kind in card.kind, follow


@EVERYWHERE
async def test_why_explains_what_was_asked_about(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"

        await talk.say("boss", "show Anna sales September" if english else "看 张敏 销售额 九月")
        card = await talk.say("boss", "why?" if english else "为什么？")

        assert isinstance(card, Card)
        assert card.kind == "why"
        assert ("Anna Berg" if english else "张敏") in read(card)
        assert ("September" if english else "9月") in read(card)

        await talk.say("boss", "team sales" if english else "团队 销售额")
        whose = await talk.say("boss", "why?" if english else "为什么")
        assert {choice.action.name for choice in buttons(whose)} == {"why"}
        assert len(buttons(whose)) == 3
        assert isinstance(answer := await talk.click("boss", buttons(whose)[0]), Card)
        assert answer.kind == "why"


@EVERYWHERE
async def test_the_whole_is_refused_where_it_is_not_theirs_and_nothing_goes_on_from_it(
    storage: Storage, way: Way
) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"

        await talk.say("p1", "me sales October" if english else "我的数据 销售额 十月")
        refused = read(await talk.say("p1", "and Tom?" if english else "那李强呢"))
        assert "Tom" not in refused
        assert "100" not in refused
        with talk.work() as work:
            assert work.audit.find(what=What.REFUSAL) == [], "a question is no attempt"

        await talk.say("boss", "me sales October" if english else "我的数据 销售额 十月")
        refused = read(await talk.say("boss", "and Ida Moss?" if english else "那赵静呢"))
        assert "100" not in refused


@EVERYWHERE
async def test_without_a_question_before_it_is_said_with_what_can_be_asked(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        office(talk)
        english = talk.locale == "en"
        follow = "and last year?" if english else "那去年呢"

        card = await talk.say("boss", follow)
        assert [choice.action.name for choice in buttons(card)] == ["me", "team"]
        assert "2025" in read(card)
        assert talk.t("help-before") in read(card)
        assert "2025" in read(await talk.click("boss", button(card, "team")))
        assert [choice.action.name for choice in buttons(await talk.say("p1", follow))] == ["me"]

        await talk.say("p1", "me sales October" if english else "我的数据 销售额 十月")
        talk.pass_by(minutes=11)
        assert talk.t("help-before") in read(await talk.say("p1", follow))

        await talk.say("p1", "me sales October" if english else "我的数据 销售额 十月")
        await talk.say("p1", "help" if english else "帮助")
        assert talk.t("help-before") in read(await talk.say("p1", follow))


async def test_in_a_group_everybody_goes_on_from_their_own_question(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk)

        async def say(who: str, text: str, room: str) -> str:
            sender = replace(talk.sender(who), private=not room, conversation=room)
            return read(await talk.arrive(Saying(sender, text)))

        await say("p1", "me sales October", "room")
        await say("p2", "me gross margin September", "room")
        assert "sales, October 2025" in await say("p1", "and last year?", "room")
        assert "gross margin, September 2025" in await say("p2", "and last year?", "room")
        assert talk.t("help-before") in await say("p1", "and last year?", "another room")
        assert talk.t("help-before") in await say("p1", "and last year?", "")
