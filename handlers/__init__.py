"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (  # noqa: A004 - the noun of the file, as in every layer
    feedback,
    help,
    home,
    one_on_one,
    person,
    team,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *team.ROUTES,
    *one_on_one.ROUTES,
    *help.ROUTES,
)
