"""An import of records taken back, and what is known of whom it has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.record import RecordState
from storage.column import integers, quoted
from storage.figures.record_rows import KEPT
from storage.figures.record_said import unsay

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    Ints = NDArray[np.int64]

_SAME = "v.stream_no = r.stream_no AND v.id = r.id"
_DAYS = "stream_no, person_no, day"
_OUTDATED, _REPLACED, _WITHDRAWN = (
    f"'{state.value}'" for state in (RecordState.OUTDATED, RecordState.REPLACED, RecordState.WITHDRAWN)
)


def standing_on(connection: Connection, batch: int) -> list[int]:
    """See :meth:`storage.figures.record_changes.RecordChanges.standing_on`."""
    rows = integers(
        connection,
        f"SELECT replaced_by FROM record_version WHERE batch_no = {int(batch)} AND version > 0 AND state <> {_OUTDATED}"  # noqa: S608 - numbers of ours
        f" UNION SELECT r.batch_no FROM record_version v JOIN record r ON {_SAME}"
        f" WHERE v.replaced_by = {int(batch)} AND v.state = {_WITHDRAWN} ORDER BY 1",
        width=1,
    )
    return [number for number in rows[:, 0].tolist() if number != batch]


def days_of_batch(connection: Connection, batch: int) -> Ints:
    """Return stream, person and day of what a batch has changed, before and after."""
    return integers(
        connection,
        f"SELECT {_DAYS} FROM record WHERE batch_no = {int(batch)} UNION SELECT {_DAYS} FROM record_version"  # noqa: S608 - as above
        f" WHERE version > 0 AND (replaced_by = {int(batch)} AND state <> {_OUTDATED}"
        f" OR batch_no = {int(batch)} AND state = {_OUTDATED})",
        width=3,
    )


def put_back(connection: Connection, batch: int, *, into: int) -> Ints:
    """Undo a batch (see :meth:`storage.figures.record_changes.RecordChanges.undo`); return stream, person and day."""
    run = connection.exec_driver_sql
    unsay(connection, batch)
    newest = _find_earlier(connection, batch)
    kept = ", ".join("NULL" if name == "revised" else f'r."{name}"' for name in KEPT)
    goes_back = f"EXISTS (SELECT 1 FROM {newest} v WHERE {_SAME})"  # noqa: S608 - as above
    gone = integers(
        connection,
        f"INSERT INTO record_version ({quoted(KEPT)}, replaced_by, state) SELECT {kept}, {int(into)},"  # noqa: S608 - as above
        f" CASE WHEN {goes_back} THEN {_REPLACED} ELSE {_WITHDRAWN} END"
        f" FROM record r WHERE r.batch_no = {int(batch)} RETURNING {_DAYS}",
        width=3,
    )
    run(f"DELETE FROM record WHERE batch_no = {int(batch)}")  # noqa: S608 - as above
    run(
        f"UPDATE record_version SET replaced_by = {int(into)}, revised = NULL"  # noqa: S608 - as above
        f" WHERE batch_no = {int(batch)} AND state = {_OUTDATED}"
    )
    run(f"UPDATE record_version SET taken_back = NULL WHERE replaced_by = {int(batch)}")  # noqa: S608 - as above
    taken = {"batch_no": str(int(into)), "version": _next_version("v")}
    content = ", ".join(taken.get(name, f'v."{name}"') for name in KEPT)
    back = integers(
        connection,
        f"INSERT INTO record ({quoted(KEPT)}) SELECT {content} FROM {newest} v WHERE 1 = 1 RETURNING {_DAYS}",  # noqa: S608 - as above
        width=3,
    )
    return np.unique(np.concatenate([gone, back]), axis=0)


def _find_earlier(connection: Connection, batch: int) -> str:
    """Gather what stood before a batch: of each record that it replaced or withdrew the newest version of others.

    A record that another batch has brought again since stays as it is.
    """
    run = connection.exec_driver_sql
    end = " ON COMMIT DROP" if connection.dialect.name == "postgresql" else ""
    mine = f"replaced_by = {int(batch)} AND {{0}}.batch_no <> {int(batch)}"
    rank = "(coalesce({0}.revised, -1), {0}.version)"
    run("DROP TABLE IF EXISTS before_undo")
    run(
        f"CREATE TEMP TABLE before_undo{end} AS SELECT {quoted(KEPT, 'v.')} FROM record_version v"  # noqa: S608 - as above
        f" WHERE v.{mine.format('v')} AND v.version > 0"
        f" AND NOT EXISTS (SELECT 1 FROM record r WHERE {_SAME} AND r.batch_no <> {int(batch)})"
        " AND NOT EXISTS (SELECT 1 FROM record_version w WHERE w.stream_no = v.stream_no AND w.id = v.id"
        f" AND w.{mine.format('w')} AND w.version > 0 AND {rank.format('w')} > {rank.format('v')})"
    )
    return "before_undo"


def _next_version(row: str) -> str:
    same = f"w.stream_no = {row}.stream_no AND w.id = {row}.id"
    return f"(SELECT max(w.version) + 1 FROM record_version w WHERE {same})"  # noqa: S608 - as above
