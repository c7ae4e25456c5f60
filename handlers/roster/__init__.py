"""What each noun of roster brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.roster import absence, account, permission, posting

if TYPE_CHECKING:
    from bot.delivery.services.message import MessageKind
    from bot.work import Work

ROUTES = (*posting.ROUTES, *account.ROUTES, *permission.ROUTES, *absence.ROUTES)
TICKS = (*posting.TICKS, *permission.TICKS)
WAITING = (*account.WAITING,)
MESSAGES: tuple[MessageKind[Work], ...] = (*posting.MESSAGES, *account.MESSAGES, *absence.MESSAGES)
