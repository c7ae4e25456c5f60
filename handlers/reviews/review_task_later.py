"""What somebody chose about a reminder: tomorrow at once, anything else after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import Unanswered
from bot.messages.inbound import Submission
from bot.reviews.views.review_task_later import NEVER, TOMORROW
from handlers.context import argument

if TYPE_CHECKING:
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def chosen(context: Context, inbound: Inbound, form: Form) -> tuple[str, str] | None:
    """Return when somebody wants to hear of something again, and why not at all; None where they are to be asked.

    Raises:
        Invalid: when it is to be left out without a reason; the form says so.
    """
    if isinstance(inbound, Submission):
        with context.filling(form, inbound) as answers:
            when = answers.choice("when")
            reason = (answers.text_or_none("reason") or "").strip() if "reason" in answers.asked else ""
            if when == NEVER and not reason:
                raise Unanswered({"reason": ("review-later-why", {})})
        return when, reason
    return (TOMORROW, "") if argument(inbound, "when") == TOMORROW else None
