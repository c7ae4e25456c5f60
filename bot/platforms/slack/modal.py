"""Modals: forms opened while a click is fresh, sent in within three seconds, and never with anything typed lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog

from bot.kit.errors import PlatformError
from bot.messages.card import Card
from bot.messages.form import Form, flat
from bot.messages.i18n import translator
from bot.messages.inbound import Click, Command, Notice, RejectedForm, Submission
from bot.platforms.fit import cut
from bot.platforms.inbound_queue import within
from bot.platforms.slack import limits
from bot.platforms.slack.form import again
from bot.platforms.slack.mrkdwn import context, plain_text, section
from bot.platforms.slack.page import render_form
from bot.platforms.slack.parse import PLACE, PLATFORM

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Mapping

    from bot.messages.inbound import Inbound, Reply
    from bot.platforms.inbound_queue import InboundQueue
    from bot.platforms.slack.call import Api

Json = dict[str, Any]

log = structlog.get_logger()


class Modals:
    """The modals of a workspace; ``bring`` takes a reply to the person's conversation instead."""

    def __init__(
        self, api: Api, *, locale: str, bring: Callable[[Inbound, Reply], Coroutine[object, object, None]]
    ) -> None:
        """Make it over an open way to Slack."""
        self._api = api
        self._locale = locale
        self._bring = bring

    # Opening

    async def opened(self, inbound: Inbound, form: Form) -> bool:
        """Open a form from what somebody did just now; False when that is not possible (any more)."""
        return bool(await self._open(inbound, render_form(form, _place(inbound))))

    async def wait(self, inbound: Inbound, handling: asyncio.Task[Reply]) -> None:
        """Open a modal that says "one moment" and put the form into it when the handling has made it.

        Raises:
            PlatformError: when the answer cannot be brought.
        """
        view = await self._open(inbound, self._said(inbound, "platform-form-coming"))
        reply = await handling
        match reply:
            case (Form() as form) | RejectedForm(form) if view:
                if not await self._updated(view, render_form(form, _place(inbound))):
                    await self._bring(inbound, form)
            case Notice(text) if view:
                if not await self._updated(view, self._view(inbound, text)):
                    await self._bring(inbound, reply)
            case _:
                await self._bring(inbound, reply)
                if view:
                    await self._updated(view, self._said(inbound, _told(reply, "platform-done")))

    async def _open(self, inbound: Inbound, view: Json) -> str:
        trigger = inbound.trigger if isinstance(inbound, Click | Command) else ""
        if not trigger:
            return ""
        try:
            answer = await self._api.call(
                "views.open", {"trigger_id": trigger, "view": view}, rate=limits.TIER_4, patience=limits.ANSWER
            )
        except PlatformError as error:  # a trigger lives three seconds; the invitation has a fresh one
            log.info("form.open_failed", platform=PLATFORM, code=error.code, hint=error.hint)
            return ""
        return str(answer["view"]["id"])

    # What was sent in

    async def submitted(
        self, queue: InboundQueue, submission: Submission, handling: asyncio.Task[Reply], *, view: Json
    ) -> Json | None:
        """Return what the submission is answered at once; None closes the modal.

        What takes longer gets a modal that says "saving", and its outcome when it is there.
        """
        if not await within(handling, limits.ANSWER):

            async def later() -> None:
                await self.settle(submission, await handling, view=view, failed=queue.failed(submission))

            queue.answering(later())
            return _updating(self._said(submission, "platform-saving", view=view))
        reply = handling.result()
        inputs = [str(entry["block_id"]) for entry in view.get("blocks", []) if entry.get("type") == "input"]
        match reply:
            case RejectedForm(form):
                # Another action or other fields make it another page: reasons alone would leave the old one standing
                same = form.action == submission.action and inputs == [field.name for field in flat(form.shown)]
                errors = _errors(form.problems, inputs) if same else {}
                return {"response_action": "errors", "errors": errors} if errors else self._page(submission, form)
            case Form():
                return self._page(submission, reply)
            case Notice(text) if reply == queue.failed(submission) and inputs:
                return {"response_action": "errors", "errors": _errors({inputs[0]: text}, inputs)}
            case _:
                queue.answering(self._bring(submission, reply))
                return None

    async def turned(self, queue: InboundQueue, turn: Submission, handling: asyncio.Task[Reply], *, view: Json) -> None:
        """Show the page that a button in a modal leads to; what fails leaves the page with everything typed.

        Raises:
            PlatformError: when it cannot be brought.
        """
        await self.settle(turn, await handling, view=view, failed=queue.failed(turn))

    async def settle(
        self, submission: Submission, reply: Reply, *, view: Json | None = None, failed: Notice | None = None
    ) -> None:
        """Bring the outcome of a submission that could not be answered at once, into its modal if that is open still.

        With the ``view`` as it was sent in, one that ``failed`` is shown again with everything that was typed.

        Raises:
            PlatformError: when it cannot be brought.
        """
        place = submission.message.get("view", "")
        match reply:
            case (Form() as form) | RejectedForm(form):
                if not await self._updated(place, render_form(form, _place(submission))):
                    await self._bring(submission, form)
            case Notice(text):
                lost = view is not None and reply == failed
                shown = _once_more(view, text, submission) if view and lost else self._view(submission, text, view=view)
                if not await self._updated(place, shown):
                    await self._bring(submission, reply)
            case _:
                await self._bring(submission, reply)
                await self._updated(place, self._said(submission, _told(reply, "platform-saved"), view=view))

    def _page(self, submission: Submission, form: Form) -> Json:
        return _updating(render_form(form, _place(submission)))

    # Views

    async def _updated(self, view: str, shown: Json) -> bool:
        """Redraw a modal; False when it is not open any more, or cannot be reached."""
        try:
            await self._api.read("views.update", {"view_id": view, "view": shown}, rate=limits.TIER_4)
        except PlatformError as error:
            log.info("form.update_failed", platform=PLATFORM, code=error.code, hint=error.hint)
            return False
        return True

    def _said(self, inbound: Inbound, key: str, *, view: Json | None = None) -> Json:
        return self._view(inbound, self._t(inbound)(key), view=view)

    def _view(self, inbound: Inbound, text: str, *, view: Json | None = None) -> Json:
        """Make a modal that says something, under the title of the form that stood there, with its place kept."""
        t = self._t(inbound)
        before = view or {}
        title = (before.get("title") or {}).get("text") or t("platform-moment")
        return {
            "type": "modal",
            "title": plain_text(title, limits.VIEW_TITLE),
            "close": plain_text(t("platform-close"), limits.VIEW_TITLE),
            "private_metadata": before.get("private_metadata") or "",
            "blocks": [section(text)],
        }

    def _t(self, inbound: Inbound) -> Callable[..., str]:
        return translator(inbound.sender.locale or self._locale)


