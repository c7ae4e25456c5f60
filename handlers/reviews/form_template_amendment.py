"""Another version of the form for a cycle that runs: HR looks at what it changes, then lets it apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.services.message import MessageKind
from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.reviews.services import form_template_amendment as amendments
from bot.reviews.views import form_template_amendment as view
from handlers.context import argument, number, whole
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def apply(context: Context, inbound: Inbound) -> Card:
    """Show what would change and for whom; once that was looked at, let the cycle go by it."""
    context.require(Act.RUN_REVIEWS)
    cycle_no, version = number(inbound), whole(argument(inbound, "v"))
    if version is None:
        raise NotFound("button-unknown")
    if not argument(inbound, "sure"):
        return view.ask(context.t, amendments.look(context.work, cycle_no, version, now=context.now))
    found = amendments.apply(context.work, context.person, cycle_no, version, now=context.now)
    return view.done(context.t, found)


ROUTES = (Route("form_template.apply", apply, Act.RUN_REVIEWS),)

MESSAGES = (MessageKind(amendments.KIND, render=amendments.render),)
