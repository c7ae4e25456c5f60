"""Messages between two who meet: asked for, agreed on, called off, near; and how each reads when it goes."""

from __future__ import annotations

import re
import zlib
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import MOVED, SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services import calendar_event
from bot.delivery.services.availability import common
from bot.delivery.services.outbox import enqueue
from bot.feedback.services.driver_reader import drivers_of
from bot.kit.calendar import local_day
from bot.messages.card import Quote
from bot.messages.codec import card_from_json
from bot.people.services import permission
from bot.talks.services import agenda, pair_log
from bot.talks.services.agenda_goal import goals_of
from bot.talks.services.finished import finished_lately
from bot.talks.services.one_on_one_open import listed_in, open_talks
from bot.talks.services.one_on_one_pair import met_last
from bot.talks.views import one_on_one as view
from bot.talks.views import one_on_one_soon as soon_view
from bot.talks.views import pair_log as log_view

if TYPE_CHECKING:
    from bot.delivery.domain.calendar_event import CalendarEvent
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.domain.one_on_one import Pair
    from bot.talks.ports import Work

_OFFERED = 2
KIND = "one_on_one"
"""What an appointment is for, and which words name it in calendars."""
ASKED = "talk:"
"""How the key of a message begins by which somebody asks for a one-on-one."""


def remind(work: Work, pair: Pair, *, now: datetime, day_before: bool = False) -> bool:
    """Remind both of a pair of the meeting that they planned; False when there is none or nobody to remind.

    The day before is for points to add: nobody is asked for any who has agreed on the time just now.
    """
    person = work.people.get(pair.person_id)
    manager = permission.leader(work, person, now=now) if person else None
    if manager is None or person is None or pair.next_at is None:
        return False
    event = calendar_event.of(work, about(person))
    if day_before and event and now - event.changed_at < _JUST_NOW:
        return False
    told = []
    for reader, other in ((person, manager), (manager, person)):
        make = _tomorrow if day_before else _soon
        card = make(work, pair, person, reader, other, pair.next_at, now=now)
        told.append(
            enqueue(
                work,
                card,
                key=f"{_DAY_BEFORE if day_before else _SOON}:{person.id}:{pair.next_at.isoformat()}:{reader.id}",
                to=reader,
                kind=card.kind,
                priority=Priority.DEADLINE,
                now=now,
                subject_id=person.id,
                expires_at=pair.next_at,
            )
        )
    return any(told)


_SOON, _DAY_BEFORE, _AFTER = "one-on-one", "day-before", "after-one-on-one"
_JUST_NOW = timedelta(hours=12)
_ASK_FOR = timedelta(days=2)


def ask_after(work: Work, pair: Pair, *, now: datetime) -> bool:
    """Ask whoever led a planned talk what was agreed on, once it is over; False where somebody has noted it already."""
    person = work.people.get(pair.person_id)
    lead = permission.leader(work, person, now=now) if person else None
    at = pair.next_at
    if lead is None or person is None or at is None or (pair.last_at and pair.last_at >= at):
        return False
    pair_log.note_held(work, person, lead, at, now=now)
    to = work.reader(lead, now=now)
    card = log_view.after(to.t, name=person.name, person_id=person.id, at=at, zone=to.zone, now=now)
    return enqueue(
        work,
        card,
        key=f"{_AFTER}:{person.id}:{at.isoformat()}:{lead.id}",
        to=lead,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=person.id,
        expires_at=now + _ASK_FOR,
    )


def _soon(
    work: Work, pair: Pair, person: Person, reader: Person, other: Person, at: datetime, *, now: datetime
) -> Card:
    found, metrics = agenda.news_of(work, person, pair, now=now)
    to, actor = work.reader(reader, now=now), permission.actor(work, reader, now=now)
    return soon_view.reminder(
        to.t,
        name=other.name,
        person_id=person.id,
        at=at,
        last_at=met_last(pair, now=now),
        points=agenda.points(work, person, reader),
        findings=found,
        metrics=metrics,
        drivers=drivers_of(work, actor, [finding.delta for finding in found], now=now),
        topic=(pair.topic_for(reader.id), person.name),
        goals=goals_of(work, actor, person, since=met_last(pair, now=now), now=now),
        done=None if person.id in work.restrictions.all() else finished_lately(work, person, now=now),
        zone=to.zone,
        now=now,
    )


def _tomorrow(
    work: Work, pair: Pair, person: Person, reader: Person, other: Person, at: datetime, *, now: datetime
) -> Card:
    to = work.reader(reader, now=now)
    return soon_view.tomorrow(
        to.t,
        name=other.name,
        person_id=person.id,
        at=at,
        last_at=met_last(pair, now=now),
        points=agenda.points(work, person, reader),
        zone=to.zone,
        now=now,
    )


_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?[+-]\d\d:\d\d"  # ids may be digits as well: no more than it


_MEETING = re.compile(
    r"(?P<when>one-on-one|day-before|after-one-on-one):(?P<person>.+?)"
    rf":(?P<at>{_INSTANT}):.+?(?P<kind>:booked|:off)?(?::|$)"
)


