"""What may happen: the sums of what the nouns of every area bring, each beside its handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.services.message import MessageKinds
from bot.figures.services.event import Listeners
from bot.roster.services.posting import begin_due
from bot.runtime.tick import pump
from handlers import (
    admin,
    cases,
    delivery,
    feedback,
    figures,
    goals,
    growth,
    intake,
    overview,
    people,
    privacy,
    reviews,
    roster,
    rules,
    talks,
)
from handlers.route import Means, Route

if TYPE_CHECKING:
    from datetime import datetime

    from bot.overview.services.home import Queue
    from bot.runtime.tick import Tick
    from bot.work import Work

__all__ = ["LISTENERS", "MESSAGES", "ROUTES", "TICKS", "WAITING", "Means", "Route", "tick"]

ROUTES: Final[tuple[Route, ...]] = (
    *overview.ROUTES,
    *figures.ROUTES,
    *feedback.ROUTES,
    *cases.ROUTES,
    *privacy.ROUTES,
    *goals.ROUTES,
    *reviews.ROUTES,
    *growth.ROUTES,
    *talks.ROUTES,
    *roster.ROUTES,
    *rules.ROUTES,
    *delivery.ROUTES,
    *admin.ROUTES,
    *intake.ROUTES,
    *people.ROUTES,
)
"""Everything that can be asked or done, in the order in which it is looked through."""

TICKS: Final[tuple[Tick, ...]] = (
    *roster.TICKS,
    *rules.TICKS,
    *overview.TICKS,
    *goals.TICKS,
    *reviews.TICKS,
    *growth.TICKS,
    *talks.TICKS,
    *feedback.TICKS,
    *cases.TICKS,
    *privacy.TICKS,
    *intake.TICKS,
    *figures.TICKS,
    *delivery.TICKS,
    *people.TICKS,
    *admin.TICKS,
)
"""Everything the clock may bring about, in the order in which it is asked: who leads whom comes first."""

WAITING: Final[tuple[Queue[Work], ...]] = (
    *cases.WAITING,
    *feedback.WAITING,
    *privacy.WAITING,
    *goals.WAITING,
    *growth.WAITING,
    *talks.WAITING,
    *overview.WAITING,
    *intake.WAITING,
    *roster.WAITING,
    *figures.WAITING,
    *rules.WAITING,
    *delivery.WAITING,
    *people.WAITING,
    *admin.WAITING,
)
"""Everything that may wait for somebody, the most pressing first."""

MESSAGES: Final[MessageKinds[Work]] = MessageKinds(
    (
        *people.MESSAGES,
        *figures.MESSAGES,
        *delivery.MESSAGES,
        *rules.MESSAGES,
        *cases.MESSAGES,
        *feedback.MESSAGES,
        *goals.MESSAGES,
        *reviews.MESSAGES,
        *growth.MESSAGES,
        *talks.MESSAGES,
        *overview.MESSAGES,
        *roster.MESSAGES,
        *intake.MESSAGES,
        *privacy.MESSAGES,
        *admin.MESSAGES,
    ),
    prepare=lambda work, now: begin_due(work, now=now),  # a move whose day has begun counts before the clock was asked
)
"""Every kind of message that needs a right, or is written anew when it goes."""

LISTENERS: Final[Listeners[Work]] = Listeners((*feedback.LISTENERS, *goals.LISTENERS))
"""Everything that listens to events as they come in."""


def tick(work: Work, *, now: datetime) -> list[str]:
    """Do everything that is due at an instant, once; returns what was done, a line each."""
    return pump(work, TICKS, now=now)
