"""Messages about cases: who is brought one, how it reads for each, and what waits about one that is over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.cases.domain.dispute import Dispute, DisputeState
from bot.cases.services.correction_apply import current
from bot.cases.services.dispute_settler import handler_of, waits_for
from bot.cases.views import dispute as view
from bot.delivery.domain.delivery import SETTLED, SUPERSEDED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import delivered, enqueue
from bot.delivery.services.verdict import expected
from bot.kit.errors import NotFound
from bot.people.domain.permission import Act
from bot.people.services.permission import actor, answerable, relation, somebody

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.ports import Work
    from bot.delivery.domain.delivery import Delivery
    from bot.figures.domain.record import Record
    from bot.messages.card import Card
    from bot.people.domain.person import Person


def seen_by(work: Work, reader: Person, dispute: Dispute, *, now: datetime) -> view.CaseForReader:
    """Return a case as somebody who may see it sees it, with what they can do about it now.

    Raises:
        NotFound: when its metric is not known any more.
    """
    person = somebody(work, dispute.person_id)
    metric = work.metrics.get(dispute.metric)
    if metric is None:
        raise NotFound("dispute-gone")
    versions = work.readings.evidence(person.id, dispute.metric, dispute.period)
    known = {step.by for step in dispute.steps} | {dispute.handler_id} | {person.id}
    names = {person_id: found.name for person_id in known if (found := work.people.get(person_id))}
    own = reader.id == person.id
    if dispute.state is DisputeState.CHECKING and handler_of(work, dispute, now=now) is None:
        dispute = replace(dispute, state=DisputeState.OPEN, handler_id="")  # who had it may not settle it any more
    settlers = answerable(work, person, now=now)
    brought = {settler.id: f"dispute:{dispute.no}:{settler.id}" for settler in settlers}
    who = actor(work, reader, now=now)
    rows = who.may(Act.READ_ROWS, relation(work, who, person, now=now))
    return view.CaseForReader(
        dispute=dispute,
        metric=metric,
        versions=[row for row in versions if row.version in dispute.versions or row is versions[0]],
        names=names,
        settlers=[settler.name for settler in settlers],
        has=[settler.name for settler in settlers if delivered(work, brought[settler.id])],
        at=min((at for key in brought.values() if (at := expected(work, key, now=now))), default=None),
        own=own,
        can=not own and waits_for(work, dispute, reader, now=now),
        records=_records(work, dispute) if rows else {},
        hidden=not rows,
    )


def _records(work: Work, dispute: Dispute) -> dict[tuple[str, str], Record]:
    """Return what counts now of the rows that a case is about."""
    named = [claimed for claimed in dispute.records if not claimed.missing]
    found = {(claimed.stream, claimed.id): current(work, claimed.stream, claimed.id) for claimed in named}
    return {key: record for key, record in found.items() if record}


def _card(work: Work, reader: Person, dispute: Dispute, *, now: datetime) -> Card:
    to = work.reader(reader, now=now)
    return view.case(to.t, seen_by(work, reader, dispute, now=now), zone=to.zone, now=now)


def bring(work: Work, dispute: Dispute, *, key: str, now: datetime) -> bool:
    """Send a case to who has it in hand, else to all who may settle it; False when nobody is left, or all have it."""
    subject = work.people.get(dispute.person_id)
    if subject is None or not subject.employed_at(now):
        return False
    handler = handler_of(work, dispute, now=now)
    those = [handler] if handler else answerable(work, subject, now=now)
    sent = [send(work, person, dispute, key=f"{key}:{person.id}", now=now) for person in those]
    return any(sent)


def bring_again(work: Work, person_id: str, *, now: datetime) -> None:
    """Send the running cases of somebody who is here to whoever may settle them now and has not had them."""
    person = work.people.get(person_id)
    if person is None or not person.employed_at(now):
        return
    for case in work.disputes.about([person_id], running=True):
        if case.state is not DisputeState.ACCEPTED:
            bring(work, case, key=f"dispute:{case.no}", now=now)


def recall(work: Work, dispute: Dispute) -> list[str]:
    """Take back what waits for others about a case that is over, and return the ids of those who have it already."""
    person = work.people.get(dispute.person_id)
    had: dict[str, None] = {}
    for delivery in work.outbox.find(since=dispute.raised_at):
        if delivery.key.startswith(f"dispute:{dispute.no}:") and (person is None or delivery.person_id != person.id):
            if delivered(work, delivery.key):
                had[delivery.person_id] = None
            else:
                work.outbox.withdraw(delivery.key, detail="taken back")
    return list(had)


def remind(work: Work, dispute: Dispute, *, now: datetime) -> bool:
    """Remind whoever has a case, or all who could take it, that its day is near; False when nobody is left."""
    person = work.people.get(dispute.person_id)
    if person is None or dispute.over:
        return False
    return bring(work, dispute, key=f"dispute:{dispute.no}:due:{dispute.due_on}", now=now)


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
    if known.state is DisputeState.WITHDRAWN and not delivery.key.endswith(":withdrawn"):
        return Drop("taken back")
    own = reader.id == known.person_id
    if not own and known.over and known.state is not DisputeState.WITHDRAWN:
        return Drop(SETTLED)
    told = delivery.key.rsplit(":", 1)[1]
    if own and told != known.state and work.outbox.get(f"dispute:{known.no}:{reader.id}:{known.state}"):
        return Drop(SUPERSEDED)
    return _card(work, reader, known, now=now)


def tell_person(work: Work, dispute: Dispute, *, now: datetime) -> None:
    """Tell whoever opened a case where it stands now."""
    person = somebody(work, dispute.person_id)
    send(work, person, dispute, key=f"dispute:{dispute.no}:{person.id}:{dispute.state}", now=now)


def send(work: Work, to: Person, dispute: Dispute, *, key: str, now: datetime) -> bool:
    """Send a case as it stands to somebody; False when it is known under this key."""
    return enqueue(
        work,
        _card(work, to, dispute, now=now),
        key=key,
        to=to,
        kind="dispute",
        priority=Priority.DEADLINE,
        now=now,
        subject_id=dispute.person_id,
    )
