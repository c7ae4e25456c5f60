"""Work that no data shows: its writer has a colleague asked, who says yes by name, or that they cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.card import Action
from bot.messages.inbound import Notice, Settled, Submission
from tests.chat import EVERYWHERE, Chat, Way, button, buttons, chat, read
from tests.reviewing import PEERS, begin, review_no, self_review

if TYPE_CHECKING:
    from bot.messages.card import Card
    from storage.storage import Storage

WHAT = {"en": "Half an hour of questions from new colleagues each day", "zh-CN": "每天半小时替新人答疑"}
BY = {"en": "Not in the data, confirmed by Name li", "zh-CN": "数据里没有，由Name li 确认"}
REVIEW = {"en": "review", "zh-CN": "考核"}


async def told(talk: Chat, who: str = "li", what: str = "") -> Card:
    """Let Wei send in a self-review that names a colleague; returns what Wei is offered."""
    values = self_review(talk.locale) | {"unseen.1.what": what or WHAT[talk.locale], "unseen.1.who": f"Name {who}"}
    sent = Action("review.write", (("no", str(review_no(talk))), ("asked", "1")))
    await talk.arrive(Submission(talk.sender("wei"), sent, values))
    return [card for card in talk.inbox("wei") if card.kind == "unseen_work"][-1]


def furnish(talk: Chat) -> None:
    begin(talk)
    talk.hire(*PEERS, manager="ana")


def asked(talk: Chat, who: str = "li") -> list[Card]:
    return [card for card in talk.inbox(who) if card.kind == "unseen_work"]


@EVERYWHERE
async def test_asked_at_a_tap_confirmed_by_a_tap_and_read_by_the_manager(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        offer = await told(talk)
        assert not asked(talk), "nobody is asked before the employee says so"

        settled = await talk.click("wei", button(offer, "unseen_work.ask"))
        assert isinstance(settled, Settled)
        assert not buttons(settled)
        [question] = asked(talk)
        assert WHAT[talk.locale] in read(question)
        assert BY[talk.locale] not in read(await talk.say("ana", f"{REVIEW[talk.locale]} Name wei"))
        yes = next(found for found in buttons(question) if dict(found.action.args)["so"] == "1")
        assert isinstance(await talk.click("li", yes), Notice)

        for who, words in (("ana", " Name wei"), ("wei", "")):
            assert BY[talk.locale] in read(await talk.say(who, REVIEW[talk.locale] + words))
        again = await talk.click("li", yes)
        assert isinstance(again, Notice)
        assert again.refused


@EVERYWHERE
async def test_who_cannot_say_is_told_to_nobody(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        await talk.click("wei", button(await told(talk), "unseen_work.ask"))
        [question] = asked(talk)
        await talk.click("li", next(found for found in buttons(question) if dict(found.action.args)["so"] == "0"))

        assert not talk.inbox("wei")
        for who, words in (("ana", " Name wei"), ("wei", "")):
            assert "Name li" not in _without_name(read(await talk.say(who, REVIEW[talk.locale] + words)))


def _without_name(said: str) -> str:
    """Return what is said apart from the answer in which Wei named the colleague."""
    return "\n".join(line for line in said.splitlines() if "confirm it" not in line and "谁可以确认" not in line)


@EVERYWHERE
async def test_what_was_changed_is_not_confirmed_any_more(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        furnish(talk)
        await talk.click("wei", button(await told(talk), "unseen_work.ask"))
        [question] = asked(talk)
        yes = next(found for found in buttons(question) if dict(found.action.args)["so"] == "1")
        offer = await told(talk, what="I ran the whole onboarding on my own")

        late = await talk.click("li", yes)
        assert isinstance(late, Notice)
        assert late.refused
        assert BY[talk.locale] not in read(await talk.say("ana", f"{REVIEW[talk.locale]} Name wei"))
        await talk.click("wei", button(offer, "unseen_work.ask"))
        [anew] = asked(talk)
        await talk.click("li", next(found for found in buttons(anew) if dict(found.action.args)["so"] == "1"))
        assert BY[talk.locale] in read(await talk.say("ana", f"{REVIEW[talk.locale]} Name wei"))


async def test_it_is_asked_once_and_of_nobody_else(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        offer = await told(talk)
        for _ in range(2):
            await talk.click("wei", button(offer, "unseen_work.ask"))
        [question] = asked(talk)
        yes = next(found for found in buttons(question) if dict(found.action.args)["so"] == "1")
        for stranger in ("bo", "ana", "wei", "ha"):
            refused = await talk.click(stranger, yes)
            assert isinstance(refused, Notice)
            assert refused.refused
        no = (("no", str(review_no(talk))), ("item", "unseen.1."))
        for stranger in ("min", "ana", "pat", "ha"):
            refused = await talk.click(stranger, Action("unseen_work.ask", no))
            assert isinstance(refused, Notice)
            assert refused.refused


async def test_neither_oneself_nor_the_manager_nor_nobody_can_confirm(storage: Storage) -> None:
    async with chat(storage) as talk:
        furnish(talk)
        for who in ("wei", "ana", "nobody"):
            refused = await talk.click("wei", button(await told(talk, who), "unseen_work.ask"))
            assert isinstance(refused, Notice)
            assert refused.refused
