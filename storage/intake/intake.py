"""Batches of data, what was refused or cleaned in them, and the values that wait for somebody's decision."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.batch import Batch
from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Facts, Held, Reason
from bot.intake.domain.intake import Arrival
from bot.messages.codec import from_json, to_json
from storage.database import EPOCH
from storage.figures.batch import BATCH, QUARANTINE
from storage.figures.metric import METRIC
from storage.figures.series import ROLLUP
from storage.figures.versioned import changed
from storage.intake.intake_rows import CLEANING, REJECT
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection, Row

    from bot.intake.domain.intake import Change, Problem

_CAME_IN = sa.and_(BATCH.c.digest != "", BATCH.c.kind != ROLLUP)
"""What somebody sent; the batch that holds roll-ups of ours is none of these."""


class SqlBatches:
    """Arrivals of data, and what is known about their rows."""

    retention = timedelta(days=365)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, *, kind: str, source: str, file: str, digest: str, by: str, now: datetime) -> Batch:
        """Begin a batch, or go on with the unfinished one of the same kind and digest."""
        held = sa.select(BATCH.c.no, BATCH.c.done_rows).where(
            BATCH.c.digest == digest, BATCH.c.kind == kind, BATCH.c.finished_at.is_(None)
        )
        row = self._connection.execute(held.order_by(BATCH.c.no)).first()
        if row is not None:
            for table in (REJECT, CLEANING):
                self._connection.execute(sa.delete(table).where(table.c.batch_no == row.no))
            return Batch(row.no, row.done_rows)
        values = {"kind": kind, "source": source, "file": file, "digest": digest, "by": by, "received_at": now}
        statement = sa.insert(BATCH).values(done_rows=0, report="", **values).returning(BATCH.c.no)
        return Batch(int(self._connection.execute(statement).scalar_one()), 0)

    def record(self, batch: int, *, problems: Sequence[Problem], changes: Sequence[Change]) -> None:
        """Keep what was refused, and what cleaning changed with the rule that did it."""
        if problems:
            self._connection.execute(
                sa.insert(REJECT),
                [
                    {
                        "batch_no": batch,
                        "row": one.row,
                        "column": one.column,
                        "value": one.value,
                        "reason": to_json(Reason(one.key, one.values)),
                    }
                    for one in problems
                ],
            )
        unique = {(one.row, one.column): one for one in changes}
        if unique:
            self._connection.execute(
                sa.insert(CLEANING),
                [
                    {
                        "batch_no": batch,
                        "row": one.row,
                        "column": one.column,
                        "original": one.original,
                        "value": one.value,
                        "rule": one.rule,
                    }
                    for one in unique.values()
                ],
            )

    def advance(self, batch: int, *, done_rows: int) -> None:
        """Note how far a batch has come."""
        self._connection.execute(sa.update(BATCH).where(BATCH.c.no == batch).values(done_rows=done_rows))

    def finish(self, batch: int, *, now: datetime, report: str) -> None:
        """Close a batch with its report."""
        values = {"finished_at": now, "report": report, "followed_at": None}
        self._connection.execute(sa.update(BATCH).where(BATCH.c.no == batch).values(values))

    def open_ends(self, *, before: datetime) -> list[tuple[int, str]]:
        """Return number and kind of batches whose deltas have not followed yet, oldest first.

        They are finished, or came in before an instant: whoever stored them was stopped half-way.
        """
        ended = sa.or_(BATCH.c.finished_at.is_not(None), BATCH.c.received_at < before)
        open_ = sa.and_(BATCH.c.followed_at.is_(None), BATCH.c.kind.in_(("readings", "targets")))
        statement = sa.select(BATCH.c.no, BATCH.c.kind).where(open_, ended)
        return [(row.no, row.kind) for row in self._connection.execute(statement.order_by(BATCH.c.no))]

    def stopped(self, *, before: datetime) -> list[tuple[Arrival, int]]:
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

    def get(self, number: int) -> Arrival | None:
        """Return a batch, or None."""
        row = self._connection.execute(sa.select(BATCH).where(BATCH.c.no == number, _CAME_IN)).first()
        return _arrival(row) if row else None

    def recent(self, *, last: int) -> list[Arrival]:
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


class SqlQuarantine:
    """Values that nobody uses until a person has looked at them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def decided(self, facts: Facts) -> dict[int, str]:
        """Return, by place in ``facts``, what became of the same value for the same key before.

        One of ``open``, ``accepted``, ``discarded``; places of values never seen are missing.
        """
        if not len(facts):
            return {}
        rows = self._connection.execute(
            sa.select(QUARANTINE)
            .where(QUARANTINE.c.person_no.in_(np.unique(facts.person).tolist()), QUARANTINE.c.state != "replaced")
            .order_by(QUARANTINE.c.no)
        )
        known = {(r.person_no, r.metric_no, r.start, r.end, r.value): r.state for r in rows}
        return {place: known[key] for place, key in enumerate(_keys(facts)) if key in known}

    def add(self, facts: Facts, *, batch: int, reasons: Sequence[Reason]) -> None:
        """Hold values back; an earlier open one for the same key is replaced."""
        if not len(facts):
            return
        self.replace(changed(zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True)))
        first, second = (
            [None if np.isnan(value) else float(value) for value in column] for column in (facts.first, facts.second)
        )
        rows = [
            {
                "person_no": person,
                "metric_no": metric,
                "start": start,
                "end": end,
                "value": value,
                "numerator": first[place],
                "denominator": second[place],
                "batch_no": batch,
                "row": int(facts.row[place]),
                "source_id": facts.source_id[place],
                "reason": to_json(reasons[place]),
                "state": "open",
                "decided_by": "",
            }
            for place, (person, metric, start, end, value) in enumerate(_keys(facts))
        ]
        self._connection.execute(sa.insert(QUARANTINE), rows)

    def replace(self, keys: Changed) -> None:
        """Close open values whose key has got another value."""
        held = self._connection.execute(
            sa.select(QUARANTINE.c.no, QUARANTINE.c.person_no, QUARANTINE.c.metric_no, QUARANTINE.c.start).where(
                QUARANTINE.c.state == "open"
            )
        ).all()
        wanted = set(keys.keys()) if held else set()
        gone = [r.no for r in held if (r.person_no, r.metric_no, _number(r.start)) in wanted]
        if gone:
            self._connection.execute(sa.update(QUARANTINE).where(QUARANTINE.c.no.in_(gone)).values(state="replaced"))

    def open(self) -> list[Held]:
        """Return what waits for a decision, oldest first."""
        return self._read(QUARANTINE.c.state == "open")

    def get(self, number: int) -> Held | None:
        """Return one value that waits for a decision, or None when there is none of that number."""
        return next(iter(self._read((QUARANTINE.c.no == number) & (QUARANTINE.c.state == "open"))), None)

    def waiting(self, batches: Sequence[int]) -> list[Held]:
        """Return what some batches put into quarantine and what still waits of it, oldest first."""
        mine = QUARANTINE.c.batch_no.in_(list(batches))
        return self._read(mine & (QUARANTINE.c.state == "open")) if batches else []

    def of_batch(self, batch: int) -> Changed:
        """Return the keys that a batch put into quarantine."""
        statement = sa.select(QUARANTINE.c.person_no, QUARANTINE.c.metric_no, QUARANTINE.c.start)
        rows = self._connection.execute(statement.where(QUARANTINE.c.batch_no == batch))
        return changed((r.person_no, r.metric_no, _number(r.start)) for r in rows)

    def decide(self, number: int, *, state: str, by: str, now: datetime) -> bool:
        """Record a decision, ``accepted`` or ``discarded``; False when there was one before."""
        values = {"state": state, "decided_by": by, "decided_at": now}
        where = (QUARANTINE.c.no == number) & (QUARANTINE.c.state == "open")
        return self._connection.execute(sa.update(QUARANTINE).where(where).values(values)).rowcount == 1

    def state(self, number: int) -> str:
        """Return what became of a value, "" when there is none of that number."""
        found = self._connection.execute(sa.select(QUARANTINE.c.state).where(QUARANTINE.c.no == number)).scalar()
        return found or ""

    def withdraw(self, batch: int) -> Changed:
        """Close what a batch put into quarantine and what still waits of it; return the keys."""
        where = (QUARANTINE.c.batch_no == batch) & (QUARANTINE.c.state == "open")
        key = (QUARANTINE.c.person_no, QUARANTINE.c.metric_no, QUARANTINE.c.start)
        rows = self._connection.execute(sa.update(QUARANTINE).where(where).values(state="replaced").returning(*key))
        return changed((r.person_no, r.metric_no, _number(r.start)) for r in rows)

    def _read(self, where: sa.ColumnElement[bool]) -> list[Held]:
        statement = (
            sa.select(QUARANTINE, PERSON.c.id, PERSON.c.role_no, METRIC.c.key, BATCH.c.file)
            .join(PERSON, PERSON.c.no == QUARANTINE.c.person_no)
            .join(METRIC, METRIC.c.no == QUARANTINE.c.metric_no)
            .outerjoin(BATCH, BATCH.c.no == QUARANTINE.c.batch_no)
            .where(where)
            .order_by(QUARANTINE.c.no)
        )
        return [
            Held(
                no=r.no,
                person_id=r.id,
                metric=r.key,
                role_no=r.role_no,
                facts=_fact(r),
                batch=r.batch_no,
                file=r.file or "",
                reason=from_json(r.reason, Reason),
            )
            for r in self._connection.execute(statement)
        ]


