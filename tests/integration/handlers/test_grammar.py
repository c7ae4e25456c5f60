"""Typed words on both platforms: what they lead to, in both languages, and what is answered when they lead nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Card
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from handlers import ROUTES, Means, Route
from handlers.grammar import lead, nearest
from tests.chat import EVERYWHERE, Way, chat, read

if TYPE_CHECKING:
    from storage.storage import Storage

ALL = frozenset(Role)


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("help", "help"),
        ("/help", "help"),
        ("／ＨＥＬＰ！", "help"),
        ("  帮助。", "help"),
        ("？", "help"),
        ("", "help"),
        ("Me", "me"),
        ("我的数据 十月", "me"),
        ("我的数据十月", "me"),
        ("我", "me"),
        ("dispute the numbers are wrong", "dispute"),
    ],
)
def test_words_lead_to_their_route(words: str, route: str) -> None:
    led = lead(words)

    assert led is not None
    assert led.route.name == route


@pytest.mark.parametrize("words", ["the weather is fine", "今天天气不错", "menace", "我们去吃饭", "x" * 500])
def test_what_is_not_meant_for_us_leads_nowhere(words: str) -> None:
    assert lead(words) is None


def test_what_follows_an_alias_belongs_to_the_route_as_it_was_typed() -> None:
    led = lead("/me  October, Defect Rate")

    assert led is not None
    assert led.rest == "October, Defect Rate"


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if Means.WORDS in route.means], ids=lambda value: value.name
)
@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_every_alias_leads_to_its_own_route(route: object, locale: str) -> None:
    for alias in route.aliases[locale]:  # type: ignore[attr-defined]
        led = lead(alias)
        assert led is not None, alias
        assert led.route is route, alias


def test_a_typo_finds_its_neighbour_only_among_what_one_may_ask() -> None:
    assert named(nearest("hlep", ALL)) == "help"
    assert named(nearest("我的数锯", ALL)) == "me"
    assert named(nearest("qqqqqq", ALL)) == ""
    assert named(nearest("adit", ALL)) == "audit"
    assert named(nearest("adit", frozenset({Role.EMPLOYEE}))) == ""
    assert {named(nearest(words, ALL)) for words in ("thanks", "that is not fair", "stop", "bonus", "谢谢")} == {""}


def named(route: Route | None) -> str:
    return route.name if route else ""


@EVERYWHERE
async def test_what_is_not_understood_is_answered_with_what_one_can_ask(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("w1")

        reply = await here.say("w1", "hlep" if way.platform == "slack" else "帮住")

        assert isinstance(reply, Card)
        assert ("help" if way.platform == "slack" else "帮助") in read(reply)


@EVERYWHERE
async def test_somebody_we_do_not_know_is_told_whom_to_ask(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        reply = await here.say("stranger", "help")

        assert isinstance(reply, Notice)
