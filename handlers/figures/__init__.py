"""What each noun of figures brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.figures import metric, reading, record, record_evidence, target

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.overview.services.home import Queue
    from bot.runtime.tick import Tick
    from bot.work import Work

ROUTES = (*reading.ROUTES, *record_evidence.ROUTES, *metric.ROUTES, *target.ROUTES)
TICKS: tuple[Tick, ...] = (*record.TICKS,)
WAITING: tuple[Queue[Work], ...] = ()
MESSAGES: tuple[MessageKind[Work], ...] = ()
