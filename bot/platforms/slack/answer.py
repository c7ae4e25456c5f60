"""Answers: a reply goes into Home, a modal, or the sender's conversation, by what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.kit.errors import PlatformError
from bot.messages.card import Card
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import (
    Click,
    Inbound,
    Notice,
    ProfileChange,
    RejectedForm,
    Reply,
    Sender,
    Settled,
    Submission,
    Visit,
)
from bot.messages.invitation import invitation
from bot.platforms.inbound_queue import deliver, insist, once
from bot.platforms.slack.home import HomeTab
from bot.platforms.slack.modal import Modals
from bot.platforms.slack.mrkdwn import line
from bot.platforms.slack.parse import PLATFORM
from bot.platforms.slack.render import render

if TYPE_CHECKING:
    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.platforms.slack.send import SlackSender

log = structlog.get_logger()


class SlackAnswers:
    """Brings replies to whoever sent what they answer."""

    def __init__(self, platform: Platform, card_sender: SlackSender, *, clock: Clock, locale: str) -> None:
        """Make it; a card is sent by the ``platform``, as any other is."""
        self._platform = platform
        self._card_sender = card_sender
        self._clock = clock
        self._locale = locale
        self.modals = Modals(card_sender.api, locale=locale, bring=self.bring)
        self.home = HomeTab(card_sender, clock=clock)

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        match inbound:
            case ProfileChange():
                return
            case Visit():
                await self.home.show(inbound, reply)
            case Submission():
                await self.modals.settle(inbound, reply)
            case _:
                await self.bring(inbound, reply)

    async def bring(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to the sender: a form over the conversation if their click is fresh, anything else into it."""
        sender = inbound.sender
        match reply:
            case None:
                return
            case Card():
                await deliver(self._platform, inbound, reply, clock=self._clock)
                if not sender.private:
                    await self._tell(sender, translator(reply.locale or self._locale)("platform-in-private"))
            case Settled(card):
                await self._settle(inbound, card)
            case (Form() as form) | RejectedForm(form):
                if not await self.modals.opened(inbound, form):
                    card = invitation(translator(form.locale), form)
                    await deliver(self._platform, inbound, card, clock=self._clock)
                    if not sender.private:
                        await self._tell(sender, translator(form.locale or self._locale)("platform-in-private"))
            case Notice(text):
                address = inbound.message.get("response_url") if isinstance(inbound, Click) else ""
                if not (address and await self._said_there(address, text)):
                    await self._tell(sender, text)

    async def _tell(self, sender: Sender, text: str) -> None:
        """Say a short line, in private once; in a channel, where nobody can look, rather twice than never."""

        async def attempt(key: str) -> None:
            await self._card_sender.tell(sender, text, opaque=key)

        if sender.private:
            await once(self._platform, sender, attempt, clock=self._clock)
        else:
            await insist(lambda: self._card_sender.tell(sender, text), clock=self._clock)

    async def _said_there(self, address: str, text: str) -> bool:
        """Say a line by the address that came with a click; False when that takes nothing (any more)."""
        payload = {"response_type": "ephemeral", "replace_original": False, "text": line(text)}
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
        await deliver(self._platform, inbound, card, clock=self._clock)
