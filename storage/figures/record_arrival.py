"""Records that come in, as the rows that they become: texts by number, measures in their places, a digest of each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, repeat
from operator import lt
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.figures.domain.record import BY_INSTANT, DAY_WRITTEN, LONGEST_ID
from bot.figures.domain.record_text import refuse_unkeepable
from storage.figures.record_rows import DIMENSIONS, MEASURES
from storage.figures.record_texts import learn
from storage.figures.versioned import optional

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.figures.domain.record import RecordColumns
    from storage.figures.record_streams import StreamPlaces

    Ints = NDArray[np.int64]

_SOME = 100_000
_NOTHING = np.empty(0, np.uint64)
_CONTENT = ("person_no", "day", "at", *MEASURES, *DIMENSIONS, "clock")


@dataclass(frozen=True, slots=True)
class RecordArrival:
    """Records of one stream and batch, by id; ``order`` are the places that they had when they came in."""

    places: StreamPlaces
    batch: int
    records: RecordColumns
    order: Ints
    content: Mapping[str, NDArray[Any]]
    digest: Ints

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the rows that are written."""
        return ("id", *self.content, "revised", "row", "version", "digest")

    @property
    def constant(self) -> dict[str, int | None]:
        """The columns besides that have the same in all rows."""
        return {"stream_no": self.places.no, "batch_no": self.batch}

    def former(self, index: Ints) -> Ints:
        """Return the digests that records at some places had in releases that did not keep what a clock showed."""
        content = {name: column[index] for name, column in self.content.items() if name != "clock"}
        return _digest(self.records.id[index].tolist(), content) if len(index) else index

    def rows(self, index: Ints | slice, *, version: Ints | int) -> Iterator[tuple[Any, ...]]:
        """Return the rows of the records at some places."""
        records = self.records
        return zip(
            records.id[index].tolist(),
            *(_filled(name, column[index]) for name, column in self.content.items()),
            _said(records.revised[index]),
            records.row[index].tolist(),
            repeat(version) if isinstance(version, int) else version.tolist(),
            self.digest[index].tolist(),
            strict=False,  # what repeats has no end
        )


def arrived(connection: Connection, places: StreamPlaces, records: RecordColumns, *, batch: int) -> RecordArrival:
    """Make the rows of records.

    Raises:
        DataError: an id or a text cannot be kept.
    """
    ids = records.id.tolist()
    refuse_unkeepable(ids, longest=LONGEST_ID)
    order = np.arange(len(ids))
    if not all(map(lt, ids, islice(ids, 1, None))):
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
        records, ids = records.take(order), [ids[place] for place in order.tolist()]
    codes = learn(connection, records.dimensions, records.day)
    content: dict[str, NDArray[Any]] = {
        "person_no": records.person,
        "day": records.day,
        "at": records.at,
        "clock": records.clock,
    }
    content |= {column: np.full(len(ids), np.nan) for column in places.measures.values()}
    content |= {column: np.zeros(len(ids), np.int64) for column in places.dimensions.values()}
    content |= {places.measures[name]: column + 0.0 for name, column in records.measures.items()}  # no zero has a sign
    content |= {places.dimensions[name]: column for name, column in codes.items()}
    return RecordArrival(places, batch, records, order, content, _digest(ids, content))


def _filled(name: str, column: NDArray[Any]) -> Iterable[Any]:
    if name == "at":
        return _said(column)
    if name == "clock":
        return _said(column, least=BY_INSTANT)
    return optional(column) if name in MEASURES else column.tolist()


def _said(instants: Ints, *, least: int = 0) -> Iterable[int | None]:
    """Return instants with None where none is said, which is below the least; one of nothing else has no end."""
    if (instants < least).all():
        return repeat(None)
    said: list[int] = instants.tolist()
    return said if (instants >= least).all() else [None if instant < least else instant for instant in said]


def _digest(ids: Sequence[str], content: Mapping[str, NDArray[Any]]) -> Ints:
    """Return 64 bits for the id and content of each record: what a record has none of counts for nothing.

    Two records have the same with a chance of one in 2^64, so where the digest is there the record is. A column that a
    stream is given later changes none, nor does another time zone: a day that follows from an instant and an instant
    that follows from a clock do not count. Without ``clock`` it is the digest of releases that kept none.
    """
    clock = content.get("clock")
    follows = {} if clock is None else {"day": clock == BY_INSTANT, "at": clock > BY_INSTANT}
    total = np.concatenate([_of_ids(ids[begin : begin + _SOME]) for begin in range(0, len(ids), _SOME)] or [_NOTHING])
    for salt, name in enumerate(_CONTENT, start=1):
        column = content.get(name)
        if column is None:
            continue
        missing = _is_missing(name, column, content["at"])
        if name in follows:
            missing = missing | follows[name]
        bits = column.view(np.uint64) ^ np.uint64(salt * 0x9E3779B97F4A7C15 % 2**64)
        total += np.where(missing, np.uint64(0), _mixed(bits))
    return _mixed(total).view(np.int64)


def _is_missing(name: str, column: NDArray[Any], at: Ints) -> NDArray[np.bool_]:
    if name in MEASURES:
        return np.asarray(np.isnan(column))
    if name == "clock":
        return np.asarray((column == DAY_WRITTEN) & (at < 0))
    return np.asarray((column < 0) if name == "at" else (column == 0))


def _of_ids(ids: Sequence[str]) -> NDArray[np.uint64]:
    """Return 64 bits for each id, of its characters and where they stand."""
    letters = np.array(ids, np.str_)
    table = letters.view(np.uint32).reshape(len(ids), -1)
    total = np.zeros(len(ids), np.uint64)
    for place in range(table.shape[1]):
        letter = table[:, place].astype(np.uint64)
        total += np.where(letter == 0, letter, _mixed(letter | np.uint64(place + 1 << 32)))
    return total


def _mixed(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over all of them (the last step of SplitMix64: Steele, Lea and Flood 2014)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return bits ^ (bits >> np.uint64(31))
