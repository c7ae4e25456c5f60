"""Messages through the outbox of a whole bot while a platform's answers are lost, on both platforms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.delivery import Priority
from bot.messages.card import Card, Heading
from bot.services.outbox import enqueue
from tests.e2e.town import MANAGER, Town, town

if TYPE_CHECKING:
    from pathlib import Path

TUESDAY = datetime(2026, 11, 24, 14, tzinfo=UTC)
"""Within working hours in New York; DingTalk's people are in the evening, and only asked-for things go to them."""
SOON = timedelta(seconds=8)


def say(here: Town, key: str, priority: Priority, *, person: str = MANAGER) -> None:
    """Put a message into the outbox."""
    with here.app.storage.work() as work:
        reader = work.people.get(person)
        assert reader
        card = Card("alert", key, (Heading(key),))
        enqueue(work, card, key=key, to=reader, kind="alert", priority=priority, now=here.clock.now())


@pytest.mark.parametrize("fault", ["refuse", "server_error", "broken_answer", "lost_answer", "no_receipt", "html"])
@pytest.mark.parametrize("priority", [Priority.REPLY, Priority.ALERT])
@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_a_lost_answer_costs_seconds_and_no_message_comes_twice(
    tmp_path: Path, platform: str, priority: Priority, fault: str
) -> None:
    noon = TUESDAY if platform == "slack" else TUESDAY.replace(hour=4)
    async with town(tmp_path, platform, start=noon) as here:
        say(here, "first", priority)
        say(here, "second", priority)
        await here.fault(platform, next_posts=[fault])

        await here.until(noon + SOON)

        assert len(await here.messages(MANAGER)) == 2
        assert {row["state"] for row in here.rows(MANAGER)} == {"sent"}
