"""What somebody has finished lately, as it stands in the records of their events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain.finished import FINISHING, FinishedSince, finished, newest_first
from bot.figures.domain.record import RecordQuery
from bot.kit.period import Period

if TYPE_CHECKING:
    from datetime import date

    from bot.figures.ports import Work


def finished_since(work: Work, person_id: str, since: date, *, today: date) -> FinishedSince:
    """Return what somebody has finished from a day on, up to today."""
    span = Period(min(since, today), today)
    items = [
        finished(stream.event, record)
        for stream in work.streams.all()
        if stream.event in FINISHING
        for record in work.records.find(RecordQuery(stream.key, person_id=person_id, period=span))
    ]
    return FinishedSince(since, newest_first(items))
