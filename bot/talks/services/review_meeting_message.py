"""What the two are told about a review meeting, each written anew when it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import MOVED, SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services import calendar_event
from bot.delivery.services.outbox import enqueue
from bot.people.services import permission
from bot.reviews.domain.form_template import Filler
from bot.reviews.services.review_message import ReviewNews
from bot.talks.domain.review_meeting import MeetingStepKind
from bot.talks.services.review_meeting_report import report
from bot.talks.services.review_meeting_sight import as_reader, other_side, reader_of
from bot.talks.views import meeting_note as note_view
from bot.talks.views import review_meeting as view
from bot.talks.views import review_meeting_report as report_view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Attachment, Card
    from bot.people.domain.person import Person
    from bot.reviews.domain.review import Review
    from bot.talks.domain.meeting_note import MeetingNote
    from bot.talks.domain.review_meeting import MeetingStep
    from bot.talks.ports import Work

KIND: Final = "review_meeting"
NOTE: Final = "note"
HANDED: Final = "handed"
"""Somebody has begun to lead the person."""
REPORT, CORRECTED = "report", "corrected"
"""The report before a talk, and the same once a figure in it is another one."""
SOON: Final = "soon"
"""A meeting is near."""
_STEPS: Final = frozenset(MeetingStepKind)
OPEN_TIME: Final = ("prepare", "last", "today")
"""No time is agreed: as long before the last day for talks as the report comes, a day before it, and on it."""


def about(review: Review) -> str:
    """Return what the appointment of a review's two is known by."""
    return f"{KIND}:{review.no}"


def tell_step(work: Work, review: Review, side: Filler, step: MeetingStep, *, now: datetime) -> bool:
    """Tell the other of the two what one has done about the time of their meeting."""
    told = ReviewNews(review.no, step.kind.value, str(step.no), kind=KIND)
    ends = step.meets_at if step.kind is MeetingStepKind.AGREED else None
    return tell(work, review, other_side(side), told, now=now, expires_at=ends)


def tell_note(work: Work, review: Review, note: MeetingNote, *, now: datetime) -> bool:
    """Bring the other of the two what was noted, at once: they may be sitting in the talk (R93)."""
    told = ReviewNews(review.no, NOTE, str(note.no), kind=KIND)
    return tell(work, review, other_side(note.filler), told, now=now, priority=Priority.REPLY)


def tell(
    work: Work,
    review: Review,
    to: Filler,
    told: ReviewNews,
    *,
    now: datetime,
    priority: Priority = Priority.DEADLINE,
    expires_at: datetime | None = None,
) -> bool:
    """Tell whoever is on a side of a review now; False when they know, or there is nobody."""
    reader = reader_of(work, review, to, now=now)
    card = _card(work, review, told, reader, to, now=now) if reader else None
    if reader is None or not card:
        return False
    return enqueue(
        work,
        card,
        key=told.key(reader),
        to=reader,
        kind=KIND,
        priority=priority,
        now=now,
        subject_id=review.person_id,
        expires_at=expires_at,
    )


def _card(work: Work, review: Review, told: ReviewNews, reader: Person, side: Filler, *, now: datetime) -> Card | None:
    """Write a message as the meeting is now; None where nothing is left to say."""
    to, shown = work.reader(reader, now=now), as_reader(work, review, reader, side, now=now)
    if told.event in {REPORT, CORRECTED}:
        who = permission.actor(work, reader, now=now)
        made = report(work, who, review, now=now) if shown.open else None
        return report_view.card(to, made, corrected=told.event == CORRECTED) if made else None
    if told.event == NOTE:
        note = next((note for note in shown.notes if str(note.no) == told.which), None)
        return note_view.told(to, shown, note) if note else None
    if told.event in _STEPS or told.event == SOON:
        last = shown.steps[-1] if shown.steps else None
        if last is None or str(last.no) != told.which or not shown.open:
            return None
        headline = view.step_headline(to, shown, last, near=told.event == SOON)
        return view.card(to, shown, headline=headline, file=_file(work, review, told, reader, now=now))
    if told.event == HANDED:
        return view.card(to, shown, headline=view.handed_headline(to, shown), said=view.handed(to.t))
    if told.event in OPEN_TIME and (not shown.open or shown.at is not None):
        return None
    return view.card(to, shown, headline=view.open_headline(to, shown, told.event))


def _file(work: Work, review: Review, told: ReviewNews, reader: Person, *, now: datetime) -> Attachment | None:
    """Return the calendar file that goes with word of a time; None where there is none, or a calendar has it itself."""
    event = calendar_event.of(work, about(review)) if told.event in _FILED else None
    return calendar_event.attachment(work, event, reader, now=now) if event else None


_FILED: Final = frozenset({MeetingStepKind.AGREED, MeetingStepKind.CALLED_OFF})


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write a message as the meeting is when it goes; nothing is said of a time that was moved, or a talk that was."""
    told = ReviewNews.read(delivery.key)
    review, reader = work.reviews.get(told.review_no), work.people.get(delivery.person_id)
    if review is None or reader is None:
        return Drop(SETTLED)
    side = Filler.EMPLOYEE if review.person_id == reader.id else Filler.MANAGER
    return _card(work, review, told, reader, side, now=now) or Drop(MOVED)


def readdress(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever leads the person now what somebody else was to be told."""
    told = ReviewNews.read(delivery.key)
    review = work.reviews.get(told.review_no)
    if review is not None and review.person_id != delivery.person_id:
        tell(work, review, Filler.MANAGER, told, now=now, priority=delivery.priority, expires_at=delivery.expires_at)
