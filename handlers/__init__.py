"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import approval, feedback, home, one_on_one, person, reminder, report, team
from handlers import help as help_
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
    *help_.ROUTES,
)
