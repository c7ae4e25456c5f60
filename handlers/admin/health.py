"""Admins asking how the installation is, and what is left of the month's calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.admin.services import health
from bot.admin.views import health as view
from bot.delivery.services.delivery import budgets
from bot.kit.calendar import zone
from bot.people.domain.permission import Act
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from bot.messages.card import Card
    from bot.messages.inbound import Inbound
    from handlers.context import Context


def show(context: Context, _inbound: Inbound) -> Card:
    """Show how every part is."""
    context.require(Act.OPERATE)
    return health.card(context.work, context.person, now=context.now)


def budget(context: Context, _inbound: Inbound) -> Card:
    """Show the month's calls."""
    context.require(Act.OPERATE)
    found = budgets(context.work, now=context.now)
    return view.budget(context.t, found, zone=zone(context.person.timezone), now=context.now)


ROUTES = (
    Route("health", show, Act.OPERATE, (Means.WORDS, Means.CLICK), spoken(en="health", zh="运行状况，健康检查")),
    Route("budget", budget, Act.OPERATE, (Means.WORDS, Means.CLICK), spoken(en="budget, quota", zh="额度，剩余额度")),
)
