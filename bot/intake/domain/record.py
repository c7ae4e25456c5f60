"""Records that come in: what a file or post holds of one stream, and what of it counts no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed, distinct
from bot.figures.domain.record import RecordColumns, RecordSpans, RecordStream
from bot.intake.domain.intake import bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.facts import Reason
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordDays
    from bot.kit.period import Grain

    Ints = NDArray[np.int64]
    Texts = NDArray[np.object_]


AFTER_ALL: Final = -1


@dataclass(slots=True)
class GoneRecords:
    """Rows that say that their record does not count (any more), as columns of equal length.

    ``id`` is "" where the row names none; ``person`` and ``day`` are -1 and the least number where they are not
    understood. ``revised`` as in :class:`RecordColumns`. ``key`` is the message that says why, about ``column``.
    ``round`` says before which states of the same record in the file each takes back what stands; ``AFTER_ALL``: none.
    """

    row: Ints
    id: Texts
    person: Ints
    day: Ints
    revised: Ints
    key: Texts
    column: Texts
    round: Ints

    def __len__(self) -> int:
        return len(self.row)

    def take(self, index: NDArray[np.int64] | NDArray[np.bool_]) -> GoneRecords:
        """Return the rows at these places, or those that the mask names."""
        return GoneRecords(*(getattr(self, name)[index] for name in self.__slots__))


@dataclass(slots=True)
class IncomingRecords:
    """What a file or post holds of one stream, sorted by person and day.

    ``stream`` is as it is to be kept. ``round`` says in which order states of the same record count: an id stands once
    in each. ``formulas`` are those that a mapping gives metrics; periods that begin before ``records_from`` keep their
    finished values, those of a metric in ``since`` that begin before its day there. ``notes`` are what was settled
    without being asked, to be told; ``limits`` are the least and the greatest that a measure can be, None for either.
    ``former`` has by ids that are made of content what they were while those were made otherwise.
    """

    stream: RecordStream
    records: RecordColumns
    round: Ints
    gone: GoneRecords
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    records_from: date | None = None
    notes: tuple[Reason, ...] = ()
    limits: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    since: Mapping[str, date] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.records) + len(self.gone)

    @property
    def newest(self) -> int | None:
        """The last day that a record bears, since 1970-01-01; None where there is none."""
        return int(self.records.day.max()) if len(self.records) else None


def newest_states(incoming: IncomingRecords) -> RecordColumns:
    """Return the records of a file, of several states of one the last."""
    order = np.argsort(incoming.round, kind="stable")
    newest = dict(zip(incoming.records.id[order].tolist(), order.tolist(), strict=True))
    return incoming.records.take(np.array(sorted(newest.values()), np.int64))


def parts_of(person: Ints, *, most: int) -> list[tuple[int, int]]:
    """Cut rows that are sorted by person into spans of some ``most`` rows, each of which holds a person whole."""
    if not len(person):
        return []
    heads = np.flatnonzero(np.diff(person)) + 1
    stops: list[int] = []
    begin = 0
    while begin < len(person):
        later = heads[np.searchsorted(heads, begin + most) :]
        stops.append(int(later[0]) if len(later) and begin + most < len(person) else len(person))
        begin = stops[-1]
    return list(zip([0, *stops[:-1]], stops, strict=True))


def covered(incoming: IncomingRecords, grain: Grain) -> tuple[Ints, list[tuple[int, int]]]:
    """Return whom and which periods a file is all there is for: everybody in it, and every period that it touches."""
    known = (incoming.gone.person >= 0) & (incoming.gone.day > np.iinfo(np.int64).min)
    people = np.unique(np.concatenate([incoming.records.person, incoming.gone.person[known]]))
    first, last = bounds(np.unique(np.concatenate([incoming.records.day, incoming.gone.day[known]])), grain)
    return people, sorted(set(zip(first.tolist(), last.tolist(), strict=True)))


def whole_spans(people: Ints, periods: list[tuple[int, int]]) -> RecordSpans:
    """Return the spans of some people and periods: every period of each of them."""
    first = np.array([begin for begin, _ in periods], np.int64)
    last = np.array([end for _, end in periods], np.int64)
    return RecordSpans(np.repeat(people, len(periods)), np.tile(first, len(people)), np.tile(last, len(people)))


def made_of(metrics: Iterable[tuple[int, Metric]], stream: str) -> dict[int, Metric]:
    """Return the metrics that are made of the records of a stream, by number."""
    return {
        number: metric
        for number, metric in metrics
        if metric.formula and formula_text.parse(metric.formula).stream == stream
    }


def touched(days: RecordDays, metrics: Mapping[int, Metric]) -> Changed:
    """Return the keys that records of some people's days make; ``metrics`` are those that are made of them."""
    made = Changed()
    for number, metric in metrics.items():
        start, _ = bounds(days.day, metric.grain)
        since = None if metric.records_from is None else (metric.records_from - date(1970, 1, 1)).days
        taken = np.ones(len(days), bool) if since is None else start >= since
        person, start = distinct(days.person[taken], start[taken])
        made = made | Changed(person, np.full(len(person), number, np.int64), start)
    return made
