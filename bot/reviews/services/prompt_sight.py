"""Goals and check-ins as one of the two sees them now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import SeenPrompts
from bot.reviews.services import cycle as cycles

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work


def seen(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPrompts:
    """Return the prompts of a review as the actor sees them, as whoever is reviewed or as whoever leads them today.

    Raises:
        Denied: when they are neither.
        NotFound: when whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    permission.require(work, actor, Act.READ_REVIEW, person, now=now)
    side = Filler.EMPLOYEE if actor.person.id == person.id else Filler.MANAGER
    return as_side(work, review, side, now=now)


def as_side(work: Work, review: Review, side: Filler, *, now: datetime) -> SeenPrompts:
    """Return the prompts of a review as one of the two sees them; that the reader is that one, the caller has seen to.

    Raises:
        NotFound: when whoever is reviewed has left.
    """
    person = somebody(work, review.person_id)
    leader = permission.leader(work, person, now=now)
    said, goals = work.prompts.check_ins(review.no), work.prompts.goals(review.no)
    led = (goals.by if goals.filler is Filler.MANAGER else goals.agreed_by) if goals and goals.agreed_at else ""
    agreed_with = work.people.get(led) if led else None
    return SeenPrompts(
        review=review,
        cycle=cycles.find(work, review.cycle_no),
        side=side,
        person=person.name,
        leader=leader.name if leader else "",
        today=cycles.today_of(person, now),
        goals=goals,
        agreed_with=agreed_with.name if agreed_with else "",
        check_in=said[-1] if said else None,
    )
