"""Understanding a goal: whose it can be, and what is measured of it by its words and the data of its owner."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from bot.goals.domain.goal import GoalLevel
from bot.goals.domain.goal_measure import understood
from bot.goals.domain.goal_owner import GoalOwner
from bot.goals.domain.key_result import Measure
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.goals.domain.key_result import KeyResult
    from bot.goals.ports import Work
    from bot.goals.services.goal_sight import GoalReader
    from bot.kit.period import Period
    from bot.people.domain.person import Person

MOST_OWNERS = 90
"""A list to choose from holds no more."""


def owners(reader: GoalReader) -> list[GoalOwner]:
    """Return those whose goals somebody may write: themselves first, their people, units, the company."""
    work, me = reader.work, reader.actor.person
    found = [GoalOwner(GoalLevel.PERSON, me.id, me.name)]
    if reader.actor.ever(Act.WRITE_UNIT_GOAL):
        everybody = [person for person in work.people.all() if person.employed_at(reader.now) and person.id != me.id]
        led = {member.id for lead in permission.led_by(work, me, now=reader.now) for member in work.people.team(lead)}
        people = [person for person in everybody if person.kind is Kind.PERSON]
        people.sort(key=lambda person: person.id not in led)
        mine = [GoalOwner(GoalLevel.PERSON, person.id, person.name) for person in people]
        found = [*found, *_units(work, everybody), GoalOwner(GoalLevel.COMPANY), *mine]
    return [owner for owner in found if reader.writes_for(owner.level, owner.id)][:MOST_OWNERS]


def units_of(work: Work, *, now: datetime) -> list[GoalOwner]:
    """Return the company's units and its departments without a unit, as many as a form can offer."""
    return _units(work, [person for person in work.people.all() if person.employed_at(now)])[:MOST_OWNERS]


def _units(work: Work, everybody: list[Person]) -> list[GoalOwner]:
    units = [person for person in everybody if person.kind is Kind.UNIT]
    names = {name for unit in units for name in (unit.id, unit.name)}
    known = [GoalOwner(level_of(work, unit), unit.id, unit.name) for unit in units]
    bare = sorted({person.department for person in everybody if person.department} - names)
    return [*known, *(GoalOwner(GoalLevel.DEPARTMENT, name, name) for name in bare)]


def level_of(work: Work, owner: Person) -> GoalLevel:
    """Return the level of somebody's goals: a unit that belongs to another one is a team."""
    if owner.kind is Kind.PERSON:
        return GoalLevel.PERSON
    above = owner.unit or owner.department
    if above in {"", owner.id, owner.name}:
        return GoalLevel.DEPARTMENT
    inside = any(unit.kind is Kind.UNIT and above in {unit.id, unit.name} for unit in work.people.all())
    return GoalLevel.TEAM if inside else GoalLevel.DEPARTMENT


def key_results(work: Work, text: str, owner: GoalOwner, period: Period) -> tuple[KeyResult, ...]:
    """Return what is measured of a new goal by its words.

    What the company wants without a number ("lead the industry") is reached by its parts: of itself nothing is
    measured, so nothing of it is ever missing.
    """
    found = measured(work, text, owner, period)
    by_parts = owner.level is GoalLevel.COMPANY and found.measure is Measure.MILESTONE
    return () if by_parts else (found,)


def measured(work: Work, text: str, owner: GoalOwner, period: Period) -> KeyResult:
    """Return what is measured of a goal by its words, fed by the values of its owner."""
    return understood(
        text,
        work.metrics.all(),
        subject_id=owner.id if work.people.get(owner.id) else "",
        period=period,
        now=lambda metric: baseline(work, owner.id, metric, period.start),
    )


def baseline(work: Work, subject_id: str, metric: str, day: date) -> Decimal | None:
    """Return where a metric of somebody or a unit stood when a day came, by the newest whole period before it.

    None of those whose data may not be used.
    """
    if not subject_id or subject_id in work.restrictions.all():
        return None
    found = [
        delta
        for delta in work.deltas.find(person_id=subject_id, metric=metric)
        if delta.value is not None and delta.period.end < day
    ]
    newest = max(found, key=lambda delta: delta.period.start, default=None)
    return None if newest is None or newest.value is None else Decimal(str(newest.value))
