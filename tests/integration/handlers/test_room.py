"""Asked in a group or a channel, the bot says there that it answered in private, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.messages.codec import card_from_json
from bot.messages.inbound import Click, Command, Notice, Saying
from tests.chat import EVERYWHERE, Way, chat, read

if TYPE_CHECKING:
    from bot.messages.card import Action
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

ASKED = {
    "an ambiguous name": "person Name w",
    "a name that nobody has": "person Quentin",
    "a refusal": "audit",
    "one's own figures": "me",
    "who leads whom": "deputy",
    "words that mean nothing": "xyzzy w1",
    "a form": "talk about my raise",
}


async def in_a_room(here: Chat, person: str, said: str | Action) -> Reply:
    sender = replace(here.sender(person), private=False, conversation="room")
    asked = Saying(sender, said) if isinstance(said, str) else Click(sender, said)
    assert await here.router.persist(asked)
    return await here.router.receive(asked)


@EVERYWHERE
@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
async def test_in_a_room_nothing_is_said_but_that_the_answer_is_private(asked: str, way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("boss")
        here.hire("w1", "w2", manager="boss")

        reply = await in_a_room(here, "boss" if "person" in asked else "w1", asked)

        if not isinstance(reply, Notice):  # a form, which only whoever asked is shown
            assert type(reply).__name__ == "Form"
            return
        assert read(reply) == here.t("platform-in-private")
        with here.work() as work:
            (sent,) = [delivery for delivery in work.outbox.find() if delivery.key.startswith("reply:")]
        assert read(card_from_json(sent.card))


@EVERYWHERE
async def test_a_refusal_in_a_room_comes_in_private_and_is_on_record(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("w1", "w2")

        await in_a_room(here, "w1", "person Name w2")

        with here.work() as work:
            (sent,) = work.outbox.find(person_id="w1")
            assert "refusal" in {entry.what for entry in work.audit.entries()}
        assert here.t("permission-denied") in read(card_from_json(sent.card))


@EVERYWHERE
async def test_somebody_unknown_is_asked_into_a_private_conversation(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("gone")
        here.hire("gone", left_on=here.clock.now().date().replace(day=1))

        for person in ("gone", "stranger"):
            assert read(await in_a_room(here, person, "me")) in {
                here.t("platform-write-in-private"),
                "Please write to me in a private message.",
                "请私聊我。",
            }
            told = read(await here.say(person, "me"))
            assert told != here.t("platform-write-in-private")


@EVERYWHERE
async def test_a_command_in_a_room_is_answered_in_private_too(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        here.hire("w1")
        sender = replace(here.sender("w1"), private=False, conversation="room")

        for inline in (False, True):
            command = Command(replace(sender, delivery_id=f"d-{inline}"), "person Quentin", inline=inline)
            assert await here.router.persist(command)
            assert read(await here.router.receive(command)) == here.t("platform-in-private")
