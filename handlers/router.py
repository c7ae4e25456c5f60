"""Brings every arrival to its answer once: stored, answered in a transaction, taken up again after a crash.

An arrival is in the inbox before the platform is told that we have it, and leaves it in the transaction of its
effect. So what was acknowledged has its effect once: a repeat is stopped, and what a crash interrupted is taken up
again at the next start.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import perf_counter
from typing import TYPE_CHECKING

import structlog

from bot.admin.domain.health import MOST_TRIES, Part
from bot.admin.services import health
from bot.admin.views.health import unanswered
from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import zone
from bot.kit.errors import Interrupted
from bot.messages.card import Card
from bot.messages.codec import inbound_from_json, inbound_to_json
from bot.messages.inbound import cleaned
from bot.runtime.retry import retry
from handlers.responder import Responder, answered_at_once

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.kit.clock import Clock
    from bot.messages.inbound import Command, Inbound, Reply
    from bot.work import RunInWork, Work

log = structlog.get_logger()

_AT_ONCE = 64
_MOST_FAILURES = 5
_LONG_ENOUGH = 0.25
"""Seconds after which those who were answered have their answers, and others who write have their turn."""


@dataclass(frozen=True, slots=True, eq=False)
class _PendingCommand:
    """A command that waits for its turn in a transaction, and where its answer goes."""

    inbound: Inbound
    at: datetime
    reply: asyncio.Future[Reply]

    def answer(self, reply: Reply) -> None:
        """Answer whoever still waits."""
        if not self.reply.done():
            self.reply.set_result(reply)

    def fail(self, error: Exception) -> None:
        """Hand a fault to whoever still waits."""
        if not self.reply.done():
            self.reply.set_exception(error)


class Router:
    """Answers whatever a platform brings; one instance serves all of them."""

    def __init__(
        self,
        run_in_work: RunInWork,
        *,
        clock: Clock,
        locale: str,
        command: str,
        wake: Callable[[], None],
        forms: Callable[[str], bool],
    ) -> None:
        """Make it; ``forms`` says of a platform whether it can show a form now."""
        self._run_in_work = run_in_work
        self._clock = clock
        self._wake = wake
        self._responder = Responder(locale=locale, command=command, forms=forms)
        self._pending: deque[_PendingCommand] = deque()
        self._answering: asyncio.Task[None] | None = None
        self._late: set[asyncio.Task[None]] = set()
        self._failures: Counter[tuple[str, str]] = Counter()

    async def persist(self, inbound: Inbound) -> bool:
        """Put an arrival into the inbox; False when it was here before.

        A command that is answered in its own acknowledgement needs no place there: the two happen together, and
        no platform sends one again. Nor does a visit, which only looks.
        """
        if answered_at_once(inbound):
            return True
        inbound = cleaned(inbound)
        sender = inbound.sender
        now = self._clock.now()
        seen = await self._run_in_work(
            lambda work: work.inbox.seen(
                sender.identity.platform, sender.delivery_id, at=now, payload=inbound_to_json(inbound)
            )
        )
        return not seen

    async def receive(self, inbound: Inbound) -> Reply:
        """Have the effect and return what the platform shows at once; longer answers come through the outbox."""
        if not answered_at_once(inbound):
            reply = await self._answered(inbound, at=self._clock.now())
            self._wake()
            return reply
        reply = await self._together(inbound)
        if not isinstance(reply, Card):  # a card goes with the acknowledgement; anything else may be in the outbox
            self._wake()
        return reply

    async def _together(self, inbound: Inbound) -> Reply:
        """Answer what many ask at the same moment in few transactions: those who come during one share the next."""
        asked = _PendingCommand(inbound, self._clock.now(), asyncio.get_running_loop().create_future())
        self._pending.append(asked)
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer_asked())
        return await asked.reply

    async def _answer_asked(self) -> None:
        while self._pending:
            batch: list[_PendingCommand] = []
            try:
                replies: list[Reply] = await self._run_in_work(self._answers, batch)
            except Exception:  # noqa: BLE001 - nothing of it happened; whose fault it is shows when each is asked alone
                log.warning("inbound.batch_failed", count=len(batch))
                if not batch and self._pending:  # there was no transaction at all: somebody has to be told
                    batch.append(self._pending.popleft())
                for asked in batch:
                    await self._answer_alone(asked)
            else:
                for asked, reply in zip(batch, replies, strict=True):
                    asked.answer(reply)

    async def _answer_alone(self, asked: _PendingCommand) -> None:
        try:
            asked.answer(await self._answered(asked.inbound, at=asked.at))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            asked.fail(error)

    async def _answered(self, inbound: Inbound, *, at: datetime) -> Reply:
        """Answer an arrival in a transaction of its own; one that the database has ended is begun anew."""

        async def once() -> Reply:
            reply: Reply = await self._run_in_work(self._answer, inbound, now=at)
            return reply

        return await retry(once, on=(Interrupted,), clock=self._clock)

    async def defer(self, command: Command) -> bool:
        """Keep a command that waits for its turn too long to be answered in its acknowledgement.

        It is in the inbox afterwards, and answered like anything that is: False when it is under way already, so that
        its effect and its answer come together.
        """
        place = next((other for other in list(self._pending) if other.inbound is command), None)
        if place is None:
            return False
        try:
            self._pending.remove(place)
        except ValueError:  # a transaction has it by now
            return False
        later = replace(command, inline=False)
        await self.persist(later)
        self._late.add(task := asyncio.create_task(self._answer_late(later, place)))
        task.add_done_callback(self._late.discard)
        return True

    async def _answer_late(self, command: Command, place: _PendingCommand) -> None:
        try:
            place.answer(await self.receive(command))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            place.fail(error)

    async def resume(
        self,
        platform: str,
        *,
        answer: Callable[[Inbound, Reply], Awaitable[None]],
        older: timedelta = timedelta(0),
    ) -> int:
        """Take up arrivals that were acknowledged and had no effect before a process ended; return how many.

        ``older`` leaves alone what is younger. One that fails stays for the next time and stops no other; one in whose
        middle processes ended, or that fails again and again, is put aside.
        """
        before = self._clock.now() - older
        left: list[tuple[str, str]] = await self._run_in_work(
            lambda work: work.inbox.unfinished(platform, before=before)
        )
        for delivery_id, payload in left:
            arrival = (platform, delivery_id)
            given_up = self._failures[arrival] >= _MOST_FAILURES
            if not await self._run_in_work(_take_up, *arrival, payload, given_up=given_up, now=self._clock.now()):
                self._failures.pop(arrival, None)
                self._wake()
                continue
            try:
                inbound = inbound_from_json(payload)
                await answer(inbound, await self.receive(inbound))
            except Exception as error:
                log.exception("inbound.resume_failed", platform=platform, error=type(error).__name__)
                self._failures[arrival] += 1
                await self._run_in_work(lambda work: work.inbox.put_back(*arrival))  # noqa: B023 - done at once
        return len(left)

    def _answers(self, work: Work, batch: list[_PendingCommand]) -> list[Reply]:
        """Answer whoever has asked by now, one after the other, into ``batch``; returns the answers.

        Who asks meanwhile comes into the same transaction, until that has taken long enough.
        """
        replies: list[Reply] = []
        began = perf_counter()
        while len(batch) < _AT_ONCE and perf_counter() - began < _LONG_ENOUGH:
            try:
                command = self._pending.popleft()
            except IndexError:
                break
            batch.append(command)
            replies.append(self._answer(work, command.inbound, now=command.at, savepoint=False))
        return replies

    def _answer(self, work: Work, inbound: Inbound, *, now: datetime, savepoint: bool = True) -> Reply:
        if not answered_at_once(inbound):
            sender = inbound.sender
            if not work.inbox.done(sender.identity.platform, sender.delivery_id, at=now):
                return None
        return self._responder.respond(work, inbound, now=now, savepoint=savepoint)


def _take_up(work: Work, platform: str, delivery_id: str, payload: str, *, given_up: bool, now: datetime) -> bool:
    """Count one more try at an arrival; False when it is done, or was tried often enough and is put aside.

    Whoever wrote it and the admins are told. What was in it goes, as it does with all that is done.
    """
    tries = work.inbox.take_up(platform, delivery_id)
    if tries <= MOST_TRIES and not given_up:
        return tries > 0
    arrived = work.inbox.handled(platform, delivery_id)
    work.inbox.done(platform, delivery_id, at=now)
    log.error("inbound.given_up", platform=platform)
    health.put_aside(work, Part.MESSAGE, platform, now=now)
    try:
        person = work.people.by_identity(inbound_from_json(payload).sender.identity)
    except Exception:  # noqa: BLE001 - it may be this that cannot be read
        person = None
    if person and arrived and person.employed_at(now):
        card = unanswered(work.words(person.locale), at=arrived[0], zone=zone(person.timezone), now=now)
        key = f"unanswered:{platform}:{delivery_id}"
        enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.REPLY, now=now)
    return False
