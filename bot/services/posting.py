"""Postings at work: who reports to whom changes on its day, tasks go along, and everybody concerned is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.audit import What
from bot.domain.calendar import wall, zone
from bot.domain.delivery import Priority
from bot.domain.errors import Invalid, Unanswered
from bot.domain.permission import Act
from bot.domain.person import Kind
from bot.domain.posting import FIELDS, Move, Posting, differs
from bot.domain.record import chain
from bot.messages.i18n import Catalog
from bot.services import approval, dispute, feedback, one_on_one, permission
from bot.services.outbox import enqueue
from bot.views import posting as view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from bot.domain.permission import Actor
    from bot.domain.person import Person
    from bot.ports import Work


def put(work: Work, records: Sequence[Mapping[str, Any]], *, by: str, now: datetime) -> list[str]:
    """Store people as :meth:`People.put` does, and write down from which day they stand where they stand.

    A record's ``effective_from`` that is still to come keeps its manager, department, unit and role for that day.
    """
    before = {one.id: one for one in work.people.all()}
    applied: list[dict[str, Any]] = []
    planned: list[Posting] = []
    starts: dict[str, date] = {}
    for record in records:
        given = dict(record)
        start = given.pop("effective_from", None)
        known = before.get(str(given["id"]))
        today = _today(known, now) if known else now.date()
        if known and start and start > today and differs(_fields(known), given):
            placed = _fields(known) | {name: given.pop(name) for name in FIELDS if name in given}
            planned.append(Posting(known.id, start, **placed, planned=True, by=by))
        elif start and start <= today:
            starts[str(given["id"])] = start
        applied.append(given)
    outcomes = work.people.put(applied)
    taken = {record["id"] for record, outcome in zip(applied, outcomes, strict=True) if outcome == "taken"}
    changed = [
        one["id"]
        for one in applied
        if one["id"] not in taken and (one["id"] not in before or differs(_fields(before[one["id"]]), one))
    ]
    fresh = _fresh([one for one in planned if one.person_id not in taken], work)
    work.postings.put(fresh, at=now)
    _record(work, changed, before, starts, by=by, now=now)
    waits = {one.person_id for one in fresh}
    return [
        "corrected" if outcome == "unchanged" and record["id"] in waits else outcome
        for record, outcome in zip(applied, outcomes, strict=True)
    ]


def _fresh(planned: Sequence[Posting], work: Work) -> list[Posting]:
    """Leave out what is planned just so already."""
    known = (
        {(one.person_id, one.start): one for one in work.postings.planned(until=max(one.start for one in planned))}
        if planned
        else {}
    )
    return [
        one
        for one in planned
        if (old := known.get((one.person_id, one.start))) is None or differs(old.fields(), one.fields())
    ]


def _record(
    work: Work,
    changed: Sequence[str],
    before: Mapping[str, Person],
    starts: Mapping[str, date],
    *,
    by: str,
    now: datetime,
) -> None:
    """Write down where those who changed stand now, and let their tasks follow."""
    if not changed:
        return
    after = {one.id: one for one in work.people.all()}
    history: list[Posting] = []
    moves: list[Move] = []
    for person_id in changed:
        person, old = after.get(person_id), before.get(person_id)
        if person is None:
            continue
        start = starts.get(person_id, _today(person, now))
        if old and not work.postings.of(person_id) and (since := old.hire_date) and since < start:
            history.append(Posting(person_id, since, **_fields(old), by=by))
        history.append(Posting(person_id, start, **_fields(person), by=by))
        if old and person.kind is Kind.PERSON and (old.manager_id or "") != (person.manager_id or ""):
            moves.append(Move(person_id, old.manager_id or "", person.manager_id or "", start))
    work.postings.put(history, at=now)
    moved(work, moves, now=now)


def begin(work: Work, posting: Posting, *, now: datetime) -> bool:
    """Let a planned posting become true; False when whom it is about has left meanwhile."""
    person = work.people.get(posting.person_id)
    work.postings.put([replace(posting, planned=False)], at=now)
    if person is None or not person.employed_at(now):
        return False
    if chain({person.id: posting.fields()}, work.people.managers()):
        return False  # what was planned would make a circle by now: it is on record, and the people list stays sound
    work.people.put([{"id": person.id} | posting.fields()])
    if (person.manager_id or "") != (posting.manager_id or ""):
        moved(work, [Move(person.id, person.manager_id or "", posting.manager_id or "", posting.start)], now=now)
    return True


def move(work: Work, actor: Actor, person: Person, wanted: Mapping[str, Any], *, start: date, now: datetime) -> Posting:
    """Place somebody elsewhere from a day on: at once when that day is not to come, else when it begins.

    Raises:
        Denied: when this is not the actor's to do.
        Unanswered: when they would report to each other in a circle.
        Invalid: when nothing would change.
    """
    permission.require(work, actor, Act.MATCH_PEOPLE, person, now=now)
    if wanted.get("manager_id") == person.id:  # the top of the company, as personnel systems write it
        wanted = dict(wanted) | {"manager_id": None}
    circles = chain({person.id: wanted}, work.people.managers())
    if circles:
        raise Unanswered({"manager": (circles[person.id].key, circles[person.id].values)})
    if not differs(_fields(person), wanted):
        raise Invalid("move-same", name=person.name)
    _announce(work, actor, person, wanted, now=now)
    posting = Posting(person.id, start, **(_fields(person) | dict(wanted)), by=actor.person.id)
    detail = {"manager": posting.manager_id or "", "start": start.isoformat()}
    work.audit.append(What.WRITE, actor=actor.person.id, subject=person.id, detail=detail, at=now)
    if start > _today(person, now):
        posting = replace(posting, planned=True)
        work.postings.put([posting], at=now)
        return posting
    put(work, [{"id": person.id, "effective_from": start} | posting.fields()], by=actor.person.id, now=now)
    return posting


def _announce(work: Work, actor: Actor, person: Person, wanted: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the other admins and HR of a move of one's own, or by which one leads whom one did not lead."""
    boss = work.people.get(wanted.get("manager_id") or "")
    if (boss.id if boss else None) == person.manager_id:
        return
    led = set(permission.led_by(work, actor.person, now=now))
    gains = boss is not None and bool(led & set(permission.chain_of(work, boss)))
    if person.id != actor.person.id and (not gains or led & set(permission.chain_of(work, person)[1:])):
        return
    if boss is None:
        permission.announce(work, actor.person, "announce-move-top", now=now, name=person.name)
    else:
        permission.announce(work, actor.person, "announce-move", now=now, name=person.name, manager=boss.name)


