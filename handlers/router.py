"""From something that arrived to an answer: seen before? who is it? which route? — in one transaction.

The transaction commits before the platform is told that we have it. So what was acknowledged has had its effect, and
what failed is sent again by the platform and stopped by the inbox if it had not failed after all.
"""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

import structlog
from bot.views.help import stranger, unknown

from bot.domain.delivery import Priority
from bot.domain.errors import UserError
from bot.messages.card import Card, Picture
from bot.messages.i18n import Catalog
from bot.messages.inbound import Click, Command, Notice, Reply
from bot.services.outbox import enqueue
from handlers import ROUTES, Means, Route
from handlers.context import Context

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.messages.inbound import Inbound
    from bot.ports import Clock, Hop, Work

log = structlog.get_logger()


class Router:
    """Answers whatever a platform brings; one instance serves all of them."""

    def __init__(self, hop: Hop, *, clock: Clock, locale: str, command: str, ring: Callable[[], None]) -> None:
        self._hop = hop
        self._clock = clock
        self._locale = locale
        self._command = command
        self._ring = ring

    async def receive(self, inbound: Inbound) -> Reply:
        """Have the effect and return what the platform shows at once; longer answers come through the outbox."""
        reply = await self._hop(self._answer, inbound, now=self._clock.now())
        self._ring()
        return reply

    def _answer(self, work: Work, inbound: Inbound, *, now: datetime) -> Reply:
        sender = inbound.sender
        if sender.delivery_id and work.inbox.seen(sender.identity.platform, sender.delivery_id, at=now):
            return None
        person = work.people.by_identity(sender.identity)
        if person is None or person.left_on:
            log.info("inbound.stranger", platform=sender.identity.platform)
            return Notice(stranger(Catalog.load()(sender.locale or self._locale)))
        if sender.private and sender.conversation:
            work.people.link(person.id, sender.identity, conversation=sender.conversation)
        context = Context(
            work, person, Catalog.load()(person.locale), now, self._command if isinstance(inbound, Command) else ""
        )
        try:
            reply = _dispatch(context, inbound)
        except UserError as error:
            return Notice(context.t(error.key, **error.values))
        return self._hand_over(context, inbound, reply)

    def _hand_over(self, context: Context, inbound: Inbound, reply: Reply) -> Reply:
        """Send a card through the outbox, unless the platform can show it as the direct answer."""
        if not isinstance(reply, Card):
            return reply
        if (
            isinstance(inbound, Command)
            and inbound.inline
            and not any(isinstance(one, Picture) for one in reply.blocks)
        ):
            return reply
        enqueue(
            context.work,
            reply,
            key=f"reply:{inbound.sender.identity.platform}:{inbound.sender.delivery_id}",
            to=context.person,
            kind=reply.kind,
            priority=Priority.REPLY,
            now=context.now,
        )
        if isinstance(inbound, Command) or not inbound.sender.private:
            return Notice(context.t("reply-in-private"))
        return None


def _dispatch(context: Context, inbound: Inbound) -> Reply:
    if isinstance(inbound, Click):
        route = _clicks().get(inbound.action.name)
        if route is None:
            raise UserError("button-unknown")
    else:
        words = inbound.words if isinstance(inbound, Command) else inbound.text
        said = plain(words)
        route = _words().get(said)
        if route is None:
            near = get_close_matches(said, _words(), n=1, cutoff=0.6)
            return unknown(context.t, words=words, nearest=near[0] if near else "", command=context.command)
    return route.handler(context, inbound)


def plain(words: str) -> str:
    """Fold what people type into how aliases are kept: full-width and case folded, no slash, no end punctuation."""
    folded = unicodedata.normalize("NFKC", words).casefold().strip().lstrip("/").strip(" \t.,!?。，！？~…")
    return " ".join(folded.split()) or "help"


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
