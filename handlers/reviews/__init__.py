"""What each noun of reviews brings: routes, what the clock does, and messages."""

from __future__ import annotations

from handlers.reviews import cycle, prompt, review, review_versions

ROUTES = (*review.ROUTES, *review_versions.ROUTES, *prompt.ROUTES, *cycle.ROUTES)
TICKS = (*review.TICKS,)
MESSAGES = (*review.MESSAGES, *prompt.MESSAGES)
