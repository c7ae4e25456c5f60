"""The periods that records make values of: whose and which they are, and up to which day they reach."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.delta import distinct
from bot.figures.domain.record import GRACE_DAYS, RecordDays, RecordSpans, RecordStream
from bot.kit.grain import first_day, period_number

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from bot.kit.period import Grain

    Ints = NDArray[np.int64]


def spans_of(days: RecordDays, grain: Grain) -> RecordSpans:
    """Return the periods of a grain that some days lie in, each once, by person, then day."""
    person, number = distinct(days.person, period_number(days.day, grain))
    return RecordSpans(person, first_day(number, grain), first_day(number + 1, grain) - 1)


def ends_of(stream: RecordStream, spans: RecordSpans, *, today: date) -> Ints:
    """Return up to which day the value of each period reaches; ``today`` is the company's.

    See :class:`~bot.figures.domain.record.RecordStream` for what ``to_date`` means.
    """
    if stream.to_date is False or stream.newest is None:
        return spans.last
    newest = _number(stream.newest)
    reached = np.maximum(spans.first, np.minimum(spans.last, newest))
    if stream.to_date:
        return reached
    return np.where((newest >= spans.last) | _is_over(stream, spans.last, today=today), spans.last, reached)


def unfinished_before(stream: RecordStream, grain: Grain, *, today: date) -> date | None:
    """Return before which day no value of a stream's records may end unless its period does; None for any day.

    That is the newest record's; where that one's period is over, the day after the period.
    """
    if stream.to_date is False or stream.newest is None:
        return None
    number = period_number(np.array([_number(stream.newest)]), grain)
    last = first_day(number + 1, grain) - 1
    if stream.to_date is None and _is_over(stream, last, today=today)[0]:
        return stream.newest + timedelta(days=int(last[0]) - _number(stream.newest) + 1)
    return stream.newest


def _is_over(stream: RecordStream, last: Ints, *, today: date) -> NDArray[np.bool_]:
    """Say which periods count as whole by their last day: something arrived since, or nothing will any more."""
    arrived = -1 if stream.arrived is None else _number(stream.arrived)
    return (arrived > last) | (_number(today) > last + GRACE_DAYS)


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))
