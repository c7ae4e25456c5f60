"""Permission at work: who somebody is today, how others stand to them, and refusing what is not theirs."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.kit.calendar import local_day
from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act, Actor, Relation, Role, Unled
from bot.people.domain.person import Kind
from bot.people.domain.rights import Rights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from bot.people.domain.person import Person
    from bot.people.ports import Work


def actor(work: Work, person: Person, *, now: datetime) -> Actor:
    """Return somebody with the roles that they have at an instant, by the org chart and the grants of that day."""
    roles = {Role.EMPLOYEE, *work.permissions.roles(person.id)}
    led = [member for lead in led_by(work, person, now=now) for member in work.people.team(lead)]
    if led:
        roles.add(Role.MANAGER)
        if work.people.leading([member.id for member in led]):
            roles.add(Role.SECOND_LINE)
    return Actor(person, frozenset(roles))


def led_by(work: Work, person: Person, *, now: datetime) -> list[str]:
    """Return whose reports somebody leads at an instant: their own, and those of whom they stand in for.

    The days of standing in are days where the manager is. Of a manager who has left nobody stands in.
    """
    days = [now.date() + timedelta(days=number) for number in (-1, 0, 1)]
    asked = dict.fromkeys(principal for day in days for principal in work.permissions.principals(person.id, day))
    principals = (
        found for person_id in asked if person_id != person.id and (found := _employed(work, person_id, now=now))
    )
    return [person.id, *(principal.id for principal in principals if _deputy(work, principal, now=now) == person.id)]


def rights(work: Work, reader: Actor, *, now: datetime) -> Rights:
    """Return what somebody may do at an instant, as it is kept with a message that rests on it."""
    led = (person.id for lead in led_by(work, reader.person, now=now) for person in work.people.team(lead))
    return Rights.of(reader.roles, led)


def relation(work: Work, actor: Actor, subject: Person, *, now: datetime) -> Relation:
    """Say how a person or unit stands to whoever acts, at an instant."""
    if subject.id == actor.person.id:
        return Relation.SELF
    leads = set(led_by(work, actor.person, now=now))
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


def chain_of(work: Work, person: Person) -> list[str]:
    """Return somebody and all who are above them, nearest first."""
    return [person.id, *_above(work, person)]


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
    if found is None or not found.employed_at(work.now):
        raise NotFound("person-gone")
    return found


def hr(work: Work) -> list[Person]:
    """Return everybody who has the role of HR."""
    return people_with(work, Role.HR)


def admins(work: Work) -> list[Person]:
    """Return everybody who has the role of an admin."""
    return people_with(work, Role.ADMIN)


# What somebody does that concerns themselves, or by which anybody may do more, is no secret of one admin.


# Who leads whom. Every part of the bot asks here; nothing is read from an id's place in the alphabet.


def leader(work: Work, person: Person, *, now: datetime) -> Person | None:
    """Return who leads a person or unit at an instant: their manager, or whoever stands in for that one then.

    Nobody leads them where no manager is given, none is known by that id, the manager has left, or is no human being.
    Nobody stands in over themselves, nor while they are away.
    """
    manager = _employed(work, person.manager_id or "", now=now)
    if manager is None or manager.id == person.id:
        return None
    named = _deputy(work, manager, now=now)
    deputy = _employed(work, named, now=now) if named != person.id else None
    return deputy if deputy and not work.people.away(deputy.id, local_day(now, timezone=manager.timezone)) else manager


def stand_ins(work: Work, manager: Person, *, now: datetime) -> list[Person]:
    """Return who stands in for a manager at an instant, if anybody does."""
    found = _employed(work, _deputy(work, manager, now=now), now=now)
    return [found] if found else []


def head(work: Work, people: Iterable[Person], *, now: datetime) -> Person | None:
    """Return who leads all of some people, directly or through others: the nearest who does, in or outside of them.

    None where nobody does; whoever is alone does not lead themselves.
    """
    members = list(people)
    if not members:
        return None
    first, *others = (chain_of(work, member) for member in members)
    shared = [boss_id for boss_id in first[not others :] if all(boss_id in chain for chain in others)]
    return next((found for boss_id in shared if (found := _employed(work, boss_id, now=now))), None)


def head_of(work: Work, department: str, *, now: datetime) -> Person | None:
    """Return who leads all of a department at an instant."""
    return head(work, work.people.members(department), now=now)


def responsible(work: Work, subject: Person, *, now: datetime) -> list[Person]:
    """Return to whom that goes which is for whoever leads a person or unit: to that one, else to HR.

    A unit without a manager of its own is led by who leads all of its people, or all of its department. HR does not
    decide about its own: nobody is returned who is the subject.
    """
    found = leader(work, subject, now=now)
    if found is None and subject.kind is Kind.UNIT:
        found = head(work, belonging(work, subject), now=now) or head_of(work, subject.department, now=now)
    return [found] if found else [person for person in hr(work) if person.id != subject.id]


def responsible_for(work: Work, department: str, *, now: datetime) -> list[Person]:
    """Return to whom that goes which is for the head of a department: to that one, else to HR."""
    found = head_of(work, department, now=now)
    return [found] if found else hr(work)


def unled(work: Work, people: Iterable[Person], *, now: datetime) -> dict[str, Unled]:
    """Return why nobody leads those of some people whom nobody leads, by id.

    Whoever has no manager and leads others, or did, is the top of the company, and none of them.
    """
    found: dict[str, Unled] = {}
    lead = set(work.people.managers().values())
    for person in people:
        manager = work.people.get(person.manager_id) if person.manager_id else None
        if person.kind is not Kind.PERSON or (manager and _employed(work, manager.id, now=now)):
            continue
        if person.manager_id:
            found[person.id] = Unled.LEFT if manager and manager.kind is Kind.PERSON else Unled.UNKNOWN
        elif person.id not in lead:
            found[person.id] = Unled.NONE
    return found


def sees(work: Work, reader: Actor, subject: Person, *, now: datetime) -> bool:
    """Say whether somebody may read the figures of a person, or what a unit does, by the one table."""
    act = Act.READ_FACTS if subject.kind is Kind.PERSON else Act.READ_GROUP
    return reader.may(act, relation(work, reader, subject, now=now))


def _employed(work: Work, person_id: str, *, now: datetime) -> Person | None:
    """Return the human being of an id, unless there is none or they have left by an instant."""
    found = work.people.get(person_id) if person_id else None
    return found if found and found.employed_at(now) and found.kind is Kind.PERSON else None


def _deputy(work: Work, manager: Person, *, now: datetime) -> str:
    """Return who stands in for a manager on the day that it is where that one is, "" for nobody."""
    return work.permissions.deputy(manager.id, local_day(now, timezone=manager.timezone)) or ""


def belonging(work: Work, unit: Person) -> list[Person]:
    """Return the people who belong to a unit itself, by id; those of units in it are left out."""
    names = {unit.id, unit.name}
    return [
        person
        for person in work.people.all()
        if person.kind is Kind.PERSON and (person.unit or person.department) in names
    ]


# Roles and deputies


def answerable(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return who looks after somebody's figures: whoever leads them at an instant and HR, never themselves."""
    boss = leader(work, person, now=now)
    found = {member.id: member for member in [*([boss] if boss else []), *hr(work)] if member.employed_at(now)}
    found.pop(person.id, None)
    return list(found.values())


def people_with(work: Work, role: Role) -> list[Person]:
    """Return those to whom a role was given."""
    return [person for person_id in work.permissions.holders(role) if (person := work.people.get(person_id))]
