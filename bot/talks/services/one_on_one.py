"""One-on-ones at work: asked for, agreed on, called off, noted; and which ones lapsed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState
from bot.delivery.services import calendar_event
from bot.delivery.services.availability import common, suits
from bot.delivery.services.availability import proposed as offers
from bot.delivery.services.outbox import delivered
from bot.delivery.services.verdict import expected
from bot.kit.calendar import local_day
from bot.kit.errors import NotFound, Stale
from bot.messages.codec import card_from_json
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.talks.services import one_on_one_message as message
from bot.talks.services import pair_log
from bot.talks.services.one_on_one_pair import two_of
from bot.talks.views import one_on_one as view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.delivery.domain.delivery import Delivery
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

_KIND = "one_on_one"
_A_DAY, _MOST_TIMES = 4, 16


def keep_rhythm(work: Work, unit_id: str, every_days: int) -> None:
    """Let everybody in a unit meet their manager so often, 0 for no rhythm; no other place has one of its own."""
    unit = work.people.get(unit_id)
    if unit and unit.kind is Kind.UNIT:
        work.one_on_ones.rhythm(unit.id, every_days=every_days)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A card on which times were proposed, and the meetings of it that are planned by now.

    ``agreed`` has of each, by the person's id, their name and when.
    """

    delivery: Delivery
    agreed: Mapping[str, tuple[str, datetime]]


def book(work: Work, actor: Actor, person_id: str, at: datetime, *, now: datetime) -> Proposal | None:
    """Agree on a time for a one-on-one, and tell the other of the two.

    Returns the card on which it was proposed, if it stands by itself.

    Raises:
        Denied: when it is neither the actor's own meeting nor one with somebody who reports to them today.
        Stale: when the time has passed meanwhile, or one of the two is not free then.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    if at <= now:
        raise Stale("one-on-one-past")
    pair = work.one_on_ones.pair(person.id)
    if pair is None or pair.next_at != at:
        if not suits(work, (lead, person), at, but=pair.next_at if pair else None):
            raise Stale("one-on-one-taken")
        work.one_on_ones.plan(person.id, at=at)
        event = calendar_event.booked(
            work, message.about(person), message.KIND, lead=lead, person=person, at=at, now=now
        )
        message.tell_agreed(work, actor, event, (person, lead), pair=pair, now=now)
    return _proposal(work, actor.person, person.id, at)


def _proposal(work: Work, reader: Person, person_id: str, at: datetime) -> Proposal | None:
    planned = {pair.person_id: pair.next_at for pair in work.one_on_ones.of(reader.id)}
    sent = [
        delivery
        for delivery in work.outbox.find(state=DeliveryState.SENT.value, person_id=reader.id)
        if delivery.subject_id == person_id or delivery.kind == _KIND
    ]
    for delivery in reversed(sent):
        proposed = dict(offers(card_from_json(delivery.card)))
        if proposed.get(person_id) == at:
            agreed = {
                id_: (who.name, then)
                for id_, then in proposed.items()
                if planned.get(id_) == then and (who := work.people.get(id_))
            }
            return Proposal(delivery, agreed)
    return None


@dataclass(frozen=True, slots=True)
class TalkRequest:
    """Whom somebody asked for a talk: whether they have been told of it before, else when they are likely to be."""

    lead: Person
    before: bool
    at: datetime | None


def ask(work: Work, actor: Actor, topic: str, *, now: datetime) -> TalkRequest:
    """Tell somebody's manager that they want to talk, with times that suit both.

    Who has asked today already is not brought again, but the topic is taken up.

    Raises:
        NotFound: when nobody leads them.
    """
    person, lead = two_of(work, actor, actor.person.id, now=now)
    work.one_on_ones.ask(person.id, of=lead.id, topic=topic, at=now)
    key = message.ask(work, person, lead, topic, now=now)
    before = delivered(work, key)
    return TalkRequest(lead, before, None if before else expected(work, key, now=now))


def leader(work: Work, actor: Actor, *, now: datetime) -> Person:
    """Return whom somebody would ask for a talk.

    Raises:
        NotFound: when nobody leads them.
    """
    return two_of(work, actor, actor.person.id, now=now)[1]


@dataclass(frozen=True, slots=True)
class Times:
    """Times at which two can meet, in order: the person whose meeting it is, and the other one for whoever asks."""

    person: Person
    other: Person
    times: Sequence[datetime]


def times(work: Work, actor: Actor, person_id: str, *, now: datetime) -> Times:
    """Return times at which both can meet: a few on each day.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
        NotFound: when nobody leads the person, or there is no common time soon.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    other = lead if actor.person.id == person.id else person
    found: dict[date, list[datetime]] = {}
    for at in common(work, lead, person, now=now, first=1):
        day = found.setdefault(local_day(at, timezone=actor.person.timezone), [])
        if len(day) < _A_DAY:
            day.append(at)
        if sum(map(len, found.values())) >= _MOST_TIMES:
            break
    if not found:
        raise NotFound("one-on-one-no-time", name=other.name)
    return Times(person, other, sorted(at for day in found.values() for at in day))


