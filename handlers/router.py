"""Brings what arrived to an answer: whether it was here before, who sent it, and which route it takes.

An arrival is in the inbox before the platform is told that we have it, and leaves it in the transaction of its
effect. So what was acknowledged has its effect once: a repeat is stopped, and what a crash interrupted is taken up
again at the next start.
"""

from __future__ import annotations

import asyncio
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

import structlog

from bot.domain.delivery import Priority
from bot.domain.errors import NotFound, UserError
from bot.messages.card import Card, Picture
from bot.messages.codec import inbound_from_json, inbound_to_json
from bot.messages.i18n import Catalog
from bot.messages.inbound import Click, Command, Notice, Saying
from bot.services.outbox import enqueue
from bot.views.help import stranger, unknown
from handlers import ROUTES, Means, Route
from handlers.context import Context

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.messages.i18n import Translator
    from bot.messages.inbound import Inbound, Reply
    from bot.ports import Clock, Hop, Work

log = structlog.get_logger()

_AT_ONCE = 64


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
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

    def __init__(self, hop: Hop, *, clock: Clock, locale: str, command: str, ring: Callable[[], None]) -> None:
        self._hop = hop
        self._clock = clock
        self._locale = locale
        self._command = command
        self._ring = ring
        self._asked: list[_Asked] = []
        self._answering: asyncio.Task[None] | None = None

    async def persist(self, inbound: Inbound) -> bool:
        """Put an arrival into the inbox; False when it was here before.

        A command that is answered in its own acknowledgement needs no place there: the two happen together, and
        no platform sends one again.
        """
        if _answered_at_once(inbound):
            return True
        sender = inbound.sender
        now = self._clock.now()
        seen = await self._hop(
            lambda work: work.inbox.seen(
                sender.identity.platform, sender.delivery_id, at=now, payload=inbound_to_json(inbound)
            )
        )
        return not seen

    async def receive(self, inbound: Inbound) -> Reply:
        """Have the effect and return what the platform shows at once; longer answers come through the outbox."""
        if not _answered_at_once(inbound):
            reply = await self._hop(self._answer, inbound, now=self._clock.now())
            self._ring()
            return reply
        reply = await self._together(inbound)
        if not isinstance(reply, Card):  # a card goes with the acknowledgement; anything else may be in the outbox
            self._ring()
        return reply

    async def _together(self, inbound: Inbound) -> Reply:
        """Answer what many ask at the same moment in few transactions: those who come during one share the next."""
        asked = _Asked(inbound, self._clock.now(), asyncio.get_running_loop().create_future())
        self._asked.append(asked)
        if self._answering is None or self._answering.done():
            self._answering = asyncio.create_task(self._answer_asked())
        return await asked.reply

    async def _answer_asked(self) -> None:
        while self._asked:
            batch, self._asked = self._asked[:_AT_ONCE], self._asked[_AT_ONCE:]
            try:
                replies: list[Reply] = await self._hop(self._answers, batch)
            except Exception:  # noqa: BLE001 - nothing of it happened; whose fault it is shows when each is asked alone
                log.warning("inbound.apart", count=len(batch))
                for asked in batch:
                    await self._answer_alone(asked)
            else:
                for asked, reply in zip(batch, replies, strict=True):
                    asked.answer(reply)

    async def _answer_alone(self, asked: _Asked) -> None:
        try:
            asked.answer(await self._hop(self._answer, asked.inbound, now=asked.at))
        except Exception as error:  # noqa: BLE001 - handed to whoever waits
            asked.fail(error)

    async def resume(
        self,
        platform: str,
        *,
        answer: Callable[[Inbound, Reply], Awaitable[None]],
        older: timedelta = timedelta(0),
    ) -> int:
        """Take up arrivals that were acknowledged and had no effect before a process ended; return how many.

        ``older`` leaves alone what is younger. One that fails stays for the next time and stops no other.
        """
        before = self._clock.now() - older
        left: list[tuple[str, str]] = await self._hop(lambda work: work.inbox.unfinished(platform, before=before))
        for _, payload in left:
            try:
                inbound = inbound_from_json(payload)
                await answer(inbound, await self.receive(inbound))
            except Exception as error:
                log.exception("inbound.left_again", platform=platform, error=type(error).__name__)
        return len(left)

    def _answers(self, work: Work, batch: list[_Asked]) -> list[Reply]:
        return [self._answer(work, asked.inbound, now=asked.at) for asked in batch]

    def _answer(self, work: Work, inbound: Inbound, *, now: datetime) -> Reply:
        if not _answered_at_once(inbound):
            sender = inbound.sender
            if not work.inbox.done(sender.identity.platform, sender.delivery_id, at=now):
                return None
        return self._reply(work, inbound, now=now)

    def _reply(self, work: Work, inbound: Inbound, *, now: datetime) -> Reply:
        sender = inbound.sender
        person = work.people.by_identity(sender.identity)
        if person is None or person.left_on:
            log.info("inbound.stranger", platform=sender.identity.platform)
            return Notice(stranger(Catalog.load()(sender.locale or self._locale)))
        if sender.private and sender.conversation and work.people.conversation(sender.identity) != sender.conversation:
            work.people.link(person.id, sender.identity, conversation=sender.conversation)
        t = Catalog.load()(person.locale)
        command = self._command if isinstance(inbound, Command) else ""
        context = Context(work, person, t, now, command, words_of(t))
        try:
            reply = _dispatch(context, inbound)
        except UserError as error:
            return Notice(t(error.key, **error.values))
        if isinstance(reply, Card) and not (_answered_at_once(inbound) and not _has_picture(reply)):
            return _hand_over(context, inbound, reply)
        return reply


