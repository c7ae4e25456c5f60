"""Values held back, at work: those who decide are told, and the first decision counts (R4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cases.services import correction
from bot.cases.services.correction_message import approvers
from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.held import Held, HeldRecord
from bot.intake.services import quarantine
from bot.intake.services.quarantine_record import metric_lacking
from bot.intake.views import intake as view
from bot.kit.errors import Denied, NotFound, Stale
from bot.people.domain.audit import What
from bot.people.domain.permission import Act, Relation
from bot.people.services.permission import admins, hr, require

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from bot.cases.domain.correction_record import RecordChange
    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.delta import Changed
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.figures.services.event import Listeners
    from bot.intake.ports import Work
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person

_KIND = "held"


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided: accepted, discarded, corrected at once, or asked (a second person has to agree).

    ``changed`` are the keys to compute again, ``batches`` the numbers of those that were stored with it.
    """

    held: Held
    word: str
    changed: Changed
    batches: tuple[int, ...] = ()


def tell(work: Work, batches: Sequence[int], *, now: datetime) -> None:
    """Tell the admins, or HR where there are none, what was held back of some batches: one card for each batch."""
    held = work.quarantine.waiting(batches)
    if not held:
        return
    deciders = admins(work) or hr(work)
    for batch in dict.fromkeys(value.batch for value in held):
        mine = [value for value in held if value.batch == batch]
        for person in deciders:
            card = _card(work, person, mine, now=now)
            key = f"held:{batch}:{person.id}"
            enqueue(work, card, key=key, to=person, kind=_KIND, priority=Priority.DEADLINE, now=now)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop:
    """Return what of a batch is still held back; none once somebody has decided about all of it."""
    person = work.people.get(delivery.person_id)
    still = work.quarantine.waiting([int(delivery.key.split(":")[1])])
    return _card(work, person, still, now=now) if person and still else Drop(SETTLED)


def _card(work: Work, person: Person, held: Sequence[Held], *, now: datetime) -> Card:
    reader, metrics = work.reader(person, now=now), {metric.key: metric for metric in work.metrics.all()}
    found = names(work, held[: view.MOST])
    return view.listing(reader.t, held, metrics=metrics, names=found, decided=None, today=reader.today)


def listing(work: Work, actor: Actor, *, now: datetime) -> list[Held]:
    """Return what waits for a decision, the oldest first; those that a card shows are noted as read.

    Raises:
        Denied: when the actor does not decide about it.
    """
    require(work, actor, Act.DECIDE_QUARANTINE, now=now)
    held = work.quarantine.open()
    for value in held[: view.MOST]:
        _note_read(work, actor, value, now=now)
    return held


def waiting(work: Work, actor: Actor, *, now: datetime) -> int:  # noqa: ARG001 - as every other that counts
    """Count the values that wait for somebody like the actor to decide."""
    return len(work.quarantine.open()) if actor.ever(Act.DECIDE_QUARANTINE) else 0


def held(work: Work, actor: Actor, number: int, *, now: datetime) -> tuple[Held, Metric | None]:
    """Return what waits, for somebody who decides about it; with the metric of a value, or that a record is against.

    Raises:
        Denied: when the actor does not decide about it, or it is about them.
        NotFound: when there is none of that number.
        Stale: when somebody has decided.
    """
    require(work, actor, Act.DECIDE_QUARANTINE, now=now)
    found = work.quarantine.get(number)
    if found is None:
        _gone(work, number)
    if found is not None and found.person_id == actor.person.id:
        raise Denied("held-own", act=Act.DECIDE_QUARANTINE.value, subject=found.person_id)
    if isinstance(found, HeldRecord):
        return found, work.metrics.get(str(found.reason.values.get("metric", "")))
    metric = work.metrics.get(found.metric) if found else None
    if found is None or metric is None:
        raise NotFound("import-nothing-held", number=number)
    return found, metric


def opened(work: Work, actor: Actor, number: int, *, now: datetime) -> tuple[Held, Metric | None]:
    """Return a value that waits, as :func:`held` does, and note that the actor has read it.

    Raises:
        Denied: when the actor does not decide about it.
        NotFound: when there is none of that number.
        Stale: when somebody has decided.
    """
    found, metric = held(work, actor, number, now=now)
    _note_read(work, actor, found, now=now)
    return found, metric


