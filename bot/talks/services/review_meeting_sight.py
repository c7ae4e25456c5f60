"""How either of the two sees a review meeting, and who is on which side of it now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.services import permission
from bot.reviews.domain.form_template import Filler
from bot.reviews.services.seen_review import as_side, seen
from bot.talks.domain.review_meeting import stage
from bot.talks.domain.review_meeting_seen import SeenMeeting

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.review import Review
    from bot.talks.ports import Work


def meeting(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenMeeting:
    """Return a meeting as the actor sees it, as whoever is reviewed or as whoever leads them today.

    Raises:
        Denied: when they are neither.
        NotFound: when whoever is reviewed has left.
    """
    found = seen(work, actor, review, now=now)
    return as_reader(work, found.review, actor.person, found.side, now=now)


def as_reader(work: Work, review: Review, reader: Person, side: Filler, *, now: datetime) -> SeenMeeting:
    """Return a meeting as one of the two sees it; that the reader is that one, the caller has seen to."""
    notes = work.meeting_notes.shared(review.no)
    plans = work.plans.of_review(review.no)
    writers = {note.by: work.people.get(note.by) for note in notes}
    return SeenMeeting(
        seen=as_side(work, review, side, now=now),
        stage=stage(review, plans),
        now=now,
        steps=tuple(work.review_meetings.steps(review.no)),
        notes=tuple(notes),
        private=tuple(work.meeting_notes.private(reader.id, review.no)),
        names={key: person.name for key, person in writers.items() if person is not None},
        plans={plan.no: plan for plan in plans},
    )


def other_side(side: Filler) -> Filler:
    """Return the other of the two sides."""
    return Filler.MANAGER if side is Filler.EMPLOYEE else Filler.EMPLOYEE


def reader_of(work: Work, review: Review, side: Filler, *, now: datetime) -> Person | None:
    """Return who is on a side of a review now; None where nobody is, or the person has left."""
    person = work.people.get(review.person_id)
    if person is None or not person.employed_at(now):
        return None
    return person if side is Filler.EMPLOYEE else permission.leader(work, person, now=now)
