"""A review form on the wire: the trigger of a click has expired, and what was typed stands behind a fresh button."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.messages.field import standing
from bot.messages.form import Form, flat
from bot.runtime.clockwork import SimulatedClock
from tests.chat import MORNING, button, chat
from tests.reviewing import STRENGTH, begin
from tests.wire import Wire, wire, words

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage

Json = dict[str, Any]


async def offered(link: Wire, seen: int) -> Json:
    """Wait for a new message with a button that opens the form."""

    async def there() -> Json | None:
        found = [message for message in await link.messages() if "Fill in" in words(message)]
        return found[-1] if len(found) > seen else None

    return await link.until(there) or {}


async def test_an_expired_trigger_gives_a_fresh_button_and_everything_typed_stands_there(storage: Storage) -> None:
    clock = SimulatedClock(MORNING)
    async with wire("slack", clock=clock) as link, chat(storage) as talk:
        begin(talk)
        invitation = await talk.say("wei", "review")

        async def handle(inbound: Inbound) -> Reply:
            return await talk.arrive(replace(inbound, sender=talk.sender("wei")))

        async def opening(inbound: Inbound) -> Reply:
            del inbound
            return await talk.click("wei", button(invitation, "review.write"))

        link.handle = opening
        await link.ask("review")
        first = await link.form(holding="Completion rate")
        link.handle = handle
        await link.fill(first, **STRENGTH["en"])
        await link.form(holding="What happened")  # the next page: the first one is kept

        async def too_late(inbound: Inbound) -> Reply:
            reply = await opening(inbound)
            clock.move_to(clock.now() + timedelta(seconds=4))
            return reply

        link.handle = too_late
        before = len([message for message in await link.messages() if "Fill in" in words(message)])
        await link.ask("review")
        fresh = await offered(link, before)

        link.handle = handle
        await link.click(fresh)
        again = await link.form(holding="What happened")
        assert "Step 2 of" in json.dumps(again), "it goes on where it was"
        shown = await talk.click("wei", button(invitation, "review.write"))
        assert isinstance(shown, Form)
        found = {field.name: standing(field) for field in flat(shown.sections)}
        assert {name: found[name] for name in STRENGTH["en"]} == STRENGTH["en"]
