"""Buttons about somebody whom one led before: they say who leads them now, and that the review is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.errors import Denied
from bot.people.services import permission

if TYPE_CHECKING:
    from bot.messages.inbound import Inbound, Reply
    from bot.people.domain.person import Person
    from handlers.context import Context
    from handlers.route import Handler, Route


def handed_on(route: Route) -> Route:
    """Let a route about reviews say to somebody who led a person before who has it now, instead of a mere no."""
    return replace(route, handler=_telling(route.handler))


def _telling(handler: Handler) -> Handler:
    def told(context: Context, inbound: Inbound) -> Reply:
        try:
            return handler(context, inbound)
        except Denied as denied:
            person = context.work.people.get(str(denied.values.get("subject", "")))
            leader = permission.leader(context.work, person, now=context.now) if person else None
            if person and leader and leader.id != context.person.id and _led(context, person):
                raise Denied("review-handed-on", name=person.name, leader=leader.name) from None
            raise

    return told


def _led(context: Context, person: Person) -> bool:
    """Say whether whoever asks led somebody before."""
    return any(
        posting.manager_id == context.person.id
        for posting in context.work.postings.of(person.id)
        if not posting.planned
    )
