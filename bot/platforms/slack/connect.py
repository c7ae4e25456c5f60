"""The connection to Slack: Bolt over Socket Mode or HTTP, watched, rebuilt when it fails, every arrival taken once."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse

from bot.domain.delivery import Receipt
from bot.domain.errors import PlatformError, Unreachable
from bot.messages.card import Card, Picture
from bot.messages.form import Form
from bot.messages.i18n import Catalog
from bot.messages.inbound import Click, Command, Inbound, Notice, Reply, Settled, Unfit
from bot.platforms.check import Problem
from bot.platforms.desk import Desk, Persist, Receive, deliver, jittered, pause, within
from bot.platforms.slack import limits
from bot.platforms.slack.parse import PLATFORM, parse
from bot.platforms.slack.render import render
from bot.platforms.slack.send import App, Courier
from bot.views.form import invitation

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import WSMessage, web

    from bot.domain.person import Identity
    from bot.messages.card import Chart
    from bot.ports import Clock

log = structlog.get_logger()

_LONGEST_PAUSE: Final = 30.0
_WATCH_EVERY: Final = 0.5


class SlackPlatform:
    """One workspace: Socket Mode where there is an app token, else HTTP with the signing secret."""

    name = PLATFORM

    def __init__(
        self, app: App, *, locale: str, clock: Clock, draw: Callable[[Chart], bytes], longest: float = limits.LONGEST
    ) -> None:
        """Make it, without connecting; one send takes at most ``longest`` seconds, less than an outbox lease."""
        self._app = app
        self._locale = locale
        self._clock = clock
        self._courier = Courier(app, clock=clock, draw=draw, longest=longest)
        self._stopping = asyncio.Event()
        self._desk: Desk | None = None
        self._bolt: AsyncApp | None = None
        self._connected = asyncio.Event()
        self._last_frame: float | None = None
        self._sessions = 0
        self._error = ""

    # What the use cases call

    async def send(self, identity: Identity, card: Card, *, opaque: str, conversation: str) -> Receipt:
        """See ports.Platform."""
        return await self._courier.send(identity, card, opaque=opaque, conversation=conversation)

    async def find(self, identity: Identity, *, opaque: str, conversation: str, since: datetime) -> Receipt | None:
        """See ports.Platform."""
        return await self._courier.find(identity, opaque=opaque, conversation=conversation, since=since)

    async def update(self, receipt: Receipt, card: Card) -> None:
        """See ports.Platform."""
        await self._courier.update(receipt, card)

    # Its life

    async def run(self, receive: Receive, *, persist: Persist) -> None:
        """Stay connected until :meth:`close`; whatever fails is tried again with growing pauses."""
        self._desk = Desk(receive=receive, persist=persist, locale=self._locale, same_click=limits.DOUBLE_CLICK)
        wait = 1.0
        while not self._stopping.is_set():
            try:
                self._bolt = self._bolt or await self._build()
                if self._app.app_token:
                    await self._hold_socket(self._bolt)
                else:
                    self._connected.set()
                    await self._stopping.wait()
                wait = 1.0
            except (PlatformError, OSError, TimeoutError, RuntimeError) as error:
                self._error = str(error) or type(error).__name__
                log.warning("connection.failed", platform=PLATFORM, error=self._error, again_in=wait)
            finally:
                self._connected.clear()
            await pause(self._stopping, jittered(wait))
            wait = min(wait * 2, _LONGEST_PAUSE)

    async def close(self) -> None:
        """Stop taking arrivals, finish what is under way, let go of the connections; within two seconds."""
        self._stopping.set()
        if self._desk:
            await self._desk.close(limits.CLOSE)
        await self._courier.close()

    async def check(self) -> list[Problem]:
        """Look at tokens, scopes and the way in; each point is fine or says how to mend it."""
        found = await self._courier.check()
        if self._app.app_token:
            try:
                await self._courier.socket_address()
                found.append(Problem("socket mode", "works"))
            except PlatformError as error:
                mend = "SLACK_APP_TOKEN must be an xapp- token with connections:write, and Socket Mode must be on"
                found.append(Problem("socket mode", error.code, mend))
        elif self._app.signing_secret:
            found.append(
                Problem("http mode", "signing secret set; the request URL is /slack/events on JINBU_HTTP_PORT")
            )
        else:
            found.append(Problem("way in", "none", "set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)"))
        return found

    def state(self) -> dict[str, object]:
        """Return how the connection is, for /health."""
        age = None if self._last_frame is None else round(time.monotonic() - self._last_frame, 1)
        return {
            "connected": self._connected.is_set(),
            "mode": "socket" if self._app.app_token else "http",
            "last_frame_seconds": age,
            "reconnects": max(self._sessions - 1, 0),
            "error": "" if self._connected.is_set() else self._error,
        }

    def ways(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Return the paths that have to be served: one in HTTP mode, none in Socket Mode."""
        return [] if self._app.app_token else [("/slack/events", self.http)]

    async def connected(self) -> None:
        """Wait until arrivals can come in."""
        await self._connected.wait()

    # Arrivals

    async def http(self, request: web.Request) -> web.Response:
        """Take a request from Slack in HTTP mode; Bolt verifies its signature."""
        from aiohttp.web import Response
        from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

        if self._bolt is None:
            return Response(status=503)
        try:
            asked = await to_bolt_request(request)
        except ValueError:
            return Response(status=400)
        self._last_frame = time.monotonic()
        response: Response = await to_aiohttp_response(await self._bolt.async_dispatch(asked))
        return response

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        sender = inbound.sender
        match reply:
            case None:
                return
            case Card():
                conversation = sender.conversation if sender.private else ""
                await deliver(self, inbound, reply, conversation=conversation, clock=self._clock)
                if not sender.private:
                    await self._courier.tell(sender, self._words(reply.locale, "platform-in-private"))
            case Settled(card) if isinstance(inbound, Click):
                if inbound.message.get("ephemeral"):
                    payload = {"replace_original": True, **render(card, {})}
                    await self._courier.respond(inbound.message["response_url"], payload)
                else:
                    await self._courier.update(Receipt(dict(inbound.message)), card)
            case Settled(card):
                await deliver(self, inbound, card, conversation=sender.conversation, clock=self._clock)
            case Form() | Unfit():
                form = reply if isinstance(reply, Form) else reply.form
                card = invitation(Catalog.load()(form.locale), form)
                await deliver(self, inbound, card, conversation="", clock=self._clock)
            case Notice(text):
                if isinstance(inbound, Click) and inbound.message.get("response_url"):
                    payload = {"response_type": "ephemeral", "replace_original": False, "text": _line(text)}
                    await self._courier.respond(inbound.message["response_url"], payload)
                else:
                    await self._courier.tell(sender, text)

    async def _arrived(self, body: dict[str, Any]) -> BoltResponse:
        """Take one payload; what is raised here, by the inbox, is not acknowledged, and Slack sends it again."""
        inbound = parse(body, at=self._clock.now())
        if inbound is None or self._desk is None or self._stopping.is_set():
            return BoltResponse(status=200 if inbound is None else 503)
        taken = await self._desk.take(inbound)
        if taken is None or taken.again:
            return BoltResponse(status=200)
        if isinstance(inbound, Command):
            return await self._command(self._desk, inbound, taken.handling)
        self._desk.then(taken.handling, lambda reply: self.answer(inbound, reply))
        return BoltResponse(status=200)

    async def _command(self, desk: Desk, command: Command, handling: asyncio.Task[Reply]) -> BoltResponse:
        """Answer a slash command in its acknowledgement if there is time: it is the one answer that cannot get lost."""
        if not await within(handling, limits.ANSWER):
            desk.then(handling, lambda reply: self.answer(command, reply))
            return _seen_by_sender({"text": _line(self._words(command.sender.locale, "platform-working"))})
        reply = handling.result()
        match reply:
            case None:
                return BoltResponse(status=200)
            case Notice(text):
                return _seen_by_sender({"text": _line(text)})
            case Card() if any(isinstance(block, Picture) for block in reply.blocks):
                desk.then(handling, lambda reply: self.answer(command, reply))
                return _seen_by_sender({"text": _line(self._words(reply.locale, "platform-in-private"))})
            case Form() | Unfit():
                desk.then(handling, lambda reply: self.answer(command, reply))
                return BoltResponse(status=200)
            case Card() | Settled():
                return _seen_by_sender(render(reply if isinstance(reply, Card) else reply.card, {}))

    def _words(self, locale: str, key: str) -> str:
        return Catalog.load()(locale or self._locale)(key)

    # The session

    async def _build(self) -> AsyncApp:
        """Learn who we are, and make the Bolt application.

        Raises:
            PlatformError: when the token does not work or Slack cannot be reached.
        """
        me = await self._courier.who()
        identity = AuthorizeResult(
            enterprise_id=me.get("enterprise_id"),
            team_id=me.get("team_id"),
            bot_user_id=me.get("user_id"),
            bot_id=me.get("bot_id"),
            bot_token=self._app.bot_token,
        )

        async def authorize() -> AuthorizeResult:  # no call to Slack in the way of an acknowledgement
            return identity

        async def take(body: dict[str, Any]) -> BoltResponse:
            return await self._arrived(body)

        logger = logging.getLogger("slack_bolt.jinbu")
        logger.setLevel(logging.ERROR)  # while it is built Bolt warns of a token in the environment, which it ignores
        app = AsyncApp(
            name="jinbu",
            logger=logger,
            client=self._courier.bolt_client(),
            authorize=authorize,
            signing_secret=self._app.signing_secret,
        )
        logger.setLevel(logging.WARNING)
        app.use(take)
        return app

    async def _hold_socket(self, app: AsyncApp) -> None:
        """Connect, and return only when we stop.

        Raises:
            Unreachable: when there is no connection and Bolt does not get one by itself.
        """
        await self._courier.socket_address()  # Bolt would try for ever with a wrong token, in silence
        handler = AsyncSocketModeHandler(app, self._app.app_token, ping_interval=limits.PING)
        handler.client.on_message_listeners.append(self._frame)
        try:
            async with asyncio.timeout(limits.CONNECT):
                await handler.connect_async()  # type: ignore[no-untyped-call]
            seen = time.monotonic()
            while not self._stopping.is_set():
                if await handler.client.is_connected():
                    seen = time.monotonic()
                    self._connected.set()
                elif self._connected.is_set():
                    self._connected.clear()
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
            log.info("connection.up", platform=PLATFORM, session=self._sessions)


def _line(text: str) -> str:
    line: str = render(Card("notice", text), {})["text"]
    return line


def _seen_by_sender(message: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body={"response_type": "ephemeral", **message})
