"""What each noun of overview brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.overview import home, person, planning, report, report_ticks, team

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.work import Work

ROUTES = (*home.ROUTES, *person.ROUTES, *planning.ROUTES, *report.ROUTES, *team.ROUTES)
TICKS = (*report_ticks.TICKS,)
WAITING = (*team.WAITING,)
MESSAGES: tuple[MessageKind[Work], ...] = (*report.MESSAGES, *planning.MESSAGES)
