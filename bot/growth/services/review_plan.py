"""The plan of a review: drafted when both have confirmed, and what closes the review once it has run (R101)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.growth.domain.plan import OVER
from bot.growth.services.plan import propose
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import closed
from bot.reviews.services import cycle as cycles
from bot.reviews.services import form_template

if TYPE_CHECKING:
    from datetime import datetime

    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.reviews.domain.review import Review


def take_up(work: Work, review: Review, *, now: datetime) -> list[Plan]:
    """Draft the plans that somebody wrote into their review, once both have confirmed it; returns the drafts.

    Raises:
        NotFound: when whoever is reviewed has left.
    """
    written = work.review_answers.latest(review.no, Filler.EMPLOYEE)
    if written is None or not review.confirmed:
        return []
    person = somebody(work, review.person_id)
    cycle = cycles.find(work, review.cycle_no)
    template = form_template.find(work, cycle.template, written.template_version)
    return propose(work, person, template, written.values, review_no=review.no, by=written.by, now=now)


def close(work: Work, review: Review, *, now: datetime) -> bool:
    """Close a review all of whose plans are over; False while one is a draft or runs, or there is none."""
    plans = work.plans.of_review(review.no)
    if not review.confirmed or not plans or any(plan.state not in OVER for plan in plans):
        return False
    work.reviews.save(closed(review, now, has_plan=True))
    return True
