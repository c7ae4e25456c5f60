"""What the two do about the talk of a review: look at it, agree on a time, move it, call it off, say that it lapsed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from bot.delivery.services.message import MessageKind
from bot.kit.calendar import zone
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services.person import named
from bot.reviews.domain.form_template import Filler
from bot.reviews.services import seen_review
from bot.reviews.services.review_message import ReviewNews
from bot.runtime.tick import Due, Tick
from bot.talks.domain.one_on_one import AHEAD
from bot.talks.services import (
    one_on_one,
    review_meeting,
    review_meeting_compare,
    review_meeting_look,
    review_meeting_message,
    review_meeting_report,
    review_meeting_sight,
)
from bot.talks.views import review_meeting as view
from bot.talks.views import review_meeting_compare as compare_view
from bot.talks.views import review_meeting_report as report_view
from handlers.argument import either, only, person
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.review import Review
    from bot.talks.domain.review_meeting_seen import SeenMeeting
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show the talk of the sender's review, or of that of somebody they lead."""
    if argument(inbound, "no"):
        return _card(
            context,
            review_meeting_sight.meeting(context.work, context.actor, _review(context, inbound), now=context.now),
        )
    whose = named(context.work, context.rest) if context.rest else context.person
    found = seen_review.present(context.work, whose)
    return _card(context, review_meeting_sight.meeting(context.work, context.actor, found, now=context.now))


def prepare(context: Context, inbound: Inbound) -> Card:
    """Show the report before a talk, of somebody the sender leads."""
    review = _review(context, inbound)
    made = review_meeting_report.report(context.work, context.actor, review, now=context.now)
    return report_view.card(context.reader, made)


def compare(context: Context, inbound: Inbound) -> Card:
    """Show what both wrote side by side, as far as the sender may read it now."""
    meeting = review_meeting_sight.meeting(context.work, context.actor, _review(context, inbound), now=context.now)
    seen = review_meeting_compare.views(context.work, context.actor, meeting, now=context.now)
    return compare_view.card(context.reader, meeting, seen.fields, seen.gaps, seen.links, seen.metrics)


def times(context: Context, inbound: Inbound) -> Form | Card:
    """Offer times at which both can meet, then agree on the one that was chosen."""
    review = _review(context, inbound)
    meeting = review_meeting_sight.meeting(context.work, context.actor, review, now=context.now)
    found = one_on_one.times(context.work, context.actor, review.person_id, now=context.now)
    own, other = context.person.timezone, found.other.timezone
    form = view.timing(
        context.t,
        meeting,
        found.times,
        other=None if other == own else zone(other),
        zone=context.reader.zone,
        now=context.now,
    )
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        at = datetime.fromisoformat(answers.choice("at"))
    return _card(context, review_meeting.agree(context.work, context.actor, review, at, now=context.now))


def cancel(context: Context, inbound: Inbound) -> Card:
    """Call the talk off."""
    review = _review(context, inbound)
    return _card(context, review_meeting.call_off(context.work, context.actor, review, now=context.now))


def missed(context: Context, inbound: Inbound) -> Card:
    """Note that the talk did not take place."""
    review = _review(context, inbound)
    return _card(context, review_meeting.miss(context.work, context.actor, review, now=context.now))


def _review(context: Context, inbound: Inbound) -> Review:
    return seen_review.find(context.work, number(inbound))


def _card(context: Context, meeting: SeenMeeting) -> Card:
    return view.card(context.reader, meeting)


# Two hours before it, both are reminded.


def _soon(work: Work, now: datetime) -> Iterator[Due]:
    for no, at in work.review_meetings.planned(since=now, until=now + AHEAD).items():
        review = work.reviews.get(no)
        if review is not None:
            yield Due(review.person_id, f"{no}:{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}", _remind(review, at))


def _remind(review: Review, at: datetime) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        steps = work.review_meetings.steps(review.no)
        told = ReviewNews(review.no, review_meeting_message.SOON, str(steps[-1].no), kind=review_meeting_message.KIND)
        sides = (Filler.EMPLOYEE, Filler.MANAGER)
        said = [review_meeting_message.tell(work, review, to, told, now=now, expires_at=at) for to in sides]
        return any(said)

    return effect


# A talk that is to be had is looked at when something about it has changed, and daily as it comes near.


_AT_ONCE: Final = 50
"""So many talks are looked at in one go: a report takes some hundredths of a second, and others want to write."""


def _looks(work: Work, now: datetime) -> Iterator[Due]:
    for no, mark in work.review_meetings.due(now, limit=_AT_ONCE):
        review = work.reviews.get(no)
        if review is not None:
            yield Due(review.person_id, f"{no}:{mark}:{now.astimezone(UTC):%Y-%m-%dT%H:%MZ}", _look(review))


def _look(review: Review) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return review_meeting_look.look(work, review, now=now)

    return effect


ROUTES = (
    Route(
        "review_meeting",
        show,
        Act.READ_REVIEW,
        (Means.WORDS, Means.CLICK),
        spoken(en="review talk, performance talk, review meeting", zh="绩效面谈，考核面谈"),
        takes=either(person, only("review_meeting")),
    ),
    Route("review_meeting.report", prepare, Act.PREPARE_REVIEW),
    Route("review_meeting.compare", compare, Act.READ_REVIEW),
    Route("review_meeting.time", times, Act.TALK, (Means.CLICK, Means.FORM), opens=True),
    Route("review_meeting.cancel", cancel, Act.TALK),
    Route("review_meeting.missed", missed, Act.TALK),
)

TICKS = (Tick("review_meeting", _looks), Tick("review_meeting_soon", _soon))

MESSAGES = (
    MessageKind(
        "review_meeting",
        acts=(Act.READ_REVIEW,),
        render=review_meeting_message.render,
        instead=review_meeting_message.readdress,
    ),
)