_ASKED = re.compile(r"talk:(?P<person>.+):[^:]+:\d{4}-\d\d-\d\d:\d+$")


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said about one-on-ones as it is now: no time that is past, no meeting that was moved."""
    reader = work.people.get(delivery.person_id)
    if reader is None:
        return None
    if listed := listed_in(delivery):
        cadence, start = listed
        made = open_talks(work, reader, cadence.stretch(start), cadence, now=now)
        return made[0] if made else Drop(SETTLED)
    if asked := _ASKED.match(delivery.key):
        return _asked_anew(work, delivery, reader, asked["person"], now=now)
    meeting = _MEETING.match(delivery.key)
    if meeting is None:
        return None
    person, pair = work.people.get(meeting["person"]), work.one_on_ones.pair(meeting["person"])
    at = datetime.fromisoformat(meeting["at"])
    planned = pair is not None and pair.next_at == at
    if meeting["when"] == _AFTER:
        noted = pair is not None and pair.last_at is not None and pair.last_at >= at
        return Drop(SETTLED) if noted or not planned else None
    if person is None or pair is None or planned is (meeting["kind"] == ":off"):
        return Drop(MOVED)
    lead = permission.leader(work, person, now=now)
    if meeting["kind"] or lead is None:
        return None
    make = _tomorrow if meeting["when"] == _DAY_BEFORE else _soon
    return make(work, pair, person, reader, lead if reader.id == person.id else person, at, now=now)


def _asked_anew(work: Work, delivery: Delivery, lead: Person, person_id: str, *, now: datetime) -> Card | Drop:
    """Offer times that are still to come to who was asked for a talk, under the words in which it was asked for."""
    person, pair = work.people.get(person_id), work.one_on_ones.pair(person_id)
    if person is None or pair is None or not pair.wants_time(now):
        return Drop(SETTLED)
    card = _wanted(work, lead, person, topic="", now=now)
    words = [block for block in card_from_json(delivery.card).blocks if isinstance(block, Quote)]
    return replace(card, blocks=(card.blocks[0], *words, *card.blocks[1:]))


def ask(work: Work, person: Person, lead: Person, topic: str, *, now: datetime) -> str:
    """Tell whoever leads somebody that they want to talk, with times that suit both; returns the message's key."""
    card = _wanted(work, lead, person, topic=topic, now=now)
    day = local_day(now, timezone=person.timezone)
    key = f"{ASKED}{person.id}:{lead.id}:{day}:{zlib.crc32(topic.encode())}"
    enqueue(work, card, key=key, to=lead, kind=card.kind, priority=Priority.NUDGE, now=now, subject_id=person.id)
    return key


def _wanted(work: Work, lead: Person, person: Person, *, topic: str, now: datetime) -> Card:
    to = work.reader(lead, now=now)
    times = list(islice(common(work, lead, person, now=now), _OFFERED))
    return view.asked(to.t, name=person.name, person_id=person.id, topic=topic, times=times, zone=to.zone, now=now)


def about(person: Person) -> str:
    """Return what the appointment of somebody and whoever leads them is known by."""
    return f"{KIND}:{person.id}"


def tell_agreed(
    work: Work, actor: Actor, event: CalendarEvent, both: tuple[Person, Person], *, pair: Pair | None, now: datetime
) -> None:
    """Tell whoever of two did not choose the time, with what they can do about it; the calendar file goes to both.

    The first of ``both`` is the person, the second whoever leads them.
    """
    person, lead = both
    for reader, other in ((person, lead), (lead, person)):
        file = calendar_event.attachment(work, event, reader, now=now)
        if reader.id == actor.person.id:
            if file:
                calendar_event.bring_file(work, event, reader, now=now)
            continue
        to = work.reader(reader, now=now)
        topic = pair.topic_for(reader.id) if pair else ""
        card = view.agreed(
            to.t,
            name=other.name,
            person_id=person.id,
            at=event.begin,
            topic=topic,
            by=person.name,
            file=file,
            zone=to.zone,
            now=now,
        )
        _send(work, card, reader, person, event.begin, end="booked", now=now)


def tell_called_off(
    work: Work,
    reader: Person,
    other: Person,
    person: Person,
    at: datetime,
    *,
    event: CalendarEvent | None,
    now: datetime,
) -> None:
    """Tell one of two that the ``other`` called their meeting off, and how to plan another; both get it as a file."""
    to = work.reader(reader, now=now)
    file = calendar_event.attachment(work, event, reader, now=now) if event else None
    card = view.called_off(to.t, name=other.name, person_id=person.id, at=at, file=file, zone=to.zone, now=now)
    _send(work, card, reader, person, at, end="off", now=now)
    if event and calendar_event.attachment(work, event, other, now=now):
        calendar_event.bring_file(work, event, other, now=now)


def _send(work: Work, card: Card, reader: Person, person: Person, at: datetime, *, end: str, now: datetime) -> None:
    """Send word of a meeting to one of the two, as long as it is still to come."""
    enqueue(
        work,
        card,
        key=f"one-on-one:{person.id}:{at.isoformat()}:{reader.id}:{end}:{now.isoformat()}",
        to=reader,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id=person.id,
        expires_at=at,
    )
