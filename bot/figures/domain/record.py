"""Records: single facts from a source (one deal, one inspection) of which values are made, and the streams they are in.

A record is known by its stream and its id. Another content under the same id is a new version; an earlier one is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.kit.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.figures.domain.event import EventKind, RollUp
    from bot.kit.period import Grain, Period

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Texts = NDArray[np.object_]

MOST_MEASURES: Final = 6
MOST_DIMENSIONS: Final = 8
LONGEST_ID: Final = 200
GRACE_DAYS: Final = 7
"""Days after its end by which a period counts as whole although its stream has been silent since."""
BY_INSTANT: Final = -1
DAY_WRITTEN: Final = -2
"""In place of what a clock showed: a day follows from the instant, or was written as a day."""


class Renewal(StrEnum):
    """What another arrival means for the records that are stored of its stream.

    ``ID``: a record of a known id replaces that one, all others stay. ``APPEND``: every record is new; the same file
    again changes nothing. ``WHOLE``: an arrival is all there is for the people and periods in it, what is missing of
    them is withdrawn.
    """

    ID = "id"
    APPEND = "append"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class RecordStream:
    """What the records of one source are.

    ``measures`` are their numbers and ``dimensions`` their texts, in the order of their places in storage; both only
    grow. ``whole`` is the unit of time of a stream that is renewed whole. ``id_column`` says which column of the
    source the id is. ``to_date`` None: a period that is under way reaches to the newest record, and is whole once it
    has ended and something has arrived since; True: it reaches to the newest record always; False: it is whole always.

    ``newest`` is the last day that a record has borne, ``arrived`` the last day on which anything came in, and records
    before ``aged_before`` have been deleted for their age. ``event`` is the kind of event that its records are, None
    for records of no named kind, and ``rolled_up`` to what they were added up before they were stored, None for single
    facts.
    """

    key: str
    renewal: Renewal
    whole: Grain | None = None
    measures: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    title: str = ""
    id_column: str = ""
    to_date: bool | None = None
    newest: date | None = None
    arrived: date | None = None
    aged_before: date | None = None
    event: EventKind | None = None
    rolled_up: RollUp | None = None


def grown(old: RecordStream | None, new: RecordStream) -> RecordStream:
    """Return a stream with what is newly said of it: columns only come to it, and its days only move on.

    Raises:
        DataError: there are more measures or dimensions than a record can have, or its events are of another kind or
            added up otherwise than those that are stored.
    """
    if old is not None:
        _refuse_other(old, new)
        new = replace(
            new,
            measures=tuple(dict.fromkeys((*old.measures, *new.measures))),
            dimensions=tuple(dict.fromkeys((*old.dimensions, *new.dimensions))),
            newest=_later(old.newest, new.newest),
            arrived=_later(old.arrived, new.arrived),
            aged_before=_later(old.aged_before, new.aged_before),
            event=new.event or old.event,
            rolled_up=old.rolled_up,
        )
    _refuse_many("record-most-measures", "measures", new.key, new.measures, most=MOST_MEASURES)
    _refuse_many("record-most-dimensions", "dimensions", new.key, new.dimensions, most=MOST_DIMENSIONS)
    return new


def _refuse_other(old: RecordStream, new: RecordStream) -> None:
    if old.event and new.event and old.event is not new.event:
        message = f"{new.key} holds {old.event.value}, not {new.event.value}"
        raise DataError("event-other-kind", message, stream=new.key, kept=old.event.value, said=new.event.value)
    if new.rolled_up and old.rolled_up is not new.rolled_up:
        kept = old.rolled_up.value if old.rolled_up else "none"
        message = f"{new.key}: what is stored is rolled up by {kept}, not by {new.rolled_up.value}"
        raise DataError("event-other-roll-up", message, stream=new.key, kept=kept, said=new.rolled_up.value)


def _later(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _refuse_many(key: str, what: str, stream: str, names: Sequence[str], *, most: int) -> None:
    if len(names) > most:
        listed = ", ".join(names)
        message = f"{stream}: {len(names)} {what} ({listed}); a record can have {most}"
        raise DataError(key, message, stream=stream, names=listed, n=len(names), most=most)


class RecordState(StrEnum):
    """Whether a stored version counts: only the current one of a record that was not withdrawn does.

    ``OUTDATED`` is what arrived after its source had changed it again, and never counted.
    """

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Record:
    """One stored version of a record, as people read it.

    ``day`` is the local day that it belongs to, ``at`` the instant if the source says one, and ``clock`` says which of
    both was written (see :class:`RecordColumns`). ``source``, ``file``, ``row``, ``batch`` and ``received_at`` say
    where it came from and when. ``version`` counts from 1.
    """

    stream: str
    id: str
    person_id: str
    day: date
    measures: Mapping[str, Decimal] = field(default_factory=dict)
    dimensions: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    clock: int = DAY_WRITTEN
    source: str = ""
    file: str = ""
    row: int = 0
    batch: int = 0
    received_at: datetime | None = None
    version: int = 1
    state: RecordState = RecordState.CURRENT


@dataclass(slots=True)
class RecordColumns:
    """Records that come in, as columns of equal length.

    ``person`` are the numbers that storage knows people by, ``day`` days since 1970-01-01, ``at`` and ``revised``
    (when the source last changed the record) microseconds since 1970, -1 where it is not said. Measures are NaN and
    dimensions "" where a record has none. ``row`` is the line in the file or post. ``clock`` is what the clock on the
    wall showed (microseconds since 1970) where the source says a time without an offset, else ``BY_INSTANT`` or
    ``DAY_WRITTEN``; left out, all days were written.
    """

    row: Ints
    id: Texts
    person: Ints
    day: Ints
    at: Ints
    revised: Ints
    measures: dict[str, Floats]
    dimensions: dict[str, Texts]
    clock: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def __post_init__(self) -> None:
        if len(self.clock) != len(self.row):
            self.clock = np.full(len(self.row), DAY_WRITTEN)

    def __len__(self) -> int:
        return len(self.row)

    def take(self, index: Ints | Mask) -> RecordColumns:
        """Return the records at these places, or those that the mask names."""
        return RecordColumns(
            row=self.row[index],
            id=self.id[index],
            person=self.person[index],
            day=self.day[index],
            at=self.at[index],
            revised=self.revised[index],
            measures={name: column[index] for name, column in self.measures.items()},
            dimensions={name: column[index] for name, column in self.dimensions.items()},
            clock=self.clock[index],
        )


@dataclass(frozen=True, slots=True)
class RecordDays:
    """Whose records of which days (since 1970-01-01) have changed, before and after; pairs may repeat."""

    person: Ints = field(default_factory=lambda: np.empty(0, np.int64))
    day: Ints = field(default_factory=lambda: np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.person)

    def __or__(self, other: RecordDays) -> RecordDays:
        return RecordDays(np.concatenate([self.person, other.person]), np.concatenate([self.day, other.day]))


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """What became of records: counts, and the days that changed.

    ``outdated`` are the places of those whose source has changed them later than they say: kept as earlier versions.
    """

    inserted: int = 0
    corrected: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    outdated: tuple[int, ...] = ()
    days: RecordDays = field(default_factory=RecordDays)

    def __or__(self, other: RecordOutcome) -> RecordOutcome:
        return RecordOutcome(
            self.inserted + other.inserted,
            self.corrected + other.corrected,
            self.unchanged + other.unchanged,
            self.withdrawn + other.withdrawn,
            self.outdated + other.outdated,
            self.days | other.days,
        )


@dataclass(frozen=True, slots=True)
class RecordSpans:
    """Whose records of which span of days are wanted, one a row: person's number, first and last day (1970-01-01)."""

    person: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, slots=True)
class StoredRecords:
    """The current records of some spans as columns, by span, then day, then id: the same content in the same order.

    ``span`` is the place in the spans that were asked for. ``dimensions`` are codes of texts, 0 where there is none.
    ``at`` is in microseconds since 1970, NaN where it is not said; measures are NaN where a record has none.
    """

    span: Ints
    day: Ints
    at: Floats
    measures: Mapping[str, Floats]
    dimensions: Mapping[str, Ints]

    def __len__(self) -> int:
        return len(self.span)


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which stored records are meant, for lists and exports; what is None or empty narrows nothing down.

    ``dimensions`` holds texts by dimension that a record must have; ``history`` adds replaced and withdrawn versions.
    """

    stream: str = ""
    person_id: str = ""
    period: Period | None = None
    id: str = ""
    batch: int = 0
    dimensions: Mapping[str, str] = field(default_factory=dict)
    history: bool = False
