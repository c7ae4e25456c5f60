"""The log of a pair at work: a talk is written down by either, read by who may now, searched, and taken out (R122)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services import platform_item_todo as todo
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import Denied, NotFound
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.talks.domain.pair_log import AgreedAction, TalkLogEntry
from bot.talks.services import agenda
from bot.talks.services.one_on_one_pair import met_last, two_of
from bot.talks.views import pair_log as view

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

KEY = "pair-log:"
"""How the key of a message begins that brings an entry to the other of the two."""
_ABOUT_LAST = timedelta(days=7)
"""For so long what is written down is about the last talk; later it is about one that nobody noted."""


def visible(work: Work, reader: Person, entry: TalkLogEntry, *, now: datetime) -> bool:
    """Say whether somebody may read an entry now: the employee, or who wrote it with them and leads them still."""
    if reader.id == entry.person_id:
        return True
    if reader.id != entry.lead_id:
        return False
    person = work.people.get(entry.person_id)
    who = permission.actor(work, reader, now=now)
    return person is not None and who.may(Act.TALK, permission.relation(work, who, person, now=now))


def entries(work: Work, actor: Actor, *, now: datetime, query: str = "", person_id: str = "") -> list[TalkLogEntry]:
    """Return the entries that somebody may read now, the newest talk first; of one pair, or that hold some words."""
    found = [*work.pair_logs.of(actor.person.id), *work.pair_logs.held_by(actor.person.id)]
    named = names(work, found)
    mine = [
        entry
        for entry in found
        if visible(work, actor.person, entry, now=now)
        and (not person_id or entry.person_id == person_id)
        and (not query or entry.holds(query, names=[named[_other(entry, actor.person)]]))
    ]
    return sorted(mine, key=lambda entry: (entry.met_at, entry.no), reverse=True)


def _other(entry: TalkLogEntry, reader: Person) -> str:
    return entry.lead_id if reader.id == entry.person_id else entry.person_id


def names(work: Work, found: Collection[TalkLogEntry]) -> dict[str, str]:
    """Return the names of everybody in some entries by id, "" of who is not known any more."""
    ids = {id_ for entry in found for id_ in (entry.person_id, entry.lead_id, entry.by_id)}
    ids |= {action.owner_id for entry in found for action in entry.actions}
    return {id_: person.name if (person := work.people.get(id_)) else "" for id_ in ids}


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote down of a talk: the keys of the points that were dealt with, notes, and what was agreed."""

    dealt: Sequence[str] = ()
    notes: str = ""
    actions: Sequence[AgreedAction] = ()


