"""Posts from other systems, over HTTP: signed, fresh, of a reasonable size, and answered with reasons."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections import Counter
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from bot.figures.domain.event import EventKind
from bot.intake.domain.outcome import ImportReport
from bot.intake.services.terms import ImportTerms
from bot.messages.i18n import translator
from bot.runtime import body, web
from bot.runtime.clockwork import SimulatedClock
from bot.runtime.data_receiver import PostStore
from bot.runtime.web import Endpoint, serve
from bot.runtime.worker import UnitOfWorkRunner
from bot.sources import webhook
from bot.sources.file import take_items
from tests.samples import NOW, readings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from bot.intake.domain.intake import Kind
    from storage.storage import Storage

SECRET = "webhook-secret"
ROW = {
    "employee_id": "00102",
    "metric": "orders",
    "period_start": "2026-09-01",
    "period_end": "2026-09-30",
    "value": 12.25,
}


@asynccontextmanager
async def served(
    storage: Storage, *, secret: str = SECRET, gate: asyncio.Event | None = None, seconds: float = 30.0
) -> AsyncIterator[str]:
    async def receive(kind: Kind, items: Sequence[object], /, *, source: str, digest: str) -> ImportReport:
        if gate is not None:
            await gate.wait()
        terms = ImportTerms(digest, NOW, by=source)
        return await asyncio.to_thread(partial(take_items, storage, kind, "updates", items, terms))

    run_in_work, clock = UnitOfWorkRunner(storage), SimulatedClock(NOW)
    handler = webhook.updates(
        secret=secret,
        receive=receive,
        posts=PostStore(run_in_work, clock),
        clock=clock,
        translate=translator("en"),
        seconds=seconds,
    )
    try:
        async with serve(
            host="127.0.0.1", port=0, states=no_parts, endpoints=[Endpoint("POST", "/updates", handler)]
        ) as port:
            yield f"http://127.0.0.1:{port}"
    finally:
        run_in_work.close()


async def post(
    url: str, body: object, *, at: datetime = NOW, secret: str = SECRET, headers: dict[str, str] | None = None
) -> tuple[int, Any, dict[str, str]]:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    stamp = str(int(at.timestamp()))
    signature = hmac.new(secret.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest()
    signed = {"X-Jinbu-Timestamp": stamp, "X-Jinbu-Signature": f"sha256={signature}"} | (headers or {})
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/updates", data=content, headers=signed) as answer,
    ):
        return answer.status, await answer.json(), dict(answer.headers)


async def test_a_signed_post_is_stored_and_answered_with_its_report(company: Storage) -> None:
    async with served(company) as url:
        status, report, _ = await post(url, {"source": "crm", "readings": [ROW, ROW | {"employee_id": "999"}]})
        again, second, _ = await post(url, {"source": "crm", "readings": [ROW]})

    assert (status, report["inserted"], report["rows"]) == (202, 1, 2)
    assert [entry["row"] for entry in report["rejected"]] == [2]
    assert "roster" in report["rejected"][0]["reason"]
    assert (again, second["unchanged"]) == (202, 1)
    assert readings(company) == {("00102", "orders", "2026-09-01"): 12.25}
    with company.work() as work:
        assert (
            work.connection.exec_driver_sql("SELECT DISTINCT source FROM batch WHERE kind='readings'").scalar() == "crm"
        )


async def test_a_post_of_events_says_once_what_they_are(company: Storage) -> None:
    complaint = {"id": "C1", "employee_id": "00102", "day": "2026-09-30", "product": "P-7"}
    async with served(company) as url:
        status, report, _ = await post(url, {"source": "qa", "event": "complaint", "records": [complaint]})
        lacking, why, _ = await post(
            url, {"source": "qa", "event": "complaint", "records": [{**complaint, "product": 0}]}
        )
        unknown = [
            await post(url, {"source": "qa", "event": event, "records": [complaint]}) for event in ("praise", 7, None)
        ]
        alone = await post(url, {"source": "qa", "event": "complaint"})

    assert (status, report["inserted"]) == (202, 1)
    assert (lacking, why["inserted"] + why["corrected"]) == (202, 1)
    assert [status for status, _, _ in unknown] == [400] * 3
    assert "project_completed" in unknown[0][1]["error"]
    assert alone[0] == 400
    with company.work() as work:
        (stream,) = work.streams.all()
        assert (stream.key, stream.event) == ("qa.complaint", EventKind.COMPLAINT)


async def test_several_lists_are_taken_in_the_order_that_lets_rows_find_each_other(company: Storage) -> None:
    body = {
        "readings": [ROW | {"employee_id": "N1"}],
        "people": [{"employee_id": "N1", "name": "New"}],
    }

    async with served(company) as url:
        status, reports, _ = await post(url, body)

    assert (status, [report["inserted"] for report in reports]) == (202, [1, 1])


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"secret": "other"}, "signature"),
        ({"at": datetime(2026, 11, 2, 0, 54, 59, tzinfo=UTC)}, "timestamp"),
        ({"at": datetime(2026, 11, 2, 1, 5, 1, tzinfo=UTC)}, "timestamp"),
        ({"headers": {"X-Jinbu-Timestamp": "yesterday"}}, "X-Jinbu-Timestamp"),
        ({"headers": {"X-Jinbu-Signature": ""}}, "signature"),
        ({"headers": {"X-Jinbu-Signature": "sha256=日本"}}, "signature"),
    ],
)
async def test_a_post_that_nobody_signed_just_now_is_refused(
    company: Storage, changes: dict[str, Any], word: str
) -> None:
    async with served(company) as url:
        status, answer, _ = await post(url, {"readings": [ROW]}, **changes)

    assert (status, word in answer["error"]) == (401, True)
    assert readings(company) == {}


async def test_a_post_just_within_five_minutes_is_taken(company: Storage) -> None:
    async with served(company) as url:
        status, _, _ = await post(url, {"readings": [ROW]}, at=datetime(2026, 11, 2, 0, 55, tzinfo=UTC))

    assert status == 202


async def test_without_a_secret_nothing_is_taken(company: Storage) -> None:
    async with served(company, secret="") as url:
        status, answer, _ = await post(url, {"readings": [ROW]}, secret="")

    assert (status, "JINBU_WEBHOOK_SECRET" in answer["error"]) == (401, True)


@pytest.mark.parametrize(
    "body",
    [
        b"{not json",
        b"[" * 100_000,
        b"\xff\xfe",
        [],
        {},
        {"readings": []},
        {"readings": {"employee_id": "1"}},
        {"readings": [ROW], "reeadings": []},
        {"source": ["crm"], "readings": [ROW]},
        {"readings": [{"colour": "blue"}]},
    ],
)
async def test_a_post_that_cannot_be_understood_says_why(company: Storage, body: object) -> None:
    async with served(company) as url:
        status, answer, _ = await post(url, body)

    assert status == 400
    assert len(answer["error"]) > 10


async def test_rows_that_are_no_objects_are_rejected_one_by_one(company: Storage) -> None:
    async with served(company) as url:
        status, report, _ = await post(url, {"readings": [ROW, "text", ROW | {"value": [1]}]})

    assert (status, report["inserted"], [entry["row"] for entry in report["rejected"]]) == (202, 1, [2, 3])


async def test_a_body_that_is_too_large_is_not_read_to_its_end(
    company: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LARGEST_BODY", 1000)

    async with served(company) as url:
        status, answer, _ = await post(url, {"readings": [ROW] * 50})

    assert (status, "parts" in answer["error"]) == (413, True)


async def test_when_too_many_wait_the_next_one_is_asked_to_come_again(
    company: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "WAITING_AT_MOST", 2)
    gate = asyncio.Event()

    async with served(company, gate=gate) as url:
        posts = [asyncio.create_task(post(url, {"readings": [ROW | {"value": number}]})) for number in range(5)]
        done, pending = await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 3:
            more, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            done |= more
        gate.set()
        answers = [await task for task in posts]

    assert sorted(status for status, _, _ in answers) == [202, 202, 429, 429, 429]
    assert all(headers["Retry-After"] == "5" for status, _, headers in answers if status == 429)


async def no_parts() -> dict[str, dict[str, object]]:
    """Return no part at all."""
    return {}


async def test_health_is_that_of_the_parts() -> None:
    states: dict[str, dict[str, object]] = {"chat": {"connected": True}, "database": {"ok": True}}

    async def told() -> dict[str, dict[str, object]]:
        return states

    async with serve(host="127.0.0.1", port=0, states=told) as port, aiohttp.ClientSession() as session:
        async with session.get(f"http://127.0.0.1:{port}/health") as answer:
            assert (answer.status, await answer.json()) == (200, {"ok": True, "parts": states})
        states["chat"]["connected"] = False
        async with session.get(f"http://127.0.0.1:{port}/health") as answer:
            assert (answer.status, (await answer.json())["ok"]) == (503, False)


# Each post counts once


async def test_a_replayed_post_does_not_undo_a_newer_value(company: Storage) -> None:
    first, newer = ({"source": "crm", "readings": [ROW | {"value": value}]} for value in (111, 222))

    async with served(company) as url:
        await post(url, first)
        await post(url, newer)
        status, answer, _ = await post(url, first)
        assert (status, answer["rows"], answer["duplicates"], answer["inserted"]) == (202, 1, 1, 0)
        assert "once" in answer["left_out"][0]["reason"]
    async with served(company) as url:  # another process, or the same after a restart
        await post(url, first)
        assert readings(company) == {("00102", "orders", "2026-09-01"): 222}

        await post(url, first, at=NOW + timedelta(seconds=1))

    assert readings(company) == {("00102", "orders", "2026-09-01"): 111}, "signed anew it is a post of its own"


async def test_a_replay_with_the_signature_in_capitals_is_a_replay(company: Storage) -> None:
    async with served(company) as url:
        stamp, content = str(int(NOW.timestamp())), json.dumps({"readings": [ROW]}).encode()
        signature = hmac.new(SECRET.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest().upper()
        await post(url, {"readings": [ROW]})
        status, report, _ = await post(url, content, headers={"X-Jinbu-Signature": f"sha256={signature}"})

    assert (status, report["duplicates"], report["unchanged"]) == (202, 1, 0)


async def test_a_post_that_was_refused_may_come_again_as_it_is(company: Storage) -> None:
    body = {"readings": [{"colour": "blue"}]}

    async with served(company) as url:
        statuses = [(await post(url, body))[0] for _ in range(2)]

    assert statuses == [400, 400]


@pytest.mark.postgresql
async def test_of_a_post_sent_twice_at_once_one_is_stored(company: Storage) -> None:
    gate = asyncio.Event()

    async with served(company, gate=gate) as first, served(company, gate=gate) as other:
        posts = [asyncio.create_task(post(url, {"readings": [ROW]})) for url in (first, other)]
        done, _ = await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        gate.set()
        answers = sorted([(await task)[0] for task in posts])

    assert len(done) == 1
    assert answers == [202, 429]


@pytest.mark.postgresql
async def test_a_post_that_a_dead_process_had_in_hand_is_taken_over(company: Storage) -> None:
    content = json.dumps({"readings": [ROW]}).encode()
    stamp = str(int(NOW.timestamp()))
    signature = "sha256=" + hmac.new(SECRET.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest()
    with company.work() as work:
        work.inbox.seen("updates", signature, at=NOW - timedelta(minutes=3))

    async with served(company) as url:
        status, _, _ = await post(url, content)

    assert status == 202


# What nobody has signed yet


async def raw(url: str, head: str, body: bytes = b"") -> bytes:
    """Send a request as it is written, and return whatever comes until the connection closes."""
    host, port = url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(head.replace("\n", "\r\n").encode("latin-1") + body)
        async with asyncio.timeout(10):
            return await reader.read()
    finally:
        writer.close()


def head(*, length: int, signature: str = "sha256=" + "0" * 64) -> str:
    stamp = int(NOW.timestamp())
    return (
        f"POST /updates HTTP/1.1\nHost: x\nX-Jinbu-Timestamp: {stamp}\nX-Jinbu-Signature: {signature}\n"
        f"Content-Length: {length}\n\n"
    )


async def test_a_signature_of_other_letters_is_none(company: Storage) -> None:
    async with served(company) as url:
        answers = [await raw(url, head(length=2, signature=name), b"{}") for name in ("sha256=\xe9", "\xff" * 71, "")]

    assert [answer.split(b" ")[1] for answer in answers] == [b"401", b"401", b"401"]


async def test_of_a_post_without_a_signature_no_body_is_read(company: Storage) -> None:
    async with served(company) as url:
        answer = await raw(url, head(length=10_000_000, signature="none"), b"{")

    assert answer.split(b" ")[1] == b"401"


async def test_a_half_sent_post_does_not_stay_open(company: Storage) -> None:
    async with served(company, seconds=0.05) as url:
        answer = await raw(url, head(length=1_000), b'{"readings')

    assert answer.split(b" ")[1] == b"408"


async def test_half_sent_posts_do_not_pile_up(company: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body, "MOST_TOGETHER", 5)

    async with served(company, seconds=0.5) as url:
        answers = await asyncio.gather(*(raw(url, head(length=1_000), b"{") for _ in range(20)))

    assert Counter(answer.split(b" ")[1] for answer in answers) == {b"408": 5, b"429": 15}


async def test_a_head_that_never_ends_does_not_stay_open(company: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "IDLE_SECONDS", 0.1)

    async with served(company) as url:
        assert await raw(url, "POST /updates HTTP/1.1\nHost: x\n") == b""
        assert await raw(url, "") == b""
        assert (await post(url, {"readings": [ROW]}))[0] == 202


async def test_a_posted_number_beyond_all_measure_is_refused_where_it_stands(company: Storage) -> None:
    rows = f"[{json.dumps(ROW)}, {json.dumps(ROW | {'employee_id': '00103', 'value': 0})}]".replace(": 0}", ": 1e400}")

    async with served(company) as url:
        status, report, _ = await post(url, f'{{"readings": {rows}}}'.encode())

    told = [(entry["row"], entry["column"], entry["value"]) for entry in report["rejected"]]
    assert (status, told) == (202, [(2, "value", "1e400")])
    assert readings(company) == {("00102", "orders", "2026-09-01"): 12.25}


async def test_half_a_character_in_a_post_costs_its_row_only(company: Storage) -> None:
    async with served(company) as url:
        status, report, _ = await post(url, {"readings": [ROW, ROW | {"employee_id": "1003\ud83d"}]})
        refused, _, _ = await post(url, {"source": "c\ud83d", "readings": [ROW]})

    assert (status, [(entry["row"], entry["column"]) for entry in report["rejected"]]) == (202, [(2, "employee_id")])
    assert refused == 400
