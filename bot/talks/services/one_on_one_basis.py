"""Talks that were booked on a number that was wrong: both are asked whether to keep them, and nothing is called off."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, DeliveryState, Priority
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.services import calendar_event
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.feedback import Stage, TakenBack
from bot.feedback.services.feedback_corrected import why_taken_back
from bot.feedback.services.feedback_pending import SETTLE
from bot.kit.errors import Stale
from bot.people.services import permission
from bot.talks.services import talk
from bot.talks.services.one_on_one_message import about
from bot.talks.services.one_on_one_pair import two_of
from bot.talks.views import one_on_one_basis as view

if TYPE_CHECKING:
    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.feedback import Feedback
    from bot.figures.domain.delta import Changed
    from bot.messages.card import Card
    from bot.people.domain.permission import Actor
    from bot.people.domain.person import Person
    from bot.talks.ports import Work

KIND = view.KIND
_AHEAD, _BACK = timedelta(days=62), timedelta(days=31)
_KEY = re.compile(rf"{KIND}:(?P<person>.+):(?P<at>\d{{4}}-\d\d-\d\dT[^|]+)\|")


def ask_whether_kept(work: Work, touched: Changed, *, now: datetime) -> None:
    """Ask both of each pair whether they keep a talk that was booked on a number that has been corrected since.

    It goes when more data has had the time to come in, and says nothing where the talk is called for again by then.
    """
    changed = set(touched.person.tolist())
    numbers = work.people.numbers() if changed else {}
    for pair in work.one_on_ones.planned(since=now, until=now + _AHEAD) if changed else ():
        person = work.people.get(pair.person_id)
        lead = permission.leader(work, person, now=now) if person else None
        if person is None or lead is None or pair.next_at is None or numbers[person.id][0] not in changed:
            continue
        why = _undone(work, person, lead, pair.next_at, now=now)
        for reader in (lead, person) if why else ():
            card = _card(work, reader, person, lead, pair.next_at, why, now=now)
            enqueue(
                work,
                card,
                key=f"{KIND}:{person.id}:{pair.next_at.isoformat()}|{reader.id}",
                to=reader,
                kind=KIND,
                priority=Priority.DEADLINE,
                now=now,
                not_before=now + 2 * SETTLE,
                subject_id=person.id,
                expires_at=pair.next_at,
            )


def _undone(work: Work, person: Person, lead: Person, at: datetime, *, now: datetime) -> TakenBack | None:
    """Return why nothing stands any more of what a talk was booked on; None while something does, or nothing ever did.

    It rests on the nudges that its lead had had when it was booked. What has got better by itself was not wrong.
    """
    event = calendar_event.of(work, about(person))
    if event is None or event.begin != at:
        return None
    sent = work.feedback.nudges(lead.id, person.id, since=event.changed_at - _BACK)
    before = [nudge for nudge in sent if _was_out(work, nudge, event.changed_at)]
    reasons = set()
    for nudge in before:
        signals = work.rules.signals(nudge.signals)
        if work.rules.holding(signals, today=now.date()):
            return None
        why = why_taken_back(work, nudge, signals)
        reasons.add(TakenBack.CHANGED if why is TakenBack.RECOVERED and _stands(work, nudge) else why)
    if not reasons & {TakenBack.CORRECTED, TakenBack.CHANGED} or talk.due(work, work.deltas.of([person.id]), now=now):
        return None
    return TakenBack.CORRECTED if TakenBack.CORRECTED in reasons else TakenBack.CHANGED


def _stands(work: Work, nudge: Feedback) -> bool:
    """Say whether the values of a nudge are what it told, so that only what they are held against can be another."""
    told = zip(nudge.deltas, nudge.values, strict=False)
    return all((delta := work.deltas.get(*key)) is not None and delta.value == value for key, value in told)


def _was_out(work: Work, nudge: Feedback, at: datetime) -> bool:
    out = work.outbox.get(nudge.key) if nudge.stage is Stage.SENT else None
    if out is not None and out.state is DeliveryState.MERGED:
        out = work.outbox.get(out.detail)
    return out is not None and out.sent_at is not None and out.sent_at <= at


def _card(
    work: Work, reader: Person, person: Person, lead: Person, at: datetime, why: TakenBack | None, *, now: datetime
) -> Card:
    to = work.reader(reader, now=now)
    leads = reader.id == lead.id
    name = person.name if leads else lead.name
    return view.keep(to.t, name=name, person_id=person.id, at=at, why=why, leads=leads, zone=to.zone, now=now)


def render(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return the question as it stands; none where the talk was moved, called off, or is called for again."""
    asked = _KEY.match(delivery.key)
    person, reader = work.people.get(asked["person"]) if asked else None, work.people.get(delivery.person_id)
    lead = permission.leader(work, person, now=now) if person else None
    pair = work.one_on_ones.pair(person.id) if person else None
    if asked is None or person is None or reader is None or lead is None or pair is None:
        return Drop(SETTLED)
    at = datetime.fromisoformat(asked["at"])
    why = _undone(work, person, lead, at, now=now) if pair.next_at == at else None
    return _card(work, reader, person, lead, at, why, now=now) if why else Drop(SETTLED)


def kept(work: Work, actor: Actor, person_id: str, at: datetime, *, now: datetime) -> Person:
    """Leave a talk as it is; returns the other of the two.

    Raises:
        Denied: when it is not theirs.
        Stale: when it is not planned for then any more.
    """
    person, lead = two_of(work, actor, person_id, now=now)
    pair = work.one_on_ones.pair(person.id)
    if pair is None or pair.next_at != at:
        raise Stale("one-on-one-none-planned")
    return lead if actor.person.id == person.id else person
