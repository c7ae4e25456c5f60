"""Forms that stand open as cards: whose each is, what it asks, and what its card shows once it was sent in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.messages.codec import form_from_json, form_to_json
from bot.messages.draft import PageTurn, apart
from bot.messages.form import Form
from bot.messages.i18n import translator
from bot.messages.inbound import RejectedForm, Settled

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.kit.identity import Identity
    from bot.messages.inbound import Reply, Submission
    from bot.platforms.dingtalk.send import DingTalkSender

Json = dict[str, Any]


class OpenForms:
    """The forms of one robot. DingTalk brings back answers only, so what was asked is kept by the card's id."""

    def __init__(
        self,
        card_sender: DingTalkSender,
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
        await self._keep(card, identity.user, form_to_json(_as_shown(form)))
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
        if form.step is None:
            return replace(submission, action=form.action), form
        values, way, of = apart(submission.values)
        move = PageTurn(form.step.draft, form.step.page, way, of, form.step.turn)
        return replace(submission, action=form.action, values=values, move=move), form

    async def keep(self, submission: Submission, form: Form) -> None:
        """Remember that a card now asks this: what a handler gives back may ask something else than before."""
        await self._keep(submission.message["id"], submission.sender.identity.user, form_to_json(_as_shown(form)))

    def shown(self, submission: Submission, reply: Reply, form: Form) -> Json:
        """Return what the acknowledgement says to redraw the card: the form with its problems, or as sent in."""
        if isinstance(reply, Settled):
            return self._card_sender.settled(reply.card, was_form=True)
        if again := form_again(submission, reply):
            return self._card_sender.asked(again)
        return self._card_sender.asked(form.filled(submission.values), done=True)

    async def redraw(self, submission: Submission, reply: Reply) -> None:
        """Bring the card to what :meth:`shown` says, where the acknowledgement has gone without it.

        Raises:
            PlatformError: when it cannot be redrawn.
        """
        card = submission.message["id"]
        if isinstance(reply, Settled):
            await self._card_sender.redraw(card, reply.card)
        elif again := form_again(submission, reply):
            await self._card_sender.redraw(card, again)
        elif found := await self._kept(card):
            await self._card_sender.redraw(card, form_from_json(found[1]).filled(submission.values), done=True)


def form_again(submission: Submission, reply: Reply) -> Form | None:
    """Return the form that the same card shows next: with problems, or at another page; None where it has no other."""
    match reply:
        case RejectedForm(form):
            return form if form.step else form.filled(submission.values)
        case Form(step=step) if step and submission.move and step.draft == submission.move.draft:
            return reply
        case _:
            return None


def _as_shown(form: Form) -> Form:
    """Return a form without the pages that its card does not show: what was typed there is kept once, in its draft."""
    if form.step is None:
        return form
    pages = enumerate(form.pages)
    return replace(
        form, pages=tuple(page if at == form.step.page else replace(page, sections=()) for at, page in pages)
    )
