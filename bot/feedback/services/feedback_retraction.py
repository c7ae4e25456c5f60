"""Words that hold no more: who was told them, and who hears of the value that stands in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import REDRAW, Priority
from bot.delivery.services.outbox import enqueue
from bot.feedback.domain.feedback import Feedback, Occasion
from bot.feedback.services.evidence import told_of
from bot.feedback.services.feedback_corrected import overturned, why_taken_back
from bot.feedback.services.feedback_pending import new_feedback
from bot.feedback.services.feedback_told import may_be_out, target_told, tells_other
from bot.feedback.views.feedback_correction import correction_ended, correction_gone
from bot.feedback.views.feedback_nudge import taken_back
from bot.figures.domain.delta import Delta
from bot.people.services.permission import actor, leader, sees

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction import Correction
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Changed
    from bot.people.domain.person import Person


def corrections(work: Work, touched: Changed, *, now: datetime) -> list[Feedback]:
    """Find who was told what no longer holds, and who is to hear of a value that was corrected on request."""
    wanted: list[Feedback] = []
    for correction in work.corrections.untold():
        with work.contained("correction"):
            wanted += _on_request(work, correction, now=now)
    heard = {(feedback.reader_id, key) for feedback in wanted for key in feedback.deltas}
    for sent in work.feedback.sent_about(touched):
        if sent.occasion is Occasion.CORRECTION or sent.pick is None or not may_be_out(work, sent):
            continue
        _take_back(work, sent, now=now)
        own = [key for key in sent.deltas if key[0] == sent.subject_id and (sent.reader_id, key) not in heard]
        keys = tuple(
            key
            for key in own
            if (overturned(work, sent, key) and tells_other(work, sent, key))
            or target_told(work, sent.reader_id, key, but="") is not None
        )
        subject, reader = work.people.get(sent.subject_id), work.people.get(sent.reader_id)
        if keys and subject and reader:
            wanted.append(new_feedback(Occasion.CORRECTION, subject, reader, sent.period, keys, sent.signals, now=now))
    return wanted


def _take_back(work: Work, sent: Feedback, *, now: datetime) -> None:
    """Redraw a nudge that is out when nothing it was sent for calls for a talk any more; it keeps no old figures."""
    signals = work.rules.signals(sent.signals)
    if sent.occasion is not Occasion.NUDGE or work.rules.holding(signals, today=now.date()):
        return
    out = work.outbox.get(sent.key)
    reader, subject = work.people.get(sent.reader_id), work.people.get(sent.subject_id)
    if out is None or reader is None or subject is None or not reader.employed_at(now):
        return
    why, shown = why_taken_back(work, sent, signals), work.reader(reader, now=now)
    enqueue(
        work,
        taken_back(shown.t, name=subject.name, key=sent.key, day=shown.t.day(shown.today), why=why),
        key=f"{REDRAW}:{sent.key}",
        to=reader,
        kind=REDRAW,
        priority=Priority.REPLY,
        now=now,
        after=sent.key,
        subject_id=subject.id,
        platform=out.platform,
    )


def _on_request(work: Work, correction: Correction, *, now: datetime) -> list[Feedback]:
    """Tell the person, everybody who was told the old value, and after a dispute whoever leads them, once.

    Whatever the verdict is now: who was told a wrong number, or asked for it to be checked, hears the right one.
    """
    work.corrections.tell(correction.no)
    subject = work.people.get(correction.person_id)
    if subject is None:
        return []
    delta = work.deltas.get(correction.person_id, correction.metric, correction.period)
    boss = leader(work, subject, now=now) if correction.dispute else None
    told = told_of(work, delta or Delta(subject.id, correction.metric, correction.period, None))
    ids = dict.fromkeys([subject.id, *told, *([boss.id] if boss else [])])
    keys = ((subject.id, correction.metric, correction.period),)
    found = []
    for reader in (work.people.get(key) for key in ids):
        if reader and reader.employed_at(now):
            if delta is None:
                _say_gone(work, correction, subject, reader, now=now)
                continue
            made = new_feedback(Occasion.CORRECTION, subject, reader, delta.period, keys, (), now=now)
            found.append(replace(made, key=f"{made.key}:{correction.no}"))
    return found


def _say_gone(work: Work, correction: Correction, subject: Person, reader: Person, *, now: datetime) -> None:
    """Tell somebody that a value is none any more: its records were corrected, and nothing is left to make one of.

    Who may not see the person's figures any more hears only that what they were told holds no more.
    """
    metric, shown = work.metrics.get(correction.metric), work.reader(reader, now=now)
    if metric is None:
        return
    about, name = "", "" if reader.id == subject.id else subject.name
    if sees(work, actor(work, reader, now=now), subject, now=now):
        about = subject.id
        card = correction_gone(shown.t, metric, correction.period, number=correction.no, name=name, today=shown.today)
    else:
        card = correction_ended(shown.t, [metric], correction.period, name=subject.name, today=shown.today)
    key = f"correction-gone:{correction.no}:{reader.id}"
    enqueue(work, card, key=key, to=reader, kind=card.kind, priority=Priority.DEADLINE, now=now, subject_id=about)


def say_ended(work: Work, key: str, *, now: datetime) -> None:
    """Tell a reader of a correction who may not see the figure any more only that what they were told holds no more."""
    feedback = work.feedback.get(key)
    reader = work.people.get(feedback.reader_id) if feedback else None
    subject = work.people.get(feedback.subject_id) if feedback else None
    if feedback is None or reader is None or subject is None or not reader.employed_at(now):
        return
    shown = work.reader(reader, now=now)
    metrics = dict.fromkeys(key[1] for key in feedback.deltas)
    known = [metric for key in metrics if (metric := work.metrics.get(key))]
    card = correction_ended(shown.t, known, feedback.period, name=subject.name, today=shown.today)
    enqueue(work, card, key=f"{feedback.key}:ended", to=reader, kind=card.kind, priority=Priority.DEADLINE, now=now)
