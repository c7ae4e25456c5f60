"""Review meetings: where the talk of a review is, from preparation to follow-up, and when the two meet (R101)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.growth.domain.plan import PlanState
from bot.kit.calendar import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from bot.growth.domain.plan import Plan
    from bot.reviews.domain.cycle import Schedule
    from bot.reviews.domain.review import Review


class MeetingStage(StrEnum):
    """Where a review meeting is; each follows from the one before, and none is left out."""

    PREPARE = "prepare"
    HELD = "held"
    """The two have talked; both are asked whether what is noted is what was said."""
    CONFIRMED = "confirmed"
    """Both have confirmed, and no plan runs yet."""
    FOLLOW_UP = "follow_up"
    """A plan runs."""
    CLOSED = "closed"


def stage(review: Review, plans: Iterable[Plan]) -> MeetingStage:
    """Say where the meeting of a review is; ``plans`` are those that came of it.

    It is closed when the review is: confirmed by both, with a plan that has run.
    """
    if review.closed_at is not None:
        return MeetingStage.CLOSED
    if review.confirmed:
        began = any(plan.state not in {PlanState.DRAFT, PlanState.DROPPED} for plan in plans)
        return MeetingStage.FOLLOW_UP if began else MeetingStage.CONFIRMED
    return MeetingStage.PREPARE if review.held_at is None else MeetingStage.HELD


class MeetingStepKind(StrEnum):
    """What was done about the time of a meeting."""

    AGREED = "agreed"
    CALLED_OFF = "called_off"
    MISSED = "missed"
    """Its time came, and the two did not meet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStep:
    """One thing that was done about the time of a meeting: by whom, at which instant, and which time it is about."""

    review_no: int
    kind: MeetingStepKind
    by: str
    at: datetime
    meets_at: datetime
    no: int = 0


def planned(steps: Sequence[MeetingStep]) -> datetime | None:
    """Return when the two are to meet by what was done last; ``steps`` are in their order."""
    last = steps[-1] if steps else None
    return last.meets_at if last and last.kind is MeetingStepKind.AGREED else None


def report_day(schedule: Schedule, meets_at: datetime | None, *, timezone: str) -> date:
    """Return the day on which whoever leads somebody gets the report: so many days before the two meet (R87).

    Where no time is agreed it counts from the last day for talks.
    """
    day = local_day(meets_at, timezone=timezone) if meets_at else schedule.meet_by
    return day - timedelta(days=schedule.report_days)


def last_day(schedule: Schedule, meets_at: datetime | None, *, timezone: str) -> date:
    """Return the last day on which something may be said about a talk that is to be had."""
    return max(schedule.meet_by, local_day(meets_at, timezone=timezone)) if meets_at else schedule.meet_by


def next_look(schedule: Schedule, meets_at: datetime | None, today: date, *, timezone: str) -> date | None:
    """Return the next day on which a talk is looked at: from the day of the report on each; None after the last."""
    first, last = (day(schedule, meets_at, timezone=timezone) for day in (report_day, last_day))
    later = max(first, today + timedelta(days=1))
    return later if later <= last else None
