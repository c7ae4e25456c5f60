"""HTTP mode: signed posts to the bot's own address, verified by the real SDK, repeated like the real service does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.signature import SignatureVerifier

from tests.integration.sandbox.wire import Control


@dataclass(slots=True)
class Receiver:
    """A small server that verifies and remembers what is posted to it."""

    url: str = ""
    status: int = 200
    verified: asyncio.Queue[tuple[str, str, bool]] = field(default_factory=asyncio.Queue)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.text()
        if "url_verification" in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        good = SignatureVerifier("sandbox-signing-secret").is_valid_request(body, dict(request.headers))
        repeat = " ".join(request.headers.get(f"X-Slack-Retry-{part}", "") for part in ("Num", "Reason")).strip()
        self.verified.put_nowait((repeat, request.content_type, good))
        return web.Response(status=self.status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/slack/events", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield receiver
    await runner.cleanup()


async def test_deliveries_are_signed_and_repeated_until_they_are_taken(control: Control, receiver: Receiver) -> None:
    status, _ = await control.ask("PUT", "/sandbox/slack/http", {"request_url": receiver.url})
    assert status == 200

    receiver.status = 500
    answer = await control.post("say", {"platform": "slack", "user": "U0ANNA", "text": "hello"})
    tries = [await asyncio.wait_for(receiver.verified.get(), 5) for _ in range(2)]
    receiver.status = 200
    command = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": "help"})

    assert not answer["acked"]
    assert command["ok"]
    assert tries == [("", "application/json", True), ("1 http_error", "application/json", True)]
    assert await receiver.verified.get() == ("", "application/x-www-form-urlencoded", True)


async def test_the_real_bolt_app_answers_over_http(control: Control, app: AsyncApp) -> None:
    @app.command("/perf")
    async def _(ack: AsyncAck) -> None:
        await ack("at your service")

    runner = web.AppRunner(app.web_app(path="/slack/events"))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    status, verified = await control.ask("PUT", "/sandbox/slack/http", {"request_url": url})
    assert status == 200, verified
    answer = await control.post("command", {"user": "U0ANNA", "command": "/perf", "text": "help"})
    await runner.cleanup()

    assert answer["ok"]
    assert (await control.messages("slack", "U0ANNA"))[0]["payload"]["text"] == "at your service"


async def test_an_address_that_fails_the_challenge_is_not_taken(control: Control) -> None:
    status, answer = await control.ask("PUT", "/sandbox/slack/http", {"request_url": "http://127.0.0.1:9/nothing"})

    assert status == 400
    assert "did not answer" in answer["error"]
