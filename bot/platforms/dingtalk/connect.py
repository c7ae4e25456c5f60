"""DingTalk as a platform: what comes in over its stream is taken once and answered, and what goes out is sent."""

from __future__ import annotations

import asyncio
import json
import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import Unreachable
from bot.messages.card import Card
from bot.messages.i18n import translator
from bot.messages.inbound import Inbound, Reply, Settled, Submission
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.answer import DingTalkAnswers
from bot.platforms.dingtalk.app import DingTalkApp
from bot.platforms.dingtalk.check import examine, stream_mode
from bot.platforms.dingtalk.form import OpenForms
from bot.platforms.dingtalk.numbers import NumberedChoices, UnclearChoice, quote
from bot.platforms.dingtalk.parse import CARDS, MESSAGES, PLATFORM, parse
from bot.platforms.dingtalk.send import DingTalkSender
from bot.platforms.dingtalk.stream import Stream
from bot.platforms.inbound_queue import InboundQueue, Persist, Receive, within
from bot.platforms.pace import written_by

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from aiohttp import web

    from bot.delivery.domain.platform_item import PlatformItem
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity, Profile
    from bot.messages.card import Drawing
    from bot.platforms.check import PlatformProblem
    from bot.platforms.dingtalk.numbers import NumberStore

Json = dict[str, Any]

log = structlog.get_logger()

_BLIND: Final = "20001"  # what comes instead of text when the organisation's monthly pushes are spent


