"""What goes along when people change managers: tasks, talks, and word to everybody concerned."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from bot.cases.services.dispute_message import bring_again
from bot.delivery.domain.delivery import Priority
from bot.delivery.services import availability
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.feedback_outgoing import ask_again
from bot.feedback.services.feedback_pending import hand_on
from bot.feedback.services.feedback_retraction import take_back_moved
from bot.growth.domain.plan import PlanState
from bot.growth.services.plan_sight import asks
from bot.overview.services import planning_sent
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.reviews.services import review_handover
from bot.roster.domain.posting import Move
from bot.roster.views import posting as view
from bot.talks.services import one_on_one_handover, review_meeting_handover

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.roster.ports import Work


def moved(work: Work, moves: Sequence[Move], *, now: datetime) -> None:
    """Let tasks follow people who changed managers, and tell: the person, who leads them now, and who did.

    Several who go the same way make one card for each of their managers.
    """
    handed: dict[tuple[str, date], list[Person]] = defaultdict(list)
    released: dict[tuple[str, str, date], list[Person]] = defaultdict(list)
    for move in moves:
        person = work.people.get(move.person_id)
        if person is None or not person.employed_at(now):
            continue
        old, new = _somebody(work, move.before), _somebody(work, move.after)
        if new:
            handed[new.id, move.start].append(person)
        if old:
            released[old.id, move.after, move.start].append(person)
        # Each by itself: that somebody's tasks cannot follow undoes neither the move nor the rest of the people file.
        with work.contained("move"):
            if old:
                hand_on(work, old.id, person, now=now)
                take_back_moved(work, old.id, person, now=now)
                planning_sent.redraw(work, old, now=now)
            bring_again(work, person.id, now=now)
            ask_again(work, person.id, now=now)
            review_handover.hand_over(work, person, now=now)
        with work.contained("move"):
            one_on_one_handover.hand_over(work, person, now=now)
        with work.contained("move"):
            review_meeting_handover.hand_over(work, person, now=now)
        with work.contained("move"):
            _tell_person(work, person, old, new, move.start, now=now)
    for (manager_id, start), people in handed.items():
        with work.contained("move"):
            _hand_over(work, permission.somebody(work, manager_id), people, start, now=now)
    for (manager_id, after, start), people in released.items():
        with work.contained("move"):
            _release(work, permission.somebody(work, manager_id), people, _somebody(work, after), start, now=now)


def _tell_person(
    work: Work, person: Person, old: Person | None, new: Person | None, start: date, *, now: datetime
) -> None:
    planned = {pair.person_id: pair.next_at for pair in work.one_on_ones.of(new.id)} if new else {}
    reader = work.reader(person, now=now)
    card = view.person(
        reader.t,
        new.name if new else "",
        old.name if old else "",
        start=start,
        next_at=_to_come(planned.get(person.id), now),
        zone=reader.zone,
        now=now,
        reviewed=bool(review_handover.open_with(work, person, now=now)),
    )
    key = f"move:{person.id}:{start}:{now.isoformat()}"
    enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _hand_over(work: Work, manager: Person, people: Sequence[Person], start: date, *, now: datetime) -> None:
    pairs = {pair.person_id: pair for pair in work.one_on_ones.of(manager.id)}
    handed = [
        view.Handed(
            name=person.name,
            person_id=person.id,
            role=person.role,
            every_days=pairs[person.id].every_days if person.id in pairs else None,
            next_at=_to_come(pairs[person.id].next_at, now) if person.id in pairs else None,
            reviews=tuple((cycle.name, tasks) for cycle, tasks in review_handover.open_with(work, person, now=now)),
            plans=len(plans := work.plans.of([person.id], states=[PlanState.OPEN])),
            asks=sum(asks(plan) for plan in plans),
        )
        for person in people
    ]
    unplanned = len(handed) == 1 and handed[0].next_at is None
    slot = next(availability.slots(work, manager, now=now)) if unplanned else None
    reader = work.reader(manager, now=now)
    card = view.hand_over(reader.t, handed, start=start, slot=slot, zone=reader.zone, now=now)
    enqueue(
        work,
        card,
        key=f"hand-over:{manager.id}:{start}:{now.isoformat()}",
        to=manager,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=people[0].id if len(people) == 1 else "",
        rights=permission.rights(work, permission.actor(work, manager, now=now), now=now).to_text(),
    )


def _release(
    work: Work, manager: Person, people: Sequence[Person], new: Person | None, start: date, *, now: datetime
) -> None:
    reader = work.reader(manager, now=now)
    names = [person.name for person in people]
    reviewed = any(review_handover.open_with(work, person, now=now) for person in people)
    after = new.name if new else ""
    card = view.release(reader.t, names, after, start=start, today=reader.today, reviewed=reviewed)
    key = f"release:{manager.id}:{new.id if new else ''}:{start}:{now.isoformat()}"
    enqueue(work, card, key=key, to=manager, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _somebody(work: Work, person_id: str) -> Person | None:
    person = work.people.get(person_id) if person_id else None
    return person if person and person.employed_at(work.now) and person.kind is Kind.PERSON else None


def _to_come(at: datetime | None, now: datetime) -> datetime | None:
    return at if at and at > now else None
