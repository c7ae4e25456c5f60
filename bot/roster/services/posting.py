"""Postings at work: who reports to whom changes on its day, tasks go along, and everybody concerned is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from bot.kit.calendar import local_day
from bot.kit.errors import Invalid, Unanswered
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind, chain
from bot.people.services import permission
from bot.roster.domain.posting import FIELDS, Move, Posting, differs, put_among, settled, standing
from bot.roster.services import announcement
from bot.roster.services.posting_handover import moved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.roster.ports import Work


ALWAYS: Final = date(1970, 1, 1)
"""Before every figure."""


def put(work: Work, entries: Sequence[Mapping[str, Any]], *, by: str, now: datetime) -> list[str]:
    """Store people as :meth:`People.put` does, and write down from which day they stand where they stand.

    An entry's ``effective_from`` that is still to come keeps its manager, department, unit and role for that day; one
    that is over changes the time since then, up to where something else was said.
    """
    before = _known(work, entries)
    today = {person.id: _today(person, now) for person in before.values()}
    dated = {str(entry["id"]) for entry in entries if entry.get("effective_from")}
    turned = {str(entry["id"]) for entry in entries if _turns(before.get(str(entry["id"])), entry)}
    histories = work.postings.histories(sorted((dated | turned) & before.keys()))
    applied: list[dict[str, Any]] = []
    planned: list[Posting] = []
    changes: dict[str, _Change] = {}
    for entry in entries:
        given = dict(entry)
        start = given.pop("effective_from", None)
        known = before.get(str(given["id"]))
        said: dict[str, Any] = {name: given[name] for name in FIELDS if name in given}
        if known and start and start > today[known.id]:
            if differs(_fields(known), given):
                planned.append(_planned(known, start, said, by=by))
                given = {name: value for name, value in given.items() if name not in said}
        elif known and said and known.id in dated | turned:
            change = _change(known, histories.get(known.id, []), said, start, today=today[known.id], by=by)
            changes[known.id] = change
            given |= change.fields
        applied.append(given)
    results = list(zip(applied, work.people.put(applied), strict=True))
    taken = {entry["id"] for entry, outcome in results if outcome == "taken"}
    fresh = _fresh([posting for posting in planned if posting.person_id not in taken], work)
    new = [entry for entry in entries if str(entry["id"]) not in before and str(entry["id"]) not in taken]
    newcomers = [_first(entry, entry.get("effective_from"), by=by, now=now) for entry in new]
    work.postings.put([*fresh, *newcomers], at=now)
    kept = {key: change for key, change in changes.items() if key not in taken}
    _record(work, kept.values(), now=now)
    waits = {posting.person_id for posting in fresh} | {key for key, change in kept.items() if change.stored}
    return ["corrected" if outcome == "unchanged" and entry["id"] in waits else outcome for entry, outcome in results]


def _known(work: Work, entries: Sequence[Mapping[str, Any]]) -> dict[str, Person]:
    """Return those of the people in these entries who are known, also who has left."""
    here = {person.id: person for person in work.people.all()}
    numbers = work.people.numbers()
    wanted = {str(entry["id"]) for entry in entries}
    gone = {key: person for key in wanted - here.keys() if key in numbers and (person := work.people.get(key))}
    return {key: here[key] for key in wanted & here.keys()} | gone


def _planned(known: Person, start: date, said: Mapping[str, Any], *, by: str) -> Posting:
    return Posting(known.id, start, **(_fields(known) | dict(said)), planned=True, by=by, said=tuple(said))


def _change(
    known: Person, history: Sequence[Posting], said: Mapping[str, Any], start: date | None, *, today: date, by: str
) -> _Change:
    """Return what follows from what an entry says of somebody: without a day only what differs counts, from today."""
    if not start:
        said = {name: value for name, value in said.items() if differs(_fields(known), {name: value})}
    posting = _posting(known.id, start or today, said, by=by)
    return _say(known, history, posting, dated=bool(start), today=today)


def _turns(known: Person | None, entry: Mapping[str, Any]) -> bool:
    return known is not None and differs(_fields(known), entry)


def _first(entry: Mapping[str, Any], start: date | None, *, by: str, now: datetime) -> Posting:
    """Return how somebody stands who was not known: since a day, or as far as anybody knows."""
    today = now.date()
    posting = _posting(entry["id"], today, {name: entry[name] for name in FIELDS if name in entry}, by=by)
    return replace(posting, start=start) if start and start <= today else replace(posting, said=())


def _posting(person_id: str, start: date, said: Mapping[str, Any], *, by: str) -> Posting:
    blank: dict[str, Any] = {"manager_id": None, "department": "", "unit": "", "role": ""}
    return Posting(person_id, start, **(blank | dict(said)), by=by, said=tuple(said))


@dataclass(frozen=True, slots=True)
class _Change:
    """What a posting changes of somebody: what is to be stored, where they stand today, and from when what differs."""

    person: Person
    posting: Posting
    stored: list[Posting]
    fields: dict[str, Any]
    moved: list[tuple[str, date, str]]


def _say(person: Person, history: Sequence[Posting], posting: Posting, *, dated: bool, today: date) -> _Change:
    """Put a posting among those that somebody has had; where nothing is known of them they stand as they do."""
    known = list(history)
    if not known:
        since = min(person.hire_date or posting.start, posting.start - timedelta(days=1))
        history = [Posting(person.id, since, **_fields(person), by=posting.by, said=())]
    old, new = settled(history), put_among(history, posting, dated=dated)
    before, after = standing(old, today), standing(new, today)
    fields = _fields(person)
    if before and after:
        turned = {name for name in FIELDS if getattr(before, name) != getattr(after, name)}
        fields |= {name: getattr(after, name) for name in turned | set(posting.said)}
    return _Change(
        person,
        posting,
        [new_posting for new_posting in new if new_posting not in known],
        fields,
        _moved(person, old, new),
    )


def _moved(person: Person, old: Sequence[Posting], new: Sequence[Posting]) -> list[tuple[str, date, str]]:
    """Return from which day on somebody's role or unit is another, with each unit that they belonged to since."""

    def place(postings: Sequence[Posting], day: date) -> tuple[str, str]:
        stood = standing(postings, day)
        return (stood.role, stood.unit or stood.department) if stood else ("", "")

    days = sorted({posting.start for posting in (*old, *new)})
    before = [days[0] - timedelta(days=1), *days]
    turned = [day for day in before if place(old, day) != place(new, day)]
    if not turned:
        return []
    first = turned[0] if turned[0] != before[0] else ALWAYS
    units = {place(old, day)[1] for day in turned}
    return [(person.id, first, unit) for unit in sorted(units)]