def _place(inbound: Inbound) -> dict[str, str]:
    message = inbound.message if isinstance(inbound, Click | Submission) else {}
    if "ephemeral" in message:  # nothing that could be redrawn later
        return {}
    return {name: message[name] for name in PLACE if message.get(name)}


def _errors(problems: Mapping[str, str], inputs: list[str]) -> dict[str, str]:
    """Say the problems where Slack can show them, which is at an input: those of no input stand at the first."""
    found: dict[str, str] = {}
    for name, reason in problems.items() if inputs else ():
        at = name if name in inputs else inputs[0]
        found[at] = cut(f"{found[at]} {reason}" if at in found else reason, limits.HINT)
    return found


def _updating(view: Json) -> Json:
    return {"response_action": "update", "view": view}


def _told(reply: Reply, otherwise: str) -> str:
    return "platform-in-private" if isinstance(reply, Card) else otherwise


def _once_more(view: Json, text: str, submission: Submission) -> Json:
    """Make a view again of one that was sent in, with what was typed in it and a word on top."""
    kept = ("type", "title", "submit", "close", "callback_id", "private_metadata")
    blocks = [context(f"⚠ {text}"), *again(view.get("blocks", []), submission.values)]
    return {name: view[name] for name in kept if view.get(name)} | {"blocks": blocks[: limits.VIEW_BLOCKS]}
