"""Records of a file held against what is stored of the same people and days, for the report of an import (R187)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.record import RecordSpans
from bot.intake.domain.record import newest_states
from bot.intake.domain.record_sums import summed_records, with_periods

if TYPE_CHECKING:
    from bot.figures.domain.record import RecordColumns
    from bot.intake.domain.outcome import UploadTrial
    from bot.intake.domain.upload import Stored
    from bot.intake.ports import Work


def incoming_records(trial: UploadTrial) -> Stored:
    """Sum up the records that a file brings; of several states of one the last counts."""
    return summed_records(
        (held.stream.key, records.person, records.day, records.measures)
        for held in trial.intake.records
        for records in [newest_states(held)]
    )


def stored_records(work: Work, trial: UploadTrial, *, after: bool) -> Stored:
    """Sum up the records that are stored of the people and days of a file, and what they make before or ``after``."""
    found = []
    for held in trial.intake.records:
        kept, spans = work.streams.get(held.stream.key), _spans(held.records)
        names = [name for name in held.records.measures if kept and name in kept.measures]
        if kept is None:
            nothing = np.empty(0, np.int64)
            found.append((held.stream.key, nothing, nothing, dict.fromkeys(held.records.measures, np.empty(0))))
            continue
        records = work.records.stored(kept.key, spans, measures=names, dimensions=())
        found.append((kept.key, spans.person[records.span], records.day, dict(records.measures)))
    return with_periods(summed_records(found), trial.report.sums, after=after)


def _spans(records: RecordColumns) -> RecordSpans:
    """Return of everybody the days from their first record to their last."""
    people, first = np.unique(records.person, return_index=True)
    begin = np.minimum.reduceat(records.day, first) if len(first) else first
    end = np.maximum.reduceat(records.day, first) if len(first) else first
    return RecordSpans(people, begin, end)
