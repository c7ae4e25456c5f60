"""Where arrivals are taken: each once, in time for the platform's deadline, and followed to their answer."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.kit.errors import InDoubt, PlatformError, RateLimited, Shut, Unreachable
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Inbound, Notice, Reply, Submission
from bot.runtime.retry import AFTER_ANSWER, AFTER_SILENCE, turned_up

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from bot.delivery.domain.delivery import Receipt
    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.messages.card import Card
    from bot.messages.inbound import Sender

log = structlog.get_logger()

R = TypeVar("R")

_REPLY_TRIES = 4
_LONGEST_WAIT = 60.0
_AGAIN = 2.0
_KEPT_CLICKS = 1000
_LULL = 0.05
"""Seconds without a question after which those who asked at the same time have all been heard."""


Receive = Callable[[Inbound], Awaitable[Reply]]
"""The router: handles one arrival in its own transaction and returns what to answer."""

Persist = Callable[[Inbound], Awaitable[bool]]
"""The durable inbox: stores an arrival; False when it was here before. What raises is not acknowledged, comes again."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An arrival that was stored: its handling, and whether that had begun for an earlier one."""

    handling: asyncio.Task[Reply]
    again: bool = False


class InboundQueue:
    """Where one platform's arrivals are taken, and what is still being answered."""

    def __init__(
        self, *, receive: Receive, persist: Persist, locale: str, same_click: float, forms_come_again: bool = False
    ) -> None:
        """Make it; ``same_click`` is for how many seconds the same again gets the first one's handling.

        ``forms_come_again`` says that a form stays open once it was sent in, so that its answers can come twice.
        """
        self._receive = receive
        self._persist = persist
        self._locale = locale
        self._same_click = same_click
        self._forms_come_again = forms_come_again
        self._clicks: dict[str, tuple[float, asyncio.Task[Reply]]] = {}
        self._under_way: set[asyncio.Task[Any]] = set()

    async def take(self, inbound: Inbound, *, sent: Inbound | None = None) -> Arrival | None:
        """Store an arrival and start handling it; None when it was here before.

        ``sent`` is what came, where the arrival is what was made of it: by that the same is known again.

        The same click, or the same answers to a form, again within a short time (a double click, or a callback that
        the platform repeats) gets the first one's handling: it has one effect, and a platform that waits for an
        answer can give it again.
        """
        key = ""
        came = sent or inbound
        if isinstance(came, Click | Submission):
            key = _click_key(came, forms=self._forms_come_again)
        if key:
            at, task = self._clicks.get(key, (0.0, None))
            if task is not None and time.monotonic() - at < self._same_click:
                return Arrival(task, again=True)
        if not await self._persist(inbound):
            return None
        handling = self.follow(self.handle(inbound))
        if key:
            if len(self._clicks) >= _KEPT_CLICKS:
                self._clicks.clear()
            self._clicks[key] = (time.monotonic(), handling)
        return Arrival(handling)

    def follow(self, work: Coroutine[object, object, R]) -> asyncio.Task[R]:
        """Run something to its end beside everything else, and know about it when the queue closes."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    def then(self, handling: asyncio.Task[Reply], answer: Callable[[Reply], Awaitable[None]]) -> None:
        """Answer once the handling is done; a failure to answer is logged, never raised."""

        async def finish() -> None:
            await answer(await handling)

        self.answering(finish())

    def answering(self, work: Coroutine[object, object, None]) -> None:
        """Run something that brings an answer; its failure is logged, never raised."""

        async def finish() -> None:
            try:
                await work
            except PlatformError as error:
                log.warning("answer.failed", platform=error.platform, code=error.code, hint=error.hint)

        self.follow(finish())

    async def close(self, seconds: float) -> None:
        """Give what is under way a last moment, then stop it; the inbox still has it."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=seconds)
        rest = list(self._under_way)
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)

    async def handle(self, inbound: Inbound) -> Reply:
        """Handle what nobody sent, such as the redrawing of something: nothing of it is stored."""
        try:
            return await self._receive(inbound)
        except Exception as error:  # a handler's fault costs one answer, not the connection
            log.exception("inbound.failed", kind=type(inbound).__name__, error=type(error).__name__)
            return self.failed(inbound)

    def failed(self, inbound: Inbound) -> Notice:
        """Return what somebody reads whose arrival could not be handled."""
        return Notice(translator(inbound.sender.locale or self._locale)("platform-failed"))


