"""Review meetings at work: their time agreed on, called off, or noted as missed; and which one is going on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from bot.delivery.services import calendar_event
from bot.delivery.services.availability import suits
from bot.kit.errors import NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.services.seen_review import as_side
from bot.talks.domain.review_meeting import MeetingStage, MeetingStep, MeetingStepKind, stage
from bot.talks.services import review_meeting_message as message
from bot.talks.services.review_meeting_sight import as_reader, meeting

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.calendar_event import CalendarEvent
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.review import Review
    from bot.talks.domain.review_meeting_seen import SeenMeeting
    from bot.talks.ports import Work

NEAR: Final = timedelta(hours=3)
"""So close to its time a talk is the one that is going on."""


def agree(work: Work, actor: Actor, review: Review, at: datetime, *, now: datetime) -> SeenMeeting:
    """Agree on the time of a meeting, or on another one, and tell the other of the two.

    Raises:
        Denied: when the meeting is not the actor's.
        Stale: when it was held, the time has passed meanwhile, or one of the two is not free then.
        NotFound: when nobody leads the person.
    """
    before = _open(work, actor, review, now=now)
    person = somebody(work, review.person_id)
    lead = permission.leader(work, person, now=now) if before.seen.side is Filler.EMPLOYEE else actor.person
    if lead is None:
        raise NotFound("one-on-one-no-lead")
    if at <= now:
        raise Stale("one-on-one-past")
    if at != before.at and not suits(work, (lead, person), at, but=before.at):
        raise Stale("one-on-one-taken")
    if at == before.at:
        return before
    event = calendar_event.booked(work, message.about(review), message.KIND, lead=lead, person=person, at=at, now=now)
    after = _done(work, actor, before, MeetingStepKind.AGREED, at, now=now)
    _bring_file(work, event, actor.person, now=now)
    return after


def _bring_file(work: Work, event: CalendarEvent, reader: Person, *, now: datetime) -> None:
    """Send somebody the calendar file by itself, unless their platform's own calendar has the event."""
    if calendar_event.attachment(work, event, reader, now=now):
        calendar_event.bring_file(work, event, reader, now=now)


def call_off(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenMeeting:
    """Call a meeting off, and tell the other of the two.

    Raises:
        Denied: when the meeting is not the actor's.
        Stale: when none is to come.
    """
    before = _open(work, actor, review, now=now)
    if before.at is None:
        raise Stale("one-on-one-none-planned")
    event = calendar_event.called_off(work, message.about(review), now=now)
    after = _done(work, actor, before, MeetingStepKind.CALLED_OFF, before.at, now=now)
    if event:
        _bring_file(work, event, actor.person, now=now)
    return after


def held(work: Work, review: Review, *, now: datetime) -> None:
    """Take the time of a talk that was had before it out of both calendars."""
    planned = calendar_event.of(work, message.about(review))
    event = calendar_event.called_off(work, planned.about, now=now) if planned and planned.begin > now else None
    for person_id in (event.person_id, event.lead_id) if event else ():
        if event and (person := work.people.get(person_id)):
            _bring_file(work, event, person, now=now)


def miss(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenMeeting:
    """Note that a meeting did not take place at its time, and tell the other of the two; either may say so.

    Raises:
        Denied: when the meeting is not the actor's.
        Stale: when its time is still to come, or none was agreed.
    """
    before = _open(work, actor, review, now=now)
    if before.at is None or not before.past:
        raise Stale("review-meeting-not-past")
    return _done(work, actor, before, MeetingStepKind.MISSED, before.at, now=now)


def _open(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenMeeting:
    """Return a meeting that the actor may arrange, and that is still to be had."""
    before = meeting(work, actor, review, now=now)
    permission.require(work, actor, Act.TALK, somebody(work, review.person_id), now=now)
    if not before.open:
        raise Stale("review-meeting-not-open")
    return before


def _done(
    work: Work, actor: Actor, before: SeenMeeting, kind: MeetingStepKind, meets_at: datetime, *, now: datetime
) -> SeenMeeting:
    review = before.seen.review
    step = MeetingStep(review_no=review.no, kind=kind, by=actor.person.id, at=now, meets_at=meets_at)
    kept = work.review_meetings.add(step)
    message.tell_step(work, review, before.seen.side, kept, now=now)
    return as_reader(work, review, actor.person, before.seen.side, now=now)


def current(work: Work, actor: Actor, *, now: datetime) -> tuple[Review | None, list[tuple[Review, Person]]]:
    """Return the meeting that somebody is in, None where that is not clear, and all that could be meant.

    It is the one whose time is nearest, within three hours; else the only one.
    """
    person = actor.person
    led = [member for lead in permission.led_by(work, person, now=now) for member in work.people.team(lead)]
    found = [(review, who) for who in [person, *led] if (review := _running(work, who, now=now))]
    near = []
    for review, _ in found:
        steps = work.review_meetings.steps(review.no)
        if steps and steps[-1].kind is MeetingStepKind.AGREED and abs(steps[-1].meets_at - now) <= NEAR:
            near.append((abs(steps[-1].meets_at - now), review.no, review))
    if near:
        return min(near, key=lambda row: row[:2])[2], found
    return (found[0][0] if len(found) == 1 else None), found


def _running(work: Work, person: Person, *, now: datetime) -> Review | None:
    """Return somebody's review whose talk is still to be had, or was had and is not confirmed by both."""
    if not person.employed_at(now):
        return None
    review = next(iter(work.reviews.of(person.id)), None)
    if review is None or stage(review, ()) not in {MeetingStage.PREPARE, MeetingStage.HELD}:
        return None
    shown = as_side(work, review, Filler.EMPLOYEE, now=now)
    return None if shown.status.stage == "ahead" else review
