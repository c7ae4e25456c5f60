"""What people do with a message: say whether it was of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.services.message import MessageKind
from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.services import feedback
from bot.feedback.services.feedback_outgoing import render
from bot.feedback.services.feedback_pending import pass_on
from bot.feedback.services.feedback_retraction import render_taken_back, say_ended
from bot.feedback.services.feedback_together import shown, together
from bot.feedback.views.feedback import rated
from bot.kit.errors import NotFound
from bot.messages.codec import card_from_json
from bot.messages.inbound import Notice, Settled
from bot.overview.services import planning_sent
from bot.people.domain.permission import Act
from handlers.context import argument
from handlers.route import Route

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def useful(context: Context, inbound: Inbound) -> Settled | Notice:
    """Remember that a message was of use."""
    return _rate(context, inbound, useful=True)


def not_useful(context: Context, inbound: Inbound) -> Settled | Notice:
    """Remember that a message was of no use."""
    return _rate(context, inbound, useful=False)


def _rate(context: Context, inbound: Inbound, *, useful: bool) -> Settled | Notice:
    """Keep the answer; a card about people of whom some are no longer theirs to see is not drawn again."""
    key = _key(inbound)
    delivery = feedback.rate(context.work, context.person, key, useful=useful, now=context.now)
    if not context.messages.readable(context.work, delivery, context.person, now=context.now):
        return Notice(context.t("feedback-thanks-useful" if useful else "feedback-thanks-not-useful"))
    return Settled(rated(context.t, card_from_json(shown(context.work, delivery).card), useful=useful))


def _key(inbound: Inbound) -> str:
    key = argument(inbound, "key") or argument(inbound, "f")
    if not key:
        raise NotFound("feedback-gone")
    return key


def _say_ended(work: Work, delivery: Delivery, now: datetime) -> None:
    say_ended(work, delivery.key, now=now)


def _pass_on(work: Work, delivery: Delivery, now: datetime) -> None:
    wanted = work.feedback.get(delivery.key)
    if wanted is not None and wanted.stage is Stage.SENT:
        pass_on(work, wanted, now=now)


ROUTES = (
    Route("feedback.useful", useful, Act.USE),
    Route("feedback.not_useful", not_useful, Act.USE),
)

MESSAGES: tuple[MessageKind[Work], ...] = (
    MessageKind("unled", company=Act.MATCH_PEOPLE),
    MessageKind(Occasion.STANDING, figures=True, render=render, together=together),
    MessageKind(Occasion.PRAISE, figures=True, render=render, together=together),
    MessageKind(Occasion.NUDGE, figures=True, render=render, instead=_pass_on, together=planning_sent.instead_of),
    MessageKind(Occasion.ALERT, figures=True, render=render, instead=_pass_on),
    MessageKind(Occasion.CORRECTION, figures=True, render=render, instead=_say_ended),
    MessageKind("correction_gone", figures=True),
    MessageKind(REDRAW, render=render_taken_back),
)
