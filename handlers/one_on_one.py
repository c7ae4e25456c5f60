"""What people do about a one-on-one: agree to the time that was proposed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.calendar import zone
from bot.domain.errors import NotFound
from bot.domain.permission import Act
from bot.messages.inbound import Click, Notice, Settled
from bot.services import one_on_one
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def book(context: Context, inbound: Inbound) -> Settled | Notice:
    """Note the time and say so on the card; inside a digest, whose other buttons stay, in a line of its own."""
    asked = dict(inbound.action.args) if isinstance(inbound, Click) else {}
    try:
        person_id, at = asked["person"], datetime.fromisoformat(asked["at"])
    except (KeyError, ValueError):
        raise NotFound("button-unknown") from None
    if at.tzinfo is None:
        raise NotFound("button-unknown")
    card = one_on_one.book(context.work, context.person, person_id, at, now=context.now)
    if card is not None:
        return Settled(card)
    moment = context.t.moment(at, zone=zone(context.person.timezone), now=context.now)
    return Notice(context.t("one-on-one-booked", moment=moment))


ROUTES = (Route("one_on_one.book", book, Act.TALK),)
