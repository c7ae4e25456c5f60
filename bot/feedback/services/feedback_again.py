"""Figures computed again: those of which somebody may hear, which the past is not unless they were told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.feedback.services.feedback_want import recent_start
from bot.figures.domain.delta import Changed, distinct
from bot.figures.services.delta import recompute

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

    from bot.feedback.ports import Work


def recomputed(work: Work, changed: Changed, *, now: datetime) -> Changed:
    """Compute what changed, and what rests on days of work, roles and units that have; return what may be spoken of.

    Of the past nobody hears anything new where no value came in: another day of hire fires no rule about last spring.
    """
    again = recompute(work, Changed(), now=now) if work.series.waits() else Changed()
    touched = recompute(work, changed, now=now)
    if not len(again):
        return touched
    arrived = set(changed.keys())
    came = np.array([key in arrived for key in again.keys()], np.bool_)  # noqa: SIM118 - a method of its own
    heard = touched | _some(again, came) | told_or_recent(work, _some(again, ~came), now=now)
    return Changed(*distinct(heard.person, heard.metric, heard.start))


def told_or_recent(work: Work, computed: Changed, *, now: datetime) -> Changed:
    """Return what is news by its period, and what somebody was told of.

    The newest value of a series is no news here: it came in long ago.
    """
    if not len(computed):
        return computed
    recent = {
        number: np.datetime64(recent_start(metric.grain, now.date()), "D").astype(np.int64)
        for number, metric in work.metrics.numbers().values()
    }
    news = computed.start >= np.array([recent[number] for number in computed.metric.tolist()])
    told = work.feedback.told_of(_some(computed, ~news))
    about = zip(computed.person.tolist(), computed.start.tolist(), strict=True)
    return _some(computed, news | np.array([key in told for key in about], np.bool_))


def _some(keys: Changed, which: NDArray[np.bool_]) -> Changed:
    return Changed(keys.person[which], keys.metric[which], keys.start[which])
