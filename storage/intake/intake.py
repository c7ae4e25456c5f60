"""Batches of data, and what was refused or cleaned in them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from bot.figures.domain.batch import Batch
from bot.figures.domain.cleaned_cell import CleanedCell
from bot.figures.domain.facts import Reason
from bot.intake.domain.intake import ImportedBatch
from bot.intake.domain.waiting import AWAITED
from bot.messages.codec import from_json, to_json
from storage.figures.batch import BATCH
from storage.figures.series import ROLLUP
from storage.intake.intake_rows import CLEANING, REJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Connection, Row

    from bot.intake.domain.intake import Change, RowProblem
    from bot.intake.domain.outcome import ImportReport

_AT_ONCE = 500
"""Rows asked about in one statement."""
_CAME_IN = sa.and_(BATCH.c.digest != "", BATCH.c.kind != ROLLUP)
"""What somebody sent; the batch that holds roll-ups of ours is none of these."""


class SqlBatches:
    """Arrivals of data, and what is known about their rows."""

    retention = timedelta(days=365)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, *, kind: str, source: str, file: str, digest: str, by: str, now: datetime) -> Batch:
        """Begin a batch, or go on with the unfinished one of the same kind and digest."""
        held = sa.select(BATCH.c.no, BATCH.c.done_rows, BATCH.c.report).where(
            BATCH.c.digest == digest, BATCH.c.kind == kind, BATCH.c.finished_at.is_(None)
        )
        row = self._connection.execute(held.order_by(BATCH.c.no)).first()
        if row is not None:
            for table in (REJECT, CLEANING):
                self._connection.execute(sa.delete(table).where(table.c.batch_no == row.no))
            return Batch(row.no, row.done_rows, json.loads(row.report or "{}"))
        values = {"kind": kind, "source": source, "file": file, "digest": digest, "by": by, "received_at": now}
        statement = sa.insert(BATCH).values(done_rows=0, report="", **values).returning(BATCH.c.no)
        return Batch(int(self._connection.execute(statement).scalar_one()), 0)

    def record(self, batch: int, *, problems: Sequence[RowProblem], changes: Sequence[Change]) -> None:
        """Keep what was refused, and what cleaning changed with the rule that did it."""
        if problems:
            self._connection.execute(
                sa.insert(REJECT),
                [
                    {
                        "batch_no": batch,
                        "row": problem.row,
                        "column": problem.column,
                        "value": problem.value,
                        "reason": to_json(Reason(problem.key, problem.values)),
                    }
                    for problem in problems
                ],
            )
        unique = {(change.row, change.column): change for change in changes}
        if unique:
            self._connection.execute(
                sa.insert(CLEANING),
                [
                    {
                        "batch_no": batch,
                        "row": change.row,
                        "column": change.column,
                        "original": change.original,
                        "value": change.value,
                        "rule": change.rule,
                    }
                    for change in unique.values()
                ],
            )

    def advance(self, batch: int, *, done_rows: int, counts: Mapping[str, int] | None = None) -> None:
        """Note how far a batch has come that is not finished, and what was counted of it so far."""
        values: dict[str, Any] = {"done_rows": done_rows} | ({"report": json.dumps(dict(counts))} if counts else {})
        under_way = (BATCH.c.no == batch, BATCH.c.finished_at.is_(None))
        self._connection.execute(sa.update(BATCH).where(*under_way).values(values))

    def finish(self, batch: int, *, now: datetime, report: str) -> None:
        """Close a batch with its report."""
        values = {"finished_at": now, "report": report, "followed_at": None}
        self._connection.execute(sa.update(BATCH).where(BATCH.c.no == batch).values(values))

    def amend(self, batch: int, *, rows: Sequence[int], report: ImportReport) -> None:
        """Take back that rows had to wait, and add to a batch's report what has become of them since."""
        found: Counter[str] = Counter(problem.key for problem in report.rejected)
        tried = set(rows)
        span = REJECT.c.row.between(min(tried, default=0), max(tried, default=0))
        query = sa.select(REJECT.c.no, REJECT.c.row, REJECT.c.reason).where(REJECT.c.batch_no == batch, span)
        waited = [
            (row.no, key)
            for row in self._connection.execute(query)
            if row.row in tried and (key := from_json(row.reason, Reason).key) in AWAITED
        ]
        found.subtract(key for _, key in waited)
        if waited:
            gone = sa.delete(REJECT).where(REJECT.c.no == sa.bindparam("gone"))
            self._connection.execute(gone, [{"gone": no} for no, _ in waited])
        self.record(batch, problems=report.rejected, changes=())
        kept = json.loads(self._connection.execute(sa.select(BATCH.c.report).where(BATCH.c.no == batch)).scalar_one())
        kept |= {name: kept.get(name, 0) + getattr(report, name) for name in ("inserted", "corrected", "unchanged")}
        rejected = Counter(kept.get("rejected", {}))
        rejected.update(found)
        kept |= {"rejected": +rejected, "quarantined": kept.get("quarantined", 0) + len(report.quarantined)}
        values = {"report": json.dumps(kept, ensure_ascii=False)}
        self._connection.execute(sa.update(BATCH).where(BATCH.c.no == batch).values(values))

    def open_ends(self, *, before: datetime) -> list[tuple[int, str]]:
        """Return number and kind of batches whose deltas have not followed yet, oldest first.

        They are finished, or came in before an instant: whoever stored them was stopped half-way.
        """
        ended = sa.or_(BATCH.c.finished_at.is_not(None), BATCH.c.received_at < before)
        open_ = sa.and_(BATCH.c.followed_at.is_(None), BATCH.c.kind.in_(("readings", "targets", "records")))
        statement = sa.select(BATCH.c.no, BATCH.c.kind).where(open_, ended)
        return [(row.no, row.kind) for row in self._connection.execute(statement.order_by(BATCH.c.no))]

    def stopped(self, *, before: datetime) -> list[tuple[ImportedBatch, int]]:
        """Return the batches that came in before an instant and were never finished, with the rows that are stored.

        One of the same kind and name that was finished later has taken its place.
        """
        later = BATCH.alias("later")
        again = sa.exists().where(
            later.c.no > BATCH.c.no,
            later.c.kind == BATCH.c.kind,
            later.c.file == BATCH.c.file,
            later.c.finished_at.is_not(None),
        )
        query = sa.select(BATCH).where(BATCH.c.finished_at.is_(None), BATCH.c.received_at < before, sa.not_(again))
        return [(_arrival(row), row.done_rows) for row in self._connection.execute(query.order_by(BATCH.c.no))]

    def followed(self, batches: Iterable[int], *, now: datetime) -> None:
        """Mark batches whose deltas are computed."""
        numbers = list(batches)
        if numbers:
            self._connection.execute(sa.update(BATCH).where(BATCH.c.no.in_(numbers)).values(followed_at=now))

    def get(self, number: int) -> ImportedBatch | None:
        """Return a batch, or None."""
        row = self._connection.execute(sa.select(BATCH).where(BATCH.c.no == number, _CAME_IN)).first()
        return _arrival(row) if row else None

    def recent(self, *, last: int) -> list[ImportedBatch]:
        """Return the newest batches of files, posts and corrections, newest first; roll-ups of ours are none."""
        statement = sa.select(BATCH).where(_CAME_IN).order_by(BATCH.c.no.desc()).limit(last)
        return [_arrival(row) for row in self._connection.execute(statement)]

    def forget(self, *, before: datetime) -> int:
        """Delete the rows that were refused in batches from before an instant; return how many."""
        old = sa.select(BATCH.c.no).where(BATCH.c.received_at < before)
        return self._connection.execute(sa.delete(REJECT).where(REJECT.c.batch_no.in_(old))).rowcount

    def cleaned(self, batch: int) -> list[tuple[int, str, str, str, str]]:
        """Return the cells that cleaning changed in a batch: row, column, original, value, rule."""
        statement = sa.select(CLEANING).where(CLEANING.c.batch_no == batch).order_by(CLEANING.c.row, CLEANING.c.column)
        return [(r.row, r.column, r.original, r.value, r.rule) for r in self._connection.execute(statement)]

    def cleaned_in(self, rows: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[CleanedCell, ...]]:
        """Return the cells that cleaning changed in some rows (a batch's number, a row in it), by row and column."""
        by_batch: dict[int, list[int]] = {}
        for batch, row in sorted(set(rows)):
            by_batch.setdefault(batch, []).append(row)
        found: dict[tuple[int, int], tuple[CleanedCell, ...]] = {}
        for batch, numbers in by_batch.items():
            for first in range(0, len(numbers), _AT_ONCE):
                its = (CLEANING.c.batch_no == batch, CLEANING.c.row.in_(numbers[first : first + _AT_ONCE]))
                for cell in self._connection.execute(sa.select(CLEANING).where(*its).order_by(CLEANING.c.column)):
                    said = CleanedCell(cell.column, cell.original, cell.value, tuple(cell.rule.split("+")))
                    found[batch, cell.row] = (*found.get((batch, cell.row), ()), said)
        return found


def _arrival(row: Row[Any]) -> ImportedBatch:
    report = json.loads(row.report or "{}")
    counts = {name: value for name, value in report.items() if isinstance(value, int)}
    counts |= {"rejected": sum(report["rejected"].values())} if isinstance(report.get("rejected"), dict) else {}
    return ImportedBatch(
        no=row.no,
        kind=row.kind,
        source=row.source,
        file=row.file,
        by=row.by,
        at=row.received_at,
        finished=row.finished_at is not None,
        digest=row.digest,
        counts=counts,
    )
