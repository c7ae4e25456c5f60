"""HR hears once a week of plans that are overdue."""

from __future__ import annotations

from bot.delivery.services.message import MessageKind
from bot.growth.services import plan_overdue
from bot.people.domain.permission import Act
from handlers.reviews.cycle_digest import weekly

TICKS = (weekly(plan_overdue),)

MESSAGES = (MessageKind(plan_overdue.KIND, company=Act.COUNT_PLANS, render=plan_overdue.render),)
