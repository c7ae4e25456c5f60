"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    account,
    audit,
    feedback,
    help,  # noqa: A004 - the noun of the file, as in every layer
    home,
    kudos,
    metric,
    notice,
    one_on_one,
    permission,
    person,
    posting,
    rule,
    target,
    template,
)
from handlers.route import Means, Route

__all__ = ["ROUTES", "Means", "Route"]

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *person.ROUTES,
    *feedback.ROUTES,
    *one_on_one.ROUTES,
    *account.ROUTES,
    *permission.ROUTES,
    *posting.ROUTES,
    *notice.ROUTES,
    *metric.ROUTES,
    *rule.ROUTES,
    *target.ROUTES,
    *template.ROUTES,
    *kudos.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
