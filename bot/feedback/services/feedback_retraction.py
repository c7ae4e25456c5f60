"""Words that hold no more: who was told them, and who hears of the value that stands in their place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import SETTLED, Priority
from bot.delivery.domain.delivery import DeliveryState as Delivered
from bot.delivery.domain.delivery_timing import Drop
from bot.delivery.domain.message import PLANNING
from bot.delivery.services.delivery_redraw import redraw, shown
from bot.delivery.services.message import rights_hold
from bot.delivery.services.outbox import DIGEST, enqueue
from bot.delivery.views.delivery import merge
from bot.feedback.domain.feedback import Feedback, Keys, Occasion, Stage
from bot.feedback.services.evidence import told_of
from bot.feedback.services.feedback_corrected import overturned, why_taken_back
from bot.feedback.services.feedback_pending import LIFE, SETTLE, is_on_request, new_feedback, on_request
from bot.feedback.services.feedback_told import may_be_out, target_told, told_before
from bot.feedback.views.feedback_correction import correction_ended, correction_gone
from bot.feedback.views.feedback_nudge import moved_away, taken_back
from bot.figures.domain.delta import Delta, Flag
from bot.messages.card import Facts, Heading
from bot.messages.codec import card_from_json
from bot.people.services.permission import actor, leader, sees

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cases.domain.correction import Correction
    from bot.delivery.domain.delivery import Delivery
    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Changed
    from bot.kit.period import Period
    from bot.messages.card import Block, Card
    from bot.people.domain.person import Person


def corrections(work: Work, touched: Changed, *, now: datetime) -> list[Feedback]:
    """Find who was told another value than there is now, and who is to hear of one that was corrected on request.

    Whether the verdict is another too is asked when the words are written: see :func:`uncorrected`.
    """
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
        keys = tuple(key for key in own if _tells_other(work, sent, key))
        subject, reader = work.people.get(sent.subject_id), work.people.get(sent.reader_id)
        if keys and subject and reader:
            wanted.append(new_feedback(Occasion.CORRECTION, subject, reader, sent.period, keys, sent.signals, now=now))
    return wanted


def uncorrected(work: Work, correction: Feedback) -> Keys:
    """Return of which values a correction has something to say still, now that it is written.

    While data came in a value may have been another for a moment, and be by now what its reader was told. What was
    corrected on request is told in any case. An earlier correction was told as well: where the first number was right
    after all, it is the one that holds no more.
    """
    if is_on_request(correction):
        return correction.deltas
    wrong = {
        key[:2]
        for occasion in Occasion
        for sent in work.feedback.about(correction.subject_id, correction.period, occasion)
        if sent.key != correction.key
        if sent.reader_id == correction.reader_id and sent.stage is Stage.SENT and may_be_out(work, sent)
        for key in sent.deltas
        if _holds_no_more(work, sent, key, but=correction.key)
    }
    return tuple(key for key in correction.deltas if key[:2] in wrong)


def _holds_no_more(work: Work, sent: Feedback, key: tuple[str, str, Period], *, but: str) -> bool:
    """Say whether a reader has to hear that a value, or what it is measured against, is another than they were told."""
    if target_told(work, sent.reader_id, key, but=but) is not None:
        return True
    return overturned(work, sent, key) and _tells_other(work, sent, key, but=but)


def _tells_other(work: Work, sent: Feedback, key: tuple[str, str, Period], *, but: str = "") -> bool:
    """Say whether a reader was told another value than there is now, or another target; not by the message ``but``."""
    if target_told(work, sent.reader_id, key, but=but) is not None:
        return True
    delta = work.deltas.get(*key)
    if delta is None or delta.value is None or Flag.RESTATED not in delta.flags:
        return False
    return told_before(work, sent.reader_id, key, but=but) != delta.value


def take_back_moved(work: Work, before_id: str, subject: Person, *, now: datetime) -> None:
    """Have the nudges about somebody that whoever led them before still has say whose they are now."""
    for sent in work.feedback.nudges(before_id, subject.id, since=now - LIFE[Occasion.NUDGE]):
        if sent.stage is Stage.SENT:
            _take_back(work, sent, now=now, at=now)


def _take_back(work: Work, sent: Feedback, *, now: datetime, at: datetime | None = None) -> None:
    """Have a nudge that is out redrawn when nothing it was sent for calls for a talk any more.

    That is asked once more when more data has had the time to come in: see :func:`render_taken_back`. Of one that went
    inside a digest the digest is redrawn; what is on a plan of several people the plan draws.
    """
    reader, out = work.people.get(sent.reader_id), work.outbox.get(sent.key)
    if out is not None and out.state is Delivered.MERGED:
        out = work.outbox.get(out.detail)
    if reader is None or out is None or not reader.employed_at(now):
        return
    card = _taken_back(work, sent, now=now)
    if card is None:
        return
    if out.kind == DIGEST:
        card = _digest_anew(work, out.key, reader, now=now) or card
    if _says(card) != _says(card_from_json(shown(work, out).card)):
        redraw(work, out, card, now=now, not_before=at or now + SETTLE, subject_id=sent.subject_id)


def _says(card: Card) -> list[Block]:
    """Return of a card what changes when something is taken back; the day on which that is said is no change."""
    return [block for block in card.blocks if isinstance(block, Heading | Facts)]


def render_taken_back(work: Work, delivery: Delivery, now: datetime) -> Card | Drop | None:
    """Return what a nudge that is taken back says now; it stands where it calls for a talk again."""
    out, reader = work.outbox.get(delivery.after), work.people.get(delivery.person_id)
    if out is None or reader is None or is_plan(work, out):
        return None
    if out.kind == DIGEST:
        return _digest_anew(work, out.key, reader, now=now) or Drop(SETTLED)
    sent = work.feedback.get(delivery.after)
    if sent is None or sent.occasion is not Occasion.NUDGE:  # another noun's card
        return None
    return _taken_back(work, sent, now=now) or Drop(SETTLED)


def is_plan(work: Work, out: Delivery) -> bool:
    """Say whether a message is, or was made by what came later, one about several people that another noun draws."""
    if out.kind == DIGEST:
        return card_from_json(out.card).kind == PLANNING
    return out.kind == Occasion.NUDGE and bool(work.outbox.members(out.key))


def _digest_anew(work: Work, key: str, reader: Person, *, now: datetime) -> Card | None:
    """Return a digest with what was taken back of it, and without what its reader may not see; None if nothing was."""
    who, taken, cards = actor(work, reader, now=now), False, []
    for member in work.outbox.members(key):
        sent, about = work.feedback.get(member.key), work.people.get(member.subject_id)
        card = _taken_back(work, sent, now=now) if sent else None
        taken = taken or card is not None
        theirs = about is None or sees(work, who, about, now=now)
        if card or (theirs and rights_hold(work, member, who, now=now)):
            cards.append(card or card_from_json(member.card))
    return merge(cards, reader) if taken else None


def _taken_back(work: Work, sent: Feedback, *, now: datetime) -> Card | None:
    """Return what is shown in the place of a nudge; it keeps no old figures. None while it calls for a talk."""
    reader, subject = work.people.get(sent.reader_id), work.people.get(sent.subject_id)
    if sent.occasion is not Occasion.NUDGE or reader is None or subject is None:
        return None
    to = work.reader(reader, now=now)
    if not sees(work, actor(work, reader, now=now), subject, now=now):
        lead = leader(work, subject, now=now)
        return moved_away(to.t, name=subject.name, lead=lead.name if lead else "")
    signals = work.rules.signals(sent.signals)
    if work.rules.holding(signals, today=now.date()):
        return None
    why = why_taken_back(work, sent, signals)
    return taken_back(to.t, name=subject.name, key=sent.key, day=to.t.day(to.today), why=why)


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
            found.append(replace(made, key=on_request(made.key, correction.no)))
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