def write(work: Work, actor: Actor, person_id: str, written: Written, *, now: datetime) -> TalkLogEntry:
    """Write a talk down, and tell the other of the two; the two have met then.

    Raises:
        Denied: when the talk is not the actor's.
        NotFound: when nobody leads the person.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    met_at = held_at(work, person, now=now)
    seen = agenda.points(work, person, actor.person)
    dealt = [point for point in seen if point.key in written.dealt]
    work.agendas.deal(dealt, at=now)
    entry = work.pair_logs.add(
        TalkLogEntry(
            person.id,
            lead.id,
            actor.person.id,
            met_at,
            now,
            tuple((point.topic, point.text) for point in dealt if point.shared),
            written.notes,
            tuple(action for action in written.actions if action.owner_id in {person.id, lead.id}),
        )
    )
    for action in entry.actions:
        _list(work, action, now=now)
    _tell(work, entry, person if actor.person.id == lead.id else lead, by=actor.person, now=now)
    return entry


def held_at(work: Work, person: Person, *, now: datetime) -> datetime:
    """Return when the talk was that is being written down, and note that it was held."""
    pair = work.one_on_ones.pair(person.id)
    last = met_last(pair, now=now)
    at = last if last and now - last <= _ABOUT_LAST else now
    planned = pair.next_at if pair and pair.next_at and pair.next_at > now else None
    if pair is None or pair.last_at != at:
        work.one_on_ones.met(person.id, at=at, planned=planned)
    return at


def note_held(work: Work, person: Person, lead: Person, at: datetime, *, now: datetime) -> None:
    """Log by itself that a talk was held, with what was on its agenda, unless somebody wrote of it already."""
    if any(entry.met_at == at for entry in work.pair_logs.of(person.id)):
        return
    on_it = [point for point in work.agendas.open(person.id) if point.shared and point.seen_by(lead.id)]
    topics = tuple((point.topic, point.text) for point in on_it if point.at <= at)
    work.pair_logs.add(TalkLogEntry(person.id, lead.id, "", at, now, topics))


def agree(work: Work, actor: Actor, log_no: int, action: AgreedAction, *, now: datetime) -> TalkLogEntry:
    """Add to an entry what somebody will do; returns the entry.

    Raises:
        Denied: when the entry is not the actor's to read.
        NotFound: when there is none, or the action is neither's.
    """
    entry = get(work, actor, log_no, now=now)
    if action.owner_id not in {entry.person_id, entry.lead_id}:
        raise NotFound("button-unknown")
    added = work.pair_logs.agree(entry.no, action)
    _list(work, added, now=now)
    return replace(entry, actions=(*entry.actions, added))


def get(work: Work, actor: Actor, log_no: int, *, now: datetime) -> TalkLogEntry:
    """Return an entry that somebody may read now.

    Raises:
        Denied: when they may not.
        NotFound: when there is none.
    """
    entry = work.pair_logs.get(log_no)
    if entry is None:
        raise NotFound("button-unknown")
    if not visible(work, actor.person, entry, now=now):
        raise Denied("permission-denied", act=Act.TALK.value, subject=entry.person_id)
    return entry


def done(work: Work, actor: Actor, log_no: int, action_no: int, *, now: datetime) -> AgreedAction:
    """Note that something agreed on is done, by either of the two; its to-do goes from its list.

    Raises:
        Denied: when the entry is not the actor's to read.
        NotFound: when there is no such action.
    """
    entry = get(work, actor, log_no, now=now)
    action = next((action for action in entry.actions if action.no == action_no), None)
    if action is None:
        raise NotFound("button-unknown")
    work.pair_logs.done(action.no, at=now)
    todo.done(work, _todo_key(action), now=now)
    return action


def export(work: Work, actor: Actor, *, now: datetime) -> list[TalkLogEntry]:
    """Return everything of one's own pairs that one may read now, and note that it was taken out."""
    found = entries(work, actor, now=now)
    work.audit.append(What.EXPORT, actor=actor.person.id, subject=actor.person.id, detail={"about": "talk_log"}, at=now)
    return found


def _list(work: Work, action: AgreedAction, *, now: datetime) -> None:
    if owner := work.people.get(action.owner_id):
        todo.wanted(work, _todo_key(action), owner, action.text, due_on=action.due_on, now=now)


def _todo_key(action: AgreedAction) -> str:
    return f"agreed:{action.no}"


def _tell(work: Work, entry: TalkLogEntry, reader: Person, *, by: Person, now: datetime) -> None:
    to = work.reader(reader, now=now)
    card = view.told(to.t, entry, names(work, [entry]), reader_id=reader.id, by=by.name, zone=to.zone, now=now)
    enqueue(
        work,
        card,
        key=f"{KEY}{entry.no}:{reader.id}",
        to=reader,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=entry.person_id,
    )


def may_read(work: Work, reader: Actor, delivery: Delivery, now: datetime) -> bool:
    """Say whether a message about an entry may still go to its reader."""
    found = delivery.key.split(":")
    entry = work.pair_logs.get(int(found[1])) if found[1].isdigit() else None
    return entry is not None and visible(work, reader.person, entry, now=now)


def remind(work: Work, log_no: int, action_no: int, day: date, *, now: datetime) -> bool:
    """Remind whoever agreed to do something of it; False when it is done, or not theirs to read any more."""
    entry = work.pair_logs.get(log_no)
    action = next((action for action in entry.actions if action.no == action_no), None) if entry else None
    owner = work.people.get(action.owner_id) if action else None
    if entry is None or action is None or owner is None or action.done_at or not visible(work, owner, entry, now=now):
        return False
    to = work.reader(owner, now=now)
    card = view.action_due(
        to.t, entry, action, names(work, [entry]), reader_id=owner.id, today=day, zone=to.zone, now=now
    )
    return enqueue(
        work,
        card,
        key=f"{KEY}{entry.no}:{action.no}:{day.isoformat()}",
        to=owner,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=entry.person_id,
        merge="daily",
    )


def due(work: Work, *, since: date, until: date) -> Mapping[int, tuple[TalkLogEntry, AgreedAction]]:
    """Return what is to be done between two days, by the number of the action."""
    return {action.no: (entry, action) for entry, action in work.pair_logs.due(since=since, until=until)}
