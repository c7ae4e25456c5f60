"""When the plans of a review have run, the review closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.services import review_plan
from bot.reviews.services import seen_review
from bot.runtime.tick import Due, Tick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.reviews.domain.review import Review
    from bot.work import Work


def _through(work: Work, now: datetime) -> Iterator[Due]:
    del now
    for no in work.plans.through():
        review = seen_review.find(work, no)
        yield Due(review.person_id, f"{no}:closed", _close(review))


def _close(review: Review) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return review_plan.close(work, review, now=now)

    return effect


TICKS = (Tick("review_closed", _through),)
