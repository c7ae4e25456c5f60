"""Records as they come in: new, the same, corrected, or older than what is stored."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.record import DAY_WRITTEN, RecordDays, RecordOutcome, RecordState
from storage.column import fill_rows, integers, many, quoted, stage
from storage.figures.record_arrival import arrived
from storage.figures.record_ids import by_id, integers_by_id
from storage.figures.record_late import keep_late
from storage.figures.record_rows import KEPT, RECORD
from storage.figures.record_said import keep_said
from storage.figures.record_tie import later_counts, spelled
from storage.figures.record_zone import RecordZones
from storage.figures.versioned import take_turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordColumns
    from storage.figures.record_arrival import RecordArrival

    Ints = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_AT_ONCE = 100_000
_MANY = 50_000
_KEY = ("stream_no", "id")


class RecordWriter(RecordZones):
    """What stores records."""

    def put(self, stream: str, records: RecordColumns, *, batch: int) -> RecordOutcome:
        """Store records whose ids are unique; one that is known and differs becomes a new version.

        A record that was withdrawn before counts again. What a source has changed earlier than what is stored, or than
        it took the record back, is kept among the earlier versions; of two states at one instant see
        :mod:`storage.figures.record_tie`. Records lie in the time zones that people have now.

        Raises:
            DataError: an id or a text cannot be kept.
            LookupError: there is no such stream, or it has no such measure or dimension.
        """
        take_turn(self._connection)
        places, records = self._streams.places(stream), self._placed(records)
        arrival = arrived(self._connection, places, records, batch=batch)
        outcome = RecordOutcome()
        with self._indexed_at_once(len(records)) as at_once:
            for begin in range(0, len(records), _AT_ONCE):
                some = slice(begin, min(begin + _AT_ONCE, len(records)))
                outcome |= self._put(arrival, some, by_person=not at_once)
        return outcome

    @contextmanager
    def _indexed_at_once(self, size: int) -> Iterator[bool]:
        """Let many records that meet few on SQLite be put into the indexes at their end: a third of the time.

        An index that is sorted once is written from left to right; else each record lands somewhere in it. Says whether
        it is so.
        """
        many_new = size >= _MANY and self._connection.dialect.name == "sqlite"
        if many_new:
            met = self._connection.execute(sa.select(RECORD.c.stream_no).limit(1).offset(size // 2))
            many_new = met.first() is None
        indexes = RECORD.indexes if many_new else ()
        for index in indexes:
            index.drop(self._connection)
        yield many_new
        for index in indexes:
            index.create(self._connection)

    def _put(self, arrival: RecordArrival, some: slice, *, by_person: bool) -> RecordOutcome:
        ids = arrival.records.id[some].tolist()
        digest, revised = arrival.digest[some], arrival.records.revised[some]
        index, said = np.arange(some.start, some.stop), revised >= 0
        same, then, alike = self._standing(arrival.places.no, ids, digest, instants=bool(said.any()))
        others = np.flatnonzero(~same)
        those = ids if others.size == len(ids) else [ids[at] for at in others]
        chosen = "r.id, coalesce(r.revised, -1), r.digest, r.batch_no"
        rows = [] if alike else by_id(self._connection, "record", arrival.places.no, chosen, those)
        stored = _matched(those, rows, 3)
        then[others] = stored.numbers[0]
        known = np.zeros(len(ids), np.bool_)
        known[others] = stored.known
        same |= self._learn(arrival, index, others, stored)
        known &= ~same
        outdated = known & said & (then > revised)
        tied = known[others] & said[others] & (then == revised)[others]
        outdated[others[tied]] = self._loses(arrival, index[others[tied]], stored.numbers[2][tied])
        corrected = known & ~outdated
        days = self._correct(arrival, index[corrected])
        self._revise(arrival, index[same & (revised > then)])
        fresh = others[~stored.known]
        late = self._insert(arrival, index[fresh], [ids[at] for at in fresh], by_person=by_person)
        outdated[fresh[late]] = True
        days |= keep_late(self._connection, arrival, index[outdated | (same & said & (then > revised))])
        new = index[fresh[~late]]
        return RecordOutcome(
            inserted=len(new),
            corrected=int(corrected.sum()),
            unchanged=int(same.sum()),
            outdated=tuple(arrival.order[index[outdated]].tolist()),
            days=days | RecordDays(arrival.records.person[new], arrival.records.day[new]),
        )

    def _learn(self, arrival: RecordArrival, index: Ints, others: Ints, stored: _Stored) -> Mask:
        """Say which records stand as they were stored by a release that did not keep what a clock showed, and keep it.

        ``others`` are the places in ``index`` of which something is ``stored``.
        """
        learnt = np.zeros(len(index), np.bool_)
        maybe = np.flatnonzero(stored.known & (arrival.records.at[index[others]] >= 0))
        mine = maybe[arrival.former(index[others[maybe]]) == stored.numbers[1][maybe]]
        learnt[others[mine]] = True
        where = index[others[mine]]
        clock = [None if shown == DAY_WRITTEN else shown for shown in arrival.records.clock[where].tolist()]
        former, ids = stored.numbers[1][mine].tolist(), arrival.records.id[where].tolist()
        rows = list(zip(arrival.digest[where].tolist(), clock, ids, former, strict=True))
        for table in ("record", "record_version"):
            many(
                self._connection,
                f"UPDATE {table} SET digest = ?, clock = ? WHERE stream_no = {arrival.places.no}"  # noqa: S608 - names of ours
                " AND id = ? AND digest = ?",
                rows,
            )
        return learnt

    def _loses(self, arrival: RecordArrival, index: Ints, batch: Ints) -> Mask:
        """Say which records do not count beside those of the same instants that these batches have brought."""
        if not len(index):
            return np.zeros(0, np.bool_)
        places, ids = arrival.places, arrival.records.id[index].tolist()
        chosen = quoted(KEPT, "r.")
        held = {row[1]: row for row in by_id(self._connection, "record", places.no, chosen, ids)}
        stand = spelled(self._connection, places, KEPT, [held[each] for each in ids])
        come = spelled(self._connection, places, arrival.columns, arrival.rows(index, version=0))
        wins = [old > new for old, new in zip(stand, come, strict=True)]
        return ~self._later_counts(arrival, index, batch) & np.array(wins, np.bool_)

    def _later_counts(self, arrival: RecordArrival, index: Ints, batch: Ints) -> Mask:
        if not len(index):
            return np.zeros(0, np.bool_)
        revised = arrival.records.revised[index]
        return later_counts(self._connection, revised, batch, batch=arrival.batch, timezone=self._timezone)

    def _standing(self, no: int, ids: Sequence[str], digest: Ints, *, instants: bool) -> tuple[Mask, Ints, bool]:
        """Say which of these digests are stored, and since when by the source (-1: not said), if ``instants``.

        Say too whether that is all that is stored of these ids.
        """
        chosen = f"r.digest, {'coalesce(r.revised, -1)' if instants else '-1'}"
        found = integers_by_id(self._connection, "record", no, chosen, ids, width=2)
        stored = found[np.argsort(found[:, 0])]
        then = np.full(len(ids), -1, np.int64)
        if not len(stored):
            return np.zeros(len(ids), np.bool_), then, True
        place = np.minimum(np.searchsorted(stored[:, 0], digest), len(stored) - 1)
        same = stored[place, 0] == digest
        then[same] = stored[place[same], 1]
        return same, then, len(stored) == np.count_nonzero(same)

    def _insert(self, arrival: RecordArrival, index: Ints, ids: Sequence[str], *, by_person: bool) -> Mask:
        """Store records of which none is stored now; those that their source has taken back since are told instead.

        Their versions go on where earlier ones ended. Written ``by_person`` those of somebody lie side by side, in the
        table as in the index of their days: that is quicker wherever this index is there, and to read later.
        """
        chosen = "r.id, max(r.version), coalesce(max(r.taken_back), -1)"
        group = "GROUP BY r.stream_no, r.id"
        rows = by_id(self._connection, "record_version", arrival.places.no, chosen, ids, group=group)
        version = np.ones(len(index), np.int64)
        late = np.zeros(len(index), np.bool_)
        if rows:
            earlier = _matched(ids, rows, 2)
            revised = arrival.records.revised[index]
            late = (revised >= 0) & (earlier.numbers[1] > revised)
            tied = np.flatnonzero((revised >= 0) & (earlier.numbers[1] == revised))
            late[tied] = ~self._later_counts(arrival, index[tied], self._taken_back_by(arrival, index[tied]))
            version = np.maximum(earlier.numbers[0], 0) + 1
        kept = np.flatnonzero(~late)
        if by_person:
            some = arrival.records
            kept = kept[np.lexsort((some.day[index[kept]], some.person[index[kept]]))]
        new = arrival.rows(index[kept], version=version[kept])
        fill_rows(self._connection, "record", arrival.columns, new, constant=arrival.constant)
        return late

    def _taken_back_by(self, arrival: RecordArrival, index: Ints) -> Ints:
        """Return the batches that took records back at the instants at which they say that they were changed."""
        ids = arrival.records.id[index].tolist()
        rows = by_id(self._connection, "record_version", arrival.places.no, "r.id, r.taken_back, r.replaced_by", ids)
        found = {(each, instant): batch for each, instant, batch in rows}
        revised = arrival.records.revised[index].tolist()
        return np.array([found[key] for key in zip(ids, revised, strict=True)], np.int64)

    def _correct(self, arrival: RecordArrival, index: Ints) -> RecordDays:
        """Let records replace what is stored of them, and keep that; return the days before and after."""
        if not len(index):
            return RecordDays()
        columns = (*arrival.columns, *arrival.constant)
        rows = ((*row, *arrival.constant.values()) for row in arrival.rows(index, version=1))
        staged = stage(self._connection, "record", columns, rows)
        before = integers(
            self._connection,
            f"INSERT INTO record_version ({quoted(KEPT)}, replaced_by, state)"  # noqa: S608 - names of ours
            f" SELECT {quoted(KEPT, 'r.')}, s.batch_no, '{RecordState.REPLACED.value}' FROM {staged} s"
            f" {self._join} record r ON r.stream_no = s.stream_no AND r.id = s.id RETURNING person_no, day",
            width=2,
        )
        taken = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in {*_KEY, "version"})
        self._connection.exec_driver_sql(
            f"INSERT INTO record AS r ({quoted(columns)}) SELECT {quoted(columns)} FROM {staged}"  # noqa: S608 - as above
            f" WHERE 1 = 1 ON CONFLICT (stream_no, id) DO UPDATE SET {taken}, version = r.version + 1"
        )
        after = RecordDays(arrival.records.person[index], arrival.records.day[index])
        return RecordDays(before[:, 0], before[:, 1]) | after

    def _revise(self, arrival: RecordArrival, index: Ints) -> None:
        """Note that the source has said the same again later."""
        if not len(index):
            return
        no, ids, revised = (
            arrival.places.no,
            arrival.records.id[index].tolist(),
            arrival.records.revised[index].tolist(),
        )
        keep_said(self._connection, no, zip(ids, revised, strict=True), batch=arrival.batch)
        many(
            self._connection,
            f"UPDATE record SET revised = ? WHERE stream_no = {no} AND id = ?",  # noqa: S608 - a number of ours
            list(zip(revised, ids, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class _Stored:
    """What is stored of some ids: of which there is anything, and numbers of each, -1 where there is none."""

    known: Mask
    numbers: tuple[Ints, ...]


def _matched(ids: Sequence[str], rows: Sequence[tuple[Any, ...]], width: int) -> _Stored:
    """Hold rows of an id and so many numbers against ids."""
    at = {row[0]: place for place, row in enumerate(rows)}
    place = np.fromiter(map(at.get, ids, repeat(-1)), np.int64, len(ids))
    table = np.full((len(rows) + 1, width), -1, np.int64)
    table[:-1] = np.fromiter(chain.from_iterable(row[1:] for row in rows), np.int64).reshape(-1, width)
    return _Stored(place >= 0, tuple(table[place, column] for column in range(width)))
