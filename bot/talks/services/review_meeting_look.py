"""The clock's look at a talk that is to be had: who still has no time, while there is some.

A talk is looked at when its time or its cycle has changed, and then from the day of the report on once a day.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.kit.calendar import instant
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage, status
from bot.reviews.services import cycle as cycles
from bot.reviews.services.review_message import ReviewNews
from bot.talks.domain.review_meeting import next_look, planned, report_day
from bot.talks.services import review_meeting_message as message

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.review import Review
    from bot.talks.ports import Work

_TALKS = frozenset({ReviewStage.REVISION, ReviewStage.MEETING})
_EVENTS = {0: "today", 1: "last"}


def look(work: Work, review: Review, *, now: datetime) -> bool:
    """Ask both for a time where none is agreed, and note when to look again; says whether anybody was told."""
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        work.review_meetings.looked(review.no, again=None)
        return False
    cycle, today = cycles.find(work, review.cycle_no), cycles.today_of(person, now)
    meets_at = planned(work.review_meetings.steps(review.no))
    day = next_look(cycle.schedule, meets_at, today, timezone=person.timezone)
    work.review_meetings.looked(review.no, again=instant(day, time(0), timezone=person.timezone) if day else None)
    first = report_day(cycle.schedule, meets_at, timezone=person.timezone)
    if today < first or status(review, cycle, today).stage not in _TALKS:
        return False
    left = (cycle.schedule.meet_by - today).days
    if meets_at is not None or left < 0:
        return False
    told = ReviewNews(review.no, _EVENTS.get(left, "prepare"), kind=message.KIND)
    sides = (Filler.EMPLOYEE, Filler.MANAGER)
    return any([message.tell(work, review, side, told, now=now) for side in sides])  # noqa: C419 - both are told
