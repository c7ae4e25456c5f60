"""What follows from a check-in: what somebody lacks becomes a request, a missing skill also a course (R120)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.goals.domain.obstacle import Obstacle
from bot.growth.domain import plan as rules
from bot.growth.domain.plan import PlanAuthor, PlanState, PlanWords, SupportRequest
from bot.growth.services.course import next_course
from bot.growth.services.plan import keep
from bot.growth.services.plan_understood import MOST_SUPPORTS, understood
from bot.growth.views import plan_check_in as view
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.progress import Progress
from bot.reviews.domain.prompt import CheckIn
from bot.reviews.services import prompt, prompt_sight

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.growth.domain.course import Recommendation
    from bot.growth.domain.plan import Plan
    from bot.growth.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.prompt import SeenPrompts
    from bot.reviews.domain.review import Review

KIND: Final = "check_in"
_ANSWERED: Final = (Obstacle.RESOURCES, Obstacle.ABILITY, Obstacle.PRIORITIES)
"""What whoever leads somebody can answer with yes, a day, or no."""
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class TakenCheckIn:
    """A check-in as it was kept: who reads it (None where nobody leads its person), and the course that may help."""

    said: CheckIn
    reader: Person | None
    course: Recommendation | None


def take(
    work: Work,
    actor: Actor,
    review: Review,
    *,
    said: Progress,
    need: str,
    now: datetime,
) -> TakenCheckIn:
    """Keep how somebody says that it goes, ask for what they need, and bring both to whoever leads them.

    Raises:
        Denied: when the review is not the actor's own.
        Stale: when its cycle does not run, or its forms have gone out.
    """
    seen = prompt.may_check_in(work, actor, review, now=now)
    person = actor.person
    request = _asked(work, person, seen, need, now=now) if said.obstacle in _ANSWERED else (0, 0)
    written = CheckIn(
        review_no=review.no,
        by=person.id,
        at=now,
        percent=said.percent,
        text=said.text,
        obstacle=said.obstacle,
        need=need if said.obstacle else "",
        plan_no=request[0],
        place=request[1],
    )
    kept = prompt.check_in(work, actor, review, written, now=now)
    leader = permission.leader(work, person, now=now)
    if leader is not None:
        _tell(work, review, kept, person, leader, now=now)
    return TakenCheckIn(kept, leader, course_of(work, person, kept))


def course_of(work: Work, person: Person, said: CheckIn) -> Recommendation | None:
    """Return the course that may help with a skill that somebody lacks; None where there is none."""
    if said.obstacle is not Obstacle.ABILITY:
        return None
    return next_course(work, person, metric="", words=f"{said.need} {said.text}")


def _asked(work: Work, person: Person, seen: SeenPrompts, need: str, *, now: datetime) -> tuple[int, int]:
    """Put what somebody needs among the requests of a plan of theirs that runs; returns its plan and place.

    The newest plan with room for it; without any, one begins for the goals of the period. The same once more is the
    same request.
    """
    wanted = " ".join(need.split())
    opens = work.plans.of([person.id], states=[PlanState.OPEN])[::-1]
    for plan in opens:
        for place, support in enumerate(plan.supports, start=1):
            if support.text == wanted:
                return plan.no, place
    plan = next((plan for plan in opens if len(plan.supports) < MOST_SUPPORTS), None) or _begun(
        work, person, seen, now=now
    )
    more = replace(plan, supports=(*plan.supports, SupportRequest(wanted)))
    kept = keep(work, person, more, by=person.id, now=now)
    return kept.no, len(kept.supports)


def _begun(work: Work, person: Person, seen: SeenPrompts, *, now: datetime) -> Plan:
    """Begin a plan for the goals of the period, until its last day."""
    lines = seen.goals.text.strip().splitlines() if seen.goals else []
    named = lines[0] if lines and len(lines[0]) <= _LONGEST else ""
    goal = named or work.words(person.locale)("check-in-plan", cycle=seen.cycle.name)
    draft = understood(work, person, PlanWords(goal), by=person.id, author=PlanAuthor.SELF, now=now)
    last = seen.cycle.period.end
    reading = replace(draft.reading, due=draft.reading.due or (last if last > seen.today else None))
    kept = work.plans.add(replace(draft, reading=reading))
    return keep(work, person, rules.started(kept, day=kept.started), by=person.id, now=now)


def _tell(work: Work, review: Review, said: CheckIn, person: Person, leader: Person, *, now: datetime) -> None:
    enqueue(
        work,
        _card(work, review, said, leader, now=now),
        key=f"{KIND}:{review.no}:{said.no}:{leader.id}",
        to=leader,
        kind=KIND,
        priority=Priority.NUDGE,
        now=now,
        merge="" if said.plan_no else "daily",
        subject_id=person.id,
    )


def _card(work: Work, review: Review, said: CheckIn, reader: Person, *, now: datetime) -> Card:
    person = somebody(work, review.person_id)
    plan = work.plans.get(said.plan_no) if said.plan_no else None
    asked = plan.supports[said.place - 1] if plan and said.place <= len(plan.supports) else None
    seen = prompt_sight.as_side(work, review, Filler.MANAGER, now=now)
    return view.card(
        work.reader(reader, now=now),
        seen,
        said,
        person_id=person.id,
        asked=asked if plan and plan.state is PlanState.OPEN else None,
        course=course_of(work, person, said),
    )


def _said(work: Work, delivery: Delivery) -> tuple[Review, CheckIn] | None:
    _, review_no, no, _ = delivery.key.split(":", 3)
    review = work.reviews.get(int(review_no))
    found = work.prompts.check_ins(int(review_no)) if review else []
    said = next((said for said in found if said.no == int(no)), None)
    return (review, said) if review and said else None


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write the message about a check-in as its request stands now."""
    found, reader = _said(work, delivery), work.people.get(delivery.person_id)
    person = work.people.get(found[0].person_id) if found else None
    if found is None or reader is None or person is None or not person.employed_at(now):
        return Drop(SETTLED)
    return _card(work, *found, reader, now=now)


def pass_on(work: Work, delivery: Delivery, now: datetime) -> None:
    """Bring a check-in to whoever leads its person now."""
    found = _said(work, delivery)
    person = work.people.get(found[0].person_id) if found else None
    leader = permission.leader(work, person, now=now) if person and person.employed_at(now) else None
    if found and person and leader:
        _tell(work, *found, person, leader, now=now)