def words_of(t: Translator) -> tuple[tuple[str, str], ...]:
    """Return what can be asked in words, as route and the word that help shows for it."""
    return tuple((route.name, route.aliases[t.locale][0]) for route in ROUTES if route.means is Means.WORDS)


def plain(words: str) -> str:
    """Fold what people type into how aliases are kept: full-width and case folded, no slash, no end punctuation."""
    folded = unicodedata.normalize("NFKC", words).casefold().strip().lstrip("/").strip(" \t.,!?。，！？~…")
    return " ".join(folded.split()) or "help"


def _hand_over(context: Context, inbound: Inbound, card: Card) -> Reply:
    """Send an answer through the outbox, in the transaction of its effect."""
    enqueue(
        context.work,
        card,
        key=f"reply:{inbound.sender.identity.platform}:{inbound.sender.delivery_id}",
        to=context.person,
        kind=card.kind,
        priority=Priority.REPLY,
        now=context.now,
    )
    if _answered_at_once(inbound) or not inbound.sender.private:  # typed elsewhere: say where the answer went
        return Notice(context.t("platform-in-private"))
    return None


def _dispatch(context: Context, inbound: Inbound) -> Reply:
    if isinstance(inbound, Click):
        route = _clicks().get(inbound.action.name)
        if route is None:
            raise NotFound("feedback-gone")
        return route.handler(context, inbound)
    if not isinstance(inbound, Command | Saying):
        raise NotFound("feedback-gone")
    words = inbound.words if isinstance(inbound, Command) else inbound.text
    said = plain(words)
    route = _words().get(said)
    if route is None:
        near = get_close_matches(said, _words(), n=1, cutoff=0.6)
        return unknown(context.t, words=words, nearest=near[0] if near else "", command=context.command)
    return route.handler(context, inbound)


def _answered_at_once(inbound: Inbound) -> bool:
    return isinstance(inbound, Command) and inbound.inline


def _has_picture(card: Card) -> bool:
    return any(isinstance(block, Picture) for block in card.blocks)


@cache
def _words() -> dict[str, Route]:
    return {
        plain(alias): route
        for route in ROUTES
        if route.means is Means.WORDS
        for aliases in route.aliases.values()
        for alias in aliases
    }


@cache
def _clicks() -> dict[str, Route]:
    return {route.name: route for route in ROUTES if route.means is Means.CLICK}
