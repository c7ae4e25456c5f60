"""An endpoint at its worst, hung, slow, gone or talking nonsense: the writer gives up in time and leaves it alone."""

from __future__ import annotations

import asyncio
import gzip
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import structlog
from aiohttp import web
from structlog.testing import capture_logs

from bot.ai import breaker
from bot.ai.bound import MOST_BYTES
from bot.ai.offline import choose
from bot.feedback.domain.outline import fault
from bot.kit.errors import SettingsError, WriterError
from bot.runtime.clockwork import SystemClock
from bot.settings import load
from tests.integration.ai.material import FULL, GOOD, MODEL, SMALL, Endpoint

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.ai.openai import OpenAIWriter
    from bot.feedback.domain.feedback import Outline, Pick
    from bot.runtime.clockwork import SimulatedClock

    MakeWriter = Callable[..., OpenAIWriter]
    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PATIENCE = 30
"""Seconds; a hung endpoint takes an hour, and who waits for the slow one gets a good answer, which is no error."""
SHORT = 0.2


async def fails(writer: OpenAIWriter) -> str:
    """Return why a pick failed."""
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(WriterError) as caught:
            await writer.pick(SMALL, locale="en", recent=())
    return str(caught.value)


async def succeeds(writer: OpenAIWriter) -> None:
    """Make a pick that has to be the model's."""
    pick = await writer.pick(SMALL, locale="en", recent=())
    assert pick.writer == f"openai:{MODEL}"


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve an endpoint that does what ``handler`` does; gives its address."""
    app = web.Application()
    app.router.add_post("/v1/chat/completions", handler)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    await runner.cleanup()


# Given up in time


@pytest.mark.parametrize(
    ("kind", "budget", "why"),
    [
        ("hang", SHORT, "timeout"),
        ("slow", SHORT, "timeout"),
        ("garbage", 10, "cut off"),
        ("http_500", 10, "http 500"),
        ("refuse", 10, "refused"),
    ],
)
async def test_each_fault_is_an_error_within_the_budget(
    make: MakeWriter, endpoint: Endpoint, kind: str, budget: float, why: str
) -> None:
    await endpoint.says(fault=kind)

    assert await fails(make(f"{endpoint.url}/openai/v1", budget=budget)) == why


async def test_the_check_gives_up_in_time_too(make: MakeWriter, endpoint: Endpoint) -> None:
    await endpoint.says(fault="hang")

    async with asyncio.timeout(PATIENCE):
        found = await make(f"{endpoint.url}/openai/v1", budget=SHORT).check()

    assert (found.reachable, found.listed, found.level, found.fault) == (True, True, None, "timeout")


async def test_all_ways_of_asking_share_one_budget(make: MakeWriter) -> None:
    asked: list[str] = []

    async def refuse_slowly(request: web.Request) -> web.Response:
        asked.append((await request.json()).get("response_format", {"type": "plain"})["type"])
        await SystemClock().sleep(0.3)
        return web.json_response({"error": {"message": "unknown response_format"}}, status=400)

    async with serving(refuse_slowly) as url:
        assert await fails(make(url, budget=0.5)) == "timeout"

    assert asked[0] == "json_schema"
    assert "plain" not in asked  # which comes third, after 0.6 seconds


async def test_an_answer_that_drips_is_cut_off(make: MakeWriter) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await SystemClock().sleep(0.02)

    async with serving(drip) as url:
        assert await fails(make(url, budget=SHORT)) == "timeout"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>Sign in to the guest network</html>", "text/html"),
        (b"<html>Sign in to the guest network</html>", "application/json"),
        (b"", "application/json"),
        (b"[]", "application/json"),
        (b'{"choices": []}', "application/json"),
        (b'{"choices": null}', "application/json"),
        (b'{"choices": [null]}', "application/json"),
        (b'{"choices": [{"message": null}]}', "application/json"),
        (b'{"choices": [{"message": "f1"}]}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe\x00{", "application/json"),
        (b'{"choices"', "application/json"),
    ],
)
async def test_what_is_no_completion_is_not_taken_for_one(make: MakeWriter, body: bytes, kind: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body, content_type=kind)

    async with serving(answer) as url:
        assert await fails(make(url)) == "no completion"


async def test_a_message_without_words_is_empty(make: MakeWriter) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"choices": [{"message": {"content": {"findings": ["f1"]}}}]})

    async with serving(answer) as url:
        assert await fails(make(url)) == "empty"


async def test_a_connection_that_breaks_is_an_error(make: MakeWriter) -> None:
    async def hang_up(request: web.Request) -> web.Response:
        assert request.transport
        request.transport.abort()
        return web.Response()

    async with serving(hang_up) as url:
        assert await fails(make(url)) == "unreachable"
    assert await fails(make("http://127.0.0.1:1/v1")) == "unreachable"


# Left alone


@pytest.mark.parametrize(("kind", "tries"), [("hang", 1), ("http_500", 3)])
async def test_after_a_failure_nobody_asks_for_half_a_minute(
    make: MakeWriter, endpoint: Endpoint, clock: SimulatedClock, kind: str, tries: int
) -> None:
    writer = make(f"{endpoint.url}/openai/v1", budget=SHORT if kind == "hang" else 10)
    await endpoint.says(fault=kind)
    await fails(writer)
    await endpoint.says()

    assert await fails(writer) == "resting"
    clock.move_to(clock.now() + timedelta(seconds=29.9))
    assert await fails(writer) == "resting"

    assert len(await endpoint.asked()) == tries
    clock.move_to(clock.now() + timedelta(seconds=0.1))
    await succeeds(writer)
    await succeeds(writer)


async def test_one_attempt_decides_for_all_who_wait(make: MakeWriter, clock: SimulatedClock) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()
    asked = 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        if asked == 1:
            return web.Response(status=503)
        arrived.set()
        await go_on.wait()
        return web.json_response({"choices": [{"message": {"content": GOOD}}]})

    async with serving(answer) as url:
        writer = make(url)
        assert await fails(writer) == "http 503"
        clock.move_to(clock.now() + timedelta(seconds=30))

        deciding = asyncio.create_task(succeeds(writer))
        await arrived.wait()
        assert await fails(writer) == "resting"
        go_on.set()
        await deciding
        await asyncio.gather(succeeds(writer), succeeds(writer))

    assert asked == 4


async def test_an_attempt_that_is_called_off_leaves_the_decision_to_the_next(
    make: MakeWriter, clock: SimulatedClock
) -> None:
    arrived = asyncio.Event()
    asked = 0

    async def answer(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        if asked == 1:
            return web.Response(status=503)
        if asked == 2:
            arrived.set()
            await asyncio.Event().wait()
        return web.json_response({"choices": [{"message": {"content": GOOD}}]})

    async with serving(answer) as url:
        writer = make(url)
        await fails(writer)
        clock.move_to(clock.now() + timedelta(seconds=30))
        deciding = asyncio.create_task(succeeds(writer))
        await arrived.wait()
        deciding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await deciding

        await succeeds(writer)


async def test_a_failed_attempt_begins_another_rest(
    writer: OpenAIWriter, endpoint: Endpoint, clock: SimulatedClock
) -> None:
    await endpoint.says({"status": 401}, {"status": 401})
    assert await fails(writer) == "http 401"
    clock.move_to(clock.now() + timedelta(seconds=30))

    assert await fails(writer) == "http 401"
    assert await fails(writer) == "resting"
    clock.move_to(clock.now() + timedelta(seconds=30))
    await succeeds(writer)


async def test_a_bad_answer_is_only_this_readers(writer: OpenAIWriter, endpoint: Endpoint) -> None:
    await endpoint.says("nonsense", GOOD)

    assert await fails(writer) == "not an answer"
    await succeeds(writer)


async def test_the_log_says_that_it_rests_and_why(
    writer: OpenAIWriter, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(breaker, "log", structlog.get_logger())  # one that no earlier test has tied to a stream
    await endpoint.says({"status": 403, "error": "Sentence A about New customers."})

    with capture_logs() as lines:
        await fails(writer)

    assert lines == [
        {
            "event": "writer.circuit_open",
            "log_level": "warning",
            "reason": "http 403",
            "until": "2026-11-03T09:00:30+00:00",
        }
    ]


# The words go out all the same


async def written(writer: OpenAIWriter, outline: Outline) -> Pick:
    """Write as a caller of the port does."""
    try:
        return await writer.pick(outline, locale="en", recent=())
    except WriterError:
        return choose(outline, recent=())


@pytest.mark.parametrize("kind", ["hang", "slow", "garbage", "http_500", "refuse", None])
async def test_whatever_the_endpoint_does_a_good_message_goes_out(
    make: MakeWriter, endpoint: Endpoint, kind: str | None
) -> None:
    await endpoint.says(fault=kind)
    writer = make(f"{endpoint.url}/openai/v1", budget=SHORT if kind in {"hang", "slow"} else 10)

    async with asyncio.timeout(PATIENCE):
        pick = await written(writer, FULL)

    assert fault(FULL, pick) == ""
    assert pick.writer == "offline"


# An endpoint that means harm


@pytest.mark.parametrize("status", [200, 500])
async def test_an_answer_without_an_end_is_given_up_as_soon_as_it_is_too_large(make: MakeWriter, status: int) -> None:
    sent = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(status=status, headers={"Content-Type": "application/json"})
        await response.prepare(request)
        with suppress(ConnectionError):
            while sent < 200_000_000:
                await response.write(b" " * 65_536)
                sent += 65_536
        return response

    async with serving(pour) as url:
        assert await fails(make(url, budget=PATIENCE)) == "too large"
    assert sent < 20 * MOST_BYTES


async def test_what_unpacks_to_gigabytes_is_not_unpacked(make: MakeWriter) -> None:
    async def bomb(request: web.Request) -> web.StreamResponse:
        assert request.headers["Accept-Encoding"] == "identity"
        return web.Response(body=gzip.compress(b" " * 50_000_000), headers={"Content-Encoding": "gzip"})

    async with serving(bomb) as url:
        assert await fails(make(url, budget=PATIENCE)) == "too large"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_takes_nothing_anywhere_else(make: MakeWriter, status: int) -> None:
    came: list[str] = []

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        came.append(await request.text())
        return web.json_response({})

    async with serving(elsewhere) as other:

        async def redirect(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": f"{other}/chat/completions"})

        async with serving(redirect) as url:
            assert await fails(make(url)) == f"http {status}"
    assert came == []


async def test_a_model_elsewhere_is_only_spoken_to_encrypted(make: MakeWriter) -> None:
    for address in ("http://models.example/v1", "http://10.0.0.7/v1", "http://localhost.example/v1"):
        with pytest.raises(SettingsError, match="on this machine"):
            make(address)
        with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
            load(openai={"base_url": address})
    for address in ("https://models.example/v1", "http://127.0.0.1:9/v1", "http://[::1]:9/v1", "http://localhost:9/v1"):
        make(address)
