"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    account,
    audit,
    feedback,
    help,  # noqa: A004 - the noun of the file, as in every layer
    home,
    kudos,
    notice,
    one_on_one,
    permission,
    person,
    posting,
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
    *kudos.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
