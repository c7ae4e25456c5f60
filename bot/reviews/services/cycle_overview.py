"""How a cycle stands, for HR of everybody and for whoever leads people of those; status, never words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.permission import Act, Relation
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.reviews.domain.answer_time import time_to_fill
from bot.reviews.domain.cycle_overview import MissingTask, ReviewedPerson, TeamStatus, by_team, tasks_of
from bot.reviews.domain.form_template import Filler
from bot.reviews.domain.prompt import NOT_YET
from bot.reviews.services import cycle as cycles

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.reviews.domain.answer_time import TimeToFill
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.domain.review import Review
    from bot.reviews.ports import Work


def teams(work: Work, actor: Actor, cycle: Cycle, *, planned: Collection[int] = (), now: datetime) -> list[TeamStatus]:
    """Return how the teams stand whose people the actor may follow, by name; a person who has left is left out.

    ``planned`` are the numbers of the reviews whose talk has a time.
    """
    followed = _followed(work, actor, cycle, planned, now=now)
    return by_team(cycle, (review for review, _, _ in followed), {person.id: seen for _, person, seen in followed})


def missing(work: Work, actor: Actor, cycle: Cycle, *, team: str = "", now: datetime) -> list[MissingTask]:
    """Return what is not done of those whom the actor may follow, in one team or all: overdue first, then by team.

    What nobody can be reminded of, because nobody leads the person, is left out.
    """
    found = []
    leaders: dict[str | None, Person | None] = {}
    for review, person, seen in _followed(work, actor, cycle, (), now=now):
        if team and seen.team != team:
            continue
        for task in tasks_of(cycle, review, seen):
            reader = person if task.side is Filler.EMPLOYEE else _leader(work, person, leaders, now=now)
            if reader is not None:
                overdue = task.due < seen.today
                found.append(MissingTask(review, task, person.name, seen.team, reader.id, reader.name, overdue))
    return sorted(found, key=lambda each: (not each.overdue, each.team, each.reader, each.person, each.task.kind))


def _leader(work: Work, person: Person, known: dict[str | None, Person | None], *, now: datetime) -> Person | None:
    """Return who leads somebody, looked up once for all whom one manager leads; nobody stands in over themselves."""
    if person.manager_id not in known:
        known[person.manager_id] = permission.leader(work, person, now=now)
    found = known[person.manager_id]
    return permission.leader(work, person, now=now) if found and found.id == person.id else found


def _followed(
    work: Work, actor: Actor, cycle: Cycle, planned: Collection[int], *, now: datetime
) -> list[tuple[Review, Person, ReviewedPerson]]:
    """Return the reviews that the actor may follow, with their people; a role that follows everybody asks of none."""
    everybody = all(actor.may(Act.FOLLOW_REVIEWS, how) for how in (Relation.DIRECT, Relation.INDIRECT, Relation.OTHER))
    states, skipped = work.prompts.states(cycle.no), work.review_tasks.skipped_in(cycle.no)
    found = []
    for review in work.reviews.in_cycle(cycle.no):
        person = work.people.get(review.person_id)
        if person is None or not person.employed_at(now) or person.id == actor.person.id:
            continue
        how = Relation.OTHER if everybody else permission.relation(work, actor, person, now=now)
        if not actor.may(Act.FOLLOW_REVIEWS, how):
            continue
        seen = ReviewedPerson(
            person.name,
            team_of(work, person),
            cycles.today_of(person, now),
            prompts=states.get(review.no, NOT_YET),
            skipped=skipped.get(review.no, frozenset()),
            planned=review.no in planned,
        )
        found.append((review, person, seen))
    return found


def fill_time(work: Work, actor: Actor, cycle: Cycle) -> TimeToFill | None:
    """Return how long self-reviews took, for whoever runs reviews; None for anybody else, and where too few are in."""
    if not actor.may(Act.RUN_REVIEWS, Relation.COMPANY):
        return None
    return time_to_fill(work.review_answers.times(cycle.no))


def taking_part(work: Work, cycle: Cycle, *, now: datetime) -> int:
    """Return how many people would take part in a cycle if it began now."""
    return sum(1 for _ in cycles.participants(work, cycle, now=now))


def units(work: Work) -> dict[str, str]:
    """Return what people belong to, units and departments, by id with its name; in the order of the names."""
    found = {of for person in work.people.all() if person.kind is Kind.PERSON for of in cycles.units_of(person)}
    return dict(sorted(((of, _name(work, of)) for of in found), key=lambda unit: unit[1]))


def team_of(work: Work, person: Person) -> str:
    """Return the name of the team that somebody belongs to: their unit, else their department; "" for none."""
    return _name(work, person.unit or person.department)


def _name(work: Work, unit: str) -> str:
    """Return what a unit is called; a department is called what it is known by."""
    known = work.people.get(unit)
    return known.name if known else unit