def moved(work: Work, moves: Sequence[Move], *, now: datetime) -> None:
    """Let tasks follow people who changed managers, and tell: the person, who leads them now, and who did.

    Several who go the same way make one card for each of their managers.
    """
    handed: dict[tuple[str, date], list[Person]] = defaultdict(list)
    released: dict[tuple[str, str, date], list[Person]] = defaultdict(list)
    for one in moves:
        person = work.people.get(one.person_id)
        if person is None or not person.employed_at(now):
            continue
        old, new = _somebody(work, one.before), _somebody(work, one.after)
        if old:
            feedback.hand_on(work, old.id, person, now=now)
        dispute.bring_again(work, person.id, now=now)
        approval.ask_again(work, person.id, now=now)
        if new:
            handed[new.id, one.start].append(person)
        if old:
            released[old.id, one.after, one.start].append(person)
        _tell_person(work, person, old, new, one.start, now=now)
    for (manager_id, start), people in handed.items():
        _hand_over(work, permission.somebody(work, manager_id), people, start, now=now)
    for (manager_id, after, start), people in released.items():
        _release(work, permission.somebody(work, manager_id), people, _somebody(work, after), start, now=now)


def _tell_person(
    work: Work, person: Person, old: Person | None, new: Person | None, start: date, *, now: datetime
) -> None:
    planned = {one.person_id: one.next_at for one in work.one_on_ones.of(new.id)} if new else {}
    card = view.person(
        Catalog.load()(person.locale),
        new.name if new else "",
        old.name if old else "",
        start=start,
        next_at=_to_come(planned.get(person.id), now),
        zone=zone(person.timezone),
        now=now,
    )
    key = f"move:{person.id}:{start}:{now.isoformat()}"
    enqueue(work, card, key=key, to=person, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _hand_over(work: Work, manager: Person, people: Sequence[Person], start: date, *, now: datetime) -> None:
    pairs = {one.person_id: one for one in work.one_on_ones.of(manager.id)}
    handed = [
        view.Handed(
            name=one.name,
            person_id=one.id,
            role=one.role,
            every_days=pairs[one.id].every_days if one.id in pairs else None,
            next_at=_to_come(pairs[one.id].next_at, now) if one.id in pairs else None,
        )
        for one in people
    ]
    unplanned = len(handed) == 1 and handed[0].next_at is None
    slot = next(one_on_one.slots(work, manager, now=now)) if unplanned else None
    card = view.hand_over(
        Catalog.load()(manager.locale), handed, start=start, slot=slot, zone=zone(manager.timezone), now=now
    )
    enqueue(
        work,
        card,
        key=f"hand-over:{manager.id}:{start}:{now.isoformat()}",
        to=manager,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=people[0].id if len(people) == 1 else "",
        rights=permission.rights(work, permission.actor(work, manager, now=now), now=now).to_text(),
    )


def _release(
    work: Work, manager: Person, people: Sequence[Person], new: Person | None, start: date, *, now: datetime
) -> None:
    t = Catalog.load()(manager.locale)
    today = wall(now, timezone=manager.timezone).date()
    card = view.release(t, [one.name for one in people], new.name if new else "", start=start, today=today)
    key = f"release:{manager.id}:{new.id if new else ''}:{start}:{now.isoformat()}"
    enqueue(work, card, key=key, to=manager, kind=card.kind, priority=Priority.DEADLINE, now=now)


def _somebody(work: Work, person_id: str) -> Person | None:
    person = work.people.get(person_id) if person_id else None
    return person if person and person.employed_at(work.now) and person.kind is Kind.PERSON else None


def _to_come(at: datetime | None, now: datetime) -> datetime | None:
    return at if at and at > now else None


def _fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FIELDS}


def _today(person: Person, now: datetime) -> date:
    return wall(now, timezone=person.timezone).date()
