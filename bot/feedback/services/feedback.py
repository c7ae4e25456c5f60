"""Feedback at work: written once the data has settled, handed to the outbox, and rated by its reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState as Delivered
from bot.delivery.domain.delivery import Hold, Priority
from bot.delivery.domain.delivery_timing import Wait
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain import approval
from bot.feedback.domain.feedback import Feedback, Occasion, Pick, Stage
from bot.feedback.services.feedback_pending import LATEST, LIFE
from bot.feedback.services.feedback_render import render
from bot.feedback.services.feedback_retraction import say_ended
from bot.feedback.services.feedback_told import hears_first
from bot.kit.errors import Denied, NotFound
from bot.people.services.person import known
from bot.rules.services.audience import those_who_see

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.domain.feedback import Outline
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta
    from bot.messages.card import Card
    from bot.people.domain.person import Person

_PRIORITIES = {
    Occasion.STANDING: Priority.STANDING,
    Occasion.PRAISE: Priority.PRAISE,
    Occasion.NUDGE: Priority.NUDGE,
    Occasion.ALERT: Priority.ALERT,
    Occasion.CORRECTION: Priority.DEADLINE,
}
_MERGE = "daily"
_NEVER_OUT = frozenset({Delivered.EXPIRED, Delivered.FAILED})
"""Where a message stands that its reader has never had in hand."""
_OWN = (Occasion.STANDING, Occasion.PRAISE)
_MEMORY = 8
_LOOK_AGAIN = timedelta(minutes=1)
JOIN = timedelta(minutes=10)
"""What is about several people and comes to a manager within this time is one card."""


def avoid(work: Work, feedback: Feedback) -> list[Pick]:
    """Return the picks that must not be made again: the reader's latest.

    What others read is none of it: of two of whom the same is true neither is told less for the other's sake.
    """
    return work.feedback.recent_picks(feedback.reader_id, last=_MEMORY)


def drop(work: Work, feedback: Feedback, *, now: datetime) -> None:
    """End a feedback that has nothing to say (any more)."""
    work.feedback.save(approval.expire(feedback))
    _wait_no_more(work, feedback, now=now)


def send(
    work: Work, feedback: Feedback, outline: Outline, pick: Pick, *, now: datetime, card: Card | None = None
) -> None:
    """Hand the words to the outbox; ``card`` is what was approved, when somebody added to it.

    Raises:
        Stale: when they are not approved.
    """
    signals = work.rules.signals(feedback.signals)
    if feedback.occasion is not Occasion.CORRECTION:  # what only held while data came in is not what it is sent for
        holding = work.rules.holding(signals, today=feedback.data_at.date())
        signals = [signal for signal in signals if signal.no in holding]
        feedback = replace(feedback, signals=tuple(signal.no for signal in signals))
    work.rules.retell(signals, today=feedback.data_at.date())
    told = [finding.delta for finding in approval.spoken(outline, pick)]
    sent = approval.send(feedback, pick, told)
    if feedback.occasion is Occasion.CORRECTION and not _reader_sees(work, feedback, now=now):
        work.feedback.save(sent)
        say_ended(work, feedback.key, now=now)
        return
    life = LIFE.get(feedback.occasion)
    enqueue(
        work,
        card or render(work, feedback, outline, pick, now=now),
        key=feedback.key,
        to=known(work, feedback.reader_id),
        kind=feedback.occasion,
        priority=_PRIORITIES[feedback.occasion],
        now=now,
        data_at=feedback.data_at,
        after=next((draft.key for draft in reversed(hears_first(work, feedback, told)[0])), ""),
        merge="" if feedback.occasion in {Occasion.ALERT, Occasion.CORRECTION} else _MERGE,
        rule=signals[0].rule if signals else "",
        subject_id=feedback.subject_id,
        expires_at=now + life if life else None,
    )
    work.feedback.save(sent)
    _wait_no_more(work, feedback, now=now)


def _wait_no_more(work: Work, feedback: Feedback, *, now: datetime) -> None:
    """Let what waited for words be looked at again, now that these are written or ended."""
    if feedback.occasion is Occasion.NUDGE or feedback.occasion in _OWN:
        work.outbox.requeue([Hold.TOGETHER], at=now, person_id=feedback.reader_id)


def _reader_sees(work: Work, feedback: Feedback, *, now: datetime) -> bool:
    reader, subject = known(work, feedback.reader_id), known(work, feedback.subject_id)
    return bool(those_who_see(work, [reader], subject, now=now))


def before_the_manager(
    work: Work, feedback: Feedback, delivery: Delivery, told: Iterable[Delta], *, now: datetime
) -> Wait | None:
    """Return until when a manager's words wait for the person's own, at most as long as the policy says."""
    reader = known(work, feedback.reader_id)
    if now >= delivery.created_at + timedelta(hours=work.policies.of(reader).after_hours):
        return None
    until = now
    for draft in hears_first(work, feedback, told)[0]:
        theirs = work.outbox.get(draft.key)
        if theirs is None:  # it is still to be written
            until = max(until, now + _LOOK_AGAIN)
        elif theirs.state in {Delivered.DUE, Delivered.SENDING} and theirs.reason is not Hold.NOT_REACHABLE:
            until = max(until, theirs.not_before, now + _LOOK_AGAIN)
    return Wait(until, Hold.AFTER_SUBJECT) if until > now else None


def with_others(work: Work, feedback: Feedback, delivery: Delivery, *, now: datetime) -> Wait | None:
    """Return until when words wait for others to the same reader that are about to be written, or to go.

    A nudge waits for others to the same manager; what is about the reader waits for what is of another period of
    theirs, since a month and its quarter are told as one.
    """
    until = delivery.created_at + JOIN
    if now >= until:
        return None
    if feedback.occasion in _OWN and feedback.reader_id == feedback.subject_id:
        mine = work.feedback.to_reader(feedback.reader_id, _OWN, since=now - LATEST)
        coming = any(_is_written_by(feedback, other, until) for other in mine)
        return Wait(min(until, now + _LOOK_AGAIN), Hold.TOGETHER) if coming else None
    if feedback.occasion is not Occasion.NUDGE:
        return None
    lately = work.feedback.to_reader(feedback.reader_id, (Occasion.NUDGE,), since=now - LATEST)
    soon = any(_comes_by(work, other, until, now=now) for other in lately if other.key != feedback.key)
    return Wait(min(until, now + _LOOK_AGAIN), Hold.TOGETHER) if soon else None


def _is_written_by(feedback: Feedback, other: Feedback, until: datetime) -> bool:
    """Say whether words about another period of the same person, of both more than a day, are written by an instant."""
    periods = (feedback.period, other.period)
    if other.subject_id != feedback.subject_id or any(period.days == 1 for period in periods):
        return False
    return periods[0].start != periods[1].start and other.stage is Stage.WANTED and other.ready_at <= until


def _comes_by(work: Work, nudge: Feedback, until: datetime, *, now: datetime) -> bool:
    """Say whether a nudge is still to be written by an instant, or waits no longer than that for its person."""
    if nudge.stage is Stage.WANTED:
        return nudge.ready_at <= until
    theirs = work.outbox.get(nudge.key) if nudge.stage is Stage.SENT else None
    waits = theirs is not None and theirs.state is Delivered.DUE and theirs.reason is Hold.AFTER_SUBJECT
    return waits and theirs is not None and now < theirs.not_before <= until


def rate(work: Work, person: Person, key: str, *, useful: bool, now: datetime) -> Delivery:
    """Remember whether a message was of use to its reader, and return it (R44).

    Raises:
        NotFound: when there is no such message.
        Denied: when it was sent to somebody else, or is about somebody whose figures they may not read any more.
    """
    delivery = work.outbox.get(key)
    if delivery is None or delivery.state in _NEVER_OUT:
        raise NotFound("feedback-gone")
    subject = work.people.get(delivery.subject_id) if delivery.subject_id not in {"", person.id} else None
    if delivery.person_id != person.id or (subject and not those_who_see(work, [person], subject, now=now)):
        raise Denied("feedback-denied")
    work.feedback.rate(delivery.no, person.id, useful=useful, at=now)
    return delivery
