"""Forms that stand open as cards: whose each is, what it asks, and what its card shows once it was sent in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.messages.codec import form_from_json, form_to_json
from bot.messages.i18n import translator
from bot.messages.inbound import Settled, Unfit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.kit.identity import Identity
    from bot.messages.form import Form
    from bot.messages.inbound import Reply, Submission
    from bot.platforms.dingtalk.send import CardSender

Json = dict[str, Any]


class OpenForms:
    """The forms of one robot. DingTalk brings back answers only, so what was asked is kept by the card's id."""

    def __init__(
        self,
        card_sender: CardSender,
        *,
        keep: Callable[[str, str, str], Awaitable[None]],
        kept: Callable[[str], Awaitable[tuple[str, str] | None]],
        locale: str,
    ) -> None:
        self._card_sender = card_sender
        self._keep = keep
        self._kept = kept
        self._locale = locale

    async def open(self, identity: Identity, form: Form, *, card: str) -> bool:
        """Show a form as a new card; False when DingTalk turns out to know no template.

        Raises:
            PlatformError: when it cannot be shown; showing it again under the same id does no harm.
        """
        await self._keep(card, identity.user, form_to_json(form))
        return await self._card_sender.ask(identity, form, opaque=card) is not None

    async def known(self, submission: Submission) -> tuple[Submission, Form] | str:
        """Return what was sent in, with the action of its form, and that form; or why it is not taken, in words.

        The action that comes from the card is not believed, and only whom the form was shown to may send it in.
        """
        found = await self._kept(submission.message["id"])
        if found is None:
            return translator(self._locale)("form-closed")
        user, form = found[0], form_from_json(found[1])
        if user != submission.sender.identity.user:
            return translator(form.locale)("form-not-yours")
        return replace(submission, action=form.action), form

    async def keep(self, submission: Submission, form: Form) -> None:
        """Remember that a card now asks this: what a handler gives back may ask something else than before."""
        await self._keep(submission.message["id"], submission.sender.identity.user, form_to_json(form))

    def shown(self, submission: Submission, reply: Reply, form: Form) -> Json:
        """Return what the acknowledgement says to redraw the card: the form with its problems, or as sent in."""
        if isinstance(reply, Settled):
            return self._card_sender.settled(reply.card, was_form=True)
        if isinstance(reply, Unfit):
            return self._card_sender.asked(reply.form.filled(submission.values))
        return self._card_sender.asked(form.filled(submission.values), done=True)

    async def redraw(self, submission: Submission, reply: Reply) -> None:
        """Bring the card to what :meth:`shown` says, where the acknowledgement has gone without it.

        Raises:
            PlatformError: when it cannot be redrawn.
        """
        card = submission.message["id"]
        if isinstance(reply, Settled):
            await self._card_sender.redraw(card, reply.card)
        elif isinstance(reply, Unfit):
            await self._card_sender.redraw(card, reply.form.filled(submission.values))
        elif found := await self._kept(card):
            await self._card_sender.redraw(card, form_from_json(found[1]).filled(submission.values), done=True)
