"""Reminders at work: a factual sentence from the newest figure, sent once, and what the person answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.kit.errors import Denied, NotFound, Stale
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.talks.domain.reminder import reminder_key
from bot.talks.views import reminder as view
from bot.talks.views.reminder import FigureForReader

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

ANSWER = ":answer"
"""How the key of a message ends by which somebody answers a reminder."""


def remindable(
    work: Work, actor: Actor, person_id: str, metric: str, *, now: datetime
) -> tuple[Person, FigureForReader]:
    """Return of whom and of what a reminder would be: somebody's newest figure, as the actor reads it.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such figure.
        Stale: when they were reminded of it already.
    """
    subject, delta = _figure(work, actor, person_id, metric, now=now)
    to = work.reader(actor.person, now=now)
    seen = _seen(work, delta, today=to.today)
    earlier = work.outbox.get(reminder_key(subject.id, metric, delta.period.start))
    if earlier is not None:
        day = to.t.moment(earlier.created_at, zone=to.zone, now=now)
        raise Stale("reminder-sent-before", name=subject.name, day=day)
    return subject, seen


def send(work: Work, actor: Actor, person_id: str, metric: str, start: str, note: str = "", *, now: datetime) -> Person:
    """Send the sentence to the person, once, with a ``note`` of the sender's own or none; returns to whom.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such figure.
        Stale: when a newer figure has come since, or they were reminded of it already.
    """
    subject, delta = current(work, actor, person_id, metric, start, now=now)
    to = work.reader(subject, now=now)
    card = view.reminder(to.t, _seen(work, delta, today=to.today), by=actor.person.name, note=note)
    key = reminder_key(subject.id, metric, delta.period.start)
    if not _bring(work, card, key=key, to=subject, subject=subject, now=now):
        raise Stale("reminder-known", name=subject.name)
    return subject


def current(
    work: Work, actor: Actor, person_id: str, metric: str, start: str, *, now: datetime
) -> tuple[Person, Delta]:
    """Return somebody and their newest figure, which is still the one of the period that begins on the day ``start``.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such figure.
        Stale: when a newer figure has come since.
    """
    subject, delta = _figure(work, actor, person_id, metric, now=now)
    if delta.period.start.isoformat() != start:
        raise Stale("reminder-newer", name=subject.name)
    return subject, delta


def answer(work: Work, actor: Actor, metric: str, start: str, text: str, *, now: datetime) -> Person:
    """Bring the person's words to whoever leads them today, and return that one.

    Raises:
        NotFound: when they were not reminded of it, or nobody leads them.
        Stale: when they have answered already.
    """
    delta = reminded(work, actor, metric, start)
    leader = permission.leader(work, actor.person, now=now)
    if leader is None:
        raise NotFound("reminder-gone")
    to = work.reader(leader, now=now)
    card = view.answered(to.t, _seen(work, delta, today=to.today), name=actor.person.name, text=text)
    key = f"{reminder_key(actor.person.id, metric, delta.period.start)}{ANSWER}"
    if not _bring(work, card, key=key, to=leader, subject=actor.person, now=now):
        raise Stale("reminder-answered-before", name=leader.name)
    return leader


def _bring(work: Work, card: Card, *, key: str, to: Person, subject: Person, now: datetime) -> bool:
    return enqueue(work, card, key=key, to=to, kind=card.kind, priority=Priority.NUDGE, now=now, subject_id=subject.id)


def reminded(work: Work, actor: Actor, metric: str, start: str) -> Delta:
    """Return the figure, as it is now, of which somebody was reminded.

    Raises:
        NotFound: when they were not.
    """
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise NotFound("reminder-gone") from None
    sent = work.outbox.get(reminder_key(actor.person.id, metric, day))
    delta = next(iter(work.deltas.find(person_id=actor.person.id, metric=metric, start=day)), None)
    if sent is None or delta is None:
        raise NotFound("reminder-gone")
    return delta


def _figure(work: Work, actor: Actor, person_id: str, metric: str, *, now: datetime) -> tuple[Person, Delta]:
    """Return somebody's newest figure, for whoever leads them today."""
    subject = work.people.get(person_id)
    if subject is None or not subject.employed_at(now):
        raise Denied("permission-denied", act=Act.REMIND.value, subject=person_id)
    permission.require(work, actor, Act.REMIND, subject, now=now)
    found = [delta for delta in work.deltas.of([subject.id]) if delta.metric == metric and delta.value is not None]
    if not found:
        raise NotFound("reminder-none", name=subject.name)
    return subject, found[0]


def _seen(work: Work, delta: Delta, *, today: date) -> FigureForReader:
    metric = work.metrics.get(delta.metric)
    if metric is None:
        raise NotFound("reminder-gone")
    return FigureForReader(delta, metric, today)
