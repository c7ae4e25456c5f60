"""Whether a talk stays that was booked on a number that was wrong: what either of the two answers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.errors import NotFound
from bot.messages.inbound import Settled
from bot.people.domain.permission import Act
from bot.talks.services import one_on_one_basis as basis
from bot.talks.views import one_on_one_basis as view
from handlers.context import argument
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound
    from bot.work import Work
    from handlers.context import Context


def keep(context: Context, inbound: Inbound) -> Settled:
    """Leave the talk as it is."""
    try:
        at = datetime.fromisoformat(argument(inbound, "at"))
    except ValueError:
        raise NotFound("button-unknown") from None
    other = basis.kept(context.work, context.actor, argument(inbound, "person"), at, now=context.now)
    card = view.kept(context.t, name=other.name, at=at, zone=context.reader.zone, now=context.now)
    return Settled(card)


ROUTES = (Route("one_on_one.keep", keep, Act.TALK),)

MESSAGES: tuple[MessageKind[Work], ...] = (MessageKind(basis.KIND, acts=(Act.TALK,), render=basis.render),)
