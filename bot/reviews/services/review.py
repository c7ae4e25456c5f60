"""Reviews at work: read, written, commented on, left as they are, confirmed; the other of the two is told each time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.answer import AnswerComment, AnswerVersion, changes
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.review import Writing, confirmed, held, sent_in
from bot.reviews.services import review_message, review_todo
from bot.reviews.services.seen_review import as_side, seen

if TYPE_CHECKING:
    from datetime import datetime

    from bot.messages.field import Values
    from bot.people.domain.permission import Actor
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.seen_review import SeenReview
    from bot.reviews.ports import Work


def send(
    work: Work,
    actor: Actor,
    before: SeenReview,
    values: Values,
    *,
    vague: frozenset[str] = frozenset(),
    started_at: datetime | None = None,
    now: datetime,
) -> SeenReview:
    """Store what one of the two wrote, tell the other what is theirs to read, and return the review as it is then.

    ``before`` is the review as the actor sees it in this transaction. What was sent in before and is the same is stored
    once.

    Raises:
        Denied: when the review is not the actor's to write in.
        Invalid: when nothing was written.
        Stale: when it has not opened, or is locked: what is said then is an addendum.
    """
    require_open(work, actor, before, now=now)
    if not values:
        raise Invalid("review-empty")
    review = before.review
    version = replace(_said(before, actor, values, now), vague=vague, started_at=started_at)
    changed = changes(before.own, version)
    if before.own is None or changed:
        stored = work.review_answers.add(version)
        after = sent_in(review, before.side, now)
        if before.side is Filler.EMPLOYEE and before.may_revise:
            after = replace(after, revised_at=now)
        work.reviews.save(after)
        review = after
        review_todo.done(work, review, before.side, now=now)
        review_message.tell_sent(work, review, before.side, stored, now=now)
    return as_side(work, review, before.side, now=now)


def require_open(work: Work, actor: Actor, seen: SeenReview, *, now: datetime) -> None:
    """See to it that the actor can write in a review that they see.

    Raises:
        Denied: when the review is not the actor's to write in.
        Stale: when it has not opened, or is locked: what is said then is an addendum.
    """
    permission.require(work, actor, Act.WRITE_REVIEW, somebody(work, seen.review.person_id), now=now)
    if seen.writing is Writing.AHEAD:
        raise Stale("review-ahead")
    if seen.writing is Writing.ADDENDUM:
        raise Stale(lock_reason(seen))


def lock_reason(seen: SeenReview) -> str:
    """Return the key of what says why a review is locked: its cycle was closed, somebody confirmed, or it is over."""
    if seen.cycle.state is CycleState.CLOSED:
        return "review-locked-cycle"
    confirmed_by = seen.review.employee_confirmed_at or seen.review.manager_confirmed_at
    return "review-locked-confirmed" if confirmed_by else "review-locked-over"


def add(work: Work, actor: Actor, review: Review, values: Values, *, now: datetime) -> SeenReview:
    """Store what somebody adds after the lock, beside what stands there, and tell the other of the two.

    Raises:
        Denied: when the review is not the actor's to write in.
        Stale: when it is not locked: then the words themselves can be changed.
    """
    before = seen(work, actor, review, now=now)
    permission.require(work, actor, Act.WRITE_REVIEW, somebody(work, review.person_id), now=now)
    if before.writing is not Writing.ADDENDUM:
        raise Stale("review-not-locked")
    stored = work.review_answers.add(replace(_said(before, actor, values, now), addendum=True))
    if review.sent_in(before.side) is None:  # who writes first after the lock has handed in, late
        review = sent_in(review, before.side, now)
        work.reviews.save(review)
    review_message.tell_sent(work, review, before.side, stored, now=now)
    return as_side(work, review, before.side, now=now)


def _said(seen: SeenReview, actor: Actor, values: Values, now: datetime) -> AnswerVersion:
    return AnswerVersion(
        review_no=seen.review.no,
        filler=seen.side,
        version=0,
        by=actor.person.id,
        at=now,
        values=values,
        template_version=seen.template.version,
    )


def comment(work: Work, actor: Actor, review: Review, path: str, text: str, *, now: datetime) -> SeenReview:
    """Store what one of the two says to an answer of the other's, and tell that one.

    Raises:
        Denied: when the other's words are not the actor's to read.
        Stale: when the review is locked.
    """
    before = seen(work, actor, review, now=now)
    if before.other is None:
        raise Denied("permission-denied", act=Act.READ_REVIEW.value, subject=review.person_id)
    if not before.may_comment:
        raise Stale(lock_reason(before))
    if path and path not in before.other.values:
        raise NotFound("review-answer-gone")
    said = AnswerComment(review_no=review.no, path=path, by=actor.person.id, filler=before.side, text=text, at=now)
    no = work.review_answers.comment(said)
    review_message.tell_comment(work, review, before.side, no, now=now)
    return as_side(work, review, before.side, now=now)


def leave(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenReview:
    """Note that the employee has read what was written and leaves their own words as they are.

    Raises:
        Denied: when the review is not the actor's own.
        Stale: when that is not what is waited for.
    """
    before = seen(work, actor, review, now=now)
    if not before.may_revise:
        raise Stale("review-not-now")
    after = replace(review, revised_at=now)
    work.reviews.save(after)
    return as_side(work, after, before.side, now=now)


def hold(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenReview:
    """Note that the two have talked; both are asked to confirm then.

    Raises:
        Denied: when the review is not one of somebody the actor leads.
        Stale: when the talk is not what comes next.
    """
    before = seen(work, actor, review, now=now)
    if not before.may_hold:
        raise Stale("review-not-now")
    after = held(review, now)
    work.reviews.save(after)
    return as_side(work, after, before.side, now=now)


def confirm(work: Work, actor: Actor, review: Review, *, agrees: bool, now: datetime) -> SeenReview:
    """Note that one of the two has confirmed what was said, agreeing or only as seen, and tell the other.

    Raises:
        Denied: when the review is not the actor's.
        Stale: when they have before, or the two have not talked yet.
    """
    before = seen(work, actor, review, now=now)
    after = confirmed(review, before.side, now, agrees=agrees)
    work.reviews.save(after)
    review_message.tell_confirmed(work, after, before.side, now=now)
    return as_side(work, after, before.side, now=now)
