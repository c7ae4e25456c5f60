"""A bare Bolt application that says back what it is told: the least that answering a command can take."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient


async def serve(url: str) -> None:
    """Answer ``/perf`` of the sandbox at an address until the process ends."""
    client = AsyncWebClient("xoxb-sandbox", base_url=f"{url}/slack/api/")
    app = AsyncApp(client=client, token=client.token, signing_secret="unused")  # noqa: S106 - Socket Mode signs nothing
    app.command("/perf")(_echo)
    await AsyncSocketModeHandler(app, "xapp-sandbox").start_async()  # type: ignore[no-untyped-call]


async def _echo(ack: Any, command: dict[str, Any]) -> None:  # noqa: ANN401 - Bolt hands it in by name, untyped
    await ack(text=command["text"])


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
