"""Reminders at work: a factual sentence from the newest figure, sent once, and what the person answers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.specificity import assess_note
from bot.feedback.views.specificity import hint
from bot.kit.calendar import local_day, zone
from bot.kit.errors import Denied, NotFound, Stale, Unanswered
from bot.people.domain.permission import Act
from bot.people.services import permission
from bot.talks.domain.reminder import reminder_key
from bot.talks.views import reminder as view

if TYPE_CHECKING:
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.messages.answers import Answers
    from bot.messages.form import Form
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports.work import Work

ANSWER = ":answer"
"""How the key of a message ends by which somebody answers a reminder."""


def form(work: Work, actor: Actor, person_id: str, metric: str, *, now: datetime) -> Form:
    """Show the sentence that would be sent, with room for one of the sender's own.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such figure.
        Stale: when they were reminded of it already.
    """
    subject, delta = _figure(work, actor, person_id, metric, now=now)
    seen = _seen(work, delta, today=local_day(now, timezone=actor.person.timezone))
    earlier = work.outbox.get(reminder_key(subject.id, metric, delta.period.start))
    if earlier is not None:
        t = work.words(actor.person.locale)
        day = t.moment(earlier.created_at, zone=zone(actor.person.timezone), now=now)
        raise Stale("reminder-sent-before", name=subject.name, day=day)
    return view.form(work.words(actor.person.locale), seen, person_id=subject.id, name=subject.name)


def send(
    work: Work,
    actor: Actor,
    person_id: str,
    metric: str,
    start: str,
    answers: Answers,
    *,
    now: datetime,
    prompted: bool = False,
) -> str:
    """Send the sentence to the person, once; returns what to say.

    Raises:
        Denied: when the person does not report to the actor today.
        NotFound: when there is no such figure.
        Stale: when a newer figure has come since, or they were reminded of it already.
        Unanswered: once, when the sender's own words are vague or judge the person, unless they were ``prompted``.
    """
    subject, delta = _figure(work, actor, person_id, metric, now=now)
    if delta.period.start.isoformat() != start:
        raise Stale("reminder-newer", name=subject.name)
    note = answers.text_or_none("note") or ""
    if note and not prompted and (words := hint(work.words(actor.person.locale), assess_note(note))):
        raise Unanswered({"note": ("specificity-hint", {"hint": words})}, once=True)
    card = view.reminder(
        work.words(subject.locale),
        _seen(work, delta, today=local_day(now, timezone=subject.timezone)),
        by=actor.person.name,
        note=note,
    )
    sent = enqueue(
        work,
        card,
        key=reminder_key(subject.id, metric, delta.period.start),
        to=subject,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=subject.id,
    )
    if not sent:
        raise Stale("reminder-known", name=subject.name)
    return work.words(actor.person.locale)("reminder-done", name=subject.name)


def answering(work: Work, actor: Actor, metric: str, start: str) -> Form:
    """Ask somebody what the figure of which they were reminded does not show.

    Raises:
        NotFound: when they were not reminded of it.
    """
    _reminded(work, actor, metric, start)
    return view.answering(work.words(actor.person.locale), metric=metric, start=start)


def answer(work: Work, actor: Actor, metric: str, start: str, answers: Answers, *, now: datetime) -> str:
    """Bring the person's words to whoever leads them today; returns what to say.

    Raises:
        NotFound: when they were not reminded of it, or nobody leads them.
        Stale: when they have answered already.
    """
    delta = _reminded(work, actor, metric, start)
    leader = permission.leader(work, actor.person, now=now)
    if leader is None:
        raise NotFound("reminder-gone")
    card = view.answered(
        work.words(leader.locale),
        _seen(work, delta, today=local_day(now, timezone=leader.timezone)),
        name=actor.person.name,
        text=answers.text("text"),
    )
    sent = enqueue(
        work,
        card,
        key=f"{reminder_key(actor.person.id, metric, delta.period.start)}{ANSWER}",
        to=leader,
        kind=card.kind,
        priority=Priority.NUDGE,
        now=now,
        subject_id=actor.person.id,
    )
    if not sent:
        raise Stale("reminder-answered-before", name=leader.name)
    return work.words(actor.person.locale)("reminder-answer-done", name=leader.name)


def _reminded(work: Work, actor: Actor, metric: str, start: str) -> Delta:
    """Return the figure, as it is now, of which somebody was reminded."""
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
    found = [one for one in work.deltas.of([subject.id]) if one.metric == metric and one.value is not None]
    if not found:
        raise NotFound("reminder-none", name=subject.name)
    return subject, found[0]


def _seen(work: Work, delta: Delta, *, today: date) -> view.Seen:
    metric = work.metrics.get(delta.metric)
    if metric is None:
        raise NotFound("reminder-gone")
    return view.Seen(delta, metric, today)
