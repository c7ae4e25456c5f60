"""Permission at work: who somebody is today, how others stand to them, and refusing what is not theirs."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import wall
from bot.kit.errors import Denied, Invalid, NotFound, Unanswered
from bot.messages.i18n import Catalog
from bot.people.domain.audit import What
from bot.people.domain.permission import GRANTED, Act, Actor, Relation, Rights, Role, Unled
from bot.people.domain.person import Kind
from bot.roster.views import permission as view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from bot.people.domain.person import Person
    from bot.work import Work


def actor(work: Work, person: Person, *, now: datetime) -> Actor:
    """Return somebody with the roles that they have at an instant, by the org chart and the grants of that day."""
    roles = {Role.EMPLOYEE, *work.permissions.roles(person.id)}
    led = [one for lead in led_by(work, person, now=now) for one in work.people.team(lead)]
    if led:
        roles.add(Role.MANAGER)
        if work.people.leading([one.id for one in led]):
            roles.add(Role.SECOND_LINE)
    return Actor(person, frozenset(roles))


def led_by(work: Work, person: Person, *, now: datetime) -> list[str]:
    """Return whose reports somebody leads at an instant: their own, and those of whom they stand in for.

    The days of standing in are days where the manager is. Of a manager who has left nobody stands in.
    """
    days = [now.date() + timedelta(days=one) for one in (-1, 0, 1)]
    asked = dict.fromkeys(one for day in days for one in work.permissions.principals(person.id, day))
    principals = (found for one in asked if one != person.id and (found := _employed(work, one, now=now)))
    return [person.id, *(one.id for one in principals if _deputy(work, one, now=now) == person.id)]


def rights(work: Work, reader: Actor, *, now: datetime) -> Rights:
    """Return what somebody may do at an instant, as it is kept with a message that rests on it."""
    led = (one.id for lead in led_by(work, reader.person, now=now) for one in work.people.team(lead))
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
    return _holders(work, Role.HR)


def admins(work: Work) -> list[Person]:
    """Return everybody who has the role of an admin."""
    return _holders(work, Role.ADMIN)


# What somebody does that concerns themselves, or by which anybody may do more, is no secret of one admin.


def announce(
    work: Work,
    by: Person | None,
    key: str,
    *,
    now: datetime,
    to: Iterable[Person] = (),
    but: Iterable[Person] = (),
    **said: str | Sequence[str],
) -> None:
    """Tell the other admins and HR of an act by which somebody may do more, or that concerns whoever did it.

    ``key`` names the sentence and ``said`` what it holds; ``to`` are told as well, and ``but`` are not: they hear of it
    in another way. Where there is no other of these it goes to the top of the company. ``by`` None is whoever sits at
    the machine itself.
    """
    told = {one.id for one in (*but, *([by] if by else []))}
    others = [*admins(work), *hr(work)]
    if not any(by is None or one.id != by.id for one in others):
        bosses = set(work.people.managers().values())
        others = [
            one for one in work.people.all() if one.kind is Kind.PERSON and not one.manager_id and one.id in bosses
        ]
    mark = hashlib.blake2b(repr((key, sorted(said.items()))).encode(), digest_size=8).hexdigest()
    for one in {one.id: one for one in (*others, *to) if one.id not in told}.values():
        card = view.announced(Catalog.load()(one.locale), key, by=by.name if by else "", **said)
        sent = f"announcement:{mark}:{one.id}:{now.isoformat()}"
        enqueue(work, card, key=sent, to=one, kind=card.kind, priority=Priority.DEADLINE, now=now)


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
    return deputy if deputy and not work.people.away(deputy.id, _day(manager, now)) else manager


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
    first, *others = (chain_of(work, one) for one in members)
    shared = [one for one in first[not others :] if all(one in chain for chain in others)]
    return next((found for one in shared if (found := _employed(work, one, now=now))), None)


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
        found = head(work, _belonging(work, subject), now=now) or head_of(work, subject.department, now=now)
    return [found] if found else [one for one in hr(work) if one.id != subject.id]


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
    for one in people:
        manager = work.people.get(one.manager_id) if one.manager_id else None
        if one.kind is not Kind.PERSON or (manager and _employed(work, manager.id, now=now)):
            continue
        if one.manager_id:
            found[one.id] = Unled.LEFT if manager and manager.kind is Kind.PERSON else Unled.UNKNOWN
        elif one.id not in lead:
            found[one.id] = Unled.NONE
    return found


def ask_who_leads(work: Work, subject: Person, *, now: datetime) -> None:
    """Ask the admins, once, who leads somebody whom nobody does while nobody has the role of HR."""
    for one in admins(work):
        if one.id != subject.id:
            card = view.unled(Catalog.load()(one.locale), subject.name)
            key = f"unled:{subject.id}:{subject.manager_id or ''}:{one.id}"
            enqueue(work, card, key=key, to=one, kind=card.kind, priority=Priority.DEADLINE, now=now)


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
    return work.permissions.deputy(manager.id, _day(manager, now)) or ""


def _belonging(work: Work, unit: Person) -> list[Person]:
    names = {unit.id, unit.name}
    return [one for one in work.people.all() if one.kind is Kind.PERSON and (one.unit or one.department) in names]


# Roles and deputies


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
    if not give and role is Role.ADMIN and [one.id for one in admins(work)] == [person.id]:
        raise Invalid("role-last-admin", name=person.name)
    book = work.permissions
    if not (book.give(person.id, role, by=by, at=now) if give else book.take(person.id, role)):
        return False
    detail = {"give" if give else "take": role.value}
    work.audit.append(What.ROLE, actor=by, subject=person.id, detail=detail, at=now)
    if person.id != by:
        card = view.told(Catalog.load()(person.locale), role, by=name, given=give)
        key = f"role:{person.id}:{role}:{give}:{now.isoformat()}"
        enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)
    doer = work.people.get(by)
    way = "given" if give else "taken"
    own = "-own" if doer is not None and doer.id == person.id else ""
    announce(work, doer, f"announce-role-{way}{own}", now=now, but=[person], name=person.name, role=role.value)
    return True


def first_admins(work: Work, named: Iterable[str], *, now: datetime) -> list[str]:
    """Make those of these ids and addresses admins whom the people list knows, while there is no admin at all."""
    wanted = {one.strip().casefold() for one in named} - {""}
    if not wanted or admins(work):
        return []
    found = [
        one.id
        for one in work.people.all()
        if one.kind is Kind.PERSON and {one.id.casefold(), one.email.casefold()} & wanted
    ]
    for person_id in found:
        work.permissions.give(person_id, Role.ADMIN, by="settings", at=now)
        work.audit.append(What.ROLE, actor="jinbu", subject=person_id, detail={"give": Role.ADMIN.value}, at=now)
    return found


def holders(work: Work) -> dict[Role, list[Person]]:
    """Return who has which of the roles that are given."""
    return {role: _holders(work, role) for role in Role if role in GRANTED}


def appoint(
    work: Work, actor: Actor, principal: Person, deputy: Person, *, first: date, last: date, now: datetime
) -> None:
    """Let somebody stand in for a manager between two days, both included, and tell both.

    Raises:
        Denied: when this is not the actor's to say.
        Unanswered: when the days or the person make no sense.
    """
    require(work, actor, Act.NAME_DEPUTY, principal, now=now)
    today = _day(principal, now)
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
    for reader, other in ((deputy, principal), (principal, deputy)):
        if reader.id == actor.person.id:
            continue
        t = Catalog.load()(reader.locale)
        card = view.stands_in(t, other.name, first=first, last=last, mine=reader is deputy, today=_day(reader, now))
        key = f"deputy:{principal.id}:{deputy.id}:{first}:{last}:{reader.id}:{now.isoformat()}"
        enqueue(work, card, key=key, to=reader, kind=card.kind, priority=Priority.DEADLINE, now=now)


def dismiss(work: Work, actor: Actor, principal: Person, *, now: datetime) -> bool:
    """End whatever standing in there is for a manager, today's and what is to come, and tell who stood in.

    Raises:
        Denied: when this is not the actor's to say.
    """
    require(work, actor, Act.NAME_DEPUTY, principal, now=now)
    today = _day(principal, now)
    stood_in = {one for boss, one, _, _ in work.permissions.standing_in(today) if boss == principal.id}
    done = work.permissions.dismiss(principal.id, day=today)
    if done:
        work.audit.append(What.ROLE, actor=actor.person.id, subject=principal.id, detail={"deputy": ""}, at=now)
    for person_id in stood_in - {actor.person.id}:
        deputy = work.people.get(person_id)
        if deputy:
            card = view.relieved(Catalog.load()(deputy.locale), principal.name)
            key = f"deputy-end:{principal.id}:{deputy.id}:{now.isoformat()}"
            enqueue(work, card, key=key, to=deputy, kind=card.kind, priority=Priority.DEADLINE, now=now)
    return done


def standing_in(work: Work, actor: Actor, *, now: datetime) -> list[tuple[Person, Person, date, date]]:
    """Return who stands in for whom from when to when, of those the actor has a say in: their own, or everybody's."""
    everybody = actor.may(Act.NAME_DEPUTY, Relation.COMPANY)
    found = []
    for boss, one, first, last in work.permissions.standing_in(_day(actor.person, now)):
        principal, deputy = work.people.get(boss), work.people.get(one)
        if principal and deputy and (everybody or boss == actor.person.id):
            found.append((principal, deputy, first, last))
    return found


def answerable(work: Work, person: Person, *, now: datetime) -> list[Person]:
    """Return who looks after somebody's figures: whoever leads them at an instant and HR, never themselves."""
    boss = leader(work, person, now=now)
    found = {one.id: one for one in [*([boss] if boss else []), *hr(work)] if one.employed_at(now)}
    found.pop(person.id, None)
    return list(found.values())


def _holders(work: Work, role: Role) -> list[Person]:
    return [one for person_id in work.permissions.holders(role) if (one := work.people.get(person_id))]


def _day(person: Person, now: datetime) -> date:
    return wall(now, timezone=person.timezone).date()
