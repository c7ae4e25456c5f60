"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    audit,
    correction,
    dispute,
    evidence,
    feedback,
    help,  # noqa: A004 - the noun of the file, as in every layer
    home,
    kudos,
    one_on_one,
    person,
    privacy,
    reading,
    remark,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *reading.ROUTES,
    *evidence.ROUTES,
    *dispute.ROUTES,
    *correction.ROUTES,
    *remark.ROUTES,
    *privacy.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *kudos.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
