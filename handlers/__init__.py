"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import audit, feedback, help, home, one_on_one, person  # noqa: A004 - the nouns of the files
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
