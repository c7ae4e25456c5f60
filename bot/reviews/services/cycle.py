"""Cycles at work: planned, begun, amended while they run, and closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, NotFound, Stale
from bot.people.domain.person import Kind
from bot.reviews.domain.cycle import Cycle, CycleState, checked
from bot.reviews.services import form_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.people.domain.person import Person
    from bot.reviews.ports import Work


def find(work: Work, no: int) -> Cycle:
    """Return a cycle.

    Raises:
        NotFound: when there is none with this number.
    """
    found = work.cycles.get(no)
    if found is None:
        raise NotFound("cycle-gone")
    return found


def plan(work: Work, author: Person, cycle: Cycle, *, now: datetime) -> Cycle:
    """Store a new cycle as a draft, with the newest version of its form, and return it with its number.

    Raises:
        Invalid: when its days do not follow one another, or what else cannot be.
        NotFound: when there is no such form.
    """
    newest = form_template.find(work, cycle.template)
    draft = replace(_possible(work, cycle), state=CycleState.DRAFT, template_version=newest.version)
    return work.cycles.add(draft, by=author.id, at=now)


def amend(work: Work, author: Person, cycle: Cycle, *, now: datetime) -> Cycle:
    """Store a change of a cycle, and return it; who takes part by now gets a review, and what was answered stays.

    Raises:
        Invalid: when its days do not follow one another, or what else cannot be.
        Stale: when somebody else has changed it since it was read.
    """
    after = work.cycles.amend(_possible(work, cycle), by=author.id, at=now)
    if after is None:
        raise Stale("cycle-changed-before", name=cycle.name)
    if after.state is CycleState.RUNNING:
        take_in(work, after, now=now)
        work.reviews.look(after.no, at=now)
    return after


def _possible(work: Work, cycle: Cycle) -> Cycle:
    if cycle.asks_peers and not work.peer_reviews.sealed:
        raise Invalid("peer-review-no-key")
    return checked(cycle)


def start(work: Work, author: Person, no: int, *, now: datetime) -> Cycle:
    """Let a cycle run by the newest version of its form: everybody who takes part has a review from now on.

    Raises:
        NotFound: when there is none with this number.
        Stale: when it runs already, or is closed.
    """
    cycle = find(work, no)
    if cycle.state is not CycleState.DRAFT:
        raise Stale("cycle-started-before", name=cycle.name)
    newest = form_template.find(work, cycle.template)
    begun = replace(cycle, state=CycleState.RUNNING, template_version=newest.version)
    return amend(work, author, begun, now=now)


def close(work: Work, author: Person, no: int, *, now: datetime) -> Cycle:
    """Close a cycle: nothing in it is changed any more; talks, confirmations and plans go on.

    Raises:
        NotFound: when there is none with this number.
        Stale: when it does not run.
    """
    cycle = find(work, no)
    if cycle.state is not CycleState.RUNNING:
        raise Stale("cycle-not-running", name=cycle.name)
    return amend(work, author, replace(cycle, state=CycleState.CLOSED), now=now)


def take_in(work: Work, cycle: Cycle, *, now: datetime) -> int:
    """Begin the reviews of everybody who takes part and has none yet; return how many.

    Who has joined a unit of the cycle, or the company, after its period is over takes no part.
    """
    orders = {person.id: cycle.order_for(units_of(person)) for person in participants(work, cycle, now=now)}
    return work.reviews.begin(cycle.no, orders, at=now)


def participants(work: Work, cycle: Cycle, *, now: datetime) -> Iterator[Person]:
    """Yield the people who take part in a cycle: employed now, of its units, hired before its period was over."""
    wanted = set(cycle.units)
    for person in work.people.all():
        if person.kind is not Kind.PERSON or not person.employed_at(now):
            continue
        if person.hire_date is not None and person.hire_date > cycle.period.end:
            continue
        if not wanted or wanted & units_of(person):
            yield person


def units_of(person: Person) -> frozenset[str]:
    """Return the unit and the department of somebody, by what they are called."""
    return frozenset({person.unit, person.department} - {""})


def today_of(person: Person, now: datetime) -> date:
    """Return the day where somebody is: the days of a cycle are theirs."""
    return local_day(now, timezone=person.timezone)
