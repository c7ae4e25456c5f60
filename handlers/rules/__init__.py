"""What each noun of rules brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.rules import rule, threshold

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.overview.services.home import Queue
    from bot.work import Work

ROUTES = (*rule.ROUTES, *threshold.ROUTES)
TICKS = (*rule.TICKS,)
WAITING: tuple[Queue[Work], ...] = ()
MESSAGES: tuple[MessageKind[Work], ...] = (*threshold.MESSAGES,)
