"""What a head of department opens from a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW
from bot.delivery.services.message import MessageKind
from bot.overview.services import report, report_month, report_week_corrected
from bot.overview.views import report_gaps as view
from bot.people.domain.permission import Act
from handlers.context import argument
from handlers.route import Route

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def gaps(context: Context, inbound: Inbound) -> Card:
    """Show whose figures of a month are missing."""
    month, missing = report_month.gaps(context.work, context.actor, argument(inbound, "month"), now=context.now)
    metrics = {metric.key: metric for metric in context.work.metrics.all()}
    return view.gaps(context.t, month, missing, metrics=metrics, today=context.today)


ROUTES = (Route("report.gaps", gaps, Act.LEAD),)

MESSAGES = (
    MessageKind("report", company=Act.LEAD, render=report.render, instead=report.again),
    MessageKind(REDRAW, render=report_week_corrected.render_redrawn),
    MessageKind(report_week_corrected.CORRECTED, company=Act.LEAD, render=report_week_corrected.render),
    MessageKind("week", company=Act.LEAD, render=report.render, instead=report.again),
)
