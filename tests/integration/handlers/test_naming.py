"""What people call each other: whoever is meant is found among those whom one may look at, asked about, or not told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.card import Card
from bot.messages.form import Form
from bot.messages.inbound import Notice
from bot.people.domain.audit import What
from bot.people.domain.nickname import nicknames
from tests.chat import Chat, Way, buttons, chat, read
from tests.company import Company
from tests.integration.handlers.test_follow_up import MONTHS

if TYPE_CHECKING:
    from storage.storage import Storage


def office(talk: Chat, people: dict[str, str], *, others: dict[str, str] | None = None) -> None:
    """Lay a manager with some people, and another manager with others, each with a figure."""
    talk.hire("boss", "other")
    for boss, team in (("boss", people), ("other", others or {})):
        for key, name in team.items():
            talk.hire(key, manager=boss, name=name)
    with talk.work() as work:
        company = Company(work)
        company.metric("sales", unit="CNY", title_en="Sales", title_zh="销售额")
        for who in ("boss", *people, *(others or {})):
            company.delta(who, "sales", MONTHS[-1], value=100.0, target=100.0)


@pytest.mark.parametrize(
    "said", ["小张最近怎么样", "老张的数据", "看看张总", "张经理销售额多少", "阿敏怎么样", "敏姐十月如何", "看 小张"]
)
async def test_who_is_called_so_is_found_among_ones_own_people(storage: Storage, said: str) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        office(talk, {"p1": "张敏", "p2": "李强"}, others={"x1": "张伟", "x2": "王敏"})

        card = await talk.say("boss", said)

        assert isinstance(card, Card), read(card)
        assert card.kind == "person"
        assert "张敏" in read(card)


async def test_of_several_one_is_asked_who_is_meant_and_a_button_answers(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        office(talk, {"p1": "张敏", "p2": "张强", "p3": "李静"}, others={"x1": "张伟"})

        asked = await talk.say("boss", "小张十月销售额怎么样")
        assert [choice.text for choice in buttons(asked)] == ["张敏", "张强"]
        text = read(await talk.click("boss", buttons(asked)[1]))
        assert "张强" in text
        assert "销售额，2026年10月" in text

        await talk.say("boss", "看 李静 销售额 十月")
        asked = await talk.say("boss", "那小张呢")
        assert [choice.text for choice in buttons(asked)] == ["张敏", "张强"]
        assert "销售额，2026年10月" in read(await talk.click("boss", buttons(asked)[0]))


async def test_where_nobody_is_called_so_it_is_said_and_no_other_name_is_told(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        office(talk, {"p1": "张敏"}, others={"x1": "赵静", "x2": "赵强"})

        for who, said in (("boss", "小赵最近怎么样"), ("boss", "王总的销售额"), ("p1", "小赵的销售额多少")):
            reply = await talk.say(who, said)
            assert isinstance(reply, Notice) or (isinstance(reply, Card) and reply.kind == "others"), (
                said,
                read(reply),
            )
            assert "赵静" not in read(reply)
            assert "100" not in read(reply)
        with talk.work() as work:
            assert work.audit.find(what=What.REFUSAL) == []


async def test_a_colleague_may_be_thanked_by_the_name_that_everybody_uses(storage: Storage) -> None:
    async with chat(storage, Way("dingtalk")) as talk:
        office(talk, {"p1": "张敏", "p2": "李强"}, others={"x1": "李静"})

        form = await talk.say("p1", "给反馈 小李")

        assert isinstance(form, Form)
        assert "李强" in form.title


@pytest.mark.parametrize(("said", "name"), [("how is Mike doing", "Michael Stone"), ("show Liz", "Elizabeth Hall")])
async def test_short_first_names_are_understood(storage: Storage, said: str, name: str) -> None:
    async with chat(storage) as talk:
        office(talk, {"p1": "Michael Stone", "p2": "Elizabeth Hall"}, others={"x1": "Michael Ward"})

        assert name in read(await talk.say("boss", said))


async def test_of_two_with_a_first_name_ones_own_is_meant(storage: Storage) -> None:
    async with chat(storage) as talk:
        office(talk, {"p1": "Anna Berg"}, others={"x1": "Anna Lind"})

        for said in ("why Anna sales", "data Anna", "how is Anna doing"):
            assert "Anna Berg" in read(await talk.say("boss", said)), said


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "how is Anna Berg doing"),
        ("en", "show Anna Berg"),
        ("en", "Anna Berg's sales"),
        ("en", "my numbers"),
        ("zh", "张敏怎么样"),
        ("zh", "看张敏"),
        ("zh", "张敏的销售额"),
        ("zh", "我张敏的数据"),
    ],
)
async def test_ones_own_name_is_no_attempt_on_somebody_else(storage: Storage, lang: str, said: str) -> None:
    async with chat(storage, Way("slack" if lang == "en" else "dingtalk")) as talk:
        office(talk, {"p1": "Anna Berg" if lang == "en" else "张敏", "p2": "Tom Lind" if lang == "en" else "李强"})

        card = await talk.say("p1", said)

        assert isinstance(card, Card), read(card)
        assert card.kind == "me"
        with talk.work() as work:
            assert work.audit.find(what=What.REFUSAL) == []


@pytest.mark.parametrize(
    "said",
    [
        "最高工资",
        "小时产量",
        "小组成绩",
        "王总数对吗",
        "老板",
        "最小张数",
        "send the bill",
        "will my sales rise",
        "领导",
    ],
)
def test_words_are_no_names(said: str) -> None:
    assert [called.said for called in nicknames(said) if called.surely or called.fits("William Max")] == []


@given(st.text(alphabet="小老张王总工李强A b", max_size=20))
def test_a_nickname_stands_where_it_says(text: str) -> None:
    for called in nicknames(text):
        assert text[called.start : called.end] == called.said
