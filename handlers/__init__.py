"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    absence,
    audit,
    delivery,
    feedback,
    health,
    help,  # noqa: A004 - the nouns of the files
    home,
    one_on_one,
    pause,
    person,
    policy,
    preference,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *absence.ROUTES,
    *pause.ROUTES,
    *preference.ROUTES,
    *policy.ROUTES,
    *delivery.ROUTES,
    *health.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
