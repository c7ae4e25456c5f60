"""The connection to Slack: Bolt over Socket Mode or HTTP, watched, rebuilt when it fails, every arrival taken once."""

from __future__ import annotations

import asyncio
import json
import logging
import math
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.delivery.domain.delivery import Receipt
from bot.delivery.ports.platform import Capabilities
from bot.kit.errors import PlatformError, Unreachable
from bot.messages.card import Card, Picture, Text
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import (
    Click,
    Command,
    Inbound,
    Notice,
    ProfileChange,
    Reply,
    Sender,
    Settled,
    Submission,
    Unfit,
    Visit,
)
from bot.messages.invitation import invitation
from bot.platforms.inbound_queue import (
    AnswerPriority,
    InboundQueue,
    Persist,
    Receive,
    deliver,
    insist,
    jittered,
    once,
    pause,
    within,
)
from bot.platforms.pace import written_by
from bot.platforms.slack import limits, people
from bot.platforms.slack.check import examine
from bot.platforms.slack.modal import Modals
from bot.platforms.slack.parse import PLATFORM, parse
from bot.platforms.slack.render import render
from bot.platforms.slack.send import App, CardSender
from bot.platforms.slack.socket import SocketModeHandler
from bot.runtime.body import BodyReader, RejectedBody

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import WSMessage, web
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Chart
    from bot.platforms.check import Problem

log = structlog.get_logger()

_LONGEST_PAUSE: Final = 30.0
_WATCH_EVERY: Final = 0.5
_SIGNATURE: Final = re.compile(r"v0=[0-9a-f]{64}")
_LARGEST_BODY: Final = 2**20
"""Bytes of a request in HTTP mode: a form with everything in it is a tenth of that."""