class AnswerPriority:
    """Direct answers go first: what follows some waits until no other is due, so that nobody waits for a picture."""

    def __init__(self) -> None:
        self._due = self._turns = 0
        self._clear = asyncio.Event()
        self._clear.set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold it for as long as an answer is due."""
        self._due += 1
        self._turns += 1
        self._clear.clear()
        try:
            yield
        finally:
            self._due -= 1
            if not self._due:
                self._clear.set()

    async def wait(self, seconds: float, *, stopping: asyncio.Event) -> None:
        """Return when no answer was due for a moment, or after so many real seconds."""
        until, turns = time.monotonic() + seconds, -1
        while turns != self._turns and (left := until - time.monotonic()) > 0 and not stopping.is_set():
            await pause(self._clear, left)
            turns = self._turns
            await pause(stopping, _LULL)


async def within(handling: asyncio.Task[Reply], seconds: float) -> bool:
    """Say whether the handling ends within the time; it goes on either way."""
    done, _ = await asyncio.wait({handling}, timeout=seconds)
    return bool(done)


async def pause(until: asyncio.Event, seconds: float) -> None:
    """Wait for so many real seconds or until something comes true; the network knows no simulated time."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await until.wait()


def jittered(seconds: float) -> float:
    """Return between half and all of a wait, so that many do not come back at once."""
    return seconds * (0.5 + secrets.randbelow(1000) / 2000)


def opaque(sender: Sender) -> str:
    """Return the key of what answers an arrival: the same for the same arrival, and telling nothing."""
    return hashlib.blake2b(f"{sender.identity}:{sender.delivery_id}".encode(), digest_size=12).hexdigest()


async def deliver(platform: Platform, inbound: Inbound, card: Card, *, clock: Clock) -> None:
    """Bring the card that answers somebody to their private conversation, once.

    Raises:
        PlatformError: of the last try.
    """
    identity = inbound.sender.identity

    async def attempt(key: str) -> None:
        await platform.send(identity, card, opaque=key)

    await once(platform, inbound.sender, attempt, clock=clock)


async def once(
    platform: Platform,
    sender: Sender,
    attempt: Callable[[str], Awaitable[None]],
    *,
    clock: Clock,
) -> None:
    """Bring what answers somebody, under the key that ``attempt`` is given; a lost answer is looked for by it.

    Raises:
        PlatformError: of the last try.
    """
    key, since = opaque(sender), clock.now()

    async def arrived(lost: InDoubt) -> bool:
        look = partial(platform.find, sender.identity, opaque=key, since=since)
        return await _arrived(look, lost, keyed=platform.keyed, clock=clock)

    await insist(lambda: attempt(key), clock=clock, arrived=arrived)


async def insist(
    attempt: Callable[[], Awaitable[R]], *, clock: Clock, arrived: Callable[[InDoubt], Awaitable[bool]] | None = None
) -> R | None:
    """Try to bring an answer some times; None when an attempt in doubt turns out to have arrived.

    ``arrived`` gives a lost answer the time in which it may turn up, so that the first one is followed at once.

    Raises:
        PlatformError: of the last try.
    """
    for turn in range(_REPLY_TRIES - 1):
        try:
            return await attempt()
        except InDoubt as lost:
            if arrived and await arrived(lost):
                return None
            if turn or not arrived:
                await clock.sleep(jittered(_AGAIN))
        except RateLimited as error:
            await clock.sleep(min(error.retry_after, _LONGEST_WAIT))
        except Shut:
            raise
        except Unreachable:
            await clock.sleep(jittered(_AGAIN))
    try:
        return await attempt()
    except InDoubt as lost:
        if arrived and await arrived(lost):
            return None
        raise


async def _arrived(look: Callable[[], Awaitable[Receipt | None]], lost: InDoubt, *, keyed: bool, clock: Clock) -> bool:
    """Say whether a lost answer is there, as soon as it is; where the same again shows nothing twice nobody waits."""

    async def found() -> Receipt | None:
        with suppress(PlatformError):  # the next look may tell; an answer twice is better than none to who asked
            return await look()
        return None

    if keyed:
        return False
    try:
        return await turned_up(found, waits=AFTER_ANSWER if lost.answered else AFTER_SILENCE, clock=clock) is not None
    except LookupError:
        return False


def _click_key(pressed: Click | Submission, *, forms: bool) -> str:
    """Name what was pressed and where; "" where nobody does the same twice by accident."""
    message = pressed.message
    place = message.get("home") or f"{message.get('conversation')}:{message.get('id')}"
    if isinstance(pressed, Submission):
        what = f"{place}:{pressed.move!r}:{pressed.values!r}:{pressed.sender.identity.user}"
        return what if forms and message else ""
    if not message or "numbered" in message:  # typed, not pressed
        return ""
    return f"{place}:{pressed.action.encoded()}:{pressed.sender.identity.user}"
