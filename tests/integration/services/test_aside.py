"""Work in whose middle the process ends: tried twice, then put aside, with a card to the admins; all else goes on."""

from __future__ import annotations

import asyncio
import json
import math
import subprocess
import sys
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from bot.admin.domain.health import MOST_TRIES
from bot.admin.services import health
from bot.delivery.domain.notice import VERSION
from bot.kit.errors import DataError
from bot.messages.codec import document_to_json
from bot.messages.inbound import Saying
from bot.people.domain.permission import Role
from bot.platforms.dingtalk.parse import parse as dingtalk
from bot.platforms.slack.parse import parse as slack
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.data_receiver import DataReceiver
from bot.runtime.worker import UnitOfWorkRunner
from bot.sources.folder import watch
from tests.chat import give
from tests.house import ROOT
from tests.integration.handlers.test_router import NOW, hire, replies, routers, sender
from tests.integration.sources.test_folder import Looks, nothing, report_of
from tests.samples import HEAD, SEPTEMBER, put_company, readings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.messages.inbound import Inbound, Reply
    from storage.storage import Storage

_DYING = """
import asyncio, os, sys
from datetime import UTC, datetime
from pathlib import Path
import bot.runtime.data_receiver
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.worker import UnitOfWorkRunner
from storage import open_storage

def die(*_args, **_more):
    os._exit(9)

bot.runtime.data_receiver.load = die
storage = open_storage(sys.argv[1])
clock = SimulatedClock(datetime(2026, 11, 3, 10, tzinfo=UTC))
run_in_work = UnitOfWorkRunner(storage)
terms = {"clock": clock, "locale": "en", "timezone": "UTC", "wake": lambda: None}
receiver = bot.runtime.data_receiver.DataReceiver(storage, run_in_work, **terms)
asyncio.run(receiver.file("readings", Path(sys.argv[2]), mapping=None))
"""


@asynccontextmanager
async def receiver(storage: Storage) -> AsyncIterator[DataReceiver]:
    run_in_work = UnitOfWorkRunner(storage)
    try:
        yield DataReceiver(
            storage, run_in_work, clock=SimulatedClock(NOW), locale="en", timezone="UTC", wake=lambda: None
        )
    finally:
        run_in_work.close()


def told_admins(storage: Storage) -> list[str]:
    with storage.work() as work:
        return [delivery.card for delivery in work.outbox.find() if delivery.key.startswith("health:")]


def company(storage: Storage, folder: Path) -> None:
    put_company(storage, folder)
    with storage.work() as work:
        give(work, "00101", Role.ADMIN)


def test_a_file_that_ends_the_process_is_put_aside_after_two_tries(storage: Storage, tmp_path: Path) -> None:
    company(storage, tmp_path)
    folder = tmp_path / "watched"
    folder.mkdir()
    bad, good = folder / "readings-bad.csv", folder / "readings-good.csv"
    for path in (bad, good):
        path.write_text(HEAD + f"00102,orders,{SEPTEMBER},12\n", encoding="utf-8")
    for _ in range(MOST_TRIES):
        dead = subprocess.run([sys.executable, "-c", _DYING, storage.url, str(bad)], cwd=ROOT, check=False)  # noqa: S603 - our own words
        assert dead.returncode == 9

    async def next_life() -> None:
        async with receiver(storage) as way:
            with pytest.raises(asyncio.CancelledError):
                await watch(folder, way.file, clock=Looks(nothing, nothing), translate=way.translate)  # type: ignore[arg-type]

    asyncio.run(next_life())

    assert "twice" in str(report_of(folder / "failed/readings-bad.csv")["error"])
    assert report_of(folder / "done/readings-good.csv")["inserted"] == 1
    assert readings(storage) == {("00102", "orders", "2026-09-01"): 12.0}
    (card,) = told_admins(storage)
    assert "readings-bad.csv" in card


async def test_a_file_that_is_sent_again_is_tried_again(storage: Storage, tmp_path: Path) -> None:
    company(storage, tmp_path)
    path = tmp_path / "readings.csv"
    path.write_text(HEAD + f"00102,orders,{SEPTEMBER},12\n", encoding="utf-8")
    async with receiver(storage) as way:
        state = path.stat()
        for _ in range(MOST_TRIES):  # what a process leaves that ended in the middle
            with storage.work() as work:
                assert health.begin(
                    work, "folder", f"{path.name}|{state.st_size}|{state.st_mtime_ns}", name="", now=NOW
                )
        with pytest.raises(DataError, match="twice"):
            await way.file("readings", path, mapping=None)

        report = await way.file("readings", path, mapping=None)
        again = await way.file("readings", path, mapping=None)

    assert (report.inserted, again.unchanged) == (1, 1)


