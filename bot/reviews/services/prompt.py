"""What a cycle asks before its forms: goals that two agree at the start, a check-in half-way; one answers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.kit.errors import Denied, Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.people.services.permission import somebody
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import ReviewGoals, agrees, open_to_prompts
from bot.reviews.services import review_message
from bot.reviews.services.prompt_sight import as_side, seen

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.reviews.domain.prompt import CheckIn, SeenPrompts
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work


def writable(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPrompts:
    """Return the prompts of a review in which the actor can write now.

    Raises:
        Denied: when the review is not the actor's to write in.
        Stale: when its cycle does not run, or its forms have gone out.
    """
    found = seen(work, actor, review, now=now)
    permission.require(work, actor, Act.WRITE_REVIEW, somebody(work, review.person_id), now=now)
    if found.cycle.state is not CycleState.RUNNING:
        raise Stale("cycle-not-running", name=found.cycle.name)
    open_to_prompts(found.cycle, review, found.today)
    return found


def write_goals(work: Work, actor: Actor, review: Review, text: str, *, now: datetime) -> SeenPrompts:
    """Store what counts as the actor writes it; the other of the two is asked to agree. The same once more is nothing.

    Raises:
        Denied, Stale: as :func:`writable`.
    """
    before = writable(work, actor, review, now=now)
    if before.goals is not None and before.goals.text == text:
        return before
    goals = ReviewGoals(review_no=review.no, filler=before.side, by=actor.person.id, at=now, text=text)
    stored = work.prompts.write(goals)
    review_message.tell_goals(work, review, before.side, stored, now=now)
    return as_side(work, review, before.side, now=now)


def agree(work: Work, actor: Actor, review: Review, version: int, *, now: datetime) -> SeenPrompts:
    """Note that the actor agrees to what the other of the two wrote, and tell that one.

    Raises:
        Denied, Stale: as :func:`writable`; also stale when the words were changed or agreed to meanwhile.
    """
    before = writable(work, actor, review, now=now)
    goals = agrees(before.goals, version, before.side)
    if not work.prompts.agree(goals, by=actor.person.id, at=now):
        raise Stale("prompt-goals-changed")
    review_message.tell_goals_agreed(work, review, before.side, goals, now=now)
    return as_side(work, review, before.side, now=now)


def may_check_in(work: Work, actor: Actor, review: Review, *, now: datetime) -> SeenPrompts:
    """Return the prompts of the actor's own review, in which they can say how it goes.

    Raises:
        Denied: when it is not their own.
        Stale: as :func:`writable`.
    """
    before = writable(work, actor, review, now=now)
    if before.side is not Filler.EMPLOYEE:
        raise Denied("permission-denied", act=Act.WRITE_REVIEW.value, subject=review.person_id)
    return before


def check_in(work: Work, actor: Actor, review: Review, said: CheckIn, *, now: datetime) -> CheckIn:
    """Store how somebody says that it goes, and return it with its number.

    Raises:
        Denied, Stale: as :func:`may_check_in`.
    """
    may_check_in(work, actor, review, now=now)
    return work.prompts.check_in(said)
