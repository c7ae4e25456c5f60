"""Answers: a reply goes into the clicked card, a form's card, or the sender's conversation, by what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.delivery.domain.delivery import Receipt
from bot.delivery.ports.inbox import Told
from bot.kit.errors import PlatformError, QuotaExhausted, Rejected
from bot.messages.card import Card, Choices, Text
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Inbound, Notice, ProfileChange, RejectedForm, Reply, Settled, Submission
from bot.messages.invitation import invitation
from bot.platforms.dingtalk.form import form_again
from bot.platforms.dingtalk.numbers import changed
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.dingtalk.robot import place_of
from bot.platforms.inbound_queue import deliver, insist, opaque

if TYPE_CHECKING:
    from bot.delivery.ports.platform import Platform
    from bot.kit.clock import Clock
    from bot.messages.inbound import Sender
    from bot.platforms.dingtalk.form import OpenForms
    from bot.platforms.dingtalk.numbers import NumberedChoices, UnclearChoice
    from bot.platforms.dingtalk.send import DingTalkSender

log = structlog.get_logger()


class DingTalkAnswers:
    """Brings replies to whoever sent what they answer."""

    def __init__(
        self,
        platform: Platform,
        card_sender: DingTalkSender,
        *,
        forms: OpenForms,
        numbers: NumberedChoices,
        clock: Clock,
        locale: str,
    ) -> None:
        """Make it; a card is sent by the ``platform``, as any other is."""
        self._platform = platform
        self._card_sender = card_sender
        self._forms = forms
        self._numbers = numbers
        self._clock = clock
        self._locale = locale

    async def answer(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to whoever sent the arrival.

        Raises:
            PlatformError: when it cannot be brought.
        """
        if isinstance(inbound, ProfileChange):  # nobody asked
            return
        if isinstance(inbound, Submission):
            await self._forms.redraw(inbound, reply)
        try:
            await self.bring(inbound, reply)
        except (Rejected, QuotaExhausted) as error:
            if not await self._excused(inbound, reply, error):
                raise

    async def bring(self, inbound: Inbound, reply: Reply) -> None:
        """Bring a reply to the sender; what a sent form's own card shows by its acknowledgement is not said again.

        Raises:
            PlatformError: when it cannot be brought.
        """
        sender = inbound.sender
        match reply:
            case None:
                return
            case Form() | RejectedForm() if isinstance(inbound, Submission) and (again := form_again(inbound, reply)):
                await self._forms.keep(inbound, again)  # the form's own card shows it
            case Settled() if isinstance(inbound, Submission):
                return
            case Card():
                await deliver(self._platform, inbound, reply, clock=self._clock)
                if not sender.private:
                    await self._say(sender, translator(reply.locale)("platform-in-private"))
            case Settled(card) if isinstance(inbound, Click) and "id" in inbound.message:
                await self._card_sender.update(Receipt(dict(inbound.message)), card)
            case Settled(card):  # chosen by number: that message cannot change
                await self._add(inbound, card)
            case Form() | RejectedForm():
                await self._show(inbound, reply if isinstance(reply, Form) else reply.form)
                if not sender.private:
                    await self._say(sender, translator(self._locale)("platform-in-private"))
            case Notice(text):
                await self._say(sender, text)

    async def tell(self, inbound: Inbound, line: str) -> bool:
        """Say a short line to the sender; False where that fails, which is logged."""
        try:
            await self._say(inbound.sender, line)
        except PlatformError as error:
            log.warning("answer.failed", platform=PLATFORM, code=error.code, hint=error.hint)
            return False
        return True

    async def ask_back(self, inbound: Inbound, unclear: UnclearChoice) -> None:
        """Ask what a number means; it holds when it is said again after that."""
        if await self.tell(inbound, unclear.line):
            await self._numbers.asked(inbound.sender.identity.user, unclear)

    async def cannot_read(self, inbound: Inbound) -> None:
        """Say so where somebody wrote what came without its words; that is free."""
        line = translator(inbound.sender.locale or self._locale)("platform-blind")
        await self._card_sender.say_for_nothing(place_of(inbound.sender), line)

    async def _excused(self, inbound: Inbound, reply: Reply, error: PlatformError) -> bool:
        """Say in words what could not be shown, or that there is something which may not be; False where that fails."""
        card = reply.card if isinstance(reply, Settled) else reply
        user, spent = inbound.sender.identity.user, isinstance(error, QuotaExhausted)
        log.warning("answer.refused", platform=PLATFORM, code=error.code)
        if spent and isinstance(card, Form):  # by now it is asked question by question
            card = invitation(translator(card.locale), card)
        t = translator(card.locale if isinstance(card, Card | Form) else inbound.sender.locale or self._locale)
        line = t("platform-spent" if spent else "platform-refused")
        said = await self._card_sender.say_for_nothing(user, card if spent and isinstance(card, Card) else line)
        if inbound.sender.private:
            return said
        aloud = t("platform-in-private") if said else line  # in a group nothing else, whatever it is about
        return await self._card_sender.say_for_nothing(inbound.sender.conversation, aloud)

    async def _add(self, inbound: Inbound, card: Card) -> None:
        """Say what came of a number: what the card says now that its message does not, and what can be chosen next."""
        new = changed(card, await self._numbers.told(inbound) or Told())
        match new.blocks:
            case ():
                await self._say(inbound.sender, translator(card.locale)("platform-done"))
            case (Text(line),) | (Choices(_, line),) if line:
                await self._say(inbound.sender, line)
            case blocks if any(isinstance(block, Choices) and not block.answered for block in blocks):
                await deliver(self._platform, inbound, new, clock=self._clock)
            case _:
                await insist(lambda: self._card_sender.add(inbound.sender, new), clock=self._clock)

    async def _show(self, inbound: Inbound, form: Form) -> None:
        """Show a form as a card of its own, or invite to it where cards have just turned out to be off."""
        if self._platform.forms:
            shown = await insist(
                lambda: self._forms.open(inbound.sender.identity, form, card=opaque(inbound.sender)), clock=self._clock
            )
            if shown:
                return
        await deliver(self._platform, inbound, invitation(translator(form.locale), form), clock=self._clock)

    async def _say(self, sender: Sender, line: str) -> None:
        """Say a short line; one that comes twice does less harm than one that never comes."""
        await insist(lambda: self._card_sender.tell(sender, line), clock=self._clock)
