"""What comes after its source has changed it again: all that a source has said, and what of it was a correction.

What a source says of a record with the instant at which it says so forms a sequence. Each content that another one or
a withdrawal follows is a correction, whichever of them came in first, so a value has the same version in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.reading import UNDO_SOURCE
from bot.figures.domain.record import RecordDays, RecordState
from storage.column import fill_rows, many, quoted, stage
from storage.figures.batch import BATCH
from storage.figures.record_ids import by_id
from storage.figures.record_rows import KEPT, REPEATED, TOMBSTONE
from storage.figures.record_said import HIDDEN
from storage.figures.record_tie import spelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from storage.figures.record_arrival import RecordArrival
    from storage.figures.record_streams import StreamPlaces

    Ints = NDArray[np.int64]

_SAME = "w.stream_no = s.stream_no AND w.id = s.id"
_DAY = 86_400_000_000
_ID, _VERSION = KEPT.index("id"), KEPT.index("version")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an id: ``digest`` stands for the content, ``taken_back`` is when its source withdrew it."""

    version: int
    revised: int | None
    digest: int
    taken_back: int | None
    replaced_by: int
    person: int
    day: int


@dataclass(slots=True)
class _History:
    """What is stored of an id: its earlier versions, and what counts now."""

    earlier: list[_Row] = field(default_factory=list)
    now: _Row | None = None

    @property
    def next_version(self) -> int:
        """The number of the next version before what counts now."""
        return self.now.version if self.now else max([0, *(row.version for row in self.earlier)]) + 1

    @property
    def stands_by(self) -> int:
        """The batch that brought what counts now, or withdrew it last."""
        if self.now:
            return self.now.replaced_by
        return max((row.taken_back, row.replaced_by) for row in self.earlier if row.taken_back is not None)[1]


def keep_late(connection: Connection, arrival: RecordArrival, index: Ints) -> RecordDays:
    """Keep records that were outdated when they came, unless that is known; return the days on which they correct.

    One that is a correction counts as a version before what stands, which therefore moves on by one.
    """
    if not len(index):
        return RecordDays()
    ids = arrival.records.id[index].tolist()
    known = _histories(connection, arrival.places.no, ids)
    digests = zip(arrival.digest[index].tolist(), arrival.former(index).tolist(), strict=True)
    said = zip(ids, digests, arrival.records.revised[index].tolist(), strict=True)
    new = [
        n
        for n, (each, same, revised) in enumerate(said)
        if not any(row.digest in same and row.revised == revised for row in known[each].earlier)
    ]
    least = [min([0, *(row.version for row in known[ids[n]].earlier)]) - 1 for n in new]
    rows = arrival.rows(index[new], version=np.array(least, np.int64))
    fill_rows(
        connection,
        "record_version",
        (*arrival.columns, "replaced_by", "state"),
        ((*row, known[ids[n]].stands_by, REPEATED) for n, row in zip(new, rows, strict=True)),
        constant=arrival.constant,
    )
    return settle(connection, arrival.places, [ids[n] for n in new])


def keep_withdrawals(connection: Connection, places: StreamPlaces, staged: str, *, batch: int) -> RecordDays:
    """Keep that a source took records back, by the instants staged, where no record is there that this withdraws.

    What it said earlier and comes in later then does not count. Returns the days on which that is a correction.
    """
    row = {
        "stream_no": "s.stream_no", "id": "s.id", "version": HIDDEN.format(_SAME),
        "person_no": "0", "day": f"s.revised / {_DAY}", "row": "0", "digest": "0",
        "batch_no": str(int(batch)), "replaced_by": str(int(batch)),
        "state": f"'{TOMBSTONE}'", "taken_back": "s.revised",
    }  # fmt: skip
    kept = connection.exec_driver_sql(
        f"INSERT INTO record_version ({quoted(row)}) SELECT {', '.join(row.values())} FROM {staged} s"  # noqa: S608 - names of ours
        " WHERE s.revised IS NOT NULL AND NOT EXISTS (SELECT 1 FROM record w"
        f" WHERE {_SAME} AND coalesce(w.revised, -1) <= s.revised)"
        f" AND NOT EXISTS (SELECT 1 FROM record_version w WHERE {_SAME} AND w.taken_back = s.revised) RETURNING id"
    )
    return settle(connection, places, sorted(kept.scalars().all()))


def keep_marks(connection: Connection, no: int, ids: Sequence[str], *, batch: int, day: int) -> None:
    """Note that a source took back what has not come in, without saying when: for rows of it that wait."""
    staged = stage(connection, "record", ("stream_no", "id"), [(no, each) for each in ids])
    row = {
        "stream_no": "s.stream_no", "id": "s.id", "version": HIDDEN.format(_SAME), "person_no": "0",
        "day": str(int(day)), "batch_no": str(int(batch)), "row": "0", "digest": "0", "replaced_by": str(int(batch)),
        "state": f"'{TOMBSTONE}'",
    }  # fmt: skip
    connection.exec_driver_sql(
        f"INSERT INTO record_version ({quoted(row)}) SELECT {', '.join(row.values())} FROM {staged} s"  # noqa: S608 - names of ours
    )