def _record(work: Work, changes: Iterable[_Change], *, now: datetime) -> None:
    """Write down what changed, and let tasks follow who has another manager today."""
    moves: list[Move] = []
    for change in changes:
        work.postings.put(change.stored, at=now)
        work.postings.moved(change.moved)
        before, after = change.person.manager_id or "", change.fields["manager_id"] or ""
        if change.person.kind is Kind.PERSON and before != after:
            moves.append(Move(change.person.id, before, after, change.posting.start))
    moved(work, moves, now=now)


def _fresh(planned: Sequence[Posting], work: Work) -> list[Posting]:
    """Leave out what is planned just so already."""
    known = (
        {
            (other.person_id, other.start): other
            for other in work.postings.planned(until=max(posting.start for posting in planned))
        }
        if planned
        else {}
    )
    return [
        posting
        for posting in planned
        if (old := known.get((posting.person_id, posting.start))) is None or differs(old.fields(), posting.fields())
    ]


def due(work: Work, *, now: datetime) -> list[Posting]:
    """Return the planned postings whose day has begun where the person is."""
    found = []
    for planned in work.postings.planned(until=now.date() + timedelta(days=1)):
        person = work.people.get(planned.person_id)
        if person is not None and planned.start <= _today(person, now):
            found.append(planned)
    return found


def begin_due(work: Work, *, now: datetime) -> None:
    """Let every planned posting whose day has begun become true."""
    for planned in due(work, now=now):
        begin(work, planned, now=now)


def begin(work: Work, posting: Posting, *, now: datetime) -> bool:
    """Let a planned posting become true; False when whom it is about has left meanwhile."""
    person = work.people.get(posting.person_id)
    posting = replace(posting, planned=False)
    if person is None or not person.employed_at(now):
        work.postings.put([posting], at=now)
        return False
    history = [other for other in work.postings.of(person.id) if not other.planned]
    change = _say(person, history, posting, dated=True, today=_today(person, now))
    if chain({person.id: change.fields}, work.people.managers()):
        # What was planned would make a circle by now: it is on record, and the people list stays sound.
        work.postings.put([posting], at=now)
        return False
    work.people.put([{"id": person.id} | change.fields])
    _record(work, [change], now=now)
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
    said = tuple(name for name in FIELDS if name in wanted)
    posting = Posting(person.id, start, **(_fields(person) | dict(wanted)), by=actor.person.id, said=said)
    detail = {"manager": posting.manager_id or "", "start": start.isoformat()}
    work.audit.append(What.WRITE, actor=actor.person.id, subject=person.id, detail=detail, at=now)
    if start > _today(person, now):
        posting = replace(posting, planned=True)
        work.postings.put([posting], at=now)
        return posting
    put(work, [{"id": person.id, "effective_from": start} | dict(wanted)], by=actor.person.id, now=now)
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
        announcement.announce(work, actor.person, "announce-move-top", now=now, name=person.name)
    else:
        announcement.announce(work, actor.person, "announce-move", now=now, name=person.name, manager=boss.name)


def _fields(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in FIELDS}


def _today(person: Person, now: datetime) -> date:
    return local_day(now, timezone=person.timezone)