def call_off(work: Work, actor: Actor, person_id: str, *, now: datetime) -> Person:
    """Call a planned meeting off, and tell the other of the two, who is returned.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
        Stale: when none is planned any more.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    if pair is None or pair.next_at is None:
        raise Stale("one-on-one-none-planned")
    work.one_on_ones.plan(person.id, at=None)
    event = calendar_event.called_off(work, message.about(person), now=now)
    reader, other = (lead, person) if actor.person.id == person.id else (person, actor.person)
    message.tell_called_off(work, reader, other, person, pair.next_at, event=event, now=now)
    return reader


@dataclass(frozen=True, slots=True)
class Met:
    """With whom somebody has met, when, and when the next meeting of the two is planned, if it is."""

    other: Person
    at: datetime
    planned: datetime | None


def met(work: Work, actor: Actor, person_id: str, *, now: datetime) -> Met:
    """Note that two have met. A meeting that is still to come stays planned.

    Raises:
        Denied: when the meeting is not the actor's to arrange.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    planned = pair.next_at if pair else None
    at = planned if planned and planned <= now else now
    stays = planned if planned and planned > now else None
    pair_log.note_held(work, person, lead, at, now=now)
    work.one_on_ones.met(person.id, at=at, planned=stays)
    return Met(lead if actor.person.id == person.id else person, at, stays)


def meetings(work: Work, actor: Actor, *, now: datetime, person_id: str = "") -> list[view.Meeting]:
    """Return what of somebody's meetings is planned or asked for, soonest first, or the meetings with one person.

    Raises:
        Denied: when that one is not the actor's.
    """
    if person_id:
        two_of(work, actor, person_id, now=now)
        return [row for row in _meetings(work, actor, now=now) if row.person_id == person_id]
    return [row for row in _meetings(work, actor, now=now) if row.next_at or row.asked_at]


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many people wait for a time from somebody who leads them."""
    rows = _meetings(work, actor, now=now) if actor.ever(Act.REMIND) else []
    asked = [row for row in rows if row.asked_at is not None and row.person_id != actor.person.id]
    return sum(row.next_at is None or row.next_at <= now for row in asked)


def _meetings(work: Work, actor: Actor, *, now: datetime) -> list[view.Meeting]:
    person = actor.person
    pairs = [pair for lead in permission.led_by(work, person, now=now) for pair in work.one_on_ones.of(lead)]
    own = work.one_on_ones.pair(person.id)
    found = []
    for pair in [*([own] if own else []), *pairs]:
        other = work.people.get(pair.manager_id if pair.person_id == person.id else pair.person_id)
        if other is not None:
            found.append(
                view.Meeting(
                    other.name, pair.person_id, pair.next_at, pair.last_at, pair.asked_at, pair.topic_for(person.id)
                )
            )
    return sorted(found, key=lambda row: (row.next_at is None, row.next_at or now, row.name))
