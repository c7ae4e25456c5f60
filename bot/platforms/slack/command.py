"""Slash commands, answered in their acknowledgement: it is the one answer that cannot get lost."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from slack_bolt.response import BoltResponse

from bot.messages.card import Card, Picture
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Command, Notice, RejectedForm, Reply, Settled
from bot.platforms.inbound_queue import AnswerPriority, within
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import line
from bot.platforms.slack.render import render

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.messages.inbound import Inbound
    from bot.platforms.inbound_queue import InboundQueue
    from bot.platforms.slack.modal import Modals
    from bot.platforms.slack.send import SlackSender


class Commands:
    """Answers slash commands; the pictures of an answer follow once no other command waits."""

    def __init__(
        self,
        card_sender: SlackSender,
        modals: Modals,
        *,
        bring: Callable[[Inbound, Reply], Coroutine[object, object, None]],
        opens: Callable[[Inbound], bool],
        defer: Callable[[Command], Awaitable[bool]],
        stopping: asyncio.Event,
        locale: str,
    ) -> None:
        """Make it; ``bring`` takes a reply that is late to the person, ``opens`` and ``defer`` are the platform's."""
        self._card_sender = card_sender
        self._modals = modals
        self._bring = bring
        self._opens = opens
        self._defer = defer
        self._stopping = stopping
        self._locale = locale
        self._priority = AnswerPriority()
        self._pictures: list[tuple[str, Card]] = []

    async def answer(self, queue: InboundQueue, command: Command, handling: asyncio.Task[Reply]) -> BoltResponse:
        """Return the acknowledgement of a command: its answer if there is time, or word that the answer will come.

        Status 503 says that the command was neither stored nor done.
        """
        with self._priority.taken():
            in_time = await within(handling, limits.OPEN if self._opens(command) else limits.ANSWER)
            late = None if in_time else await self._late(queue, command, handling)
            return late or self._direct(queue, command, handling)

    async def _late(self, queue: InboundQueue, command: Command, handling: asyncio.Task[Reply]) -> BoltResponse | None:
        """Return what is said while the handling goes on; None where it has ended at the last moment."""
        if self._opens(command):
            queue.answering(self._modals.wait(command, handling))
            return BoltResponse(status=200)
        if not await self._defer(command) and not await within(handling, limits.LAST_MOMENT):
            queue.then(handling, lambda reply: self._bring(command, reply))
            return BoltResponse(status=503)  # not stored and not done: better that its sender sees it fail
        if handling.done():
            return None
        queue.then(handling, lambda reply: self._bring(command, reply))
        t = translator(command.sender.locale or self._locale)
        return _seen_by_sender({"text": line(t("platform-working"))})

    def _direct(self, queue: InboundQueue, command: Command, handling: asyncio.Task[Reply]) -> BoltResponse:
        reply = handling.result()
        match reply:
            case None:
                return BoltResponse(status=200)
            case Notice(text):
                return _seen_by_sender({"text": line(text)})
            case Form() | RejectedForm():
                queue.then(handling, lambda reply: self._bring(command, reply))
                return BoltResponse(status=200)
            case (Card() as card) | Settled(card):
                if command.reply_to and any(isinstance(block, Picture) for block in card.blocks):
                    self._pictures.append((command.reply_to, card))
                    if len(self._pictures) == 1:
                        queue.answering(self._follow(queue))
                return _written(_inline(card))

    async def _follow(self, queue: InboundQueue) -> None:
        """Let the pictures of direct answers follow, all together, once nobody waits for such an answer."""
        await self._priority.wait(limits.FOLLOW, stopping=self._stopping)
        due, self._pictures = self._pictures, []
        for reply_to, card in due:
            queue.answering(self._card_sender.follow(reply_to, card))


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
