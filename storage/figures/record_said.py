"""What a source has said of a record more than once: the same content at a later instant, and that taken back again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storage.column import many, quoted, stage
from storage.figures.record_ids import by_id
from storage.figures.record_rows import KEPT, REPEATED, SAID, TOMBSTONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

_SAME = "w.stream_no = r.stream_no AND w.id = r.id"
HIDDEN = "(SELECT coalesce(min(CASE WHEN w.version <= 0 THEN w.version END), 0) - 1 FROM record_version w WHERE {0})"
"""The number of a row that is no version of its own: below zero, so that it moves on no other."""


def keep_said(connection: Connection, no: int, said: Iterable[tuple[str, int]], *, batch: int) -> None:
    """Note that the source has said the same of some ids again later; when it had said so before is kept.

    ``batch_no`` of such a row is the batch that said so before, ``replaced_by`` the one that says so now.
    """
    staged = stage(connection, "record", ("stream_no", "id", "revised"), ((no, *each) for each in said))
    before = f"SELECT w.replaced_by FROM record_version w WHERE {_SAME} AND w.state = '{SAID}' AND w.digest = r.digest"  # noqa: S608 - names of ours
    before = f"coalesce(({before} AND w.replaced_by >= r.batch_no ORDER BY w.revised DESC LIMIT 1), r.batch_no)"
    own = {"version": HIDDEN.format(_SAME), "batch_no": before}
    kept = ", ".join(own.get(name, f'r."{name}"') for name in KEPT)
    join = "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"
    connection.exec_driver_sql(
        f"INSERT INTO record_version ({quoted(KEPT)}, replaced_by, state) SELECT {kept}, {int(batch)}, '{SAID}'"  # noqa: S608 - as above
        f" FROM {staged} s {join} record r ON r.stream_no = s.stream_no AND r.id = s.id WHERE r.revised IS NOT NULL"
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an id: one that counts has the state "" and is replaced by nothing."""

    version: int
    revised: int | None
    digest: int
    batch: int
    replaced_by: int
    state: str


def unsay(connection: Connection, batch: int) -> None:
    """Let go of what only a batch has said: a record is as old again as what others have said of it.

    What another withdrew as well, of a later instant, hangs on that one.
    """
    found = connection.exec_driver_sql(
        f"SELECT stream_no, id FROM record_version WHERE replaced_by = {int(batch)} AND state = '{SAID}'"  # noqa: S608 - numbers of ours
        f" AND batch_no <> {int(batch)} GROUP BY stream_no, id ORDER BY stream_no, id"
    ).all()
    by_stream: dict[int, list[str]] = defaultdict(list)
    for no, each in found:
        by_stream[no].append(each)
    for no, ids in by_stream.items():
        _move_back(connection, no, ids, batch)
    _let_go(connection, batch)


def _let_go(connection: Connection, batch: int) -> None:
    connection.exec_driver_sql(
        f"DELETE FROM record_version WHERE batch_no = {int(batch)} AND state IN ('{REPEATED}', '{SAID}', '{TOMBSTONE}')"  # noqa: S608 - numbers of ours
    )
    other = (
        f" FROM record_version t WHERE t.stream_no = v.stream_no AND t.id = v.id AND t.replaced_by <> {int(batch)}"
        " AND t.taken_back > v.revised"
    )
    connection.exec_driver_sql(
        f"UPDATE record_version AS v SET replaced_by = (SELECT t.replaced_by{other} ORDER BY t.taken_back DESC LIMIT 1)"  # noqa: S608 - as above
        f" WHERE v.replaced_by = {int(batch)} AND v.batch_no <> {int(batch)} AND EXISTS (SELECT 1{other})"
    )


def _move_back(connection: Connection, no: int, ids: Sequence[str], batch: int) -> None:
    """Let records of a stream be as old as others have said, and what stood before a batch lead on to what follows."""
    rows: dict[str, list[_Row]] = defaultdict(list)
    content = "r.id, r.version, r.revised, r.digest, r.batch_no"
    for table, more in (("record_version", "r.replaced_by, r.state"), ("record", "0, ''")):
        for each, *cells in by_id(connection, table, no, f"{content}, {more}", ids):
            rows[each].append(_Row(*cells))
    moved: dict[str, list[tuple[int | None, str, int]]] = {"record": [], "record_version": []}
    led, gone = list[tuple[int, str, int]](), list[tuple[str, int]]()
    for each in ids:
        for digest in {row.digest for row in rows[each] if row.state == SAID and row.replaced_by == batch != row.batch}:
            alike = [row for row in rows[each] if row.digest == digest and row.revised is not None]
            top, leads = _newest(alike, batch)
            if top:
                holder = _holder(alike, top)
                if holder:
                    moved["record_version" if holder.state else "record"].append((top.revised, each, holder.version))
                gone.append((each, top.version))
            before = [row for row in alike if row.state == SAID and row.replaced_by == batch and row is not top]
            led += [(leads, each, row.version) for row in before]
    where = f"WHERE stream_no = {no} AND id = ? AND version = ?"
    for table, changes in moved.items():
        many(connection, f"UPDATE {table} SET revised = ? {where}", changes)  # noqa: S608 - names of ours
    many(connection, f"UPDATE record_version SET replaced_by = ? {where}", led)  # noqa: S608 - as above
    many(connection, f"DELETE FROM record_version {where}", gone)  # noqa: S608 - as above


def _newest(alike: Sequence[_Row], batch: int) -> tuple[_Row | None, int]:
    """Return the newest thing that others have said where a batch had the last word, and to whom what is before leads.

    Where another has said the same later it is None: then all leads to that one.
    """
    own = [row for row in alike if row.state == SAID and row.batch == batch and row.replaced_by != batch]
    if own:
        return None, max(own, key=lambda row: row.revised or 0).replaced_by
    others = [row for row in alike if row.state in {SAID, REPEATED} and row.batch != batch]
    top = max(others, key=lambda row: row.revised or 0)
    return top, top.batch


def _holder(alike: Sequence[_Row], top: _Row) -> _Row | None:
    """Return the version that was moved on from an instant: the one that counts, or the next that has counted."""
    later = [row for row in alike if row.version > 0 and (row.revised or 0) > (top.revised or 0)]
    return min(later, key=lambda row: (row.revised or 0, bool(row.state)), default=None)
