"""What each noun of privacy brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.privacy import privacy

ROUTES = (*privacy.ROUTES,)
TICKS = (*privacy.TICKS,)
WAITING = (*privacy.WAITING,)
MESSAGES = (*privacy.MESSAGES,)
