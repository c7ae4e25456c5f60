"""How a cycle stands, for HR of everybody and for whoever leads people of those; status, never words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.people.domain.permission import Act, Relation
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.reviews.domain.answer_time import time_to_fill
from bot.reviews.domain.cycle_overview import ReviewedPerson, TeamStatus, by_team
from bot.reviews.services import cycle as cycles

if TYPE_CHECKING:
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.reviews.domain.answer_time import TimeToFill
    from bot.reviews.domain.cycle import Cycle
    from bot.reviews.ports import Work


def teams(work: Work, actor: Actor, cycle: Cycle, *, now: datetime) -> list[TeamStatus]:
    """Return how the teams stand whose people the actor may follow, by name; a person who has left is left out."""
    reviews = work.reviews.in_cycle(cycle.no)
    people: dict[str, ReviewedPerson] = {}
    for review in reviews:
        person = work.people.get(review.person_id)
        if person is None or not person.employed_at(now) or person.id == actor.person.id:
            continue
        how = permission.relation(work, actor, person, now=now)
        if actor.may(Act.FOLLOW_REVIEWS, how):
            team = _name(work, person.unit or person.department)
            people[person.id] = ReviewedPerson(person.name, team, cycles.today_of(person, now))
    return by_team(cycle, reviews, people)


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


def _name(work: Work, unit: str) -> str:
    """Return what a unit is called; a department is called what it is known by."""
    known = work.people.get(unit)
    return known.name if known else unit
