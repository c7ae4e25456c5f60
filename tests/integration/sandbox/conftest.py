"""A running, seeded sandbox for each test, and the real Slack client and Bolt app connected to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Sandbox
from tests.integration.sandbox.wire import SEED, Control, SetClock, Stream


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
async def sandbox(clock: SetClock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(clock.now)
    await sandbox.start()
    sandbox.seed(SEED)
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def control(sandbox: Sandbox) -> AsyncIterator[Control]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=20)) as session:
        yield Control(sandbox.url, session)


@pytest.fixture
def slack(control: Control) -> AsyncWebClient:
    return AsyncWebClient(
        token="xoxb-sandbox", base_url=f"{control.url}/slack/api/", session=control.session, retry_handlers=[]
    )


@pytest.fixture
def app(slack: AsyncWebClient, monkeypatch: pytest.MonkeyPatch) -> AsyncApp:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id="T0SANDBOX",
            bot_token="xoxb-sandbox",
            bot_id="B0SANDBOX",
            bot_user_id="U0SANDBOXBOT",
        )

    return AsyncApp(client=slack, authorize=authorize, signing_secret="sandbox-signing-secret")


@pytest.fixture
async def connect(app: AsyncApp) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Connect over Socket Mode, each time with a fresh address, as the client does after a goodbye."""
    handler = AsyncSocketModeHandler(app, "xapp-sandbox")

    async def connect() -> None:
        await handler.client.connect_to_new_endpoint(force=True)

    yield connect
    await handler.close_async()  # type: ignore[no-untyped-call] # Bolt left it bare


@pytest.fixture
async def stream(control: Control) -> AsyncIterator[Stream]:
    stream = Stream(control)
    yield stream
    await stream.close()
