"""Home at work: gathering what one page shows of somebody's day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.home import Waiting
from bot.messages.i18n import Catalog
from bot.services.person import newest
from bot.views import home as view

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.domain.permission import Actor
    from bot.messages.card import Card
    from bot.ports import Work

    Count = Callable[..., int]

_WAITING: tuple[tuple[str, str, Count], ...] = ()
"""What may wait for somebody: its kind, the route that lists it, and who counts it."""


def home(work: Work, actor: Actor, *, now: datetime) -> Card:
    """Show somebody their standing, what waits for them, and what they look after."""
    person = actor.person
    counted = (Waiting(kind, count(work, actor, now=now), route) for kind, route, count in _WAITING)
    deltas, metrics = newest(work, person)
    return view.home(
        Catalog.load()(person.locale),
        deltas=deltas,
        metrics=metrics,
        waiting=[one for one in counted if one.n],
        roles=actor.roles,
        team=len(work.people.team(person.id)),
        today=wall(now, timezone=person.timezone).date(),
    )
