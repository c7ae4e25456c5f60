"""Strategy reviews on their way: asked once, read as things are when they go, and settled by leadership."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.goals.domain.strategy_review import StrategyState
from bot.goals.services import strategy_review
from bot.goals.views import strategy_review as view
from bot.kit.errors import Denied, Stale
from bot.people.domain.audit import What
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.goals.domain.strategy_review import StrategyReview
    from bot.goals.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def ask(work: Work, *, today: date, now: datetime) -> bool:
    """Ask leadership what is to be asked by what is known on a day; False when there is nothing."""
    asked = [work.strategy_reviews.add(review) for review in strategy_review.questions(work, today=today, now=now)]
    for review in asked:
        detail: dict[str, str | int] = {"about": view.KIND, "act": "ask", "topic": review.topic.value}
        work.audit.append(What.RULE, actor="jinbu", subject=review.owner_id, detail=detail, at=now)
        for person in (work.people.get(person_id) for person_id in review.asked):
            if person is not None and person.employed_at(now):
                key = f"{view.KIND}:{review.no}:{person.id}"
                said = card(work, review, person, now=now)
                enqueue(work, said, key=key, to=person, kind=view.KIND, priority=Priority.STANDING, now=now)
    return bool(asked)


def card(work: Work, review: StrategyReview, person: Person, *, now: datetime) -> Card:
    """Return a review as somebody of leadership reads it now.

    Raises:
        Denied: when they are not asked about strategy any more.
    """
    who, reader = permission.actor(work, person, now=now), work.reader(person, now=now)
    return view.card(reader.t, strategy_review.seen(work, who, review, today=reader.today, now=now), today=reader.today)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Write a question as things are when it goes; none that is settled, or to who is not asked any more."""
    number = delivery.key.split(":")[1]
    review = work.strategy_reviews.get(int(number)) if number.isdigit() else None
    person = work.people.get(delivery.person_id)
    if review is None or person is None or review.state is not StrategyState.OPEN:
        return Drop(SETTLED)
    try:
        return card(work, review, person, now=now)
    except Denied:
        return Drop(SETTLED)


def settle(
    work: Work,
    actor: Actor,
    number: int,
    state: StrategyState,
    *,
    now: datetime,
    decision: str = "",
    changed_on: date | None = None,
) -> StrategyReview:
    """Keep what somebody of leadership decided.

    Raises:
        Denied: when they are not asked about strategy.
        NotFound: when there is no such review.
        Stale: when it was settled before.
    """
    strategy_review.require_leadership(work, actor, now=now)
    review = strategy_review.find(work, number)
    by = actor.person.id
    settled = replace(review, state=state, decision=decision, changed_on=changed_on, decided_by=by)
    if not work.strategy_reviews.settle(settled):
        raise Stale("strategy-settled-before")
    detail: dict[str, str | int] = {"about": view.KIND, "act": state.value, "topic": review.topic.value}
    work.audit.append(What.RULE, actor=by, subject=review.owner_id, detail=detail, at=now)
    return settled
