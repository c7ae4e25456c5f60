"""Disputes at work: somebody says that a value is wrong, their manager or HR looks into it, and all hear the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cases.domain.correction import CorrectionState as Decision
from bot.cases.domain.dispute import WORKING_DAYS, CaseStep, Dispute, DisputeClaim, DisputeState
from bot.cases.services import correction
from bot.cases.services.dispute_message import bring, recall, send, tell_person
from bot.cases.services.dispute_settler import may_settle, settles, waits_for
from bot.kit.calendar import local_day, working_days_after
from bot.kit.errors import Invalid, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Role
from bot.people.domain.person import place_of
from bot.people.services.audit import note_read
from bot.people.services.permission import answerable, require, somebody

if TYPE_CHECKING:
    from datetime import date, datetime

    from bot.cases.domain.correction import CorrectedValue, Correction
    from bot.cases.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_BEFORE_DUE = timedelta(days=1)


def open_(work: Work, actor: Actor, delta: Delta, claim: DisputeClaim, *, feedback: str, now: datetime) -> Dispute:
    """Open a case about a value of one's own, or the records behind it, and bring it to whoever may settle it.

    Raises:
        Denied: when the value is not the actor's.
        Stale: when there is a running case about it.
        Invalid: when there is nobody who could look into it.
    """
    person = _opener(work, actor, delta, now=now)
    reading, _ = correction.stored(work, delta)
    settlers = _settlers(work, person, now=now)
    made = Dispute(
        person_id=person.id,
        metric=delta.metric,
        period=reading.period,
        value=reading.value,
        versions=claim.versions or (reading.version,),
        claim=claim.text,
        wanted=claim.wanted,
        raised_at=now,
        due_on=_due_on(person, now=now),
        feedback=feedback,
        records=claim.records,
    )
    number = work.disputes.open(made)
    made = work.disputes.get(number) or replace(made, no=number)
    _note(work, made, by=person.id, now=now)
    for settler in settlers:
        send(work, settler, made, key=f"dispute:{number}:{settler.id}", now=now)
    return made


def _opener(work: Work, actor: Actor, delta: Delta, *, now: datetime) -> Person:
    """Return whose value it is, when whoever asks may open a case about it and none is running."""
    person = somebody(work, delta.person_id)
    require(work, actor, Act.DISPUTE, person, now=now)
    if running := work.disputes.of(person.id, delta.metric, delta.period):
        raise Stale("dispute-runs", number=str(running.no))
    return person


def _settlers(work: Work, person: Person, *, now: datetime) -> list[Person]:
    if settlers := answerable(work, person, now=now):
        return settlers
    raise Invalid("dispute-nobody")


def _due_on(person: Person, *, now: datetime) -> date:
    today = local_day(now, timezone=person.timezone)
    return working_days_after(today, WORKING_DAYS, place=place_of(person))


def shown(work: Work, actor: Actor, number: int, *, now: datetime) -> Dispute:
    """Return a case that the actor may see: their own, or one that is theirs to settle.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is none of their business.
    """
    known = work.disputes.get(number)
    if known is None:
        raise NotFound("dispute-gone")
    subject = somebody(work, known.person_id)
    require(work, actor, Act.DISPUTE if subject.id == actor.person.id else Act.SETTLE_DISPUTE, subject, now=now)
    note_read(work, actor, subject, "dispute", now=now)
    return known


def cases(work: Work, actor: Actor, *, now: datetime) -> list[Dispute]:
    """Return the cases of the actor's own, and the running ones that are theirs to settle, newest first."""
    own = work.disputes.about([actor.person.id])
    others = [person.id for person in work.people.all() if person.id != actor.person.id] if settles(actor) else []
    running = work.disputes.about(others, running=True) if others else []
    theirs = [case for case in running if may_settle(work, actor, case, now=now)]
    return sorted([*own, *theirs], key=lambda dispute: -dispute.no)


def settling(work: Work, actor: Actor, number: int, *, now: datetime) -> Dispute:
    """Return a case that the actor may bring to an end now.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to settle.
        Stale: when it is over, or somebody else has it in hand.
    """
    known = work.disputes.get(number)
    if known is None:
        raise NotFound("dispute-gone")
    require(work, actor, Act.SETTLE_DISPUTE, somebody(work, known.person_id), now=now)
    if not waits_for(work, known, actor.person, now=now):
        raise _late(work, known)
    return known


def _late(work: Work, dispute: Dispute) -> Stale:
    if dispute.state is DisputeState.CHECKING:
        handler = work.people.get(dispute.handler_id)
        return Stale("dispute-taken", name=handler.name if handler else "–")
    return Stale("dispute-settled", state=dispute.state.value)


