"""Complaints of customers at work: those involved are told, at most once a day about the same person or unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.domain.message import LOST
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.complaint import (
    BEFORE,
    MORNING,
    ComplaintNotice,
    counted,
    days_of,
    tells_members,
    told_on,
)
from bot.feedback.views import complaint as view
from bot.figures.domain.event import EventKind
from bot.figures.domain.record import RecordQuery
from bot.kit.calendar import instant, local_day
from bot.kit.period import Period
from bot.people.domain.person import Kind
from bot.people.services import permission
from bot.rules.domain.rule import Audience
from bot.rules.services.audience import readers_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.ports import Work
    from bot.figures.domain.record import Record, RecordStream
    from bot.messages.card import Card
    from bot.people.domain.person import Person

KIND: Final = "complaint"
_FRESH: Final = timedelta(days=7)
"""A message that could not go for so long is not sent any more."""


@dataclass(frozen=True, slots=True)
class Involved:
    """Who is told of complaints about a person or unit: those whose work it is, and who leads them now."""

    own: Sequence[Person]
    leads: Sequence[Person]


def tell(work: Work, _stream: RecordStream, records: Sequence[Record], *, now: datetime) -> None:
    """Tell those involved of complaints that have come in: at once, or tomorrow when they had a message today."""
    for subject_id, theirs in groupby(sorted(records, key=_by_person), key=_by_person):
        subject = work.people.get(subject_id)
        if subject and _may_be_told_of(work, subject, now=now):
            _tell(work, subject, list(theirs), now=now)


def _by_person(record: Record) -> str:
    return record.person_id


def _may_be_told_of(work: Work, subject: Person, *, now: datetime) -> bool:
    return subject.employed_at(now) and subject.id not in work.restrictions.all()


def _tell(work: Work, subject: Person, records: Sequence[Record], *, now: datetime) -> None:
    work.series.take_turn()  # of two processes that hear of something at once, one sees what the other has told
    today = local_day(now, timezone=subject.timezone)
    day = told_on(work.complaints.of(subject.id, today), today, now=now)
    new = work.complaints.note(ComplaintNotice(record.stream, record.id, subject.id, now, day) for record in records)
    if new:
        _send(work, subject, day, now=now)


def _send(work: Work, subject: Person, day: date, *, now: datetime) -> None:
    """Put the messages of a day about somebody or a unit into the outbox, those that are not there yet.

    Whoever leads a person has theirs after that person.
    """
    complaints = _counting(work, subject, day)
    if not complaints:
        return
    at = max(now, instant(day, MORNING, timezone=subject.timezone)) if day > _today(subject, now) else now
    those = involved(work, subject, now=now)
    for reader in (*those.own, *those.leads):
        about_them = reader.id == subject.id
        leads = reader in those.leads
        enqueue(
            work,
            _card(work, reader, subject, complaints, those, now=now),
            key=_key(subject, day, reader),
            to=reader,
            kind=KIND,
            priority=Priority.NUDGE,
            now=now,
            not_before=at,
            expires_at=at + _FRESH,
            subject_id=subject.id if leads or about_them else "",
            after=_key(subject, day, subject) if leads and subject in those.own else "",
        )


def _today(subject: Person, now: datetime) -> date:
    return local_day(now, timezone=subject.timezone)


def _key(subject: Person, day: date, reader: Person) -> str:
    return f"{KIND}:{subject.id}:{day.isoformat()}:{reader.id}"


def involved(work: Work, subject: Person, *, now: datetime) -> Involved:
    """Return who is told of complaints about a person or unit, as everybody stands at an instant.

    Of a unit of a few nobody is told but who leads it, and of a unit of one only who may read that person's figures:
    nobody learns of a single person what is not theirs to know.
    """
    if subject.kind is Kind.PERSON:
        own = [subject]
    else:
        members = permission.belonging(work, subject)
        own = members if tells_members(len(members)) else []
    leads = [reader for reader in readers_of(work, subject, Audience.MANAGER, now=now) if reader not in own]
    if subject.kind is Kind.UNIT and len(own) == 1:
        leads = [reader for reader in leads if _sees(work, reader, own[0], now=now)]
    return Involved(own, leads)


def _sees(work: Work, reader: Person, person: Person, *, now: datetime) -> bool:
    return permission.sees(work, permission.actor(work, reader, now=now), person, now=now)


def _counting(work: Work, subject: Person, day: date) -> list[Record]:
    """Return the complaints of a day's message that count still, and are still about the same person or unit."""
    found = [
        record
        for notice in work.complaints.of(subject.id, day)
        for record in work.records.find(RecordQuery(notice.stream, person_id=subject.id, id=notice.id))
    ]
    return sorted(found, key=lambda record: (record.day, record.stream, record.id))


def _earlier(work: Work, subject: Person, complaints: Sequence[Record]) -> int:
    """Count the other complaints about the same person or unit, of the same days and of those before."""
    days = days_of(complaints)
    span = Period(days.start - BEFORE, days.end)
    known = sum(
        work.records.count(RecordQuery(stream.key, person_id=subject.id, period=span))
        for stream in work.streams.all()
        if stream.event is EventKind.COMPLAINT
    )
    return known - len(complaints)


def _card(
    work: Work, reader: Person, subject: Person, complaints: Sequence[Record], those: Involved, *, now: datetime
) -> Card:
    to = work.reader(reader, now=now)
    seen = view.ComplaintsForReader(
        counts=counted(complaints),
        days=days_of(complaints),
        earlier=_earlier(work, subject, complaints),
        subject=subject,
        own=reader in those.own,
        leads=[lead.name for lead in those.leads if lead.id != reader.id],
        told=len(those.own),
    )
    return view.complaints(to.t, seen, today=to.today)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what is said of complaints as they stand when the message may go, to whom it is still to go."""
    reader = work.people.get(delivery.person_id)
    named = delivery.key.removeprefix(f"{KIND}:").removesuffix(f":{delivery.person_id}").rsplit(":", 1)
    subject = work.people.get(named[0])
    if reader is None or subject is None or not _may_be_told_of(work, subject, now=now):
        return Drop("left")
    those = involved(work, subject, now=now)
    if reader not in (*those.own, *those.leads):
        return Drop(LOST)
    complaints = _counting(work, subject, date.fromisoformat(named[1]))
    return _card(work, reader, subject, complaints, those, now=now) if complaints else Drop(SETTLED)


def tell_instead(work: Work, delivery: Delivery, now: datetime) -> None:
    """Tell whoever is involved now of what is not for a reader any more; nobody has it twice."""
    named = delivery.key.removeprefix(f"{KIND}:").removesuffix(f":{delivery.person_id}").rsplit(":", 1)
    subject = work.people.get(named[0])
    if subject and _may_be_told_of(work, subject, now=now):
        _send(work, subject, date.fromisoformat(named[1]), now=now)
