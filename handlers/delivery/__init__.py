"""What each noun of delivery brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.delivery import calendar_event, delivery, notice, pause, policy, preference

if TYPE_CHECKING:
    from bot.overview.services.home import Queue
    from bot.runtime.tick import Tick
    from bot.work import Work

ROUTES = (*notice.ROUTES, *pause.ROUTES, *preference.ROUTES, *policy.ROUTES, *delivery.ROUTES)
TICKS: tuple[Tick, ...] = ()
WAITING: tuple[Queue[Work], ...] = ()
MESSAGES = (*calendar_event.MESSAGES,)
