"""What readers were told: which of a person's values are in words that are out, or on their way to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.domain.delivery import DeliveryState as Delivered
from bot.feedback.domain.feedback import Feedback, Occasion, Stage
from bot.kit.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.feedback.ports import Work
    from bot.figures.domain.delta import Delta

_SAME_TARGET = 0.01


def is_told(work: Work, feedback: Feedback) -> bool:
    """Say whether words are out or on their way: neither were they refused nor did they end unsent."""
    if feedback.stage is not Stage.SENT:
        return feedback.stage in {Stage.WANTED, Stage.DRAFTED, Stage.APPROVED}
    delivery = work.outbox.get(feedback.key)
    return delivery is None or delivery.state not in {Delivered.EXPIRED, Delivered.FAILED}


def tells_other(work: Work, sent: Feedback, key: tuple[str, str, Period]) -> bool:
    """Say whether the reader of a message was last told another value than there is now."""
    delta = work.deltas.get(*key)
    last = told_before(work, sent.reader_id, key, but=sent.key if sent.occasion is Occasion.CORRECTION else "")
    return delta is None or last is None or last != delta.value


def told_before(work: Work, reader_id: str, about: tuple[str, str, Period], *, but: str) -> float | None:
    """Return the value that a reader was told last of somebody's metric and period, None when they were told none.

    ``but`` is the key of a message that does not count. Of a message that was sent before values were kept with it,
    the version counts that was stored then.
    """
    person_id, metric, period = about
    found: dict[int, float] = {}
    for occasion in Occasion:
        for feedback in work.feedback.about(person_id, period, occasion):
            theirs = feedback.reader_id == reader_id and feedback.key != but and feedback.stage is Stage.SENT
            if not theirs or not may_be_out(work, feedback):
                continue
            values = dict(zip(feedback.deltas, feedback.values, strict=False))
            for key in feedback.deltas:
                if key[:2] == (person_id, metric):
                    then = values.get(key, _stored_at(work, key, feedback.data_at))
                    if then is not None:
                        found[feedback.no] = then
    return found[max(found)] if found else None


def _stored_at(work: Work, key: tuple[str, str, Period], at: datetime) -> float | None:
    versions = work.readings.evidence(*key)
    return next((float(row.value) for row in versions if row.received_at is None or row.received_at <= at), None)


def target_told(work: Work, reader_id: str, about: tuple[str, str, Period], *, but: str) -> float | None:
    """Return what a reader was last told that these days of a value are measured against, when it is another by now.

    The agreed target may have changed, and so may the days worked of which it is the share. A change of less than one
    per cent leaves the sentence as true as it was. ``but`` is the key of a message that does not count.
    """
    delta = work.deltas.get(*about)
    found = {
        feedback.no: dict(zip(feedback.deltas, feedback.targets, strict=False))[about]
        for occasion in Occasion
        for feedback in work.feedback.about(about[0], about[2], occasion)
        if feedback.reader_id == reader_id
        and feedback.key != but
        and feedback.stage is Stage.SENT
        and may_be_out(work, feedback)
        if about in dict(zip(feedback.deltas, feedback.targets, strict=False))
    }
    before = found[max(found)] if found else None
    if before is None or delta is None or delta.target is None or delta.value is None:
        return None
    if delta.period != about[2]:  # a value that reaches further is measured against more days, and that is no news
        return None
    return before if abs(delta.target - before) >= _SAME_TARGET * abs(before) else None


def hears_first(work: Work, feedback: Feedback, told: Iterable[Delta]) -> tuple[list[Feedback], bool]:
    """Return by which messages of their own the person hears what a manager is told, and whether they hear it all.

    Only the very values count, in words that are out or on their way.
    """
    if feedback.occasion is not Occasion.NUDGE:
        return [], False
    own = [
        draft
        for occasion in (Occasion.STANDING, Occasion.PRAISE, Occasion.CORRECTION)
        for draft in work.feedback.about(feedback.subject_id, feedback.period, occasion)
        if draft.reader_id == feedback.subject_id and is_told(work, draft)
    ]
    theirs = [
        [draft for draft in own if _tells(draft, delta)] for delta in told if delta.person_id == feedback.subject_id
    ]
    found = {draft.key: draft for tells in theirs for draft in tells}
    return sorted(found.values(), key=lambda draft: draft.no), bool(theirs) and all(theirs)


def may_be_out(work: Work, feedback: Feedback) -> bool:
    """Say whether its reader has the words, or may have them: what waits is written anew before it goes."""
    delivery = work.outbox.get(feedback.key)
    if delivery is None:  # sent so long ago that it is not kept
        return True
    return delivery.state in {Delivered.SENT, Delivered.MERGED, Delivered.SENDING} or (
        delivery.state is Delivered.DUE and delivery.doubt
    )


def hears_correction(work: Work, reader_id: str, about: tuple[str, str, Period], *, since: datetime) -> bool:
    """Say whether somebody got after an instant, or is to get, a message of its own that a value was wrong."""
    return any(
        told.reader_id == reader_id and about[1] in {key[1] for key in told.deltas} and is_told(work, told)
        for told in work.feedback.about(about[0], about[2], Occasion.CORRECTION)
        if told.created_at >= since
    )


def _is_out(work: Work, feedback: Feedback) -> bool:
    delivery = work.outbox.get(feedback.key)
    return delivery is not None and delivery.state in {Delivered.SENT, Delivered.MERGED}


def _tells(feedback: Feedback, delta: Delta) -> bool:
    """Say whether words tell a value as it is now, or will when they are written."""
    key = (delta.person_id, delta.metric, delta.period)
    if feedback.stage is Stage.SENT:  # what went out long ago has no values with it
        return dict(zip(feedback.deltas, feedback.values, strict=False)).get(key) == delta.value
    return key in feedback.deltas


def is_first(work: Work, feedback: Feedback, told: Iterable[Delta], *, going: bool) -> bool:
    """Say whether the person hears all that a manager is told before the manager does.

    ``going`` says that it goes out now: then only what is out already counts.
    """
    own, whole = hears_first(work, feedback, told)
    return whole and (not going or all(_is_out(work, draft) for draft in own))
