"""Slack as a platform: what comes in over its session is taken once and answered, and what goes out is sent."""

from __future__ import annotations

import asyncio
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.response import BoltResponse

from bot.delivery.domain.delivery import Receipt
from bot.messages.card import Card
from bot.messages.inbound import (
    Click,
    Command,
    Inbound,
    Reply,
    Submission,
    Visit,
)
from bot.platforms.inbound_queue import (
    InboundQueue,
    Persist,
    Receive,
    within,
)
from bot.platforms.pace import written_by
from bot.platforms.slack import limits, people
from bot.platforms.slack.answer import SlackAnswers
from bot.platforms.slack.app import SlackApp
from bot.platforms.slack.check import examine
from bot.platforms.slack.command import Commands
from bot.platforms.slack.parse import PLATFORM, parse
from bot.platforms.slack.send import SlackSender
from bot.platforms.slack.session import SlackSession

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import web

    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Drawing
    from bot.platforms.check import PlatformProblem

log = structlog.get_logger()


class SlackPlatform:
    """One workspace: Socket Mode where there is an app token, else HTTP with the signing secret."""

    name = PLATFORM

    def __init__(
        self,
        app: SlackApp,
        *,
        locale: str,
        clock: Clock,
        draw: Callable[[Drawing], bytes],
        longest: float = limits.LONGEST,
        opens: Callable[[Inbound], bool] = lambda _: False,
        defer: Callable[[Command], Awaitable[bool]] | None = None,
    ) -> None:
        """Make it, without connecting; one send takes at most ``longest`` seconds, less than an outbox lease.

        ``opens`` knows beforehand which arrivals a form answers: its modal then opens before the form is there.
        ``defer`` stores a command that cannot be answered in time, before Slack is told that we have it; False when
        its handling has begun.
        """
        self.capabilities = app.capabilities
        self._app = app
        self._opens = opens
        self._locale = locale
        self._clock = clock
        self._card_sender = SlackSender(app, clock=clock, draw=draw, longest=longest)
        self._stopping = asyncio.Event()
        self._answers = SlackAnswers(self, self._card_sender, clock=clock, locale=locale)
        self._commands = Commands(
            self._card_sender,
            self._answers.modals,
            bring=self.answer,
            opens=opens,
            defer=defer or _never,
            stopping=self._stopping,
            locale=locale,
        )
        self._queue: InboundQueue | None = None
        self._session = SlackSession(app, self._card_sender, arrived=self._arrived, stopping=self._stopping)

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

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        """See ports.Platform: Slack has neither a calendar nor a to-do list; a file goes with the message."""
        del item, owner, other
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

    async def check(self) -> list[PlatformProblem]:
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
        await self._answers.answer(inbound, reply)
        await self._refresh_home(inbound)

    async def _refresh_home(self, inbound: Inbound) -> None:
        """Draw Home anew after something was done from there; nobody sent that, so it is not kept."""
        if self._queue is None or not (isinstance(inbound, Click | Submission) and inbound.message.get("home")):
            return
        visit = Visit(replace(inbound.sender, delivery_id=f"{inbound.sender.delivery_id}:home"))
        await self._answers.home.show(visit, await self._queue.handle(visit))

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
            return await self._commands.answer(queue, inbound, taken.handling)
        if isinstance(inbound, Submission) and body["type"] == "block_actions":
            queue.answering(self._answers.modals.turned(queue, inbound, taken.handling, view=body["view"]))
            return BoltResponse(status=200)
        if isinstance(inbound, Submission):
            answer = await self._answers.modals.submitted(queue, inbound, taken.handling, view=body["view"])
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
        await self._answers.modals.wait(inbound, handling)
        await self._refresh_home(inbound)


async def _never(_command: Command) -> bool:
    return False
