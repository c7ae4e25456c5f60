"""Asking once for better words, where somebody writes about another in their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.feedback.domain.specificity import assess_note
from bot.feedback.views.specificity import hint
from bot.kit.errors import Unanswered
from handlers.context import prompted

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def ask_once(context: Context, inbound: Inbound, note: str) -> None:
    """See to it that a note is specific, or that its writer was asked about it before and leaves it as it is.

    Raises:
        Unanswered: once, when the note is vague or judges the person.
    """
    if note and not prompted(inbound) and (words := hint(context.t, assess_note(note))):
        raise Unanswered({"note": ("specificity-hint", {"hint": words})}, once=True)
