"""Permission at work: who somebody is today, how others stand to them, and refusing what is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.errors import Denied, NotFound
from bot.domain.permission import Actor, Relation, Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from bot.domain.permission import Act
    from bot.domain.person import Person
    from bot.ports import Work


def actor(work: Work, person: Person, *, now: datetime) -> Actor:
    """Return somebody with the roles that they have at an instant, by the org chart and the grants of that day."""
    roles = {Role.EMPLOYEE, *work.permissions.roles(person.id)}
    led = [one for lead in led_by(work, person, day=_day(person, now)) for one in work.people.team(lead)]
    if led:
        roles.add(Role.MANAGER)
        if any(work.people.team(one.id) for one in led):
            roles.add(Role.SECOND_LINE)
    return Actor(person, frozenset(roles))


def led_by(work: Work, person: Person, *, day: date) -> list[str]:
    """Return whose reports somebody leads on a day: their own, and those of whom they stand in for."""
    return [person.id, *(one for one in work.permissions.principals(person.id, day) if one != person.id)]


def relation(work: Work, actor: Actor, subject: Person, *, now: datetime) -> Relation:
    """Say how a person or unit stands to whoever acts, at an instant."""
    if subject.id == actor.person.id:
        return Relation.SELF
    leads = set(led_by(work, actor.person, day=_day(actor.person, now)))
    for depth, boss in enumerate(_above(work, subject)):
        if boss in leads:
            return Relation.INDIRECT if depth else Relation.DIRECT
    return Relation.OTHER


def _above(work: Work, person: Person) -> Iterator[str]:
    """Yield the chain of managers, nearest first; a circle, which no import lets in, would end it."""
    seen = {person.id}
    boss = person.manager_id
    while boss and boss not in seen:
        yield boss
        seen.add(boss)
        above = work.people.get(boss)
        boss = above.manager_id if above else None


def require(work: Work, actor: Actor, act: Act, subject: Person | None = None, *, now: datetime) -> None:
    """See to it that the actor may do this, with this person or unit or (None) in the company at large.

    Raises:
        Denied: when no role of theirs allows it.
    """
    how = Relation.COMPANY if subject is None else relation(work, actor, subject, now=now)
    if not actor.may(act, how):
        raise Denied("permission-denied", act=act.value, subject=subject.id if subject else "")


def somebody(work: Work, person_id: str) -> Person:
    """Return a person or unit by id.

    Raises:
        NotFound: when there is none, or they have left.
    """
    found = work.people.get(person_id)
    if found is None or found.left_on:
        raise NotFound("person-gone")
    return found


def hr(work: Work) -> list[Person]:
    """Return everybody who has the role of HR."""
    return _holders(work, Role.HR)


def admins(work: Work) -> list[Person]:
    """Return everybody who has the role of an admin."""
    return _holders(work, Role.ADMIN)


def leader(work: Work, person: Person, *, now: datetime) -> Person | None:
    """Return who leads somebody at an instant: their manager, or whoever stands in for that one then."""
    manager = work.people.get(person.manager_id) if person.manager_id else None
    if manager is None:
        return None
    deputy = work.permissions.deputy(manager.id, _day(manager, now))
    return (work.people.get(deputy) if deputy else None) or manager


def answerable(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return who looks after somebody's figures: whoever leads them at an instant and HR, never themselves."""
    boss = leader(work, person, now=now)
    found = {one.id: one for one in [*([boss] if boss else []), *hr(work)] if not one.left_on}
    found.pop(person.id, None)
    return list(found.values())


def _holders(work: Work, role: Role) -> list[Person]:
    return [one for person_id in work.permissions.holders(role) if (one := work.people.get(person_id))]


def _day(person: Person, now: datetime) -> date:
    return wall(now, timezone=person.timezone).date()
