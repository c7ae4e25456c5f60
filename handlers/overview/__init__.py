"""What each noun of overview brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.overview import home, person, report, report_ticks, team

ROUTES = (*home.ROUTES, *person.ROUTES, *report.ROUTES, *team.ROUTES)
TICKS = (*report_ticks.TICKS,)
WAITING = (*team.WAITING,)
MESSAGES = (*report.MESSAGES,)
