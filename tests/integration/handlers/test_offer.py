"""What is offered has an answer for whoever is offered it, and no question ends with nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Card
from bot.messages.inbound import Notice
from bot.people.domain.permission import Role
from tests.chat import Chat, Way, buttons, chat, give, read
from tests.integration.handlers.test_follow_up import office

if TYPE_CHECKING:
    from storage.storage import Storage

ENGLISH = [
    "who is on duty tomorrow",
    "what is the capital of France?",
    "how do i make more money",
    "someone's numbers please for the thing",
    "rule something about the thing",
    "change the metric thing somehow",
    "whatever about the review score",
    "take it all back what came in",
    "send that to them once more maybe",
    "which colleague goes to lunch when",
]
CHINESE = [
    "明天谁值班",
    "法国的首都是哪里",
    "怎么才能多挣钱",
    "那个谁的那个数",
    "那条什么规则来着",
    "指标那个东西改改",
    "评分之类的",
    "进来的那些弄回去",
    "那条再给他们来一遍吧",
    "哪个同事什么时候吃饭",
]
STORED = ("absence", "pause", "kudos", "dispute", "remark", "preference", "policy")


def company(talk: Chat) -> None:
    """Lay an office with HR and an admin."""
    office(talk)
    talk.hire("hr", "adm")
    with talk.work() as work:
        give(work, "hr", Role.HR)
        give(work, "adm", Role.ADMIN)


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_every_offer_has_an_answer_for_whoever_is_offered_it(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        for who in ("p1", "boss", "hr", "adm"):
            for said in ENGLISH if talk.locale == "en" else CHINESE:
                before = stored(talk)
                card = await talk.say(who, said)
                if not isinstance(card, Card) or card.kind != "unknown":
                    continue
                assert stored(talk) == before, "what is tried leaves nothing"
                offered = [choice for choice in buttons(card) if choice.action.name != "help"]
                assert len(offered) <= 3
                for choice in offered:
                    answer = await talk.click(who, choice)
                    assert not (isinstance(answer, Notice) and answer.refused), (who, said, choice, read(answer))


def stored(talk: Chat) -> dict[str, int]:
    """Count what a try could leave."""
    with talk.work() as work:
        return {name: work.count(name) for name in STORED} | {"audit": len(work.audit.find())}


@pytest.mark.parametrize("way", [Way(), Way("dingtalk")], ids=str)
async def test_a_question_that_is_none_of_ours_gets_the_two_nearest(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        company(talk)

        for said in ENGLISH[:2] if talk.locale == "en" else CHINESE[:2]:
            card = await talk.say("p1", said)
            assert len([choice for choice in buttons(card) if choice.action.name != "help"]) == 2, said
            assert "help" in {choice.action.name for choice in buttons(card)}
