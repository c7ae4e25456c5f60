"""Corrections at work: asked for by one person, approved by another, and only then a new version of the value (R26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.cases.domain.correction import CorrectedValue, Correction, CorrectionState
from bot.cases.services.correction_apply import overtaken, store
from bot.cases.services.correction_message import approvers, bring, tell_asker
from bot.cases.services.correction_record import value_after
from bot.figures.services.record_evidence import made_now
from bot.kit.errors import Denied, Invalid, NotFound, Stale, Unanswered
from bot.kit.period import Period, period_of
from bot.people.domain.audit import What
from bot.people.domain.permission import Act
from bot.people.services.permission import relation, require, somebody

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction_record import RecordChange
    from bot.cases.ports import Work
    from bot.figures.domain.delta import Changed, Delta
    from bot.figures.domain.facts import HeldValue
    from bot.figures.domain.held import HeldRecord
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.reading import Reading
    from bot.figures.services.event import Listeners
    from bot.messages.answers import Answers
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person


def stored(work: Work, delta: Delta) -> tuple[Reading, Metric]:
    """Return the version of a value that counts, and its metric.

    Raises:
        NotFound: when nothing of it is stored, so that there is nothing to correct.
    """
    versions = work.readings.evidence(delta.person_id, delta.metric, delta.period)
    metric = work.metrics.get(delta.metric)
    if not versions or metric is None:
        raise NotFound("reading-none")
    return versions[0], metric


def should_be(answers: Answers, reading: Reading, metric: Metric) -> CorrectedValue:
    """Make the new value of a form's answers; of counts it is their quotient, as the importer makes it.

    Raises:
        Unanswered: when it is no possible value of the metric, or the one that is stored.
    """
    if "numerator" in answers:
        number, of = answers.number("numerator"), answers.number("denominator")
        if of <= 0:
            raise Unanswered({"denominator": ("correction-no-share", {})})
        value, place = Decimal(repr(float(number) / float(of))), "numerator"
        made = CorrectedValue(value, number, of)
    else:
        value, place = answers.number("value"), "value"
        made = CorrectedValue(value)
    if made == CorrectedValue(reading.value, reading.numerator, reading.denominator):
        raise Unanswered({place: ("correction-same", {})})
    low, high = metric.minimum, metric.maximum
    if (low is not None and value < low) or (high is not None and value > high):
        raise Unanswered({place: ("correction-impossible", {})})
    return made


def request(work: Work, actor: Actor, delta: Delta, value: CorrectedValue, *, reason: str, now: datetime) -> Correction:
    """Ask for a correction; everybody else of HR is asked to approve it.

    Raises:
        Denied: when the actor may not ask for it.
        Stale: when one waits already.
        Invalid: when nobody could approve it.
    """
    require(work, actor, Act.REQUEST_CORRECTION, somebody(work, delta.person_id), now=now)
    return follow_from(work, actor.person, delta, value, reason=reason, dispute=0, now=now)


def follow_from(
    work: Work, asker: Person, delta: Delta, value: CorrectedValue, *, reason: str, dispute: int, now: datetime
) -> Correction:
    """Ask for a correction that whoever asks may ask for, by their role or because they settle a dispute.

    Raises:
        Stale: when one waits already.
        Invalid: when nobody could approve it, or it is made of records, which then have to be corrected.
    """
    reading, metric = stored(work, delta)
    if not value.changes and made_now(work, reading, metric):
        raise Invalid("correction-of-records")
    made = Correction(
        person_id=delta.person_id,
        metric=metric.key,
        period=reading.period,
        old=reading.value,
        version=reading.version,
        value=value.value,
        reason=reason,
        asked_by=asker.id,
        asked_at=now,
        numerator=value.numerator,
        denominator=value.denominator,
        dispute=dispute,
        changes=value.changes,
    )
    return _ask(work, asker, made, now=now)


def instead_of(
    work: Work, asker: Person, held: HeldValue, metric: Metric, value: Decimal, *, reason: str, now: datetime
) -> Correction:
    """Ask for the right value in place of one that is held back, whether one is stored for that period or not.

    Raises:
        Stale: when one waits already.
        Invalid: when nobody could approve it.
    """
    start, end = (date(1970, 1, 1) + timedelta(days=int(day[0])) for day in (held.facts.start, held.facts.end))
    period = Period(start, end)
    versions = work.readings.evidence(held.person_id, metric.key, period)
    made = Correction(
        person_id=held.person_id,
        metric=metric.key,
        period=period,
        old=versions[0].value if versions else Decimal(repr(float(held.facts.value[0]))),
        version=versions[0].version if versions else 0,
        value=value,
        reason=reason,
        asked_by=asker.id,
        asked_at=now,
    )
    return _ask(work, asker, made, now=now)


def instead_of_record(
    work: Work, asker: Person, held: HeldRecord, metric: Metric, change: RecordChange, *, reason: str, now: datetime
) -> Correction:
    """Ask for the right record in place of one that is held back; ``metric`` is one that is made of it.

    Raises:
        Stale: when a correction of the same value waits already.
        Invalid: when nobody could approve it.
    """
    period = period_of(change.day, metric.grain)
    versions = work.readings.evidence(held.person_id, metric.key, period)
    made = Correction(
        person_id=held.person_id,
        metric=metric.key,
        period=period,
        old=versions[0].value if versions else held.record.measures.get(held.measure, Decimal(0)),
        version=versions[0].version if versions else 0,
        value=value_after(work, held.person_id, period, metric, [change]),
        reason=reason,
        asked_by=asker.id,
        asked_at=now,
        changes=(change,),
    )
    return _ask(work, asker, made, now=now)


def _ask(work: Work, asker: Person, made: Correction, *, now: datetime) -> Correction:
    earlier = work.corrections.about(made.person_id, made.metric, made.period)
    if any(correction.state is CorrectionState.ASKED for correction in earlier):
        raise Stale("correction-waits")
    deciders = approvers(work, but=made.parties)
    if not deciders:
        raise Invalid("correction-nobody")
    made = replace(made, no=work.corrections.ask(made))
    _note(work, made, by=asker.id, now=now)
    bring(work, made, deciders, now=now)
    return made


def found(work: Work, actor: Actor, number: int, *, now: datetime) -> Correction:
    """Return a request that waits for somebody like the actor to decide about it.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to decide: they asked for it, or it is about them.
        Stale: when it is decided, or the value has changed meanwhile.
    """
    known = work.corrections.get(number)
    if known is None:
        raise NotFound("correction-gone")
    subject = somebody(work, known.person_id)
    require(work, actor, Act.APPROVE_CORRECTION, subject, now=now)
    if actor.person.id in known.parties:
        raise Denied("correction-own", act=Act.APPROVE_CORRECTION.value, subject=subject.id)
    if known.state is not CorrectionState.ASKED:
        raise Stale("correction-decided", state=known.state.value)
    return known


def approve(
    work: Work, actor: Actor, number: int, *, now: datetime, listeners: Listeners[Any] | None = None
) -> tuple[Correction, Changed, int]:
    """Let a correction count; returns it, the keys to compute again, and the batch that holds it.

    ``listeners`` hear of events that it adds.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to decide.
        Stale: when it is decided, or the value has changed meanwhile.
    """
    known = found(work, actor, number, now=now)
    if overtaken(work, known):
        raise Stale("correction-overtaken")
    if not work.corrections.decide(number, CorrectionState.APPROVED, by=actor.person.id, at=now, reason=""):
        raise Stale("correction-decided", state=CorrectionState.APPROVED.value)
    changed, batch = store(work, known, by=actor.person.id, now=now, listeners=listeners)
    done = replace(known, state=CorrectionState.APPROVED, decided_by=actor.person.id, decided_at=now)
    _note(work, done, by=actor.person.id, now=now)
    tell_asker(work, done, now=now)
    return done, changed, batch


def reject(work: Work, actor: Actor, number: int, *, reason: str, now: datetime) -> Correction:
    """Leave a value as it is, and say why to whoever asked.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to decide.
        Stale: when it is decided.
    """
    known = found(work, actor, number, now=now)
    if not work.corrections.decide(number, CorrectionState.REJECTED, by=actor.person.id, at=now, reason=reason):
        raise Stale("correction-decided", state=CorrectionState.REJECTED.value)
    done = replace(known, state=CorrectionState.REJECTED, decided_by=actor.person.id, decided_at=now, decision=reason)
    _note(work, done, by=actor.person.id, now=now)
    tell_asker(work, done, now=now)
    return done


def _note(work: Work, correction: Correction, *, by: str, now: datetime) -> None:
    detail: dict[str, str | int] = {
        "correction": correction.no,
        "state": correction.state.value,
        "metric": correction.metric,
    }
    work.audit.append(What.CORRECTION, actor=by, subject=correction.person_id, detail=detail, at=now)


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many requests wait for this actor's decision."""
    return sum(_decides(work, actor, correction, now=now) for correction in work.corrections.waiting())


def next_for(work: Work, actor: Actor, *, now: datetime) -> Correction:
    """Return the oldest request that waits for this actor's decision.

    Raises:
        NotFound: when none does.
    """
    for correction in work.corrections.waiting():
        if _decides(work, actor, correction, now=now):
            return correction
    raise NotFound("correction-none")


def _decides(work: Work, actor: Actor, correction: Correction, *, now: datetime) -> bool:
    subject = work.people.get(correction.person_id)
    if subject is None or actor.person.id in correction.parties:
        return False
    return actor.may(Act.APPROVE_CORRECTION, relation(work, actor, subject, now=now))
