"""Dependencies at work: which of what some people's results rest on was late, and may be told to them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from bot.figures.domain.dependency import LateDependency, missed, rests_on
from bot.figures.domain.suppression import Cell, member, tellable
from bot.kit.period import period_of
from bot.people.domain.person import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.ports import Work
    from bot.kit.period import Period
    from bot.people.domain.person import Person


def late(
    work: Work, people: Iterable[Person], periods: Iterable[Period], *, now: datetime
) -> tuple[LateDependency, ...]:
    """Return what missed its target in just these periods of all that some people or units depend on.

    A provider's value is told as that of a whole unit, never of a person: the one that was given for it, or one made of
    at least five people's that shows none of them beside what was told before.
    """
    depended = [metric for metric in work.metrics.all() if metric.provider and metric.scorer]
    if not depended:
        return ()
    names = _names(work, people)
    found = []
    for metric in (metric for metric in depended if rests_on(metric, names)):
        unit = _unit(work, metric.provider, now=now)
        for period in sorted(set(periods), key=lambda each: each.start) if unit else ():
            delta = work.deltas.get(unit.id, metric.key, period) if unit else None
            if unit is None or delta is None or period_of(period.start, metric.grain) != period:
                continue
            if missed(delta, metric) and _may_be_told(work, unit, delta, now=now):
                found.append(LateDependency(metric, unit.name, delta))
    return tuple(found)


def late_within(work: Work, owner_id: str, days: Period, *, now: datetime) -> tuple[LateDependency, ...]:
    """Return the newest miss in some days of each thing that a unit or department depends on, the newest first.

    ``owner_id`` is a unit's id, or the name of a department without a unit. What is told is as in :func:`late`.
    """
    depended = [metric for metric in work.metrics.all() if metric.provider and metric.scorer]
    if not depended:
        return ()
    owner = work.people.get(owner_id)
    names = _names(work, [owner]) if owner else _called(work, {owner_id})
    found = []
    for metric in (metric for metric in depended if rests_on(metric, names)):
        unit = _unit(work, metric.provider, now=now)
        told = (
            LateDependency(metric, unit.name, delta)
            for delta in (_newest_first(work, unit, metric, days) if unit else ())
            if unit and missed(delta, metric) and _may_be_told(work, unit, delta, now=now)
        )
        found += list(islice(told, 1))
    return tuple(sorted(found, key=lambda each: each.delta.period.start, reverse=True))


def _newest_first(work: Work, unit: Person, metric: Metric, days: Period) -> list[Delta]:
    """Return a unit's values of whole periods that lie in some days, the newest first."""
    found = [
        delta
        for delta in work.deltas.find(person_id=unit.id, metric=metric.key)
        if days.start <= delta.period.start
        and delta.period.end <= days.end
        and period_of(delta.period.start, metric.grain) == delta.period
    ]
    return sorted(found, key=lambda delta: delta.period.start, reverse=True)


def _names(work: Work, people: Iterable[Person]) -> set[str]:
    """Return, in small letters, by what the units and departments of some people or units are known."""
    return _called(work, {name for person in people for name in (person.unit, person.department, *_own(person))})


def _called(work: Work, found: set[str]) -> set[str]:
    """Return some names of units and departments, and the others of the same units, in small letters."""
    units = [unit for unit in work.people.all() if unit.kind is Kind.UNIT and {unit.id, unit.name} & found]
    return {name.casefold() for name in (*found, *(name for unit in units for name in _own(unit))) if name}


def _own(person: Person) -> tuple[str, ...]:
    return (person.id, person.name) if person.kind is Kind.UNIT else ()


def _unit(work: Work, name: str, *, now: datetime) -> Person | None:
    """Return the unit of an id or name, an id before a name; else the unit that a department of that name consists of.

    A department has values only as a unit: where it is none, but just its people belong to one, beside whoever leads
    that, its values are theirs. Of what several units make together, or a unit with others, nothing is known.
    """
    said = name.casefold()
    units = [unit for unit in work.people.all() if unit.kind is Kind.UNIT]
    by_id = next((unit for unit in units if unit.id.casefold() == said), None)
    by_name = by_id or next((unit for unit in units if unit.name.casefold() == said), None)
    return by_name or _unit_of_all(work, units, said, now=now)


def _unit_of_all(work: Work, units: Sequence[Person], department: str, *, now: datetime) -> Person | None:
    """Return the unit to which all people of a department belong, and nobody else; of several the outermost."""
    here = [person for person in work.people.all() if person.kind is Kind.PERSON and person.employed_at(now)]
    working = {person.id for person in here}
    theirs = {person.id for person in here if person.department.casefold() == department}
    inside = {unit.id: _inside(work, unit) & working for unit in units} if theirs else {}
    alone = [unit for unit in units if inside.get(unit.id) and inside[unit.id] ^ theirs <= {unit.manager_id}]
    inner = {part.id for part in alone for unit in alone if part.unit in {unit.id, unit.name}}
    return next((unit for unit in alone if unit.id not in inner), None)


def _may_be_told(work: Work, unit: Person, delta: Delta, *, now: datetime) -> bool:
    """Say whether a unit's value may be told to people elsewhere; what is told of people is remembered as told."""
    newest = next(iter(work.readings.evidence(unit.id, delta.metric, delta.period)), None)
    if newest is None:
        return False
    if not newest.computed:
        return True
    inside = _inside(work, unit)
    members = frozenset(
        member(other.person_id, other.value, other.target)
        for other in work.deltas.find(metric=delta.metric, start=delta.period.start)
        if other.person_id in inside and other.value is not None
    )
    if not members:  # made of records of the unit itself
        return True
    cell = Cell(f"unit:{unit.id}", members, None, now)
    told = work.cells.told(delta.metric, delta.period.start)
    if any(before.members == members for before in told):
        return True
    if not tellable({cell.group: members}, told=[before.members for before in told]):
        return False
    work.cells.tell(delta.metric, delta.period.start, [cell])
    return True


def _inside(work: Work, unit: Person) -> set[str]:
    """Return the ids of the people of a unit and of the units in it."""
    everybody = work.people.all()
    names, people, left = {unit.id, unit.name}, set[str](), {unit.id, unit.name}
    while left:
        mine = [person for person in everybody if (person.unit or person.department) in left]
        people |= {person.id for person in mine if person.kind is Kind.PERSON}
        left = {name for person in mine for name in _own(person)} - names
        names |= left
    return people
