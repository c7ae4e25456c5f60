"""A person's news about one period as they are written: with praise in one message, and without what is corrected.

That is asked of the words when they are written and not when they are wanted: what is the whole story is known only
once all has come in, in one file or row by row.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.feedback.domain import approval
from bot.feedback.domain.feedback import Feedback, Keys, Mark, Occasion, Stage, union
from bot.feedback.domain.story import story_of
from bot.feedback.services.feedback_retraction import uncorrected
from bot.feedback.services.story import series_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.feedback.ports import Work

_LOOK_AGAIN = timedelta(minutes=1)


def without_echo(work: Work, feedback: Feedback, *, now: datetime) -> Feedback | None:
    """Return what is written of words whose turn it is: with what would else be said twice; None when others say it.

    Where there is a strength and a gap one message says both, strength first, and the praise ends; where there are
    only strengths the praise stands alone, and the news ends when it is written. What a correction says is no news.
    """
    if feedback.occasion in {Occasion.STANDING, Occasion.PRAISE}:
        rest = _uncorrected(work, feedback)
        if not rest:
            work.feedback.save(approval.withdraw(feedback))
            return None
        feedback = replace(feedback, deltas=rest)
    if feedback.occasion is Occasion.STANDING:
        praise = _waiting(work, feedback, Occasion.PRAISE)
        praise = praise if praise and _holds(work, praise) else None
        if praise is None:
            return feedback
        if not _has_gap(work, feedback.deltas):
            work.feedback.save(replace(feedback, ready_at=max(praise.ready_at, now + _LOOK_AGAIN)))
            return None
        work.feedback.save(approval.withdraw(praise))
        return _with(feedback, praise)
    if feedback.occasion is Occasion.PRAISE and _holds(work, feedback):
        news = _waiting(work, feedback, Occasion.STANDING)
        if news and _has_gap(work, news.deltas):
            work.feedback.save(_with(news, feedback))
            work.feedback.save(approval.withdraw(feedback))
            return None
        if news:
            work.feedback.save(approval.withdraw(news))
    return feedback


def _uncorrected(work: Work, feedback: Feedback) -> Keys:
    """Return what a message is about, but for what a correction to the same reader is about to say."""
    about = work.feedback.about(feedback.subject_id, feedback.period, Occasion.CORRECTION)
    waiting = [each for each in about if each.stage is Stage.WANTED and each.reader_id == feedback.reader_id]
    said = {key[:2] for correction in waiting for key in uncorrected(work, correction)}
    return tuple(key for key in feedback.deltas if key[:2] not in said)


def _with(news: Feedback, praise: Feedback) -> Feedback:
    """Return news that say what a praise says too."""
    signals = tuple(dict.fromkeys((*praise.signals, *news.signals)))
    return replace(news, deltas=union(praise.deltas, news.deltas), signals=signals)


def _waiting(work: Work, feedback: Feedback, occasion: Occasion) -> Feedback | None:
    """Return the words of another kind about somebody's period that are to be written still."""
    found = work.feedback.about(feedback.subject_id, feedback.period, occasion)
    wanted = (each for each in found if each.stage is Stage.WANTED and each.reader_id == feedback.reader_id)
    return next(wanted, None)


def _holds(work: Work, praise: Feedback) -> bool:
    signals = [signal for signal in work.rules.signals(praise.signals) if signal.silenced is None]
    return bool(work.rules.holding(signals, today=praise.data_at.date()))


def _has_gap(work: Work, keys: Keys) -> bool:
    metrics = {metric.key: metric for metric in work.metrics.all()}
    deltas = [found for key in keys if (found := work.deltas.get(*key))]
    stories = [story_of(series, metrics[series[-1].metric]) for series in series_of(work, deltas, metrics)]
    return any(story is not None and story.mark is Mark.GAP for story in stories)
