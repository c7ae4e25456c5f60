"""Pauses at work: stopping what goes out, for all, a rule or a person, and letting it go again."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Hold
from bot.delivery.domain.pause import Pause, Reach
from bot.kit.calendar import instant
from bot.people.domain.audit import What

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.delivery.ports import Work
    from bot.people.domain.person import Person


def begin(
    work: Work, by: Person, reach: Reach, subject: str, *, last: date | None, reason: str, now: datetime
) -> Pause:
    """Pause until a day is over where whoever pauses is, or until it is resumed."""
    until = instant(last + timedelta(days=1), time(0), timezone=by.timezone) if last else None
    pause = Pause(reach, subject, by.id, now, until, reason)
    work.pauses.begin(pause)
    _note(work, by, pause, "begin", now=now)
    return pause


def end(work: Work, by: Person, reach: Reach, subject: str, *, now: datetime) -> bool:
    """Resume; what waited goes now if nothing else holds it, and what has expired meanwhile does not go at all."""
    if not work.pauses.end(reach, subject, by=by.id, at=now):
        return False
    person = subject if reach in {Reach.PERSON, Reach.OWN} else None
    rule = subject if reach is Reach.RULE else None
    work.outbox.requeue([Hold.PAUSED], at=now, person_id=person, rule=rule)
    _note(work, by, Pause(reach, subject, by.id, now), "end", now=now)
    return True


def active(work: Work, *, now: datetime) -> list[Pause]:
    """Return what admins and HR have paused; what people paused for themselves is their own affair."""
    return [pause for pause in work.pauses.active(now=now) if pause.reach is not Reach.OWN]


def own(work: Work, person: Person, *, now: datetime) -> Pause | None:
    """Return somebody's own pause, if they have one."""
    found = work.pauses.on(person.id, rule="", now=now)
    return next((pause for pause in found if pause.reach is Reach.OWN), None)


def called(work: Work, pause: Pause) -> str:
    """Return what a pause stops: the rule's key or the person's name; "" where it is everything."""
    found = work.people.get(pause.subject) if pause.reach in {Reach.PERSON, Reach.OWN} else None
    return found.name if found else pause.subject


def _note(work: Work, by: Person, pause: Pause, act: str, *, now: datetime) -> None:
    subject = pause.subject or "company"
    work.audit.append(What.PAUSE, actor=by.id, subject=subject, detail={"act": act, "reach": pause.reach.value}, at=now)