def said_after(connection: Connection, no: int, ids: Sequence[str], *, batch: int) -> set[str]:
    """Return those of some ids, which are sorted, of which a later batch has brought or replaced something."""
    found = by_id(connection, "record", no, "r.id, r.batch_no", ids)
    chosen = f"r.id, CASE WHEN r.state = '{TOMBSTONE}' THEN 0 ELSE r.replaced_by END"
    found += by_id(connection, "record_version", no, chosen, ids)
    later = {other for _, other in found if other > batch}
    query = sa.select(BATCH.c.no).where(BATCH.c.no.in_(sorted(later)), BATCH.c.source == UNDO_SOURCE)
    later -= set(connection.execute(query).scalars()) if later else set()  # nobody's source has said that
    return {each for each, other in found if other in later}.intersection(ids)


def marked_after(
    connection: Connection, no: int, ids: Sequence[str], *, batch: int
) -> dict[str, tuple[int, int | None]]:
    """Return by id which later batch took it back while nothing of it stood, the newest, and when if it says so."""
    chosen = f"r.id, CASE WHEN r.state = '{TOMBSTONE}' THEN r.replaced_by ELSE 0 END, r.taken_back"
    found = sorted(by_id(connection, "record_version", no, chosen, ids), key=lambda row: row[1])
    return {each: (other, instant) for each, other, instant in found if other > batch and each in set(ids)}


def forget_tombstones(connection: Connection, person_no: int) -> None:
    """Delete what says of somebody's records that they were taken back before they came: it names nobody."""
    theirs = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} w WHERE w.stream_no = t.stream_no AND w.id = t.id"  # noqa: S608 - names of ours
        f" AND w.person_no = {int(person_no)})"
        for table in ("record", "record_version")
    )
    connection.exec_driver_sql(
        "DELETE FROM record_version AS t WHERE t.stream_no IN (SELECT no FROM stream) AND t.person_no = 0"  # noqa: S608 - as above
        f" AND ({theirs})"
    )


def settle(connection: Connection, places: StreamPlaces, ids: Sequence[str]) -> RecordDays:
    """Let what is a correction of each id by now, and was none, be a version.

    Returns whose days its versions are of, all of them: another one may follow now what was followed by none, or by the
    same.
    """
    no = places.no
    known = _histories(connection, no, ids)
    order = _order(connection, places, known)
    found = [(each, row) for each in known for row in _corrections(known[each], order.get(each, {}))]
    place: dict[str, int] = {}
    moved = []
    for each, row in found:
        version = known[each].next_version + place.get(each, 0)
        place[each] = place.get(each, 0) + 1
        moved.append((version, each, row.version))
    many(
        connection,
        f"UPDATE record_version SET version = ?, state = '{RecordState.OUTDATED.value}'"  # noqa: S608 - a number of ours
        f" WHERE stream_no = {no} AND id = ? AND version = ?",
        moved,
    )
    many(
        connection,
        f"UPDATE record SET version = version + ? WHERE stream_no = {no} AND id = ?",  # noqa: S608 - as above
        [(more, each) for each, more in place.items()],
    )
    versions = [row for history in known.values() for row in history.earlier if row.version > 0]
    rows = [*versions, *(row for _, row in found)]
    days = np.array([(row.person, row.day) for row in rows], np.int64).reshape(-1, 2)
    return RecordDays(days[:, 0], days[:, 1])


def _order(
    connection: Connection, places: StreamPlaces, known: Mapping[str, _History]
) -> Mapping[str, Mapping[int, str]]:
    """Return by id and version what rows say, spelled out, where different ones are said of the same instant."""
    tied = []
    for each, history in known.items():
        rows = [*history.earlier, *([history.now] if history.now else ())]
        said = {(row.revised, row.digest) for row in rows if row.revised is not None}
        if len(said) > len({instant for instant, _ in said}):
            tied.append(each)
    rows = [
        row
        for table in ("record", "record_version")
        for row in by_id(connection, table, places.no, quoted(KEPT, "r."), tied)
    ]
    found: dict[str, dict[int, str]] = {each: {} for each in tied}
    for row, text in zip(rows, spelled(connection, places, KEPT, rows), strict=True):
        found.setdefault(row[_ID], {})[row[_VERSION]] = text
    return found


def _corrections(history: _History, order: Mapping[int, str]) -> list[_Row]:
    """Return the rows that have to become versions: of each content that is said in a row, but for the last, one.

    What does not say when it was said is left as it is. ``order`` is that of what is said of the same instant.
    """
    said: list[tuple[tuple[int, bool, bool, str], int | None, _Row]] = []
    for row in (*history.earlier, *([history.now] if history.now else ())):
        if row.revised is not None:
            said.append(((row.revised, row is history.now, False, order.get(row.version, "")), row.digest, row))
        if row.taken_back is not None and row is not history.now:
            said.append(((row.taken_back, False, True, ""), None, row))
    said.sort(key=lambda each: each[0])
    found = []
    for content, run in groupby(said, key=lambda each: each[1]):
        rows = [row for *_, row in run]
        if content is not None and all(row.version <= 0 for row in rows):
            found.append(rows[-1])
    return found


def _histories(connection: Connection, no: int, ids: Sequence[str]) -> Mapping[str, _History]:
    """Read what is stored of some ids, which are sorted."""
    found = {each: _History() for each in ids}
    content = "r.id, r.version, r.revised, r.digest"
    for table, more in (("record_version", "r.taken_back, r.replaced_by"), ("record", "NULL, r.batch_no")):
        for each, *cells in by_id(connection, table, no, f"{content}, {more}, r.person_no, r.day", ids):
            if each not in found:
                continue
            if table == "record":
                found[each].now = _Row(*cells)
            else:
                found[each].earlier.append(_Row(*cells))
    return found
