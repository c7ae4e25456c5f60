"""What each noun of people brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.people import help  # noqa: A004 - the noun of the file

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.overview.services.home import Queue
    from bot.runtime.tick import Tick
    from bot.work import Work

ROUTES = (*help.ROUTES,)
TICKS: tuple[Tick, ...] = ()
WAITING: tuple[Queue[Work], ...] = ()
MESSAGES: tuple[MessageKind[Work], ...] = ()
