"""Roles and deputies: given, taken, and for which days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, Unanswered
from bot.people.domain.audit import What
from bot.people.domain.permission import GRANTED, Act, Actor, Relation, Role
from bot.people.domain.person import Kind
from bot.people.services.permission import admins, people_with, require
from bot.roster.services.announcement import announce
from bot.roster.views import permission as view

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.people.domain.person import Person
    from bot.roster.ports import Work


def grant(work: Work, actor: Actor, person: Person, role: Role, *, now: datetime) -> bool:
    """Give somebody a role and tell them; False when they have it already.

    Raises:
        Denied: when this is not the actor's to do.
        Invalid: when the role follows from the org chart, or a unit is to have it.
    """
    require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    return change_role(work, person, role, give=True, by=actor.person.id, name=actor.person.name, now=now)


def revoke(work: Work, actor: Actor, person: Person, role: Role, *, now: datetime) -> bool:
    """Take a role back and tell who had it; False when they did not.

    Raises:
        Denied: when this is not the actor's to do.
        Invalid: when nobody would be left to run Jinbu.
    """
    require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    return change_role(work, person, role, give=False, by=actor.person.id, name=actor.person.name, now=now)


def change_role(work: Work, person: Person, role: Role, *, give: bool, by: str, name: str, now: datetime) -> bool:
    """Give or take a role for whoever may do so, note it, and tell the person; False when nothing changes.

    ``name`` is who did it, as the person is told; "" for whoever sits at the machine itself.

    Raises:
        Invalid: when the role is none that is given, or the last admin would go.
    """
    if role not in GRANTED or person.kind is not Kind.PERSON:
        raise Invalid("role-not-given", name=person.name)
    if not give and role is Role.ADMIN and [admin.id for admin in admins(work)] == [person.id]:
        raise Invalid("role-last-admin", name=person.name)
    book = work.permissions
    if not (book.give(person.id, role, by=by, at=now) if give else book.take(person.id, role)):
        return False
    detail = {"give" if give else "take": role.value}
    work.audit.append(What.ROLE, actor=by, subject=person.id, detail=detail, at=now)
    if person.id != by:
        card = view.told(work.words(person.locale), role, by=name, given=give)
        key = f"role:{person.id}:{role}:{give}:{now.isoformat()}"
        enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)
    doer = work.people.get(by)
    way = "given" if give else "taken"
    own = "-own" if doer is not None and doer.id == person.id else ""
    announce(work, doer, f"announce-role-{way}{own}", now=now, but=[person], name=person.name, role=role.value)
    return True


def first_admins(work: Work, named: Iterable[str], *, now: datetime) -> list[str]:
    """Make those of these ids and addresses admins whom the people list knows, while there is no admin at all."""
    wanted = {word.strip().casefold() for word in named} - {""}
    if not wanted or admins(work):
        return []
    found = [
        person.id
        for person in work.people.all()
        if person.kind is Kind.PERSON and {person.id.casefold(), person.email.casefold()} & wanted
    ]
    for person_id in found:
        work.permissions.give(person_id, Role.ADMIN, by="settings", at=now)
        work.audit.append(What.ROLE, actor="jinbu", subject=person_id, detail={"give": Role.ADMIN.value}, at=now)
    return found


def holders(work: Work) -> dict[Role, list[Person]]:
    """Return who has which of the roles that are given."""
    return {role: people_with(work, role) for role in Role if role in GRANTED}


def appoint(
    work: Work, actor: Actor, principal: Person, deputy: Person, *, first: date, last: date, now: datetime
) -> None:
    """Let somebody stand in for a manager between two days, both included, and tell both.

    Raises:
        Denied: when this is not the actor's to say.
        Unanswered: when the days or the person make no sense.
    """
    require(work, actor, Act.NAME_DEPUTY, principal, now=now)
    today = local_day(now, timezone=principal.timezone)
    if deputy.id == principal.id or deputy.kind is not Kind.PERSON:
        raise Unanswered({"deputy": ("deputy-self", {})})
    if last < first or last < today:
        raise Unanswered({"last": ("deputy-over", {})})
    if not work.people.team(principal.id):
        raise Unanswered({"deputy": ("deputy-no-team", {"name": principal.name})})
    work.permissions.appoint(principal.id, deputy.id, first=first, last=last, by=actor.person.id, at=now)
    detail = {"deputy": deputy.id, "first": first.isoformat(), "last": last.isoformat()}
    work.audit.append(What.ROLE, actor=actor.person.id, subject=principal.id, detail=detail, at=now)
    if actor.person.id != principal.id:
        both = [principal, deputy]
        announce(work, actor.person, "announce-deputy", now=now, but=both, name=principal.name, deputy=deputy.name)
    for person, other in ((deputy, principal), (principal, deputy)):
        if person.id == actor.person.id:
            continue
        told = work.reader(person, now=now)
        mine = person is deputy
        card = view.stands_in(told.t, other.name, first=first, last=last, mine=mine, today=told.today)
        key = f"deputy:{principal.id}:{deputy.id}:{first}:{last}:{person.id}:{now.isoformat()}"
        enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)


def dismiss(work: Work, actor: Actor, principal: Person, *, now: datetime) -> bool:
    """End whatever standing in there is for a manager, today's and what is to come, and tell who stood in.

    Raises:
        Denied: when this is not the actor's to say.
    """
    require(work, actor, Act.NAME_DEPUTY, principal, now=now)
    today = local_day(now, timezone=principal.timezone)
    stood_in = {deputy for boss, deputy, _, _ in work.permissions.standing_in(today) if boss == principal.id}
    done = work.permissions.dismiss(principal.id, day=today)
    if done:
        work.audit.append(What.ROLE, actor=actor.person.id, subject=principal.id, detail={"deputy": ""}, at=now)
    for person_id in stood_in - {actor.person.id}:
        deputy = work.people.get(person_id)
        if deputy:
            card = view.relieved(work.words(deputy.locale), principal.name)
            key = f"deputy-end:{principal.id}:{deputy.id}:{now.isoformat()}"
            enqueue(work, card, key=key, to=deputy, kind=card.kind, priority=Priority.DEADLINE, now=now)
    return done


def standing_in(work: Work, actor: Actor, *, now: datetime) -> list[tuple[Person, Person, date, date]]:
    """Return who stands in for whom from when to when, of those the actor has a say in: their own, or everybody's."""
    everybody = actor.may(Act.NAME_DEPUTY, Relation.COMPANY)
    found = []
    for boss, deputy_id, first, last in work.permissions.standing_in(local_day(now, timezone=actor.person.timezone)):
        principal, deputy = work.people.get(boss), work.people.get(deputy_id)
        if principal and deputy and (everybody or boss == actor.person.id):
            found.append((principal, deputy, first, last))
    return found