def decide(
    work: Work, actor: Actor, number: int, *, accept: bool, now: datetime, listeners: Listeners[Any] | None = None
) -> Decision:
    """Let a value that was held back count, or leave it out for good; an event that counts ``listeners`` hear.

    Raises:
        Denied: when the actor does not decide about it.
        NotFound: when there is none of that number.
        Stale: when somebody has decided.
    """
    found, _ = held(work, actor, number, now=now)
    by = actor.person.id
    if accept:
        changed = quarantine.accept(work, number, by=by, now=now, listeners=listeners)
    else:
        changed = quarantine.discard(work, number, by=by, now=now)
    word = "accepted" if accept else "discarded"
    _note(work, actor, found, word, now=now)
    return Decision(found, word, changed)


def correct(work: Work, actor: Actor, number: int, value: Decimal, *, reason: str, now: datetime) -> Decision:
    """Leave a value out for good, and have the right one come in its place.

    Somebody else of HR has to approve that one (R26). Where nobody could, whoever may import stores it at once: they
    might as well send a file with it.

    Raises:
        Denied: when the actor does not decide about it.
        NotFound: when there is none of that number.
        Stale: when somebody has decided, or a correction of the same value waits.
        Invalid: when nobody could approve it.
    """
    found, metric = held(work, actor, number, now=now)
    if isinstance(found, HeldRecord) or metric is None:
        raise NotFound("import-nothing-held", number=number)
    person = actor.person
    batches: tuple[int, ...] = ()
    if _approvable(work, person, found) or not actor.may(Act.IMPORT, Relation.COMPANY):
        correction.instead_of(work, person, found, metric, value, reason=reason, now=now)
        changed = quarantine.discard(work, number, by=person.id, now=now)
        word = "asked"
    else:
        changed, batch = quarantine.replace_held(work, number, float(value), reason=reason, by=person.id, now=now)
        batches, word = (batch,), "corrected"
    _note(work, actor, found, word, now=now)
    return Decision(found, word, changed, batches)


def stream_of(work: Work, found: HeldRecord) -> RecordStream:
    """Return the stream of a record that is held back.

    Raises:
        NotFound: when there is none any more.
    """
    stream = work.streams.get(found.record.stream)
    if stream is None:
        raise NotFound("import-nothing-held", number=found.no)
    return stream


def correct_record(
    work: Work,
    actor: Actor,
    number: int,
    change: RecordChange,
    *,
    reason: str,
    now: datetime,
    listeners: Listeners[Any] | None = None,
) -> Decision:
    """Leave a record out for good, and have the right one come in its place, as :func:`correct` does a value.

    One that is stored at once ``listeners`` hear.

    Raises:
        Denied: when the actor does not decide about it.
        NotFound: when there is none of that number.
        Stale: when somebody has decided, or a correction of the same value waits.
        Invalid: when nobody could approve it.
    """
    found, _ = held(work, actor, number, now=now)
    if not isinstance(found, HeldRecord):
        raise NotFound("import-nothing-held", number=number)
    person, metric = actor.person, metric_lacking(work, found)
    batches: tuple[int, ...] = ()
    if metric and (_approvable(work, person, found) or not actor.may(Act.IMPORT, Relation.COMPANY)):
        correction.instead_of_record(work, person, found, metric, change, reason=reason, now=now)
        changed, word = quarantine.discard(work, number, by=person.id, now=now), "asked"
    else:
        require(work, actor, Act.IMPORT, now=now)
        changed, batch = quarantine.replace_held_record(
            work, number, change, reason=reason, by=person.id, now=now, listeners=listeners
        )
        batches, word = (batch,), "corrected"
    _note(work, actor, found, word, now=now)
    return Decision(found, word, changed, batches)


def _approvable(work: Work, person: Person, found: Held) -> bool:
    return bool(approvers(work, but=(person.id, found.person_id)))


def names(work: Work, held: Sequence[Held]) -> dict[str, str]:
    """Return the names of those whom values are about, by id."""
    found = (work.people.get(person_id) for person_id in {value.person_id for value in held})
    return {person.id: person.name for person in found if person}


def _gone(work: Work, number: int) -> None:
    state = work.quarantine.state(number)
    if state:
        raise Stale("held-decided", state=state)


def _note_read(work: Work, actor: Actor, value: Held, *, now: datetime) -> None:
    work.audit.append(What.READ, actor=actor.person.id, subject=value.person_id, detail=noted(value), at=now)


def _note(work: Work, actor: Actor, found: Held, word: str, *, now: datetime) -> None:
    detail = noted(found) | {"decision": word}
    work.audit.append(What.APPROVAL, actor=actor.person.id, subject=found.person_id, detail=detail, at=now)


def noted(held: Held) -> dict[str, str | int]:
    """Say in the audit trail what is held back."""
    what = {"stream": held.record.stream} if isinstance(held, HeldRecord) else {"metric": held.metric}
    return {"about": "held", "held": held.no, **what}
