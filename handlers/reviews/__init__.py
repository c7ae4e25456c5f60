"""What each noun of reviews brings: routes, what the clock does, and messages."""

from __future__ import annotations

from handlers.reviews import (
    cycle,
    cycle_digest,
    form_template,
    form_template_amendment,
    form_template_versions,
    peer_review,
    prompt,
    review,
    review_handover,
    review_task,
    review_versions,
    review_writing,
    score,
    unseen_work,
)

_OF_TWO = (
    *review.ROUTES,
    *review_writing.ROUTES,
    *review_task.ROUTES,
    *review_versions.ROUTES,
    *prompt.ROUTES,
)
ROUTES = (
    *map(review_handover.handed_on, _OF_TWO),
    *cycle.ROUTES,
    *form_template.ROUTES,
    *form_template_versions.ROUTES,
    *form_template_amendment.ROUTES,
    *peer_review.ROUTES,
    *score.ROUTES,
    *unseen_work.ROUTES,
)
TICKS = (*review.TICKS, *cycle_digest.TICKS, *peer_review.TICKS)
MESSAGES = (
    *review.MESSAGES,
    *review_task.MESSAGES,
    *prompt.MESSAGES,
    *cycle_digest.MESSAGES,
    *form_template_amendment.MESSAGES,
    *peer_review.MESSAGES,
    *unseen_work.MESSAGES,
)
