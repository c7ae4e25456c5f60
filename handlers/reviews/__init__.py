"""What each noun of reviews brings: routes, what the clock does, and messages."""

from __future__ import annotations

from handlers.reviews import cycle, review

ROUTES = (*review.ROUTES, *cycle.ROUTES)
TICKS = (*review.TICKS,)
MESSAGES = (*review.MESSAGES,)
