"""What the two do about a review: look at it, write, comment, leave it as it is, confirm; and when it is their turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.services.message import MessageKind
from bot.growth.services import review_plan
from bot.kit.errors import NotFound
from bot.messages.inbound import Submission
from bot.people.domain.permission import Act
from bot.people.services.person import named
from bot.reviews.services import review, review_look, review_message, seen_review
from bot.reviews.views import review as view
from bot.reviews.views import review_writing
from bot.runtime.tick import Due, Tick
from bot.talks.services import review_meeting
from handlers.argument import either, only, person
from handlers.context import argument, number
from handlers.route import Means, Route, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from bot.messages.card import Card
    from bot.messages.form import Form
    from bot.messages.inbound import Inbound
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.seen_review import SeenReview
    from bot.work import Work
    from handlers.context import Context


def show(context: Context, inbound: Inbound) -> Card:
    """Show the sender's review, or that of somebody they lead."""
    if argument(inbound, "no"):
        return _card(context, _seen(context, number(inbound)))
    whose = named(context.work, context.rest) if context.rest else context.person
    found = seen_review.present(context.work, whose)
    return _card(context, seen_review.seen(context.work, context.actor, found, now=context.now))


def add(context: Context, inbound: Inbound) -> Form | Card:
    """Take what is to stand beside a locked review."""
    seen = _seen(context, number(inbound))
    form = review_writing.adding(context.t, seen)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        path, text = answers.choice("path"), answers.text("text")
    after = review.add(context.work, context.actor, seen.review, {path: text}, now=context.now)
    return _card(context, after)


def comment(context: Context, inbound: Inbound) -> Form | Card:
    """Ask which of the other's answers is meant, and what to say to it."""
    seen = _seen(context, number(inbound))
    if seen.other is None:
        raise NotFound("review-not-now")
    form = review_writing.commenting(context.t, seen, seen.other)
    if not isinstance(inbound, Submission):
        return form
    with context.filling(form, inbound) as answers:
        path, text = answers.choice("path"), answers.text("text")
    return _card(context, review.comment(context.work, context.actor, seen.review, path, text, now=context.now))


def leave(context: Context, inbound: Inbound) -> Card:
    """Leave the sender's words as they are."""
    seen = _seen(context, number(inbound))
    return _card(context, review.leave(context.work, context.actor, seen.review, now=context.now))


def hold(context: Context, inbound: Inbound) -> Card:
    """Note that the two have talked."""
    seen = _seen(context, number(inbound))
    after = review.hold(context.work, context.actor, seen.review, now=context.now)
    review_meeting.held(context.work, after.review, now=context.now)
    return _card(context, after)


def confirm(context: Context, inbound: Inbound) -> Card:
    """Confirm what was said, agreeing or only as seen."""
    seen, agrees = _seen(context, number(inbound)), argument(inbound, "agrees") == "1"
    after = review.confirm(context.work, context.actor, seen.review, agrees=agrees, now=context.now)
    review_plan.take_up(context.work, after.review, now=context.now)
    return _card(context, after)


def _seen(context: Context, review_no: int) -> SeenReview:
    found = seen_review.find(context.work, review_no)
    return seen_review.seen(context.work, context.actor, found, now=context.now)


def _card(context: Context, seen: SeenReview) -> Card:
    return view.card(context.reader, seen)


# Whose turn it is: told when it begins, a day before it ends, and on its last day; then no more.


_AT_ONCE: Final = 100
"""So many reviews are looked at in one go: a look takes some thousandths of a second, and others want to write."""


def _turns(work: Work, now: datetime) -> Iterator[Due]:
    for found, looks in work.reviews.due(now, limit=_AT_ONCE):
        yield Due(found.person_id, f"{found.no}:{looks}", _look(found, looks))


def _look(found: Review, looks: int) -> Callable[[Work, datetime], bool]:
    def effect(work: Work, now: datetime) -> bool:
        return review_look.look(work, found, looks, now=now)

    return effect


ROUTES = (
    Route(
        "review",
        show,
        Act.READ_REVIEW,
        (Means.WORDS, Means.CLICK),
        spoken(
            en="review, my review, self-review, self review, my form", zh="考核，我的考核，自评，绩效自评，我的表单"
        ),
        takes=either(person, only("review")),
    ),
    Route("review.add", add, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route("review.comment", comment, Act.WRITE_REVIEW, (Means.CLICK, Means.FORM), opens=True),
    Route("review.leave", leave, Act.WRITE_REVIEW),
    Route("review.hold", hold, Act.WRITE_REVIEW),
    Route("review.confirm", confirm, Act.WRITE_REVIEW),
)

TICKS = (Tick("review", _turns),)

MESSAGES = (
    MessageKind("review", acts=(Act.READ_REVIEW,), render=review_message.render, instead=review_message.readdress),
)