def _arrival(row: Row[Any]) -> Arrival:
    report = json.loads(row.report or "{}")
    counts = {name: value for name, value in report.items() if isinstance(value, int)}
    counts |= {"rejected": sum(report["rejected"].values())} if isinstance(report.get("rejected"), dict) else {}
    return Arrival(
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


def _number(day: date) -> int:
    return (day - EPOCH).days


def _keys(facts: Facts) -> list[tuple[int, int, date, date, float]]:
    starts, ends = (column.astype("datetime64[D]").tolist() for column in (facts.start, facts.end))
    return list(zip(facts.person.tolist(), facts.metric.tolist(), starts, ends, facts.value.tolist(), strict=True))


def _fact(row: Row[Any]) -> Facts:
    def number(value: float | None) -> float:
        return float("nan") if value is None else value

    return Facts(
        row=np.array([row.row], np.int64),
        person=np.array([row.person_no], np.int64),
        metric=np.array([row.metric_no], np.int64),
        start=np.array([_number(row.start)], np.int64),
        end=np.array([_number(row.end)], np.int64),
        value=np.array([row.value]),
        first=np.array([number(row.numerator)]),
        second=np.array([number(row.denominator)]),
        source_id=np.array([row.source_id], np.object_),
        observed=np.array([-1], np.int64),
    )
