"""Events that come in: those that are new and have happened lately are heard by whatever listens to their kind."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.event import RECENT
from bot.figures.domain.record import RecordQuery
from bot.kit.calendar import local_day
from bot.kit.period import Period

if TYPE_CHECKING:
    from bot.figures.domain.record import RecordColumns, RecordStream
    from bot.intake.ports import Work
    from bot.intake.services.terms import ImportTerms

_EPOCH = date(1970, 1, 1)


def unheard(work: Work, stream: RecordStream, records: RecordColumns, terms: ImportTerms) -> frozenset[str]:
    """Return the ids of the records that something is to hear of once they are stored; ask before that.

    Nothing hears of history, of what is known already, or of a dry run.
    """
    if terms.listeners is None or terms.dry_run or not terms.listeners.listen(stream):
        return frozenset()
    since = (_lately(work, terms).start - _EPOCH).days
    ids = records.id[np.asarray(records.day >= since)].tolist()
    return frozenset(ids) - work.records.counting(stream.key, ids) if ids else frozenset()


def hear(work: Work, stream: RecordStream, ids: frozenset[str], terms: ImportTerms, *, batch: int) -> None:
    """Let whatever listens hear of records that have just been stored in a batch, in the same transaction."""
    if not ids or terms.listeners is None:
        return
    query = RecordQuery(stream.key, batch=batch, period=_lately(work, terms))
    stored = [record for record in work.records.find(query) if record.id in ids]
    terms.listeners.tell(work, stream, stored, now=terms.now)


def _lately(work: Work, terms: ImportTerms) -> Period:
    """Return the days of which something hears; somewhere it is tomorrow already."""
    today = local_day(terms.now, timezone=work.timezone)
    return Period(today - RECENT, today + timedelta(days=1))
