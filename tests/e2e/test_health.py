"""What ``/health`` says of an installation that cannot do its work, and how soon."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.doctor import examine
from bot.messages.card import Card, Heading
from tests.e2e.town import MANAGER, Town, town
from tests.present import present

if TYPE_CHECKING:
    from pathlib import Path

Json = dict[str, Any]

TUESDAY = datetime(2026, 11, 3, 15, tzinfo=UTC)


async def ask(here: Town) -> tuple[int, Json]:
    """Ask for the health, which has to answer within a second."""
    began = time.monotonic()
    async with here.http.get(f"{here.own}/health") as answer:
        found: Json = await answer.json()
    assert time.monotonic() - began < 1.0
    return answer.status, found["parts"]


def say(here: Town, key: str = "k") -> None:
    """Put something for the manager into the outbox."""
    with here.app.storage.work() as work:
        manager = work.people.get(MANAGER)
        card = Card("alert", "Look", (Heading("Look"),))
        enqueue(work, card, key=key, to=present(manager), kind="alert", priority=Priority.REPLY, now=here.clock.now())


async def test_a_locked_database_is_said_within_a_second(tmp_path: Path) -> None:
    async with town(tmp_path, "slack", start=TUESDAY) as here:
        assert await ask(here) == (200, (await ask(here))[1])
        with closing(sqlite3.connect(str(here.app.storage.engine.url.database), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            for _ in range(3):
                status, parts = await ask(here)

                assert (status, parts["database"]) == (503, {"ok": False, "error": "locked"})
        assert (await ask(here))[0] == 200


@pytest.mark.parametrize("platform", ["slack", "dingtalk"])
async def test_a_platform_that_takes_nothing_is_said_with_what_fixes_it(tmp_path: Path, platform: str) -> None:
    async with town(tmp_path, platform, start=TUESDAY) as here:
        say(here)
        await here.fault(platform, workspace_shut=1)
        await here.app.workers.settle()

        status, parts = await ask(here)

        assert status == 503
        assert parts[platform]["sends"] in {"org_login_required", "IpNotInWhiteList"}
        assert parts[platform]["fix"]
        await here.fault(platform, workspace_shut=0)
        here.clock.move_to(here.clock.now().replace(minute=10))
        await here.app.workers.settle()
        assert (await ask(here))[0] == 200
        assert len(await here.messages(MANAGER)) == 1


async def test_messages_that_wait_for_nothing_and_do_not_go_are_said(tmp_path: Path) -> None:
    async with town(tmp_path, "slack", start=TUESDAY) as here:
        say(here)
        here.clock.move_to(here.clock.now().replace(minute=20))

        status, parts = await ask(here)

        assert (status, parts["queue"]["ok"], parts["queue"]["ready"]) == (503, False, 1)
        await here.app.workers.settle()
        assert (await ask(here))[0] == 200


async def test_a_spent_month_is_said(tmp_path: Path) -> None:
    async with town(tmp_path, "dingtalk", start=TUESDAY) as here:
        await here.fault("dingtalk", calls_per_month=1)
        for key in ("k", "k2"):
            say(here, key)
        await here.app.workers.settle()

        status, parts = await ask(here)

        assert (status, parts["dingtalk"]["sends"]) == (503, "calls_spent")
        assert "console" in parts["dingtalk"]["fix"]
        budget = [entry for entry in await asyncio.to_thread(examine, here.app.settings) if "budget" in entry["part"]]
        assert [entry["ok"] for entry in budget] == [False]
        assert "2026-11-03 15:00 UTC" in budget[0]["note"]

        await here.fault("dingtalk", calls_per_month=5000)
        await here.until(here.clock.now().replace(minute=30))
        assert (await ask(here))[0] == 200
        assert len(await here.messages(MANAGER)) == 2
