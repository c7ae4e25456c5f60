"""What people do with a message: ask why, or say whether it was of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import zone
from bot.domain.errors import NotFound
from bot.domain.permission import Act
from bot.domain.preference import topic_of
from bot.messages.inbound import Settled
from bot.services import evidence, feedback
from bot.views import evidence as view
from bot.views.preference import offered
from handlers.context import argument
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def why(context: Context, inbound: Inbound) -> Card:
    """Show what a message rests on: values, arithmetic, the rule, and the stored rows."""
    key = _key(inbound)
    found = evidence.why(context.work, context.person, key)
    card = view.why(context.t, found, zone=zone(context.person.timezone), now=context.now)
    message = context.work.outbox.get(key)
    return offered(context.t, card, topic_of(message.kind, message.priority)) if message else card


def useful(context: Context, inbound: Inbound) -> Settled:
    """Remember that a message was of use."""
    return _rate(context, inbound, useful=True)


def not_useful(context: Context, inbound: Inbound) -> Settled:
    """Remember that a message was of no use."""
    return _rate(context, inbound, useful=False)


def _rate(context: Context, inbound: Inbound, *, useful: bool) -> Settled:
    card = feedback.rate(context.work, context.person, _key(inbound), useful=useful, now=context.now)
    return Settled(card)


def _key(inbound: Inbound) -> str:
    key = argument(inbound, "key") or argument(inbound, "f")
    if not key:
        raise NotFound("feedback-gone")
    return key


ROUTES = (
    Route("feedback.why", why, Act.USE),
    Route("feedback.useful", useful, Act.USE),
    Route("feedback.not_useful", not_useful, Act.USE),
)
