"""Evidence at work: the values around a value, and everything that stands behind a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState
from bot.delivery.services.outbox import delivered
from bot.delivery.services.verdict import expected
from bot.feedback.domain.driver import moved_by
from bot.feedback.domain.evidence import Evidence, Ground, ToldValue
from bot.feedback.domain.feedback import Occasion, Stage
from bot.feedback.services.driver_reader import drivers_of
from bot.figures.services import dependency, record_evidence
from bot.figures.views.record import PAGE
from bot.kit.errors import Denied, NotFound
from bot.people.domain.permission import Act
from bot.people.domain.person import Kind
from bot.people.services.audit import note_read
from bot.people.services.permission import relation, require, sees

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from bot.feedback.domain.feedback import Feedback
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.rules.domain.rule import Rule, Signal


def members(work: Work, unit: Person) -> list[Person]:
    """Return the people and units that belong to a unit."""
    names = {unit.id, unit.name}
    return [
        person for person in work.people.all() if person.id != unit.id and (person.unit or person.department) in names
    ]


def parts(work: Work, unit: Person, delta: Delta) -> list[tuple[str, Delta]]:
    """Return a unit's members with their share in its value, the largest first."""
    names = {person.id: person.name for person in members(work, unit)}
    found = [
        other
        for other in work.deltas.find(metric=delta.metric, start=delta.period.start)
        if other.person_id in names and other.value is not None
    ]
    found.sort(key=lambda other: -(other.numerator if other.numerator is not None else other.value or 0.0))
    return [(names[found_delta.person_id], found_delta) for found_delta in found]


def why(work: Work, actor: Actor, key: str, *, now: datetime) -> Evidence:
    """Return what stands behind a feedback.

    It is for the subject, and for whoever may read the subject's facts today, or what a unit does; to whom it was sent
    once makes no difference.

    Raises:
        NotFound: when there is no such feedback.
        Denied: when it is none of theirs.
    """
    feedback = work.feedback.get(key)
    subject = work.people.get(feedback.subject_id) if feedback else None
    if feedback is None or subject is None:
        raise NotFound("evidence-gone")
    if not sees(work, actor, subject, now=now):
        raise Denied("evidence-denied", act=Act.READ_FACTS.value, subject=subject.id)
    deltas = [delta for key in feedback.deltas if (delta := work.deltas.get(*key))]
    signals = work.rules.signals(feedback.signals)
    return _evidence(work, actor, subject, deltas, signals, [feedback], feedback=feedback, now=now)


def behind(work: Work, actor: Actor, subject: Person, delta: Delta, *, now: datetime) -> Evidence:
    """Return what stands behind a value: its rows, the rules that fired about it, and who was told.

    Raises:
        Denied: when it is none of the actor's business.
    """
    if not sees(work, actor, subject, now=now):
        require(work, actor, Act.READ_FACTS, subject, now=now)
    signals = [signal for signal in work.rules.about(subject.id, delta.metric, delta.period) if not signal.silenced]
    return _evidence(work, actor, subject, [delta], signals, (), feedback=None, now=now)


def told_of(work: Work, delta: Delta) -> list[str]:
    """Return the ids of everybody for whom there are words about a value, in the order in which they were written."""
    return list(dict.fromkeys(feedback.reader_id for feedback in _words_about(work, delta)))


def _words_about(work: Work, delta: Delta) -> Iterator[Feedback]:
    for occasion in Occasion:
        for feedback in work.feedback.about(delta.person_id, delta.period, occasion):
            if feedback.stage is Stage.SENT and (delta.person_id, delta.metric) in {key[:2] for key in feedback.deltas}:
                yield feedback


def latest(work: Work, person: Person) -> Feedback | None:
    """Return the newest feedback that somebody was sent, or None."""
    for delivery in reversed(work.outbox.find(person_id=person.id)):
        if delivery.state in {DeliveryState.SENT, DeliveryState.MERGED} and (found := work.feedback.get(delivery.key)):
            return found
    return None


def _evidence(
    work: Work,
    actor: Actor,
    subject: Person,
    deltas: Sequence[Delta],
    signals: Iterable[Signal],
    words: Iterable[Feedback],
    *,
    feedback: Feedback | None,
    now: datetime,
) -> Evidence:
    note_read(work, actor, subject, "evidence", now=now)
    grounds = _grounds(work, actor, subject, deltas, _told(feedback) if feedback else {}, now=now)
    if len(grounds) == 1 and (records := grounds[0].records):
        record_evidence.note(work, actor, records.rows[:PAGE], now=now)
    about = {draft.key: draft for draft in (*words, *(each for delta in deltas for each in _words_about(work, delta)))}
    out = {key for key in about if delivered(work, key)}
    waits = {key for key in about.keys() - out if expected(work, key, now=now)}
    readers, waiting = (_readers(work, [about[key] for key in about if key in some]) for some in (out, waits))
    waiting = tuple(person for person in waiting if person not in readers)
    fired = tuple((signal, rule) for signal in signals if (rule := _as_it_was(work, signal)))
    late = dependency.late(work, [subject], [ground.delta.period for ground in grounds if not ground.of], now=now)
    return Evidence(feedback, subject, grounds, fired, readers, waiting, late)


def _told(feedback: Feedback) -> dict[tuple[str, str, date], ToldValue]:
    """Return what a message said of each value, by person, metric and the first day of the period."""
    said = zip(feedback.deltas, feedback.values, strict=False)
    return {(person, metric, period.start): ToldValue(value, period.end) for (person, metric, period), value in said}


def _grounds(
    work: Work,
    actor: Actor,
    subject: Person,
    deltas: Iterable[Delta],
    told: Mapping[tuple[str, str, date], ToldValue],
    *,
    now: datetime,
) -> tuple[Ground, ...]:
    """Return values with what is stored of each, as far as the actor may see it, and what was told of it before."""
    hears = actor.may(Act.READ_CONTEXT, relation(work, actor, subject, now=now))
    grounds, values = [], list(deltas)
    moved = drivers_of(work, actor, values, now=now)
    for delta in values:
        metric, whose = work.metrics.get(delta.metric), work.people.get(delta.person_id)
        if metric is None or whose is None:
            continue
        key = (delta.person_id, delta.metric, delta.period)
        case = work.disputes.of(*key)
        mine = hears and delta.person_id == subject.id
        before = told.get((delta.person_id, delta.metric, delta.period.start))
        grounds.append(
            Ground(
                delta,
                metric,
                tuple(work.readings.evidence(*key)),
                len(parts(work, subject, delta)) if subject.kind is Kind.UNIT else 0,
                case.no if case else 0,
                work.remarks.of(*key) if mine else None,
                record_evidence.behind(work, actor, whose, metric, delta.period, now=now),
                "" if delta.person_id == subject.id else whose.name,
                before if before and before.value != delta.value else None,
                moved_by(moved, delta),
            )
        )
    return tuple(grounds)


def _readers(work: Work, words: Iterable[Feedback]) -> tuple[Person, ...]:
    """Return whose words these are, each once."""
    ids = dict.fromkeys(feedback.reader_id for feedback in words)
    return tuple(person for key in ids if (person := work.people.get(key)))


def _as_it_was(work: Work, signal: Signal) -> Rule | None:
    """Return the rule behind a signal in the version that fired."""
    known = {rule.version: rule for rule, _, _ in work.rules.versions(signal.rule)}
    return known.get(signal.rule_version)
