"""Absences at work: being away until a day, who stands in meanwhile, and being back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Hold, Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.calendar import local_day
from bot.kit.errors import Invalid
from bot.people.domain.audit import What
from bot.people.domain.person import Kind
from bot.people.services.permission import leader
from bot.roster.domain.absence import LONGEST_DAYS
from bot.roster.views import absence as view

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.messages.card import Card
    from bot.people.domain.person import Person
    from bot.roster.ports import Work


def leave(
    work: Work, person: Person, first: date, last: date, *, deputy: Person | None = None, now: datetime
) -> tuple[date, date]:
    """Note that somebody is away between two days, both included; their manager hears until when, never why.

    Raises:
        Invalid: for days that are over, for more than a year, and for a deputy who cannot be one.
    """
    today = local_day(now, timezone=person.timezone)
    if last < today or first > last:
        raise Invalid("absence-past")
    if (last - first).days > LONGEST_DAYS:
        raise Invalid("absence-long")
    if deputy is not None:
        _appoint(work, person, deputy, max(first, today), last, now=now)
    work.people.put_absences([(person.id, first, last, "")])
    detail = {"about": "absence", "first": first.isoformat(), "last": last.isoformat()}
    work.audit.append(What.WRITE, actor=person.id, subject=person.id, detail=detail, at=now)
    boss = leader(work, person, now=now)
    if boss is not None and boss.id != person.id:
        told = work.reader(boss, now=now)
        card = view.told(told.t, person.name, first, last, today=told.today)
        _send(work, card, boss, f"absence:{person.id}:{first}:{last}:{boss.id}", subject_id=person.id, now=now)
    return first, last


def _appoint(work: Work, person: Person, deputy: Person, first: date, last: date, *, now: datetime) -> None:
    if deputy.id == person.id or deputy.kind is not Kind.PERSON or not deputy.employed_at(now) or not deputy.identities:
        raise Invalid("absence-deputy-unfit", name=deputy.name)
    if not work.people.team(person.id):
        raise Invalid("absence-deputy-needless")
    work.permissions.appoint(person.id, deputy.id, first=first, last=last, by=person.id, at=now)
    detail = {"deputy": deputy.id, "first": first.isoformat(), "last": last.isoformat()}
    work.audit.append(What.ROLE, actor=person.id, subject=person.id, detail=detail, at=now)
    told = work.reader(deputy, now=now)
    card = view.stands_in(told.t, person.name, first, last, today=told.today)
    _send(work, card, deputy, f"deputy:{person.id}:{first}:{last}:{deputy.id}", now=now)


def _send(work: Work, card: Card, to: Person, key: str, *, subject_id: str = "", now: datetime) -> None:
    enqueue(
        work,
        card,
        key=f"{key}:{now.isoformat()}",
        to=to,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=subject_id,
    )


def back(work: Work, person: Person, *, now: datetime) -> bool:
    """Note that somebody is there again, or will not be away after all; what waited comes as one message."""
    today = local_day(now, timezone=person.timezone)
    if not work.people.end_absence(person.id, today):
        return False
    work.permissions.dismiss(person.id, day=today)
    work.outbox.requeue([Hold.LEAVE], at=now, person_id=person.id)
    detail = {"about": "absence", "act": "end"}
    work.audit.append(What.WRITE, actor=person.id, subject=person.id, detail=detail, at=now)
    return True
