"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers import (
    absence,
    account,
    approval,
    audit,
    delivery,
    feedback,
    health,
    help,  # noqa: A004 - the nouns of the files
    home,
    kudos,
    metric,
    notice,
    one_on_one,
    pause,
    permission,
    person,
    policy,
    posting,
    preference,
    reminder,
    report,
    rule,
    target,
    team,
    template,
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
    *account.ROUTES,
    *permission.ROUTES,
    *posting.ROUTES,
    *notice.ROUTES,
    *metric.ROUTES,
    *rule.ROUTES,
    *target.ROUTES,
    *template.ROUTES,
    *kudos.ROUTES,
    *absence.ROUTES,
    *pause.ROUTES,
    *preference.ROUTES,
    *policy.ROUTES,
    *delivery.ROUTES,
    *health.ROUTES,
    *audit.ROUTES,
    *help.ROUTES,
)
