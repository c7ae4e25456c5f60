"""The clock's look at a talk that is to be had: the report for whoever leads the person, and who still has no time.

A talk is looked at when its time or its cycle has changed, and then from the day of the report on once a day.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from bot.kit.calendar import instant
from bot.people.services import permission
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import ReviewStage, status
from bot.reviews.services import cycle as cycles
from bot.reviews.services.review_message import ReviewNews
from bot.talks.domain.review_meeting import next_look, planned, report_day
from bot.talks.domain.review_meeting_report import corrected
from bot.talks.services import review_meeting_message as message
from bot.talks.services.review_meeting_report import report
from bot.talks.services.review_meeting_sight import reader_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.reviews.domain.review import Review
    from bot.talks.ports import Work

_TALKS = frozenset({ReviewStage.REVISION, ReviewStage.MEETING})
_EVENTS = {0: "today", 1: "last"}


def look(work: Work, review: Review, *, now: datetime) -> bool:
    """Bring the report, ask for a time where none is agreed, note when to look again; says whether anybody was told."""
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
    reported = bring_report(work, review, now=now)
    left = (cycle.schedule.meet_by - today).days
    if meets_at is not None or left < 0:
        return reported
    told = ReviewNews(review.no, _EVENTS.get(left, "prepare"), kind=message.KIND)
    # Whoever leads them has just got the report, which asks for a time as well.
    sides = (Filler.EMPLOYEE, Filler.MANAGER) if left in _EVENTS and not reported else (Filler.EMPLOYEE,)
    asked = [message.tell(work, review, side, told, now=now) for side in sides]
    return reported or any(asked)


def bring_report(work: Work, review: Review, *, now: datetime) -> bool:
    """Bring whoever leads somebody the report before the talk, once; again only if a figure in it was corrected."""
    leader = reader_of(work, review, Filler.MANAGER, now=now)
    if leader is None:
        return False
    made = report(work, permission.actor(work, leader, now=now), review, now=now)
    before = work.meeting_reports.told(review.no, leader.id)
    if before is not None and not corrected(before, made.told):
        return False
    no = work.meeting_reports.tell(review.no, leader.id, made.told, at=now)
    event = message.REPORT if before is None else message.CORRECTED
    return message.tell(work, review, Filler.MANAGER, ReviewNews(review.no, event, str(no), kind=message.KIND), now=now)
