"""Disputes at work: somebody says that a value is wrong, their manager or HR looks into it, and all hear the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.cases.domain.correction import State as Decision
from bot.cases.domain.dispute import WORKING_DAYS, Dispute, State, Step
from bot.cases.services import correction
from bot.cases.views import dispute as view
from bot.delivery.domain.delivery import SETTLED, SUPERSEDED, Drop, Priority
from bot.delivery.services.outbox import delivered, enqueue
from bot.delivery.services.verdict import expected
from bot.kit.calendar import local_day, working_days_after, zone
from bot.kit.errors import Invalid, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Role
from bot.people.domain.person import place_of
from bot.people.services.audit import note_read
from bot.people.services.permission import actor as actor_of
from bot.people.services.permission import answerable, relation, require, somebody

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from bot.cases.domain.correction import Correction
    from bot.cases.ports.work import Work
    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_BEFORE_DUE = timedelta(days=1)


def open_(
    work: Work,
    actor: Actor,
    delta: Delta,
    *,
    claim: str,
    wanted: Decimal | None,
    versions: tuple[int, ...],
    feedback: str,
    now: datetime,
) -> Dispute:
    """Open a case about a value of one's own, and bring it to whoever may settle it.

    Raises:
        Denied: when the value is not the actor's.
        Stale: when there is a running case about it.
        Invalid: when there is nobody who could look into it.
    """
    person = somebody(work, delta.person_id)
    require(work, actor, Act.DISPUTE, person, now=now)
    running = work.disputes.of(person.id, delta.metric, delta.period)
    if running:
        raise Stale("dispute-runs", number=str(running.no))
    reading, _ = correction.stored(work, delta)
    others = answerable(work, person, now=now)
    if not others:
        raise Invalid("dispute-nobody")
    today = local_day(now, timezone=person.timezone)
    made = Dispute(
        person_id=person.id,
        metric=delta.metric,
        period=reading.period,
        value=reading.value,
        versions=versions or (reading.version,),
        claim=claim,
        wanted=wanted,
        raised_at=now,
        due_on=working_days_after(today, WORKING_DAYS, place=place_of(person)),
        feedback=feedback,
    )
    number = work.disputes.open(made)
    made = work.disputes.get(number) or replace(made, no=number)
    _note(work, made, by=person.id, now=now)
    for one in others:
        _send(work, one, made, key=f"dispute:{number}:{one.id}", now=now)
    return made


def card(work: Work, reader: Person, dispute: Dispute, *, now: datetime) -> Card:
    """Show a case to somebody who may see it, with what they can do about it now."""
    person = somebody(work, dispute.person_id)
    metric = work.metrics.get(dispute.metric)
    if metric is None:
        raise NotFound("dispute-gone")
    versions = work.readings.evidence(person.id, dispute.metric, dispute.period)
    known = {one.by for one in dispute.steps} | {dispute.handler_id} | {person.id}
    names = {one: found.name for one in known if (found := work.people.get(one))}
    own = reader.id == person.id
    if dispute.state is State.CHECKING and _handler(work, dispute, now=now) is None:
        dispute = replace(dispute, state=State.OPEN, handler_id="")  # who had it may not settle it any more
    settlers = answerable(work, person, now=now)
    seen = view.Seen(
        metric=metric,
        versions=[one for one in versions if one.version in dispute.versions or one is versions[0]],
        names=names,
        settlers=[one.name for one in settlers],
        has=[one.name for one in settlers if delivered(work, f"dispute:{dispute.no}:{one.id}")],
        at=min(
            (at for one in settlers if (at := expected(work, f"dispute:{dispute.no}:{one.id}", now=now))), default=None
        ),
        own=own,
        can=not own and _waits_for(work, dispute, reader, now=now),
    )
    return view.case(work.words(reader.locale), dispute, seen, zone=zone(reader.timezone), now=now)


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
    others = [one.id for one in work.people.all() if one.id != actor.person.id] if _settles(actor) else []
    running = work.disputes.about(others, running=True) if others else []
    theirs = [one for one in running if _may_settle(work, actor, one, now=now)]
    return sorted([*own, *theirs], key=lambda one: -one.no)


def _settles(actor: Actor) -> bool:
    return actor.ever(Act.SETTLE_DISPUTE)


def _may_settle(work: Work, actor: Actor, dispute: Dispute, *, now: datetime) -> bool:
    subject = work.people.get(dispute.person_id)
    return subject is not None and actor.may(Act.SETTLE_DISPUTE, relation(work, actor, subject, now=now))


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
    if not _waits_for(work, known, actor.person, now=now):
        raise _late(work, known)
    return known


def _waits_for(work: Work, dispute: Dispute, person: Person, *, now: datetime) -> bool:
    """Say whether somebody can settle a case now; one whose handler may do so no longer waits for all who may."""
    if dispute.waits_for(person.id, today=local_day(now, timezone=person.timezone)):
        return True
    return dispute.state is State.CHECKING and _handler(work, dispute, now=now) is None


def _handler(work: Work, dispute: Dispute, *, now: datetime) -> Person | None:
    """Return who has a case in hand, as long as it is theirs to settle."""
    handler = work.people.get(dispute.handler_id) if dispute.handler_id else None
    if handler is None or not handler.employed_at(now):
        return None
    return handler if _may_settle(work, actor_of(work, handler, now=now), dispute, now=now) else None


def _bring(work: Work, dispute: Dispute, *, key: str, now: datetime) -> bool:
    """Send a case to who has it in hand, else to all who may settle it; False when nobody is left, or all have it."""
    subject = work.people.get(dispute.person_id)
    if subject is None or not subject.employed_at(now):
        return False
    handler = _handler(work, dispute, now=now)
    those = [handler] if handler else answerable(work, subject, now=now)
    sent = [_send(work, one, dispute, key=f"{key}:{one.id}", now=now) for one in those]
    return any(sent)


def bring_again(work: Work, person_id: str, *, now: datetime) -> None:
    """Send the running cases of somebody who is here to whoever may settle them now and has not had them."""
    person = work.people.get(person_id)
    if person is None or not person.employed_at(now):
        return
    for one in work.disputes.about([person_id], running=True):
        if one.state is not State.ACCEPTED:
            _bring(work, one, key=f"dispute:{one.no}", now=now)


def _late(work: Work, dispute: Dispute) -> Stale:
    if dispute.state is State.CHECKING:
        handler = work.people.get(dispute.handler_id)
        return Stale("dispute-taken", name=handler.name if handler else "–")
    return Stale("dispute-settled", state=dispute.state.value)


def _move(work: Work, dispute: Dispute, step: Step, *, handler_id: str, correction: int = 0) -> Dispute:
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
    return _move(work, known, Step(State.CHECKING, actor.person.id, now), handler_id=actor.person.id)


def stand(work: Work, actor: Actor, number: int, *, reason: str, now: datetime) -> Dispute:
    """Say that the value stands, and why; the person hears it.

    Raises:
        NotFound: when there is none of that number.
        Denied: when it is not theirs to settle.
        Stale: when somebody else has it, or it is over.
    """
    known = settling(work, actor, number, now=now)
    done = _move(work, known, Step(State.REJECTED, actor.person.id, now, reason), handler_id=actor.person.id)
    _tell_person(work, done, now=now)
    return done


def accept(
    work: Work, actor: Actor, number: int, value: correction.Value, *, reason: str, now: datetime
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
    step = Step(State.ACCEPTED, actor.person.id, now, reason)
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
    if known.state not in {State.OPEN, State.CHECKING}:
        raise _late(work, known)
    done = _move(work, known, Step(State.WITHDRAWN, actor.person.id, now), handler_id=known.handler_id)
    knows = dict.fromkeys([*_recall(work, done), *([done.handler_id] if done.handler_id else [])])
    for reader_id in knows:
        if reader := work.people.get(reader_id):
            _send(work, reader, done, key=f"dispute:{done.no}:{reader_id}:withdrawn", now=now)
    return done


def _recall(work: Work, dispute: Dispute) -> list[str]:
    """Take back what waits for others about a case that is over, and return the ids of those who have it already."""
    person = work.people.get(dispute.person_id)
    had: dict[str, None] = {}
    for one in work.outbox.find(since=dispute.raised_at):
        if one.key.startswith(f"dispute:{dispute.no}:") and (person is None or one.person_id != person.id):
            if delivered(work, one.key):
                had[one.person_id] = None
            else:
                work.outbox.withdraw(one.key, detail="taken back")
    return list(had)


def after(work: Work, decided: Correction, *, now: datetime) -> Dispute | None:
    """Let a case follow the decision about its correction: closed, or back to being checked; None without a case.

    Who asked for the correction has the case again then. Its words to the person are those of the corrected message.
    """
    known = work.disputes.get(decided.dispute) if decided.dispute else None
    if known is None or known.state is not State.ACCEPTED:
        return None
    if decided.state is Decision.APPROVED:
        step = Step(State.CLOSED, decided.decided_by, now, decided.decision)
        return _move(work, known, step, handler_id=known.handler_id, correction=decided.no)
    step = Step(State.CHECKING, decided.decided_by, now, decided.decision)
    moved = _move(work, known, step, handler_id=known.handler_id)
    _bring(work, moved, key=f"dispute:{known.no}:{decided.no}", now=now)
    return moved


def remind(work: Work, dispute: Dispute, *, now: datetime) -> bool:
    """Remind whoever has a case, or all who could take it, that its day is near; False when nobody is left."""
    person = work.people.get(dispute.person_id)
    if person is None or dispute.over:
        return False
    return _bring(work, dispute, key=f"dispute:{dispute.no}:due:{dispute.due_on}", now=now)


def due(work: Work, today: date) -> list[Dispute]:
    """Return the running cases whose day is tomorrow or has come, and that wait for somebody to settle them."""
    return [one for one in work.disputes.due(today + _BEFORE_DUE) if one.state is not State.ACCEPTED]


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:
    """Return how many cases wait for this actor: those they have in hand, and those that nobody has."""
    if not _settles(actor):
        return 0
    running = work.disputes.about(_those(work, actor), running=True)
    mine = (one for one in running if _may_settle(work, actor, one, now=now))
    return sum(_waits_for(work, one, actor.person, now=now) for one in mine)


def _those(work: Work, actor: Actor) -> list[str]:
    everybody = work.people.all()
    if Role.HR in actor.roles:
        return [one.id for one in everybody]
    return [one.id for one in everybody if one.manager_id]


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a case as it stands when its message may go; none that was taken back meanwhile, or is settled.

    The person hears how it ended, once: what a later message to them says is left to that one.
    """
    number = delivery.key.split(":")[1]
    known = work.disputes.get(int(number)) if number.isdecimal() else None
    reader = work.people.get(delivery.person_id)
    subject = work.people.get(known.person_id) if known else None
    if known is None or reader is None or subject is None:
        return None
    if not subject.employed_at(now):
        return Drop("left")
    if known.state is State.WITHDRAWN and not delivery.key.endswith(":withdrawn"):
        return Drop("taken back")
    own = reader.id == known.person_id
    if not own and known.over and known.state is not State.WITHDRAWN:
        return Drop(SETTLED)
    told = delivery.key.rsplit(":", 1)[1]
    if own and told != known.state and work.outbox.get(f"dispute:{known.no}:{reader.id}:{known.state}"):
        return Drop(SUPERSEDED)
    return card(work, reader, known, now=now)


def _tell_person(work: Work, dispute: Dispute, *, now: datetime) -> None:
    person = somebody(work, dispute.person_id)
    _send(work, person, dispute, key=f"dispute:{dispute.no}:{person.id}:{dispute.state}", now=now)


def _send(work: Work, to: Person, dispute: Dispute, *, key: str, now: datetime) -> bool:
    return enqueue(
        work,
        card(work, to, dispute, now=now),
        key=key,
        to=to,
        kind="dispute",
        priority=Priority.DEADLINE,
        now=now,
        subject_id=dispute.person_id,
    )