class SlackPlatform:
    """One workspace: Socket Mode where there is an app token, else HTTP with the signing secret."""

    name = PLATFORM
    capabilities = Capabilities()

    def __init__(
        self,
        app: App,
        *,
        locale: str,
        clock: Clock,
        draw: Callable[[Chart], bytes],
        longest: float = limits.LONGEST,
        opens: Callable[[Inbound], bool] = lambda _: False,
        defer: Callable[[Command], Awaitable[bool]] | None = None,
    ) -> None:
        """Make it, without connecting; one send takes at most ``longest`` seconds, less than an outbox lease.

        ``opens`` knows beforehand which arrivals a form answers: its modal then opens before the form is there.
        ``defer`` stores a command that cannot be answered in time, before Slack is told that we have it; False when
        its handling has begun.
        """
        self._app = app
        self._opens = opens
        self._defer = defer or _never
        self._locale = locale
        self._clock = clock
        self._card_sender = CardSender(app, clock=clock, draw=draw, longest=longest)
        self._modals = Modals(self._card_sender.api, locale=locale, bring=self._bring)
        self._answers = AnswerPriority()
        self._pictures: list[tuple[str, Card]] = []
        self._pages: dict[str, _HomePage] = {}
        self._stopping = asyncio.Event()
        self._queue: InboundQueue | None = None
        self._bolt: AsyncApp | None = None
        self._bodies = BodyReader(most=_LARGEST_BODY)
        self._connected = asyncio.Event()
        self._last_frame: float | None = None
        self._sessions = 0
        self._error = ""

    # What the use cases call

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """See ports.Platform."""
        del fresh
        with written_by(until):
            return await self._card_sender.send(identity, card, opaque=opaque)

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """See ports.Platform."""
        return await self._card_sender.find(identity, opaque=opaque, since=since)

    @property
    def keyed(self) -> bool:
        """See ports.Platform: Slack shows whatever it is given; the key is for looking."""
        return False

    async def say_otherwise(self, identity: Identity, card: Card) -> bool:
        """See ports.Platform: Slack has one way."""
        del identity, card
        return False

    async def update(self, receipt: Receipt, card: Card) -> None:
        """See ports.Platform."""
        await self._card_sender.update(receipt, card)

    @property
    def forms(self) -> bool:
        """See ports.Platform."""
        return True

    async def profile(self, identity: Identity) -> Profile | None:
        """See ports.Platform."""
        return await people.profile(self._card_sender.api, identity)

    async def directory(self) -> list[Profile]:
        """See ports.Platform."""
        return await people.directory(self._card_sender.api)

    @property
    def unread(self) -> tuple[str, ...]:
        """See ports.Platform: a workspace is read as a whole or not at all."""
        return ()

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """See ports.Platform."""
        return await self._card_sender.files.fetch(ref, most=most)

    async def busy(self, identity: Identity, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """See ports.Platform: Slack has no calendar."""
        del identity, since, until
        raise LookupError(PLATFORM)

    # Its life

    async def run(self, receive: Receive, *, persist: Persist) -> None:
        """Stay connected until :meth:`close`; whatever fails is tried again with growing pauses."""
        self._queue = InboundQueue(
            receive=receive, persist=persist, locale=self._locale, same_click=limits.DOUBLE_CLICK
        )
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
        if self._queue:
            await self._queue.close(limits.CLOSE)
        await self._card_sender.close()

    async def check(self) -> list[Problem]:
        """Look at tokens, scopes and the way in; each point is fine or says how to mend it."""
        return await examine(self._app, self._card_sender)

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

    def endpoints(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Return the paths that have to be served: one in HTTP mode, none in Socket Mode."""
        return [] if self._app.app_token else [("/slack/events", self.http)]

    async def connected(self) -> None:
        """Wait until arrivals can come in."""
        await self._connected.wait()

    # Arrivals

    async def http(self, request: web.Request) -> web.Response:
        """Take a request from Slack in HTTP mode; Bolt verifies its signature.

        Without the form of a signature none of its body is read; what is read is bounded in size and time.
        """
        from aiohttp.web import Response
        from slack_bolt.adapter.aiohttp import to_aiohttp_response
        from slack_bolt.request.async_request import AsyncBoltRequest

        if self._bolt is None:
            return Response(status=503)
        stamp, signature = (request.headers.get(f"X-Slack-{one}", "") for one in ("Request-Timestamp", "Signature"))
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

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        match inbound:
            case ProfileChange():
                return
            case Visit():
                await self._show_home(inbound, reply)
            case Submission():
                await self._modals.settle(inbound, reply)
            case _:
                await self._bring(inbound, reply)
        await self._refresh_home(inbound)

    async def _bring(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to the sender: a form over the conversation if their click is fresh, anything else into it."""
        sender = inbound.sender
        match reply:
            case None:
                return
            case Card():
                await deliver(self, inbound, reply, clock=self._clock)
                if not sender.private:
                    await self._tell(sender, self._words(reply.locale, "platform-in-private"))
            case Settled(card):
                await self._settle(inbound, card)
            case (Form() as form) | Unfit(form):
                if not await self._modals.opened(inbound, form):
                    card = invitation(translator(form.locale), form)
                    await deliver(self, inbound, card, clock=self._clock)
                    if not sender.private:
                        await self._tell(sender, self._words(form.locale, "platform-in-private"))
            case Notice(text):
                address = inbound.message.get("response_url") if isinstance(inbound, Click) else ""
                if not (address and await self._said_there(address, text)):
                    await self._tell(sender, text)

    async def _tell(self, sender: Sender, text: str) -> None:
        """Say a short line, in private once; in a channel, where nobody can look, rather twice than never."""

        async def attempt(key: str) -> None:
            await self._card_sender.tell(sender, text, opaque=key)

        if sender.private:
            await once(self, sender, attempt, clock=self._clock)
        else:
            await insist(lambda: self._card_sender.tell(sender, text), clock=self._clock)

    async def _said_there(self, address: str, text: str) -> bool:
        """Say a line by the address that came with a click; False when that takes nothing (any more)."""
        payload = {"response_type": "ephemeral", "replace_original": False, "text": _line(text)}
        try:
            await self._card_sender.respond(address, payload)
        except PlatformError as error:
            log.info("answer.address_refused", platform=PLATFORM, code=error.code)
            return False
        return True

    async def _settle(self, inbound: Inbound, card: Card) -> None:
        """Redraw the message that was clicked, or that the form was opened from; else the card is an answer."""
        message = inbound.message if isinstance(inbound, Click | Submission) else {}
        try:
            if message.get("ephemeral"):
                payload = {"replace_original": True, **render(card, {})}
                await insist(lambda: self._card_sender.respond(message["response_url"], payload), clock=self._clock)
                return
            # Ours in a conversation of two is read by nobody but whoever clicked
            if message.get("conversation", "").startswith("D") and "id" in message:
                place = {name: message[name] for name in ("conversation", "id")}
                await insist(lambda: self._card_sender.update(Receipt(place), card), clock=self._clock)
                return
        except PlatformError as error:  # not ours, as under a shortcut, too old, or gone: the answer stands by itself
            log.info("card.update_failed", platform=PLATFORM, code=error.code)
        await deliver(self, inbound, card, clock=self._clock)

    async def _show_home(self, visit: Visit, reply: Reply) -> None:
        match reply:
            case Card():
                card = reply
            case Settled(card):
                pass
            case (Form() as form) | Unfit(form):
                card = invitation(translator(form.locale), form)
            case Notice(text):
                card = Card("notice", text, (Text(text),))
            case _:
                return
        await self._publish(visit.sender.identity, card)

    async def _publish(self, identity: Identity, card: Card) -> None:
        """Put a card into somebody's Home; what was to stand there before gives up, so that nothing old comes later.

        Raises:
            PlatformError: of the last try; ``superseded`` when something newer is to stand there.
        """
        page = self._pages.setdefault(identity.user, _HomePage())
        page.newest += 1
        mine = page.newest

        async def put() -> bool:
            async with page.turn:
                if page.newest == mine:
                    await self._card_sender.publish(identity, card)
                return page.newest == mine

        if not await insist(put, clock=self._clock):
            raise Unreachable(PLATFORM, "superseded")

    async def _refresh_home(self, inbound: Inbound) -> None:
        """Draw Home anew after something was done from there; nobody sent that, so it is not kept."""
        if self._queue is None or not (isinstance(inbound, Click | Submission) and inbound.message.get("home")):
            return
        visit = Visit(replace(inbound.sender, delivery_id=f"{inbound.sender.delivery_id}:home"))
        await self._show_home(visit, await self._queue.handle(visit))

    async def _arrived(self, body: dict[str, Any]) -> BoltResponse:
        """Take one payload; what is raised here, by the inbox, is not acknowledged, and Slack sends it again."""
        arrivals = parse(body, at=self._clock.now())
        if not arrivals or self._queue is None or self._stopping.is_set():
            return BoltResponse(status=503 if arrivals else 200)
        *rest, last = arrivals
        for inbound in rest:  # files that came together
            await self._take(self._queue, inbound, body)
        return await self._take(self._queue, self._at_home(last), body)

    def _at_home(self, inbound: Inbound) -> Inbound:
        """Take a click in somebody's own talk with the bot as private: the answer comes where they are."""
        if isinstance(inbound, Click) and self._card_sender.is_own(
            inbound.sender.identity, inbound.sender.conversation
        ):
            return replace(inbound, sender=replace(inbound.sender, conversation="", private=True))
        return inbound

    async def _take(self, queue: InboundQueue, inbound: Inbound, body: dict[str, Any]) -> BoltResponse:
        taken = await queue.take(inbound)
        if taken is None or taken.again:
            return BoltResponse(status=200)
        if isinstance(inbound, Command):
            with self._answers.taken():
                return await self._command(queue, inbound, taken.handling)
        if isinstance(inbound, Submission) and body["type"] == "block_actions":
            queue.answering(self._modals.turned(queue, inbound, taken.handling, view=body["view"]))
            return BoltResponse(status=200)
        if isinstance(inbound, Submission):
            answer = await self._modals.submitted(queue, inbound, taken.handling, view=body["view"])
            queue.then(taken.handling, lambda _: self._refresh_home(inbound))
            return BoltResponse(status=200, body=answer or "")
        if isinstance(inbound, Click) and self._opens(inbound):
            queue.answering(self._open(inbound, taken.handling))
        else:
            queue.then(taken.handling, lambda reply: self.answer(inbound, reply))
        return BoltResponse(status=200)

    async def _open(self, inbound: Inbound, handling: asyncio.Task[Reply]) -> None:
        """Answer with a form, at the latest while the click can still open one."""
        if await within(handling, limits.OPEN):
            await self.answer(inbound, handling.result())
            return
        await self._modals.wait(inbound, handling)
        await self._refresh_home(inbound)

    async def _command(self, queue: InboundQueue, command: Command, handling: asyncio.Task[Reply]) -> BoltResponse:
        """Answer a slash command in its acknowledgement if there is time: it is the one answer that cannot get lost."""
        opens = self._opens(command)
        if not await within(handling, limits.OPEN if opens else limits.ANSWER):
            if opens:
                queue.answering(self._modals.wait(command, handling))
                return BoltResponse(status=200)
            if not await self._defer(command) and not await within(handling, limits.LAST_MOMENT):
                queue.then(handling, lambda reply: self.answer(command, reply))
                return BoltResponse(status=503)  # not stored and not done: better that its sender sees it fail
            if not handling.done():
                queue.then(handling, lambda reply: self.answer(command, reply))
                return _seen_by_sender({"text": _line(self._words(command.sender.locale, "platform-working"))})
        reply = handling.result()
        match reply:
            case None:
                return BoltResponse(status=200)
            case Notice(text):
                return _seen_by_sender({"text": _line(text)})
            case Form() | Unfit():
                queue.then(handling, lambda reply: self.answer(command, reply))
                return BoltResponse(status=200)
            case (Card() as card) | Settled(card):
                if command.reply_to and any(isinstance(block, Picture) for block in card.blocks):
                    self._pictures.append((command.reply_to, card))
                    if len(self._pictures) == 1:
                        queue.answering(self._follow(queue))
                return _written(_inline(card))

    async def _follow(self, queue: InboundQueue) -> None:
        """Let the pictures of direct answers follow, all together, once nobody waits for such an answer."""
        await self._answers.wait(limits.FOLLOW, stopping=self._stopping)
        due, self._pictures = self._pictures, []
        for reply_to, card in due:
            queue.answering(self._card_sender.follow(reply_to, card))

    def _words(self, locale: str, key: str) -> str:
        return translator(locale or self._locale)(key)

    # The session

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
            log.info("connection.opened", platform=PLATFORM, session=self._sessions)


@dataclass(slots=True)
class _HomePage:
    """Somebody's Home: whose turn it is to draw it, and how often it was to be drawn."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0


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


async def _never(_command: Command) -> bool:
    return False


def _line(text: str) -> str:
    line: str = render(Card("notice", text), {})["text"]
    return line


def _seen_by_sender(message: dict[str, Any]) -> BoltResponse:
    return _written(_only_theirs(message))


def _written(body: str) -> BoltResponse:
    return BoltResponse(status=200, body=body, headers={"content-type": "application/json"})


def _only_theirs(message: dict[str, Any]) -> str:
    return json.dumps({"response_type": "ephemeral", **message}, ensure_ascii=False)


@lru_cache(maxsize=256)
def _inline(card: Card) -> str:
    """Write a card as a direct answer; many ask the same again before anything changes."""
    return _only_theirs(render(card, {}))
