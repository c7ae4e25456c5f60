"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import correction, dispute, evidence, feedback, help, one_on_one, person, privacy, reading, remark  # noqa: A004 - the noun of the file, as in every layer
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *person.ROUTES,
    *reading.ROUTES,
    *evidence.ROUTES,
    *dispute.ROUTES,
    *correction.ROUTES,
    *remark.ROUTES,
    *privacy.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *help.ROUTES,
)
