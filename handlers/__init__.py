"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    approval,
    audit,
    feedback,
    help,  # noqa: A004 - the noun of the file, as in every layer
    home,
    kudos,
    one_on_one,
    person,
    reminder,
    report,
    team,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *team.ROUTES,
    *reminder.ROUTES,
    *report.ROUTES,
    *approval.ROUTES,
    *one_on_one.ROUTES,
    *kudos.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