def _move(work: Work, dispute: Dispute, step: CaseStep, *, handler_id: str, correction: int = 0) -> Dispute:
    if not work.disputes.move(dispute, step, handler_id=handler_id, correction=correction):
        raise _late(work, work.disputes.get(dispute.no) or dispute)
    moved = work.disputes.get(dispute.no) or dispute
    _note(work, moved, by=step.by, now=step.at)
    return moved


def _note(work: Work, dispute: Dispute, *, by: str, now: datetime) -> None:
    detail: dict[str, str | int] = {"case": dispute.no, "state": dispute.state.value}
    work.audit.append(What.DISPUTE, actor=by, subject=dispute.person_id, detail=detail, at=now)


def take(work: Work, actor: Actor, number: int, *, now: datetime) -> Dispute:
    """Take a case in hand, so that nobody else does at the same time.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to settle.
        Stale: when somebody has it, or it is over.
    """
    known = settling(work, actor, number, now=now)
    if known.handler_id == actor.person.id:
        return known
    return _move(work, known, CaseStep(DisputeState.CHECKING, actor.person.id, now), handler_id=actor.person.id)


def stand(work: Work, actor: Actor, number: int, *, reason: str, now: datetime) -> Dispute:
    """Say that the value stands, and why; the person hears it.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to settle.
        Stale: when somebody else has it, or it is over.
    """
    known = settling(work, actor, number, now=now)
    done = _move(work, known, CaseStep(DisputeState.REJECTED, actor.person.id, now, reason), handler_id=actor.person.id)
    tell_person(work, done, now=now)
    return done


def accept(
    work: Work, actor: Actor, number: int, value: CorrectedValue, *, reason: str, now: datetime
) -> tuple[Dispute, Correction]:
    """Agree that the value is wrong: a request to correct it goes to HR, and another person approves it.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to settle.
        Stale: when somebody else has it, or it is over.
        Invalid: when nobody could approve the correction.
    """
    known = settling(work, actor, number, now=now)
    delta = work.deltas.get(known.person_id, known.metric, known.period)
    if delta is None:
        raise NotFound("reading-none")
    asked = correction.follow_from(work, actor.person, delta, value, reason=reason, dispute=known.no, now=now)
    step = CaseStep(DisputeState.ACCEPTED, actor.person.id, now, reason)
    return _move(work, known, step, handler_id=actor.person.id, correction=asked.no), asked


def withdraw(work: Work, actor: Actor, number: int, *, now: datetime) -> Dispute:
    """Take one's own case back.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is somebody else's.
        Stale: when it is over, or its correction is under way.
    """
    known = work.disputes.get(number)
    if known is None:
        raise NotFound("dispute-gone")
    require(work, actor, Act.DISPUTE, somebody(work, known.person_id), now=now)
    if known.state not in {DisputeState.OPEN, DisputeState.CHECKING}:
        raise _late(work, known)
    done = _move(work, known, CaseStep(DisputeState.WITHDRAWN, actor.person.id, now), handler_id=known.handler_id)
    knows = dict.fromkeys([*recall(work, done), *([done.handler_id] if done.handler_id else [])])
    for reader_id in knows:
        if reader := work.people.get(reader_id):
            send(work, reader, done, key=f"dispute:{done.no}:{reader_id}:withdrawn", now=now)
    return done


def after(work: Work, decided: Correction, *, now: datetime) -> Dispute | None:
    """Let a case follow the decision about its correction: closed, or back to being checked; None without a case.

    Who asked for the correction has the case again then. Its words to the person are those of the corrected message.
    """
    known = work.disputes.get(decided.dispute) if decided.dispute else None
    if known is None or known.state is not DisputeState.ACCEPTED:
        return None
    if decided.state is Decision.APPROVED:
        step = CaseStep(DisputeState.CLOSED, decided.decided_by, now, decided.decision)
        return _move(work, known, step, handler_id=known.handler_id, correction=decided.no)
    step = CaseStep(DisputeState.CHECKING, decided.decided_by, now, decided.decision)
    moved = _move(work, known, step, handler_id=known.handler_id)
    bring(work, moved, key=f"dispute:{known.no}:{decided.no}", now=now)
    return moved


def due(work: Work, today: date) -> list[Dispute]:
    """Return the running cases whose day is tomorrow or has come, and that wait for somebody to settle them."""
    return [case for case in work.disputes.due(today + _BEFORE_DUE) if case.state is not DisputeState.ACCEPTED]


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many cases wait for this actor: those they have in hand, and those that nobody has."""
    if not settles(actor):
        return 0
    running = work.disputes.about(_those(work, actor), running=True)
    mine = (case for case in running if may_settle(work, actor, case, now=now))
    return sum(waits_for(work, dispute, actor.person, now=now) for dispute in mine)


def _those(work: Work, actor: Actor) -> list[str]:
    everybody = work.people.all()
    if Role.HR in actor.roles:
        return [person.id for person in everybody]
    return [person.id for person in everybody if person.manager_id]
