"""Work that no data shows, in chat: a colleague is asked at a tap, and answers with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.messages.i18n import named
from bot.messages.inbound import Notice, Settled
from bot.people.domain.permission import Act
from bot.reviews.services import seen_review, unseen_work
from bot.reviews.views import unseen_work as view
from handlers.context import argument, number
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def ask(context: Context, inbound: Inbound) -> Settled:
    """Have the colleague asked whom the sender named beside a piece of their work."""
    found = seen_review.find(context.work, number(inbound))
    seen = unseen_work.ask(context.work, context.actor, found, argument(inbound, "item"), now=context.now)
    return Settled(view.offered(context.reader, found.no, unseen_work.standing(context.work, seen)))


def answer(context: Context, inbound: Inbound) -> Notice:
    """Say whether that is how it was."""
    was_so = argument(inbound, "so") == "1"
    whose = unseen_work.answer(context.work, context.person, number(inbound), was_so=was_so, now=context.now)
    return Notice(context.t("unseen-work-said" if was_so else "unseen-work-passed", name=named(context.t, whose)))


ROUTES = (
    Route("unseen_work.ask", ask, Act.WRITE_REVIEW),
    Route("unseen_work.answer", answer, Act.GIVE_FEEDBACK),
)

MESSAGES = (
    MessageKind("unseen_work", acts=(Act.WRITE_REVIEW,), render=unseen_work.render_offer),
    MessageKind("unseen_work_asked", acts=(Act.GIVE_FEEDBACK,), render=unseen_work.render_question),
)