async def test_a_file_whose_taking_fails_for_another_reason_leaves_the_watch_alive(
    storage: Storage, tmp_path: Path
) -> None:
    company(storage, tmp_path)
    folder = tmp_path / "watched"
    folder.mkdir()
    for name in ("metrics-cursed.csv", "readings-good.csv"):
        (folder / name).write_text(HEAD + f"00102,orders,{SEPTEMBER},12\n", encoding="utf-8")
    tried = []

    async with receiver(storage) as way:

        async def take(kind: object, path: Path, /, *, mapping: Path | None) -> object:
            if "cursed" in path.name:
                tried.append(path.name)
                raise RuntimeError("the database is away")
            return await way.file(kind, path, mapping=mapping)  # type: ignore[arg-type]

        with pytest.raises(asyncio.CancelledError):
            await watch(folder, take, clock=Looks(*[nothing] * 14), translate=way.translate)  # type: ignore[arg-type]

    assert len(tried) == 5
    assert "5 times" in str(report_of(folder / "failed/metrics-cursed.csv")["error"])
    assert report_of(folder / "done/readings-good.csv")["inserted"] == 1


async def test_a_message_that_ends_the_process_is_put_aside_and_its_writer_told(storage: Storage) -> None:
    hire(storage)
    with storage.work() as work:
        work.people.put([{"id": "bo", "name": "Bo", "accounts": {"slack": "U0BO"}}])
        give(work, "bo", Role.ADMIN)
    clock = SimulatedClock(NOW)

    async def answer(inbound: Inbound, reply: Reply) -> None:
        del inbound, reply

    async with routers(storage, clock, 1) as (router,):
        assert await router.persist(Saying(sender(1), "something that no process survives"))
        assert await router.persist(Saying(sender(2), "help"))
        clock.move_to(NOW + timedelta(seconds=5))
        with storage.work() as work:
            for number in range(MOST_TRIES):
                assert work.inbox.take_up("slack", "arrival-1") == number + 1

        await router.resume("slack", answer=answer)
        assert await router.resume("slack", answer=answer) == 0

    assert replies(storage) == ["reply:slack:arrival-2"]
    with storage.work() as work:
        told = {delivery.key: (delivery.person_id, delivery.card) for delivery in work.outbox.find()}
    assert told["unanswered:slack:arrival-1"][0] == "ana"
    (card,) = [card for key, (_, card) in told.items() if key.startswith("health:")]
    assert "no process survives" not in card


async def test_a_message_that_cannot_even_be_read_is_not_tried_for_ever(storage: Storage) -> None:
    hire(storage)
    clock = SimulatedClock(NOW + timedelta(seconds=5))
    with storage.work() as work:
        work.inbox.seen("slack", "cursed", at=NOW, payload="{")

    async def answer(inbound: Inbound, reply: Reply) -> None:
        del inbound, reply

    async with routers(storage, clock, 1) as (router,):
        looked = [await router.resume("slack", answer=answer) for _ in range(8)]

    assert looked == [1, 1, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("half", ["\ud83d", "\0"])
async def test_a_message_with_half_a_character_is_kept_and_answered(storage: Storage, half: str) -> None:
    hire(storage)
    with storage.work() as work:
        work.people.put([{"id": "bo", "name": "Bo", "accounts": {"dingtalk": "bo1"}}])
        work.notices.settle(["bo"], VERSION, at=NOW)
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": "D0ANA",
        "user": "U0ANA",
        "text": f"help {half}",
        "ts": "1.1",
    }
    said: dict[str, object] = {
        "senderStaffId": "bo1",
        "conversationId": "c",
        "conversationType": "1",
        "msgId": "x1",
        "msgtype": "text",
    }
    said |= {"text": {"content": f"help {half}"}}
    frame = {"headers": {"topic": "/v1.0/im/bot/messages/get", "messageId": "m"}, "data": json.dumps(said)}
    (from_slack,) = slack({"type": "event_callback", "event_id": "Ev1", "event": event}, at=NOW)
    from_dingtalk = dingtalk(frame, at=NOW, command="/perf")
    assert from_dingtalk

    async with routers(storage, SimulatedClock(NOW), 1) as (router,):
        for inbound in (from_slack, from_dingtalk):
            assert await router.persist(inbound)
            await router.receive(inbound)

    with storage.work() as work:
        assert {delivery.person_id for delivery in work.outbox.find() if delivery.key.startswith("reply:")} == {
            "ana",
            "bo",
        }
        assert work.inbox.unfinished("slack", before=NOW + timedelta(days=1)) == []


def test_what_another_program_reads_is_strict_json() -> None:
    told = document_to_json({"a": [math.inf, -math.inf, math.nan, 1.5], "b": "\ud83d", 3: (np.float64("nan"), None)})

    assert json.loads(told, parse_constant=pytest.fail) == {
        "a": [None, None, None, 1.5],
        "b": "\ufffd",
        "3": [None, None],
    }
    assert told.encode()
