"""Slack as a platform: what comes in over its session is taken once and answered, and what goes out is sent."""

from __future__ import annotations

import asyncio
import json
import math
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.response import BoltResponse

from bot.delivery.domain.delivery import Receipt
from bot.delivery.ports.platform import Capabilities
from bot.kit.errors import PlatformError
from bot.messages.card import Card, Picture
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
    once,
    within,
)
from bot.platforms.pace import written_by
from bot.platforms.slack import limits, people
from bot.platforms.slack.app import App
from bot.platforms.slack.check import examine
from bot.platforms.slack.home import Home
from bot.platforms.slack.modal import Modals
from bot.platforms.slack.parse import PLATFORM, parse
from bot.platforms.slack.render import render
from bot.platforms.slack.send import CardSender
from bot.platforms.slack.session import Session

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import web

    from bot.kit.clock import Clock
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Chart
    from bot.platforms.check import Problem

log = structlog.get_logger()


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
        self._home = Home(self._card_sender, clock=clock)
        self._stopping = asyncio.Event()
        self._queue: InboundQueue | None = None
        self._session = Session(app, self._card_sender, arrived=self._arrived, stopping=self._stopping)

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
        await self._session.run()

    async def close(self) -> None:
        """Stop taking arrivals, finish what is under way, let go of the connections; within two seconds."""
        self._stopping.set()
        if self._queue:
            await self._queue.close(limits.CLOSE)
        await self._card_sender.close()

    async def check(self) -> list[Problem]:
        """Look at tokens, scopes and the way in; each point is fine or says how to fix it."""
        return await examine(self._app, self._card_sender)

    def endpoints(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Return the paths that have to be served: one in HTTP mode, none in Socket Mode."""
        return [] if self._app.app_token else [("/slack/events", self._session.http)]

    async def connected(self) -> None:
        """Wait until arrivals can come in."""
        await self._session.connected.wait()

    def state(self) -> dict[str, object]:
        """Return how the connection is, for /health."""
        return self._session.state()

    # Arrivals

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        match inbound:
            case ProfileChange():
                return
            case Visit():
                await self._home.show(inbound, reply)
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

    async def _refresh_home(self, inbound: Inbound) -> None:
        """Draw Home anew after something was done from there; nobody sent that, so it is not kept."""
        if self._queue is None or not (isinstance(inbound, Click | Submission) and inbound.message.get("home")):
            return
        visit = Visit(replace(inbound.sender, delivery_id=f"{inbound.sender.delivery_id}:home"))
        await self._home.show(visit, await self._queue.handle(visit))

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
