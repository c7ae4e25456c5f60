"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import evidence, feedback, help, one_on_one, person, reading  # noqa: A004 - the noun of the file, as in every layer
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *person.ROUTES,
    *reading.ROUTES,
    *evidence.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *help.ROUTES,
)
