"""The session with Slack: Bolt over Socket Mode or HTTP, watched, and made anew when it fails."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware

from bot.kit.errors import PlatformError, Unreachable
from bot.platforms.inbound_queue import jittered, pause
from bot.platforms.slack import limits
from bot.platforms.slack.parse import PLATFORM
from bot.platforms.slack.socket import SocketModeHandler
from bot.runtime.body import BodyReader, RejectedBody

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import WSMessage, web
    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_bolt.response import BoltResponse

    from bot.platforms.slack.app import SlackApp
    from bot.platforms.slack.send import SlackSender

log = structlog.get_logger()

_LONGEST_PAUSE: Final = 30.0
_WATCH_EVERY: Final = 0.5
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_LARGEST_BODY: Final = 2**20
"""Bytes of a request in HTTP mode: a form with everything in it is a tenth of that."""


class SlackSession:
    """Bolt's application and its connection; every payload that Bolt has checked goes to ``arrived``."""

    def __init__(
        self,
        app: SlackApp,
        card_sender: SlackSender,
        *,
        arrived: Callable[[dict[str, Any]], Awaitable[BoltResponse]],
        stopping: asyncio.Event,
    ) -> None:
        self._app = app
        self._card_sender = card_sender
        self._arrived = arrived
        self._stopping = stopping
        self.connected = asyncio.Event()
        self._bolt: AsyncApp | None = None
        self._bodies = BodyReader(most=_LARGEST_BODY)
        self._last_frame: float | None = None
        self._sessions = 0
        self._error = ""

    async def run(self) -> None:
        """Stay connected until we stop; whatever fails is tried again with growing pauses."""
        wait = 1.0
        while not self._stopping.is_set():
            try:
                self._bolt = self._bolt or await self._build()
                if self._app.app_token:
                    await self._hold_socket(self._bolt)
                else:
                    self.connected.set()
                    await self._stopping.wait()
                wait = 1.0
            except (PlatformError, OSError, TimeoutError, RuntimeError) as error:
                self._error = str(error) or type(error).__name__
                log.warning("connection.failed", platform=PLATFORM, error=self._error, again_in=wait)
            finally:
                self.connected.clear()
            await pause(self._stopping, jittered(wait))
            wait = min(wait * 2, _LONGEST_PAUSE)

    def state(self) -> dict[str, object]:
        """Return how the connection is, for /health."""
        age = None if self._last_frame is None else round(time.monotonic() - self._last_frame, 1)
        return {
            "connected": self.connected.is_set(),
            "mode": "socket" if self._app.app_token else "http",
            "last_frame_seconds": age,
            "reconnects": max(self._sessions - 1, 0),
            "error": "" if self.connected.is_set() else self._error,
        }

    async def http(self, request: web.Request) -> web.Response:
        """Take a request from Slack in HTTP mode; Bolt verifies its signature.

        Without the form of a signature none of its body is read; what is read is bounded in size and time.
        """
        from aiohttp.web import Response
        from slack_bolt.adapter.aiohttp import to_aiohttp_response
        from slack_bolt.request.async_request import AsyncBoltRequest

        if self._bolt is None:
            return Response(status=503)
        stamp, signature = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
        try:
            if not (stamp.isascii() and stamp.isdigit() and _SIGNATURE.fullmatch(signature)):
                raise RejectedBody(401)  # noqa: TRY301 - closes the connection as the others do
            body = (await self._bodies(request)).decode()
            if request.content_type == "application/json" and not isinstance(json.loads(body), dict):
                return Response(status=400)
            asked = AsyncBoltRequest(body=body, query=request.query_string, headers=dict(request.headers))
        except RejectedBody as unread:
            refused = Response(status=unread.status)
            refused.force_close()
            return refused
        except (ValueError, RecursionError):
            return Response(status=400)
        self._last_frame = time.monotonic()
        response: Response = await to_aiohttp_response(await self._bolt.async_dispatch(asked))
        return response

    async def _build(self) -> AsyncApp:
        """Learn who we are, and make the Bolt application.

        Raises:
            PlatformError: when the token does not work or Slack cannot be reached.
        """
        me = await self._card_sender.who()
        identity = AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=me.get("team_id"),
            bot_user_id=me.get("user_id"),
            bot_id=me.get("bot_id"),
            bot_token=self._app.bot_token,
        )

        async def authorize() -> AuthorizeResult:  # no call to Slack in the way of an acknowledgement
            return identity

        logger = logging.getLogger("slack_bolt.jinbu")
        logger.setLevel(logging.ERROR)  # while it is built Bolt warns of a token in the environment, which it ignores
        app = AsyncApp(
            name="jinbu",
            logger=logger,
            client=self._card_sender.api.bolt_client(),
            authorize=authorize,
            signing_secret=self._app.signing_secret,
        )
        logger.setLevel(logging.WARNING)
        app.use(_PayloadMiddleware(self._arrived))
        return app

    async def _hold_socket(self, app: AsyncApp) -> None:
        """Connect, and return only when we stop.

        Raises:
            Unreachable: when there is no connection and Bolt does not get one by itself.
        """
        await self._card_sender.socket_address()  # Bolt would try for ever with a wrong token, in silence
        handler = SocketModeHandler(app, self._app.app_token, ping_interval=limits.PING)
        handler.client.on_message_listeners.append(self._frame)
        try:
            async with asyncio.timeout(limits.CONNECT):
                await handler.connect_async()  # type: ignore[no-untyped-call]
            seen = time.monotonic()
            while not self._stopping.is_set():
                if await handler.client.is_connected():
                    seen = time.monotonic()
                    self.connected.set()
                elif self.connected.is_set():
                    self.connected.clear()
                    log.info("connection.lost", platform=PLATFORM)
                if time.monotonic() - seen > limits.SILENCE:
                    raise Unreachable(PLATFORM, "socket_lost")
                await pause(self._stopping, _WATCH_EVERY)
        finally:
            try:
                with suppress(TimeoutError, OSError, RuntimeError):
                    async with asyncio.timeout(limits.CLOSE):
                        await handler.close_async()  # type: ignore[no-untyped-call]
            finally:  # neither a dead peer nor a cancellation while we say good-bye keeps it open
                await handler.client.aiohttp_client_session.close()

    async def _frame(self, message: WSMessage) -> None:
        self._last_frame = time.monotonic()
        if '"hello"' in str(message.data)[:200]:
            self._sessions += 1
            log.info("connection.opened", platform=PLATFORM, session=self._sessions)


class _PayloadMiddleware(AsyncMiddleware):
    """Takes every payload, behind what Bolt checks of it."""

    def __init__(self, arrived: Callable[[dict[str, Any]], Awaitable[BoltResponse]]) -> None:
        self._arrived = arrived

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        """Answer it: nothing comes behind this."""
        del resp, next
        return await self._arrived(req.body)
