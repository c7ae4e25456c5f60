"""Messages of a whole bot while a platform's answers are lost, or while DingTalk's calls of the month are spent."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.messages.card import Card, Heading
from tests.e2e.town import MANAGER, Town, hire_staff, town
from tests.wire import words

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


NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
"""In Shanghai."""


async def test_who_asks_is_answered_though_the_months_calls_are_spent(tmp_path: Path) -> None:
    async with town(tmp_path, "dingtalk", start=NOON) as here:
        await here.fault("dingtalk", calls_per_month=1)
        say(here, "the last call", Priority.ALERT)
        await here.settle()

        invited = await here.ask(MANAGER, "/暂停")
        number = re.search(r"回复(\d+)", invited)
        assert number, "a form that turns out not to be shown is offered"
        asked = await here.ask(MANAGER, f"回复{number[1]}")
        assert "取消" in asked, "and asked question by question"
        await here.ask(MANAGER, "/取消")

        own = await here.ask(MANAGER, "我的数据")
        assert "还没有你的数据" in own
        number = re.search(r"回复(\d+)：可以问我什么", own)
        assert number
        assert "有新数据时" in await here.ask(MANAGER, f"回复{number[1]}")

        assert "取消" in await here.ask(MANAGER, "/暂停"), "at once, now that it is known"


async def test_what_is_held_goes_soon_after_calls_are_bought_and_everything_is_said_once(tmp_path: Path) -> None:
    async with town(tmp_path, "dingtalk", start=NOON) as here:
        hire_staff(here)
        await here.fault("dingtalk", calls_per_month=1)
        say(here, "the last call", Priority.ALERT)
        await here.settle()
        say(here, "a push", Priority.ALERT)
        say(here, "an answer to who has gone", Priority.REPLY, person="W1")
        await here.until(NOON + timedelta(hours=3))
        assert {row["held"] for row in here.rows(MANAGER) + here.rows("W1") if row["state"] == "due"} == {"budget"}

        await here.fault("dingtalk", calls_per_month=5000)
        await here.until(NOON + timedelta(hours=3, minutes=31))

        assert len(await here.messages(MANAGER)) == 2
        assert len(await here.messages("W1")) == 1
        told = [words(message) for message in await here.messages("A1")]
        assert len([text for text in told if here.t()("health-renewed", platform="钉钉") in text]) == 1
        await here.until(NOON + timedelta(hours=5))
        assert len(await here.messages("A1")) == len(told)


async def test_what_is_held_goes_when_the_month_turns_in_china(tmp_path: Path) -> None:
    evening = datetime(2026, 11, 30, 15, 58, tzinfo=UTC)
    async with town(tmp_path, "dingtalk", start=evening) as here:
        await here.fault("dingtalk", calls_per_month=1)
        for key in ("the last call", "an answer"):
            say(here, key, Priority.REPLY)
        await here.settle()
        assert len(await here.messages(MANAGER)) == 1

        await here.until(evening + timedelta(minutes=3))

        assert len(await here.messages(MANAGER)) == 2
