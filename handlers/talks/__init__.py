"""What each noun of talks brings: routes, what the clock does, what may wait for somebody, and messages."""

from __future__ import annotations

from handlers.talks import one_on_one, reminder

ROUTES = (*reminder.ROUTES, *one_on_one.ROUTES)
TICKS = (*one_on_one.TICKS,)
WAITING = (*one_on_one.WAITING,)
MESSAGES = (*reminder.MESSAGES, *one_on_one.MESSAGES)
