"""The Home tab: the newest of what is to stand there is drawn, and nothing older after it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.kit.errors import Unreachable
from bot.messages.card import Card, Text
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Notice, RejectedForm, Settled
from bot.messages.invitation import invitation
from bot.platforms.inbound_queue import insist
from bot.platforms.slack.parse import PLATFORM

if TYPE_CHECKING:
    from bot.kit.clock import Clock
    from bot.kit.identity import Identity
    from bot.messages.inbound import Reply, Visit
    from bot.platforms.slack.send import SlackSender


@dataclass(slots=True)
class _HomePage:
    """Somebody's Home: whose turn it is to draw it, and how often it was to be drawn."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: int = 0


class HomeTab:
    """Draws people's Home tabs."""

    def __init__(self, card_sender: SlackSender, *, clock: Clock) -> None:
        self._card_sender = card_sender
        self._clock = clock
        self._pages: dict[str, _HomePage] = {}

    async def show(self, visit: Visit, reply: Reply) -> None:
        """Put a reply into the visitor's Home.

        Raises:
            PlatformError: when it cannot be put there; ``superseded`` when something newer is to stand there.
        """
        match reply:
            case Card():
                card = reply
            case Settled(card):
                pass
            case (Form() as form) | RejectedForm(form):
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