class DingTalkPlatform:
    """One organisation's robot, in Stream mode."""

    name = PLATFORM

    def __init__(  # noqa: PLR0913 - each is one thing that only the caller has
        self,
        app: DingTalkApp,
        *,
        locale: str,
        command: str,
        clock: Clock,
        draw: Callable[[Drawing], bytes],
        spent: Callable[[int], Awaitable[None]],
        numbers: NumberStore,
        keep_form: Callable[[str, str, str], Awaitable[None]],
        kept_form: Callable[[str], Awaitable[tuple[str, str] | None]],
        longest: float = limits.LONGEST,
    ) -> None:
        """Make it, without connecting; one send takes at most ``longest`` seconds, less than an outbox lease.

        ``spent`` counts metered calls; ``numbers`` keeps the numbered choices offered to a user, for messages without
        cards; ``keep_form`` and ``kept_form`` keep by a card's id the user whom it asks and the form as JSON.
        """
        self.capabilities = app.capabilities
        self._app = app
        self._locale = locale
        self._command = command
        self._clock = clock
        self._stopping = asyncio.Event()
        self._numbers = NumberedChoices(numbers, stopping=self._stopping)
        self._card_sender = DingTalkSender(
            app, clock=clock, draw=draw, longest=longest, spent=spent, numbers=self._numbers
        )
        self._forms = OpenForms(self._card_sender, keep=keep_form, kept=kept_form, locale=locale)
        self._answers = DingTalkAnswers(
            self, self._card_sender, forms=self._forms, numbers=self._numbers, clock=clock, locale=locale
        )
        self._queue: InboundQueue | None = None
        self._stream = Stream(self, address=self._socket_address, follow=self._follow, stopping=self._stopping)
        self._blind = False

    # What the use cases call

    async def send(
        self, identity: Identity, card: Card, *, opaque: str, until: float = math.inf, fresh: bool = False
    ) -> Receipt:
        """See ports.Platform."""
        with written_by(until):
            return await self._card_sender.send(identity, card, opaque=opaque, fresh=fresh)

    @property
    def keyed(self) -> bool:
        """See ports.Platform: a card's ``outTrackId`` is its key; a robot's message has none."""
        return self._card_sender.cards.available

    async def find(self, identity: Identity, *, opaque: str, since: datetime) -> Receipt | None:
        """See ports.Platform."""
        return await self._card_sender.find(identity, opaque=opaque, since=since)

    async def update(self, receipt: Receipt, card: Card) -> None:
        """See ports.Platform."""
        await self._card_sender.update(receipt, card)

    @property
    def forms(self) -> bool:
        """See ports.Platform: where there are cards, and calls to make them."""
        return self._card_sender.cards.available and not self._card_sender.calls.spent

    async def profile(self, identity: Identity) -> Profile | None:
        """See ports.Platform."""
        return await self._card_sender.people.profile(identity)

    async def directory(self) -> list[Profile]:
        """See ports.Platform."""
        return await self._card_sender.people.directory()

    @property
    def unread(self) -> tuple[str, ...]:
        """See ports.Platform."""
        return self._card_sender.people.unread

    async def fetch(self, ref: str, *, most: int) -> bytes:
        """See ports.Platform."""
        return await self._card_sender.files.fetch(ref, most=most)

    async def busy(self, identity: Identity, *, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """See ports.Platform."""
        return await self._card_sender.people.busy(identity, since=since, until=until)

    async def keep(self, item: PlatformItem, owner: Identity, other: Identity | None) -> str:
        """See ports.Platform."""
        return await self._card_sender.keep(item, owner, other)

    async def say_otherwise(self, identity: Identity, card: Card) -> bool:
        """See ports.Platform: by the address that came with what they said last."""
        return await self._card_sender.say_for_nothing(identity.user, card)

    # Its life

    async def run(self, receive: Receive, *, persist: Persist) -> None:
        """Stay connected until :meth:`close`; whatever fails is tried again with growing pauses."""
        self._queue = InboundQueue(
            receive=receive,
            persist=persist,
            locale=self._locale,
            same_click=limits.DOUBLE_CLICK,
            forms_come_again=True,
        )
        await self._stream.run()

    async def close(self) -> None:
        """Stop taking arrivals, finish what is under way, let go of the connections; within two seconds."""
        self._stopping.set()
        if self._queue:
            await self._queue.close(limits.CLOSE)
        await self._card_sender.close()

    async def check(self) -> list[PlatformProblem]:
        """Look at credentials, robot, card template, permissions and stream mode; costs up to six metered calls."""
        found = await examine(self._app, self._card_sender.calls, self._card_sender.people)
        return [*found, await stream_mode(self._socket_address)]

    def state(self) -> dict[str, object]:
        """Return how the connection is, for /health; ``blind`` when the organisation's monthly pushes are spent."""
        return {**self._stream.state(), "cards": self._card_sender.cards.available, "blind": self._blind}

    def endpoints(self) -> list[tuple[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        """Return the paths that have to be served: none, everything comes over the stream."""
        return []

    async def connected(self) -> None:
        """Wait until arrivals can come in."""
        await self._stream.connected.wait()

    # Arrivals

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        await self._answers.answer(inbound, reply)

    async def message(self, frame: Json) -> None:
        """Take a robot message; what is raised here is not acknowledged, and DingTalk may send it again."""
        payload = frame["data"]
        self._blind = str(payload.get("errCode", "")) == _BLIND
        inbound = parse(frame, at=self._clock.now(), command=self._command)
        if self._blind:
            log.error(
                "inbound.text_missing", platform=PLATFORM, fix="the organisation's monthly pushes are spent: buy more"
            )
        if inbound is None:
            return
        self._open_door(inbound, payload)
        queue = self._open_queue()
        if self._blind:
            queue.follow(self._answers.cannot_read(inbound))
            return
        t = translator(inbound.sender.locale or self._locale)
        meant = await self._numbers.meant(inbound, quoted=quote(payload), t=t)
        if isinstance(meant, UnclearChoice):
            queue.follow(self._answers.ask_back(inbound, meant))
            return
        inbound = meant
        taken = await queue.take(inbound)
        if taken is not None and not taken.again:
            queue.then(taken.handling, lambda reply: self.answer(inbound, reply))

    async def click(self, frame: Json) -> Json:
        """Take a card's callback and return what redraws the card at once, if the handler is quick enough."""
        inbound = parse(frame, at=self._clock.now(), command=self._command)
        if inbound is None:
            return {}
        queue = self._open_queue()
        if isinstance(inbound, Submission):
            return await self._submitted(queue, inbound)
        taken = await queue.take(inbound)
        if taken is None:
            return {}
        if await within(taken.handling, limits.ANSWER):
            reply = taken.handling.result()
            if isinstance(reply, Settled):
                return self._card_sender.settled(reply.card)
        if not taken.again:
            queue.then(taken.handling, lambda reply: self.answer(inbound, reply))
        return {}

    async def _submitted(self, queue: InboundQueue, sent: Submission) -> Json:
        """Take a form and return what its card shows at once; what else is answered follows the acknowledgement."""
        known = await self._forms.known(sent)
        if isinstance(known, str):
            queue.follow(self._answers.tell(sent, known))
            return {}
        submission, form = known
        taken = await queue.take(submission, sent=sent)  # a page has been turned when its answers come again
        if taken is None:
            return {}
        in_time = await within(taken.handling, limits.ANSWER)
        if not taken.again:
            bring = self._answers.bring if in_time else self.answer
            queue.then(taken.handling, lambda reply: bring(submission, reply))
        return self._forms.shown(submission, taken.handling.result(), form) if in_time else {}

    async def event(self, frame: Json) -> bool:
        """Take what happened in the directory: one arrival for each account; False when it has to come again."""
        try:
            for alone in _one_by_one(frame):
                inbound = parse(alone, at=self._clock.now(), command=self._command)
                if inbound is not None:
                    await self._open_queue().take(inbound)
        except Exception as error:  # nothing is acknowledged that was not stored
            log.exception("inbound.refused", platform=PLATFORM, error=type(error).__name__)
            return False
        return True

    def _open_door(self, inbound: Inbound, payload: Json) -> None:
        webhook, until = payload.get("sessionWebhook"), payload.get("sessionWebhookExpiredTime")
        if isinstance(webhook, str) and isinstance(until, int):
            self._card_sender.robot.remember_address(inbound.sender, webhook, datetime.fromtimestamp(until / 1000, UTC))

    async def _socket_address(self) -> tuple[str, str]:
        return await self._card_sender.socket_address([MESSAGES, CARDS])

    def _follow(self, work: Coroutine[object, object, None]) -> None:
        if self._queue:
            self._queue.follow(work)

    def _open_queue(self) -> InboundQueue:
        if self._queue is None or self._stopping.is_set():
            raise Unreachable(PLATFORM, "stopping")
        return self._queue


def _one_by_one(frame: Json) -> list[Json]:
    """Return an event as one frame for each account that it names."""
    try:
        data = json.loads(frame["data"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return []
    users = data.get("userId") if isinstance(data, dict) else None
    if isinstance(users, str):
        users = [users]
    return [frame | {"data": {"userId": [user]}} for user in users] if isinstance(users, list) else []
