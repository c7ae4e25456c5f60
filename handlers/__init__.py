"""What may happen: the routes of every noun, each beside its handlers."""

from __future__ import annotations

from handlers.admin import audit, health, template
from handlers.cases import correction, dispute
from handlers.delivery import delivery, notice, pause, policy, preference
from handlers.feedback import approval, evidence, feedback, kudos, remark
from handlers.figures import metric, reading, target
from handlers.intake import intake, upload
from handlers.overview import home, person, report, team
from handlers.people import help  # noqa: A004 - the nouns of the files
from handlers.privacy import privacy
from handlers.roster import absence, account, permission, posting
from handlers.route import Means, Route
from handlers.rules import rule
from handlers.talks import one_on_one, reminder

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
    *upload.ROUTES,
    *intake.ROUTES,
    *help.ROUTES,
)
