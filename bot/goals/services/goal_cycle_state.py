"""How far people are in a goal cycle, worked out of their goals and check-ins; it is kept nowhere else."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from typing import TYPE_CHECKING

from bot.goals.domain.goal import COUNTING, Goal, GoalState
from bot.goals.domain.goal_cycle import (
    RECENT,
    SHORTEST,
    PersonInCycle,
    Share,
    cycle_period,
    middle,
    previous,
)
from bot.kit.calendar import zone
from bot.kit.period import Period
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from bot.goals.ports import Work
    from bot.people.domain.person import Person


def states(work: Work, people: Iterable[Person], *, months: int, today: date) -> list[PersonInCycle]:
    """Return how far some people are on a day, who owes most first; that the reader may see it, the caller has seen to.

    What was over in the period before is counted until its second half.
    """
    known = sorted(people, key=lambda person: person.id)
    span = cycle_period(today, months)
    since = previous(span, months).start
    wanted = [GoalState.OPEN, GoalState.PROPOSED, *COUNTING]
    owned: dict[str, list[Goal]] = defaultdict(list)
    for goal in work.goals.of([person.id for person in known], states=wanted, within=Period(since, span.end)):
        owned[goal.owner_id].append(goal)
    halved = [goal for goals in owned.values() for goal in goals if _is_halved(goal, today)]
    said: dict[int, datetime] = {}
    for check_in in work.key_results.check_ins([goal.no for goal in halved]):
        said[check_in.goal_no] = check_in.at
    found = [_state(work, person, owned[person.id], said, span=span, today=today) for person in known]
    return sorted(found, key=lambda person: -person.owes)


def led_by_somebody(work: Work) -> list[Person]:
    """Return everybody who is asked in a cycle: who is led by somebody, but those of whom nothing may be said now."""
    silent = work.restrictions.all()
    everybody = work.people.all()
    leaders = {person.id for person in everybody if person.kind is Kind.PERSON}
    return [
        person
        for person in everybody
        if person.kind is Kind.PERSON and person.manager_id in leaders - {person.id} and person.id not in silent
    ]


def _state(
    work: Work, person: Person, goals: Sequence[Goal], said: Mapping[int, datetime], *, span: Period, today: date
) -> PersonInCycle:
    current = [goal for goal in goals if goal.period.end >= span.start]
    agreed = [goal for goal in current if goal.state is not GoalState.PROPOSED]
    waiting = dict.fromkeys(goal.awaits for goal in current if goal.state is GoalState.PROPOSED)
    names = tuple(found.name for awaited in waiting if (found := work.people.get(awaited)))
    halved = [goal for goal in goals if _is_halved(goal, today)]
    ended = [goal for goal in goals if goal.period.end < today and goal.state is not GoalState.PROPOSED]
    heard = sum(_heard(goal, said.get(goal.no), person) for goal in halved)
    closed = sum(goal.state is not GoalState.OPEN for goal in ended)
    return PersonInCycle(
        name=person.name,
        goals=GoalState.OPEN if agreed else GoalState.PROPOSED if waiting else None,
        waits_for=names,
        checked_in=Share(heard, len(halved)) if halved else None,
        closed=Share(closed, len(ended)) if ended else None,
    )


def _is_halved(goal: Goal, today: date) -> bool:
    """Say whether a goal runs in its second half, in which its owner is asked how it stands."""
    runs = goal.state is GoalState.OPEN and goal.period.days >= SHORTEST
    return runs and middle(goal.period) <= today <= goal.period.end


def _heard(goal: Goal, at: datetime | None, person: Person) -> bool:
    """Say whether somebody has said how a goal stands since shortly before its middle."""
    since = datetime.combine(middle(goal.period), time(0), tzinfo=zone(person.timezone)) - RECENT
    return at is not None and at >= since
