"""One person's review in a cycle: which stage it is in, who must act, until when.

The stage follows from what has happened and from the days of the cycle; it is computed, never stored, so that nobody
waits for somebody who does not answer longer than the day that was set (U29).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.kit.errors import Stale
from bot.reviews.domain.cycle import CycleState, FillOrder
from bot.reviews.domain.form_template import Filler

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.reviews.domain.cycle import Cycle, Schedule


class ReviewStage(StrEnum):
    """What comes next in somebody's review."""

    AHEAD = "ahead"
    """The forms have not gone out."""
    SELF_REVIEW = "self_review"
    MANAGER_REVIEW = "manager_review"
    BOTH = "both"
    """Both write, neither sees the other's words."""
    REVISION = "revision"
    """The employee reads what was written, changes their own or leaves it as it is."""
    MEETING = "meeting"
    """The two talk."""
    CONFIRMATION = "confirmation"
    """Both say that what stands there is what was said; seen is not agreed."""
    FOLLOW_UP = "follow_up"
    """The plan runs."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What has happened in one person's review; instants in UTC, None where it has not happened.

    ``order`` is the order in which the two write, settled when the review began. ``revised_at`` is when the employee
    was through with the manager's words, ``held_at`` when the talk was had.
    ``employee_agrees`` and ``manager_agrees`` say of a confirmation whether it is agreed to or only seen.
    """

    no: int
    cycle_no: int
    person_id: str
    order: FillOrder
    self_at: datetime | None = None
    manager_at: datetime | None = None
    revised_at: datetime | None = None
    held_at: datetime | None = None
    employee_confirmed_at: datetime | None = None
    manager_confirmed_at: datetime | None = None
    employee_agrees: bool | None = None
    manager_agrees: bool | None = None
    closed_at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        """Whether both have confirmed."""
        return self.employee_confirmed_at is not None and self.manager_confirmed_at is not None

    def sent_in(self, filler: Filler) -> datetime | None:
        """Return when one of the two sent in what they wrote, first."""
        return {Filler.EMPLOYEE: self.self_at, Filler.MANAGER: self.manager_at}.get(filler)


@dataclass(frozen=True, slots=True)
class ReviewStatus:
    """Where a review is: its stage, who must act, and the last day for it (None: no day is set)."""

    stage: ReviewStage
    waits_for: frozenset[Filler]
    due: date | None


def status(review: Review, cycle: Cycle, today: date) -> ReviewStatus:
    """Say where a review is on a day (of whoever is reviewed)."""
    days, both = cycle.schedule, frozenset({Filler.EMPLOYEE, Filler.MANAGER})
    if review.closed_at is not None:
        return ReviewStatus(ReviewStage.CLOSED, frozenset(), None)
    if cycle.state is CycleState.DRAFT or today < days.opens:
        return ReviewStatus(ReviewStage.AHEAD, frozenset(), days.opens)
    if review.confirmed:
        return ReviewStatus(ReviewStage.FOLLOW_UP, both, None)
    if review.held_at is not None:
        open_ = {Filler.EMPLOYEE: review.employee_confirmed_at, Filler.MANAGER: review.manager_confirmed_at}
        return ReviewStatus(
            ReviewStage.CONFIRMATION, frozenset(side for side, at in open_.items() if at is None), days.closes
        )
    return _writing(review, days, today) or ReviewStatus(ReviewStage.MEETING, both, days.meet_by)


def _writing(review: Review, days: Schedule, today: date) -> ReviewStatus | None:
    """Say whose words are waited for; None when nobody's are any more."""
    open_ = [side for side in (Filler.EMPLOYEE, Filler.MANAGER) if _owes(review, days, side, today)]
    if review.order is FillOrder.PARALLEL and open_:
        stage = ReviewStage.BOTH if len(open_) > 1 else _STAGES[open_[0]]
        return ReviewStatus(stage, frozenset(open_), min(due_day(days, side) for side in open_))
    first = Filler.MANAGER if review.order is FillOrder.MANAGER_FIRST else Filler.EMPLOYEE
    for side in sorted(open_, key=lambda side: side is not first):
        return ReviewStatus(_STAGES[side], frozenset({side}), due_day(days, side))
    read = review.self_at is not None and review.manager_at is not None
    if read and review.revised_at is None and today <= days.revise_by:
        return ReviewStatus(ReviewStage.REVISION, frozenset({Filler.EMPLOYEE}), days.revise_by)
    return None


