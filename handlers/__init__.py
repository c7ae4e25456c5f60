"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    audit,
    feedback,
    help,  # noqa: A004 - the noun of the file, as in every layer
    home,
    intake,
    kudos,
    one_on_one,
    person,
    upload,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *kudos.ROUTES,
    *audit.ROUTES,
    *upload.ROUTES,
    *intake.ROUTES,
    *help.ROUTES,
)
