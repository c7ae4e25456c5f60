"""Work that no data shows (R86): the employee has a colleague asked, who says whether that is how it was, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import Denied, Invalid, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.people.services.person import named
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.unseen_work import AskedWork, NamedWork, WorkState, named_work
from bot.reviews.services import seen_review
from bot.reviews.views import unseen_work as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.review import Review
    from bot.reviews.domain.seen_review import SeenReview
    from bot.reviews.ports import Work

OFFER: Final = "unseen_work"
"""What the employee is offered: to have the colleagues asked whom they named."""
QUESTION: Final = "unseen_work_asked"
"""What such a colleague is asked."""


def offer(work: Work, seen: SeenReview, employee: Person, *, now: datetime) -> bool:
    """Offer an employee who has sent in a self-review to have those asked whom it names; False where it names nobody.

    Naming alone asks nobody: what stands in a self-review is read by the two, until its writer says otherwise.
    """
    if seen.own is None or not any(entry.who for entry in named_work(seen.template, seen.own.values)):
        return False
    card = view.offered(work.reader(employee, now=now), seen.review.no, standing(work, seen))
    key = f"{OFFER}:{seen.review.no}:{seen.own.version}"
    return enqueue(
        work, card, key=key, to=employee, kind=OFFER, priority=Priority.NUDGE, now=now, subject_id=employee.id
    )


def standing(work: Work, seen: SeenReview) -> list[tuple[NamedWork, WorkState | None]]:
    """Return the work with a name in somebody's own review, and what became of asking; None where nobody was asked."""
    asked = work.unseen_work.of(seen.review.no)
    found = named_work(seen.template, seen.own.values) if seen.own else ()
    return [
        (
            entry,
            next((before.state for before in asked if (before.begin, before.what) == (entry.begin, entry.what)), None),
        )
        for entry in found
        if entry.who
    ]


def ask(work: Work, actor: Actor, review: Review, begin: str, *, now: datetime) -> SeenReview:
    """Have the colleague asked whom the employee named beside a piece of work; once for the same words.

    Raises:
        Denied: when the review is not the actor's own.
        Invalid: when the name is the employee's own, or that of whoever leads them.
        NotFound: when that work does not stand there any more, or nobody or several are called so.
    """
    seen = seen_review.seen(work, actor, review, now=now)
    if seen.side is not Filler.EMPLOYEE:
        raise Denied("permission-denied", act=Act.WRITE_REVIEW.value, subject=review.person_id)
    found = next((entry for entry, _ in standing(work, seen) if entry.begin == begin), None)
    if found is None:
        raise NotFound("review-answer-gone")
    peer = _colleague(work, actor.person, found.who, now=now)
    asked = AskedWork(review_no=review.no, begin=begin, peer_id=peer.id, what=found.what)
    no = work.unseen_work.ask(asked, at=now)
    card = view.question(work.reader(peer, now=now), no, seen.person, seen.leader, found.what)
    version = seen.own.version if seen.own else 0
    enqueue(
        work,
        card,
        key=f"{QUESTION}:{no}:{version}",
        to=peer,
        kind=QUESTION,
        priority=Priority.NUDGE,
        now=now,
        subject_id=review.person_id,
    )
    return seen


def _colleague(work: Work, employee: Person, said: str, *, now: datetime) -> Person:
    everybody = [person for person in work.people.all() if person.kind is Kind.PERSON and person.employed_at(now)]
    peer, leader = named(work, said, among=everybody), permission.leader(work, employee, now=now)
    if peer.id == employee.id or (leader and peer.id == leader.id):
        raise Invalid("unseen-work-who", name=peer.name)
    return peer


def answer(work: Work, peer: Person, no: int, *, was_so: bool, now: datetime) -> str:
    """Note what a colleague says of a piece of work; return whose it is, by name.

    Raises:
        NotFound: when they were not asked.
        Stale: when they have said something before, or the words are others by now.
    """
    asked = work.unseen_work.get(no)
    if asked is None or asked.peer_id != peer.id:
        raise NotFound("unseen-work-gone")
    if not _stands(work, asked, now=now):
        raise Stale("unseen-work-changed")
    state = WorkState.CONFIRMED if was_so else WorkState.UNKNOWN
    if not work.unseen_work.answer(no, state, at=now):
        raise Stale("unseen-work-answered")
    review = seen_review.find(work, asked.review_no)
    return somebody(work, review.person_id).name


def _stands(work: Work, asked: AskedWork, *, now: datetime) -> bool:
    """Say whether the work stands in the review as it was asked about."""
    review = work.reviews.get(asked.review_no)
    person = work.people.get(review.person_id) if review else None
    if review is None or person is None or not person.employed_at(now):
        return False
    seen = seen_review.as_side(work, review, Filler.EMPLOYEE, now=now)
    return any((entry.begin, entry.what) == (asked.begin, asked.what) for entry, _ in standing(work, seen))


def render_offer(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write an offer as the review is now; one about an earlier version is let go of."""
    _, number, version = delivery.key.split(":")
    review, employee = work.reviews.get(int(number)), work.people.get(delivery.person_id)
    if review is None or employee is None:
        return Drop(SETTLED)
    seen = seen_review.as_side(work, review, Filler.EMPLOYEE, now=now)
    if seen.own is None or seen.own.version != int(version):
        return Drop(SETTLED)
    return view.offered(work.reader(employee, now=now), review.no, standing(work, seen))


def render_question(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Let go of a question that was answered, or is about words that are others by now."""
    asked = work.unseen_work.get(int(delivery.key.split(":", 2)[1]))
    if asked is None or asked.state is not WorkState.ASKED or not _stands(work, asked, now=now):
        return Drop(SETTLED)
    return None
