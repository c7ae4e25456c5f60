"""What somebody adds to a number stands beside it for their manager, and goes with a nudge that is not out yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.messages.card import Action, Card, Quote
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled
from tests.chat import EVERYWHERE, Way, button, chat, read
from tests.company import furnish
from tests.post import deliver_all

if TYPE_CHECKING:
    from bot.messages.inbound import Reply
    from storage.storage import Storage
    from tests.chat import Chat

PLACE = (("value", "collections:2026-10-01"),)
WORDS = "Two customers moved plants."


async def add(here: Chat, words: str = WORDS) -> Reply:
    form = await here.click("min", Action("context", PLACE))
    assert "Name boss" in read(form)
    return await here.submit("min", form, text=words)


def nudge(here: Chat) -> Card:
    with here.work() as work:
        (found,) = [delivery for delivery in work.outbox.find(person_id="boss") if delivery.kind == "nudge"]
    return card_from_json(found.card)


def quoted(card: Reply) -> list[str]:
    shown = card.card if isinstance(card, Settled) else card
    assert isinstance(shown, Card)
    return [block.text for block in shown.blocks if isinstance(block, Quote)]


@pytest.mark.postgresql
@EVERYWHERE
async def test_a_nudge_that_still_waits_carries_it_and_loses_it_again(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, sent=False)
        assert quoted(nudge(here)) == []

        receipt = await add(here)
        assert quoted(nudge(here)) == [WORDS]
        await add(here, "Both sign in November.")
        assert quoted(nudge(here)) == ["Both sign in November."]

        assert isinstance(await here.click("boss", button(receipt, "context.withdraw")), Notice)
        gone = await here.click("min", button(receipt, "context.withdraw"))
        assert isinstance(gone, Settled)
        assert quoted(nudge(here)) == []


@EVERYWHERE
async def test_a_nudge_written_later_carries_it_too(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here, written=False)
        await add(here)

        deliver_all(here)

        assert quoted(nudge(here)) == [WORDS]


@EVERYWHERE
async def test_whoever_may_read_the_number_reads_it_beside_it(way: Way, storage: Storage) -> None:
    async with chat(storage, way) as here:
        furnish(here)
        before = nudge(here)
        await add(here)
        assert nudge(here) == before

        key = button(before, "feedback.why")
        assert quoted(await here.click("boss", key)) == [WORDS]
        assert WORDS in str(await here.say("hr1", "why Name min collections october"))
        for person in ("bo", "other", "ana"):
            assert isinstance(await here.click(person, key), Notice)
            assert isinstance(await here.say(person, "why Name min collections october"), Notice)
