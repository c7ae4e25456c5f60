"""Socket Mode as Bolt serves it, but for one thing: an answer that is written already goes out as it stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app

if TYPE_CHECKING:
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest


class SocketModeHandler(AsyncSocketModeHandler):
    """Bolt's handler, which reads a JSON answer and writes it anew for the envelope; this one puts it in.

    What we answer with is JSON or nothing. Any status but 200 leaves the envelope without an acknowledgement.
    """

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Let the application answer an envelope, and acknowledge it."""
        response = await run_async_bolt_app(self.app, req)
        if response.status == 200:  # noqa: PLR2004
            payload = f', "payload": {response.body}' if response.body else ""
            await client.send_message(f'{{"envelope_id": {json.dumps(req.envelope_id)}{payload}}}')
