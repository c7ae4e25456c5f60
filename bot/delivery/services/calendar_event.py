"""Appointments at work: whoever plans one says so here, and it comes into both calendars, once, and stays right.

How to use it, for anything that two people agree on:

- :func:`booked` as soon as a time is agreed on, and again when it is moved; :func:`called_off` when it is not to be.
  ``about`` is the caller's own key (``one_on_one:S1``), ``kind`` names it in people's calendars by the message
  ``calendar-event-<kind>`` with ``{ $names }`` (hyphens for its underscores).
- :func:`handed_over` when somebody else leads the person by now.
- :func:`attachment` gives the file (.ics) that goes with a card to one of the two; None where their platform keeps a
  calendar that the event goes into by itself, as DingTalk does where it is permitted
  (:mod:`bot.runtime.platform_items`). Where that fails for good, the file follows in a card of its own.

A meeting keeps its uid when it is moved, and each change raises its sequence (RFC 5545).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from bot.delivery.domain.availability import LENGTH
from bot.delivery.domain.calendar_event import CalendarEvent
from bot.delivery.domain.delivery import MOVED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.domain.platform_item import ItemKind, PlatformItem
from bot.delivery.services.outbox import enqueue
from bot.delivery.views import calendar_event as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.delivery.ports import Work
    from bot.messages.card import Attachment, Card
    from bot.people.domain.person import Person

_MINUTES = int(LENGTH.total_seconds()) // 60
KEY = "calendar:"
"""How the key of a message begins that brings a calendar file by itself."""


def booked(
    work: Work, about: str, kind: str, *, lead: Person, person: Person, at: datetime, now: datetime
) -> CalendarEvent:
    """Note that two agreed on a time, or on another one; the same again changes nothing."""
    known = work.calendar_events.of(about)
    if known is None or not known.stands(now) or known.person_id != person.id:
        event = CalendarEvent(str(uuid4()), about, kind, lead.id, person.id, at, _MINUTES, now)
    elif known.begin == at and known.lead_id == lead.id:
        return known
    else:
        event = known.moved(at, lead_id=lead.id, now=now)
    _keep(work, event, now=now)
    return event


def of(work: Work, about: str) -> CalendarEvent | None:
    """Return the newest appointment about something."""
    return work.calendar_events.of(about)


def called_off(work: Work, about: str, *, now: datetime) -> CalendarEvent | None:
    """Note that an appointment is not to be, and return it; None when none is to come."""
    known = work.calendar_events.of(about)
    if known is None or not known.stands(now):
        return None
    event = known.called_off(now)
    _keep(work, event, now=now)
    return event


def handed_over(work: Work, about: str, lead: Person | None, *, now: datetime) -> None:
    """Take an appointment out of the calendar of who led the person, and put it into that of who does now, if any.

    To a calendar it is another event: one is not kept on in somebody else's. The person's own calendar loses the former
    lead's and gets the new one. Files follow in cards of their own; where the lead is the same nothing happens.
    """
    known = work.calendar_events.of(about)
    if known is None or not known.stands(now) or (lead and lead.id == known.lead_id):
        return
    event = known.called_off(now)
    _keep(work, event, now=now)
    _bring_files(work, event, now=now)
    person = work.people.get(known.person_id)
    if lead and person:
        _bring_files(work, booked(work, about, known.kind, lead=lead, person=person, at=known.begin, now=now), now=now)


def _bring_files(work: Work, event: CalendarEvent, *, now: datetime) -> None:
    """Bring both the file of an appointment that went from one lead to another, where no calendar has it by itself."""
    for id_ in (event.lead_id, event.person_id):
        reader = work.people.get(id_)
        if reader and reader.employed_at(now) and attachment(work, event, reader, now=now):
            bring_file(work, event, reader, now=now, handed=event.cancelled)


def attachment(work: Work, event: CalendarEvent, reader: Person, *, now: datetime) -> Attachment | None:
    """Return the calendar file for one of the two; None where their platform's own calendar has the event."""
    platform = _platform(reader)
    if ItemKind.EVENT in work.platform_items.taken_by().get(platform, frozenset()):
        return None
    return _file(work, event, reader, now=now)


def bring_file(work: Work, event: CalendarEvent, reader: Person, *, now: datetime, handed: bool = False) -> None:
    """Send one of the two the calendar file in a card of its own; ``handed`` when it is with another lead by now.

    Whoever led the person then may be told that this leaves their calendar, and nothing else about the person.
    """
    to = work.reader(reader, now=now)
    other = _other(work, event, reader)
    card = view.file_card(
        to.t,
        event,
        name=other.name if other else "",
        file=_file(work, event, reader, now=now),
        zone=to.zone,
        now=now,
        handed=handed,
    )
    enqueue(
        work,
        card,
        key=f"{KEY}{event.uid}:{event.sequence}:{reader.id}",
        to=reader,
        kind=card.kind,
        priority=Priority.DEADLINE,
        now=now,
        subject_id="" if handed else event.person_id,
        expires_at=event.begin,
    )


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return None for a file that is still right, and that it is not when the appointment has changed since."""
    del now
    uid, sequence = delivery.key.removeprefix(KEY).split(":")[:2]
    event = work.calendar_events.get(uid)
    return None if event and str(event.sequence) == sequence else Drop(MOVED)


def _keep(work: Work, event: CalendarEvent, *, now: datetime) -> None:
    """Keep an appointment, and let it come into the calendars of the platforms that take any.

    Where both are on one platform it is one event of both; else each has their own.
    """
    work.calendar_events.put(event)
    before = {item.platform: item for item in work.platform_items.of(ItemKind.EVENT, event.uid)}
    takes = work.platform_items.taken_by()
    both = [person for id_ in (event.lead_id, event.person_id) if (person := work.people.get(id_))]
    for platform in dict.fromkeys(map(_platform, both)):
        if platform not in before and (event.cancelled or ItemKind.EVENT not in takes.get(platform, frozenset())):
            continue
        here = [person for person in both if _platform(person) == platform]
        owner, *others = here
        names = work.reader(owner, now=now).t.items(person.name for person in both)
        item = PlatformItem(
            kind=ItemKind.EVENT,
            key=event.uid,
            platform=platform,
            mark=event.uid,
            person_id=owner.id,
            other_id=others[0].id if others else "",
            title=view.title(work.reader(owner, now=now).t, event.kind, names=names),
            at=event.begin,
            minutes=event.minutes,
            version=event.sequence,
            closed=event.cancelled,
        )
        if platform in before:  # whose calendar it is in stays: another lead is another event's matter
            item = replace(item, person_id=before[platform].person_id, other_id=before[platform].other_id)
        work.platform_items.put(item, at=now)


def _platform(person: Person) -> str:
    return person.identities[0].platform if person.identities else ""


def _other(work: Work, event: CalendarEvent, reader: Person) -> Person | None:
    return work.people.get(event.lead_id if reader.id == event.person_id else event.person_id)


def _file(work: Work, event: CalendarEvent, reader: Person, *, now: datetime) -> Attachment:
    lead = work.people.get(event.lead_id)
    other = _other(work, event, reader)
    to = work.reader(reader, now=now)
    return view.file(to.t, event, name=other.name if other else "", organiser=lead.name if lead else "", zone=to.zone)
