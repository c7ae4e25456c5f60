"""What each noun of admin brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.admin import audit, health, template

if TYPE_CHECKING:
    from bot.overview.services.home import Queue
    from bot.work import Work

ROUTES = (*template.ROUTES, *health.ROUTES, *audit.ROUTES)
TICKS = (*health.TICKS,)
MESSAGES = (*health.MESSAGES,)
WAITING: tuple[Queue[Work], ...] = ()
