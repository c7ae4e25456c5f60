"""Messages about corrections: who is asked for a decision, and who hears of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cases.domain.correction import Correction, CorrectionState
from bot.cases.views import correction as view
from bot.cases.views import correction_record as record_view
from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services.outbox import enqueue
from bot.figures.domain.record import RecordQuery
from bot.people.services.permission import hr, somebody

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from bot.cases.ports import Work
    from bot.delivery.domain.delivery import Delivery
    from bot.messages.card import Block, Card
    from bot.messages.i18n import Translator
    from bot.people.domain.person import Person


def approvers(work: Work, *, but: Iterable[str]) -> list[Person]:
    """Return who may approve a correction: everybody of HR but whoever asks and whom it is about."""
    others = set(but)
    return [person for person in hr(work) if person.id not in others]


def ask_again(work: Work, person_id: str, *, now: datetime) -> None:
    """Bring what waits about somebody's values to whoever may decide about it now and has not had it."""
    person = work.people.get(person_id)
    for correction in work.corrections.waiting() if person and person.employed_at(now) else ():
        if correction.person_id == person_id:
            bring(work, correction, approvers(work, but=correction.parties), now=now)


def bring(work: Work, made: Correction, deciders: Iterable[Person], *, now: datetime) -> None:
    """Ask those who may decide about a correction for their decision."""
    metric, asker = work.metrics.get(made.metric), work.people.get(made.asked_by)
    subject = somebody(work, made.person_id)
    if metric is None or asker is None:
        return
    for decider in deciders:
        to = work.reader(decider, now=now)
        enqueue(
            work,
            view.approval(
                to.t,
                made,
                metric=metric,
                name=subject.name,
                asker=asker.name,
                today=to.today,
                rows=rows_of(work, to.t, made, today=to.today),
            ),
            key=f"correction-request:{made.no}:{decider.id}",
            to=decider,
            kind="correction_request",
            priority=Priority.DEADLINE,
            now=now,
            subject_id=subject.id,
        )


def rows_of(work: Work, t: Translator, made: Correction, *, today: date) -> list[Block]:
    """Show what a correction changes of records, nothing where it changes a value as it is."""
    if not made.changes:
        return []
    before = {}
    for change in made.changes:
        versions = list(work.records.find(RecordQuery(stream=change.stream, id=change.id, history=True)))
        if found := next((record for record in versions if record.version == change.version), None):
            before[change.stream, change.id] = found
    ids = {change.person_id for change in made.changes} | {record.person_id for record in before.values()}
    names = {person_id: person.name for person_id in ids if (person := work.people.get(person_id))}
    return [record_view.changes(t, made.changes, before, names=names, today=today)]


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return a request for a correction as it stands; none once it is decided."""
    if not delivery.key.startswith("correction-request:"):
        return None
    known = work.corrections.get(int(delivery.key.split(":")[1]))
    reader, metric = work.people.get(delivery.person_id), work.metrics.get(known.metric) if known else None
    if known is None or reader is None or metric is None or known.state is not CorrectionState.ASKED:
        return Drop(SETTLED)
    subject, asker, to = somebody(work, known.person_id), somebody(work, known.asked_by), work.reader(reader, now=now)
    rows = rows_of(work, to.t, known, today=to.today)
    return view.approval(to.t, known, metric=metric, name=subject.name, asker=asker.name, today=to.today, rows=rows)


def tell_asker(work: Work, correction: Correction, *, now: datetime) -> None:
    """Tell whoever asked for a correction what was decided, as long as they are here."""
    asker, metric = work.people.get(correction.asked_by), work.metrics.get(correction.metric)
    subject, by = work.people.get(correction.person_id), work.people.get(correction.decided_by)
    if asker is None or not asker.employed_at(now) or metric is None or subject is None or by is None:
        return
    to = work.reader(asker, now=now)
    card = view.decided(to.t, correction, metric=metric, name=subject.name, by=by.name, today=to.today)
    enqueue(
        work,
        card,
        key=f"correction-decided:{correction.no}",
        to=asker,
        kind="correction_request",
        priority=Priority.DEADLINE,
        now=now,
        subject_id=subject.id,
    )
