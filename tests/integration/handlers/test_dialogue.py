"""A form asked question by question: command words work inside it, and no answer is lost or taken for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Button, Card, Choices, Text
from bot.messages.dialogue import BACK, SKIP
from bot.messages.inbound import Notice
from bot.messages.typed import shown
from bot.people.domain.permission import Role, allowed
from handlers import ROUTES, Means
from tests.chat import Way, chat, read
from tests.wire import ANA, KeptNumbers, wire, words

if TYPE_CHECKING:
    from bot.delivery.ports.inbox import Offers
    from bot.kit.identity import Identity
    from bot.messages.dialogue import Dialogue
    from storage.storage import Storage
    from tests.chat import Chat

WAYS = pytest.mark.parametrize("way", [Way(forms=False), Way("dingtalk", forms=False)], ids=["en", "zh-CN"])
SHOWN = re.compile(r"回复(\d+)：")
WORDS = {
    "en": {"away": "away", "cancel": "Cancel.", "help": "help", "back": "back", "skip": "skip", "me": "me"},
    "zh-CN": {"away": "请假", "cancel": "取消。", "help": "帮助", "back": "返回", "skip": "跳过", "me": "我的数据"},
}


def open_with(talk: Chat, person: str = "ana") -> Dialogue | None:
    """Return what is being asked of somebody."""
    with talk.work() as work:
        return work.dialogues.of(talk.sender(person).identity)


async def begin(talk: Chat) -> str:
    """Let Ana begin to give feedback, and answer the first question; returns what stands in the second."""
    talk.hire("ana", "pat")
    await talk.say("ana", "give feedback Name pat" if talk.locale == "en" else "给反馈 Name pat")
    assert talk.dialogue("ana") == "about"
    asked = read(await talk.say("ana", "The release"))
    assert talk.dialogue("ana") == "text"
    return asked


@WAYS
async def test_help_is_about_the_question_and_asks_it_again(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        asked = await begin(talk)
        label = open_with(talk).asked.label  # type: ignore[union-attr]

        for said in (WORDS[talk.locale]["help"], f"/{WORDS[talk.locale]['help']}", "？", "Help!"):
            helped = read(await talk.say("ana", said))
            assert label in helped
            assert talk.t("dialogue-help-literally") in helped
            assert talk.dialogue("ana") == "text"
        assert talk.t("dialogue-help-literally") not in asked


@WAYS
async def test_cancel_ends_it_and_what_is_said_then_is_no_answer(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)

        assert read(await talk.say("ana", WORDS[talk.locale]["cancel"])) == talk.t("dialogue-cancelled")

        assert open_with(talk) is None
        assert talk.t("dialogue-help-literally") not in read(await talk.say("ana", WORDS[talk.locale]["help"]))


@WAYS
async def test_a_command_is_answered_in_between_and_the_question_goes_on_to_wait(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        before = open_with(talk)
        me = WORDS[talk.locale]["me"]

        for said in (me, f"/{me}", f"/{me} October" if talk.locale == "en" else "/我的数据十月"):
            answered = read(await talk.say("ana", said))
            assert "2/3" in answered
            assert open_with(talk).asked.label not in answered  # type: ignore[union-attr]
            assert (talk.t("dialogue-as-answer", said=me) in answered) == (said == me)
            assert open_with(talk) == before

        await talk.say("ana", "You answered each question on the same day.")
        assert talk.dialogue("ana") == "visibility"


@WAYS
@pytest.mark.parametrize("which", ["help", "cancel", "back", "skip", "me"])
async def test_in_quotation_marks_each_of_these_words_is_an_answer(storage: Storage, way: Way, which: str) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        word = WORDS[talk.locale][which].strip(".。")

        await talk.say("ana", f"“{word}”" if talk.locale == "zh-CN" else f'"{word}"')

        assert talk.dialogue("ana") == "visibility"
        assert open_with(talk).values["text"] == word  # type: ignore[union-attr]


@WAYS
async def test_other_words_keep_their_quotation_marks(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)

        await talk.say("ana", "“Good work”")

        assert open_with(talk).values["text"] == "“Good work”"  # type: ignore[union-attr]


@WAYS
async def test_more_words_than_a_command_are_an_answer(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        said = "help with the release notes" if talk.locale == "en" else "帮助大家写了发布说明"

        await talk.say("ana", said)

        assert open_with(talk).values["text"] == said  # type: ignore[union-attr]


@WAYS
async def test_back_and_skip_work_with_a_slash_too(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)

        await talk.say("ana", f"/{WORDS[talk.locale]['back']}")
        assert talk.dialogue("ana") == "about"
        await talk.say("ana", f"/{WORDS[talk.locale]['skip']}")
        assert talk.dialogue("ana") == "text"
        assert open_with(talk).values["about"] == "The release"  # type: ignore[union-attr]


@WAYS
async def test_what_cannot_be_read_is_no_answer(storage: Storage, way: Way) -> None:
    """A picture or a sticker arrives without words, also at a question that may stay empty."""
    async with chat(storage, way) as talk:
        await begin(talk)

        assert talk.t("dialogue-help-literally") in read(await talk.say("ana", ""))

        assert talk.dialogue("ana") == "text"


@WAYS
async def test_another_form_takes_no_answers_away(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        before = open_with(talk)

        for said in (WORDS[talk.locale]["away"], f"/{WORDS[talk.locale]['away']}"):
            said_no = await talk.say("ana", said)
            assert isinstance(said_no, Notice)
            assert open_with(talk) == before

        await talk.say("ana", WORDS[talk.locale]["cancel"])
        await talk.say("ana", WORDS[talk.locale]["away"])
        assert talk.dialogue("ana") == "first"


@WAYS
async def test_the_same_form_again_goes_on_where_it_was(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        before = open_with(talk)

        again = "/give feedback Name pat" if talk.locale == "en" else "/给反馈 Name pat"
        assert "2/3" in read(await talk.say("ana", again))

        assert open_with(talk) == before


@WAYS
async def test_a_form_of_which_nothing_is_answered_gives_way(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        talk.hire("ana", "pat")
        await talk.say("ana", "give feedback Name pat" if talk.locale == "en" else "给反馈 Name pat")

        await talk.say("ana", WORDS[talk.locale]["away"])

        assert talk.dialogue("ana") == "first"


@WAYS
async def test_no_command_that_stands_alone_is_taken_for_an_answer(storage: Storage, way: Way) -> None:
    async with chat(storage, way) as talk:
        await begin(talk)
        roles = frozenset({Role.EMPLOYEE})
        aliases = [
            alias
            for route in ROUTES
            if Means.WORDS in route.means and allowed(route.act, roles)
            for alias in route.aliases[talk.locale]
        ]
        assert len(aliases) > 40
        for alias in aliases:
            before = open_with(talk)
            await talk.say("ana", alias)
            if shown(alias).casefold() in BACK | SKIP:
                await talk.say("ana", WORDS[talk.locale]["skip"])
            assert open_with(talk) == before, alias


class Known(KeptNumbers):
    """What was offered by number, beside the questions that the bot asks."""

    def __init__(self, talk: Chat) -> None:
        super().__init__(talk.clock)
        self._talk = talk

    async def recall(self, identity: Identity, *, quoted: str = "") -> Offers:
        with self._talk.work() as work:
            self.asking = work.dialogues.of(identity) is not None
        return await super().recall(identity, quoted=quoted)


@pytest.mark.postgresql
async def test_over_the_wire_a_form_is_answered_beside_commands_and_choices(storage: Storage) -> None:
    """A question with options, a message with choices that comes between, help, a command, and the end."""
    async with chat(storage, Way("dingtalk", forms=False)) as talk:
        kept = Known(talk)
        async with wire("dingtalk", cards=False, numbers=kept) as link:
            link.handle = talk.arrive
            talk.hire("ana", "pat")
            with talk.work() as work:
                work.people.put([{"id": "ana", "name": "Ana", "accounts": {"dingtalk": ANA["dingtalk"]}}])

            async def say(text: str) -> str:
                before = len(await link.messages())
                await link.say(text)
                return words((await link.got(before + 1))[-1])

            assert "（1/3）" in await say("给反馈 Name pat")
            assert "请加引号" in await say("帮助")
            assert "还停在第1/3题" in await say("我的数据")
            assert "（2/3）" in await say("“帮助”")
            assert "（3/3）" in await say("发布说明里每一步都配了截图，三个新同事当天就装好了，没有来问我。")
            ask = Choices((Button("为什么", Action("why")),))
            await link.platform.send(link.ana, Card("x", "早", (Text("早"), ask), "zh-CN"), opaque="k")
            assert "也可能是对问题的回答" in await say(str(max(SHOWN.findall(words((await link.messages())[-1])))))
            await say("“1”")

            with talk.work() as work:
                given = work.kudos.get(1)
            assert given is not None
            assert given.about == "帮助"
