"""Streams and records, as the use cases need them kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    import numpy as np
    from numpy.typing import NDArray

    from bot.figures.domain.delta import Changed
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.record import (
        Record,
        RecordColumns,
        RecordDays,
        RecordOutcome,
        RecordQuery,
        RecordSpans,
        RecordStream,
        StoredRecords,
    )

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


class RecordStreams(Protocol):
    """Streams: what the records of each source are."""

    def get(self, key: str) -> RecordStream | None:
        """Return a stream, or None."""
        ...

    def all(self) -> list[RecordStream]:
        """Return every stream by key."""
        ...

    def put(self, stream: RecordStream) -> RecordStream:
        """Add a stream, or what is new of a known one, and return it as it is kept.

        Measures and dimensions that are new get the next places; none goes. ``newest`` and ``arrived`` only move on.

        Raises:
            DataError: there are more measures or dimensions than a record can have.
        """
        ...


class Records(Protocol):
    """Records: what counts now of each, and every earlier version."""

    def put(self, stream: str, records: RecordColumns, *, batch: int) -> RecordOutcome:
        """Store records whose ids are unique; one that is known and differs becomes a new version.

        A record that was withdrawn before counts again. What a source has changed earlier than what is stored is kept
        among the earlier versions; of two contents at one instant the same counts whichever came first. Records lie in
        the time zones that people have now.
        """
        ...

    def withdraw(
        self, stream: str, ids: Sequence[str], *, batch: int, revised: Sequence[int] | None = None
    ) -> RecordOutcome:
        """Let records count no more; an id that is not known or does not count changes nothing that counts.

        ``revised`` is when the source says it took each back (microseconds since 1970, -1: not said): a record that it
        has changed later goes on counting, and what it said of any id earlier does not count when it comes in later.
        """
        ...

    def elsewhere(self, *, most: int) -> list[int]:
        """Return the numbers of some people whose records lie in a zone that is not theirs any more, in order."""
        ...

    def count_elsewhere(self, stream: str) -> int:
        """Return how many people with records of a stream these are."""
        ...

    def move(self, people: Sequence[int]) -> Mapping[str, RecordDays]:
        """Let the records of some people lie in their zones, with every earlier version; no version is added.

        Returns:
            By stream the days on which a record was, or is now.
        """
        ...

    def note_taken_back(self, stream: str, ids: Sequence[str], *, batch: int) -> None:
        """Note that a source took back what has not come in, without saying when: rows of it may wait."""
        ...

    def said_after(self, stream: str, ids: Sequence[str], *, batch: int) -> set[str]:
        """Return those of the ids of which a later batch has brought or replaced something."""
        ...

    def marked_after(self, stream: str, ids: Sequence[str], *, batch: int) -> Mapping[str, tuple[int, int | None]]:
        """Return by id which later batch took it back while nothing of it stood, and when if it says so."""
        ...

    def counting(self, stream: str, ids: Sequence[str]) -> set[str]:
        """Return those of the ids whose records count now."""
        ...

    def withdraw_missing(self, stream: str, spans: RecordSpans, *, but: Sequence[str], batch: int) -> RecordOutcome:
        """Withdraw what counts in some spans of days, but for these ids."""
        ...

    def standing_on(self, batch: int) -> list[int]:
        """Return the numbers of the batches that have replaced or withdrawn records of a batch since, oldest first."""
        ...

    def undo(self, batch: int, *, into: int) -> dict[str, RecordDays]:
        """Put back what a batch replaced or withdrew and withdraw what it brought, as changes of batch ``into``.

        Returns:
            By stream the days that changed.
        """
        ...

    def days_of_batch(self, batch: int) -> dict[str, RecordDays]:
        """Return by stream the days that a batch has changed."""
        ...

    def days_of(self, stream: str, *, people: Iterable[int] | None = None, since: date | None = None) -> RecordDays:
        """Return the days on which anybody (or some people) has current records, from a day on; pairs are unique."""
        ...

    def stored(
        self,
        stream: str,
        spans: RecordSpans,
        *,
        measures: Sequence[str],
        dimensions: Sequence[str],
        groups: Ints | None = None,
    ) -> StoredRecords:
        """Return the current records of some spans as columns, with these measures and dimensions.

        With ``groups``, a number for each span, those of a group come together, and their ``span`` is that number.
        """
        ...

    def codes(self, texts: Iterable[str]) -> Mapping[str, int]:
        """Return the codes of texts of dimensions; 0 for "", and none for a text that no record has."""
        ...

    def texts(self, codes: Iterable[int]) -> Mapping[int, str]:
        """Return the texts of codes of dimensions; "" for 0."""
        ...

    def corrections(self, stream: str, spans: RecordSpans, formulas: Sequence[Formula]) -> list[Ints]:
        """Return for each formula how many corrections its records in each span have had of what it reads of them."""
        ...

    def find(self, query: RecordQuery, *, first: int = 0, most: int | None = None) -> Iterator[Record]:
        """Yield the records that are meant, by day, then id, the newest version of each first; from a place on."""
        ...

    def count(self, query: RecordQuery) -> int:
        """Return how many records are meant."""
        ...

    def values(self, metric: int, spans: RecordSpans) -> Mapping[int, tuple[int, float, float, float, int]]:
        """Return by the place of a span the reading of a metric that begins with it and is made of records.

        Each has its last day, value, numerator, denominator (NaN where there is none) and version.
        """
        ...

    def store_values(self, rows: Mapping[str, NDArray[np.int64] | NDArray[np.float64]], *, batch: int) -> None:
        """Write readings that are made of records over those that were.

        ``rows`` are columns: person_no, metric_no, start, end, value, numerator, denominator, version. The role is that
        of the person now. What was given as such, by a correction, stands.
        """
        ...

    def extend_values(self, keys: Changed, ends: Ints) -> None:
        """Let readings that are made of records reach to these days; nothing else of them changes."""
        ...

    def remove_values(self, keys: Changed) -> None:
        """Remove readings that were made of records of which there are none any more."""
        ...

    def unfinished(self, metrics: Sequence[int], *, before: date) -> Changed:
        """Return the keys of readings of some metrics that end before a day and before their period does."""
        ...

    def forget(self, *, before: datetime) -> int:
        """Delete records of days before an instant, with all their versions; their streams say so. Return how many."""
        ...