_STAGES = {Filler.EMPLOYEE: ReviewStage.SELF_REVIEW, Filler.MANAGER: ReviewStage.MANAGER_REVIEW}


def due_day(days: Schedule, side: Filler) -> date:
    """Return until when one of the two writes."""
    return days.self_due if side is Filler.EMPLOYEE else days.manager_due


def _owes(review: Review, days: Schedule, side: Filler, today: date) -> bool:
    return review.sent_in(side) is None and today <= due_day(days, side)


class Writing(StrEnum):
    """What somebody can do with their part of the form."""

    AHEAD = "ahead"
    """Not yet: it has not gone out."""
    OPEN = "open"
    """Fill it in, or change what was sent in."""
    ADDENDUM = "addendum"
    """It is locked: what is said now stands beside it."""


def writing(review: Review, cycle: Cycle, today: date) -> Writing:
    """Say what can be done with the words of either side on a day.

    Either may write from the day on which the forms go out, whoever is asked first. What one of the two has confirmed
    does not change under them: with the first confirmation, and with the last day of the cycle, all of it is locked.
    """
    if cycle.state is CycleState.DRAFT or today < cycle.schedule.opens:
        return Writing.AHEAD
    locked = review.employee_confirmed_at or review.manager_confirmed_at or review.closed_at
    if locked or cycle.state is CycleState.CLOSED or today > cycle.schedule.closes:
        return Writing.ADDENDUM
    return Writing.OPEN


def reads(review: Review, cycle: Cycle, reader: Filler, today: date) -> bool:
    """Say whether one of the two sees what the other has sent in.

    Whoever writes second sees the first one's words as they come. Whoever writes first, or at the same time, sees the
    other's once their own are sent in or their day for it is past, so that no one writes what they read.
    """
    other = Filler.MANAGER if reader is Filler.EMPLOYEE else Filler.EMPLOYEE
    if reader is Filler.PEER or review.sent_in(other) is None:
        return False
    second = Filler.EMPLOYEE if review.order is FillOrder.MANAGER_FIRST else Filler.MANAGER
    if review.order is not FillOrder.PARALLEL and reader is second:
        return True
    return review.sent_in(reader) is not None or today > due_day(cycle.schedule, reader)


def sent_in(review: Review, filler: Filler, at: datetime) -> Review:
    """Note that one of the two has sent in their part; what they send later is another version of it."""
    if review.sent_in(filler) is not None:
        return review
    return replace(review, self_at=at) if filler is Filler.EMPLOYEE else replace(review, manager_at=at)


def held(review: Review, at: datetime) -> Review:
    """Note that the two have talked; the first time counts."""
    return review if review.held_at is not None else replace(review, held_at=at)


def confirmed(review: Review, filler: Filler, at: datetime, *, agrees: bool) -> Review:
    """Note that one of the two has confirmed.

    Raises:
        Stale: when they have before, or the two have not talked yet.
    """
    if review.held_at is None:
        raise Stale("review-not-held")
    if filler is Filler.EMPLOYEE:
        if review.employee_confirmed_at is not None:
            raise Stale("review-confirmed-before")
        return replace(review, employee_confirmed_at=at, employee_agrees=agrees)
    if review.manager_confirmed_at is not None:
        raise Stale("review-confirmed-before")
    return replace(review, manager_confirmed_at=at, manager_agrees=agrees)


def closed(review: Review, at: datetime, *, has_plan: bool) -> Review:
    """Close a review whose plan has run.

    Raises:
        Stale: when it is not confirmed by both, or there is no plan (R101).
    """
    if not review.confirmed:
        raise Stale("review-not-confirmed")
    if not has_plan:
        raise Stale("review-no-plan")
    return review if review.closed_at is not None else replace(review, closed_at=at)
