"""Values and records that wait for somebody's decision."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import FactColumns, HeldValue, Reason
from bot.messages.codec import from_json, to_json
from storage.database import EPOCH
from storage.figures.batch import BATCH, QUARANTINE
from storage.figures.metric import METRIC
from storage.figures.versioned import changed
from storage.intake.quarantine_record import HeldRecords
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection, Row

    from bot.figures.domain.held import Held


_WAITS = QUARANTINE.c.state == "open"


class SqlQuarantine(HeldRecords):
    """Values and records that nobody uses until a person has looked at them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def decided(self, facts: FactColumns) -> dict[int, str]:
        """Return, by place in ``facts``, what became of the same value for the same key before.

        One of ``open``, ``accepted``, ``discarded``; places of values never seen are missing.
        """
        if not len(facts):
            return {}
        rows = self._connection.execute(
            sa.select(QUARANTINE)
            .where(
                QUARANTINE.c.person_no.in_(np.unique(facts.person).tolist()),
                QUARANTINE.c.metric_no.is_not(None),
                QUARANTINE.c.state != "replaced",
            )
            .order_by(QUARANTINE.c.no)
        )
        known = {(r.person_no, r.metric_no, r.start, r.end, r.value): r.state for r in rows}
        return {place: known[key] for place, key in enumerate(_keys(facts)) if key in known}

    def add(self, facts: FactColumns, *, batch: int, reasons: Sequence[Reason]) -> None:
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
                _WAITS, QUARANTINE.c.metric_no.is_not(None)
            )
        ).all()
        wanted = set(keys.keys()) if held else set()
        gone = [r.no for r in held if (r.person_no, r.metric_no, _number(r.start)) in wanted]
        if gone:
            self._connection.execute(sa.update(QUARANTINE).where(QUARANTINE.c.no.in_(gone)).values(state="replaced"))

    def open(self) -> list[Held]:
        """Return what waits for a decision, oldest first."""
        return self._both(_WAITS)

    def get(self, number: int) -> Held | None:
        """Return what waits for a decision under a number, or None when nothing does."""
        return next(iter(self._both((QUARANTINE.c.no == number) & _WAITS)), None)

    def waiting(self, batches: Sequence[int]) -> list[Held]:
        """Return what some batches put into quarantine and what still waits of it, oldest first."""
        return self._both(QUARANTINE.c.batch_no.in_(list(batches)) & _WAITS) if batches else []

    def of_batch(self, batch: int) -> Changed:
        """Return the keys that a batch put into quarantine, those of values that lack a record of it among them."""
        rows = self._connection.execute(sa.select(*_KEY, QUARANTINE.c.no).where(QUARANTINE.c.batch_no == batch)).all()
        return _keys_of(rows) | self._lacking([row.no for row in rows if row.metric_no is None])

    def decide(self, number: int, *, state: str, by: str, now: datetime) -> bool:
        """Record a decision, ``accepted`` or ``discarded``; False when there was one before."""
        values = {"state": state, "decided_by": by, "decided_at": now}
        where = (QUARANTINE.c.no == number) & _WAITS
        if self._connection.execute(sa.update(QUARANTINE).where(where).values(values)).rowcount != 1:
            return False
        self._freed([number])
        return True

    def state(self, number: int) -> str:
        """Return what became of what was held back, "" when there is nothing of that number."""
        found = self._connection.execute(sa.select(QUARANTINE.c.state).where(QUARANTINE.c.no == number)).scalar()
        return found or ""

    def withdraw(self, batch: int) -> Changed:
        """Close what a batch put into quarantine and what still waits of it; return the keys."""
        where = (QUARANTINE.c.batch_no == batch) & _WAITS
        closed = sa.update(QUARANTINE).where(where).values(state="replaced").returning(*_KEY, QUARANTINE.c.no)
        rows = self._connection.execute(closed).all()
        return _keys_of(rows) | self._freed([row.no for row in rows if row.metric_no is None])

    def _both(self, where: sa.ColumnElement[bool]) -> list[Held]:
        values = self._read(where & QUARANTINE.c.metric_no.is_not(None))
        records = self._records(where & QUARANTINE.c.metric_no.is_(None))
        return sorted([*values, *records], key=lambda held: held.no)

    def _read(self, where: sa.ColumnElement[bool]) -> list[HeldValue]:
        statement = (
            sa.select(QUARANTINE, PERSON.c.id, PERSON.c.role_no, METRIC.c.key, BATCH.c.file)
            .join(PERSON, PERSON.c.no == QUARANTINE.c.person_no)
            .join(METRIC, METRIC.c.no == QUARANTINE.c.metric_no)
            .outerjoin(BATCH, BATCH.c.no == QUARANTINE.c.batch_no)
            .where(where)
            .order_by(QUARANTINE.c.no)
        )
        return [
            HeldValue(
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


_KEY = (QUARANTINE.c.person_no, QUARANTINE.c.metric_no, QUARANTINE.c.start)


def _keys_of(rows: Iterable[Any]) -> Changed:
    return changed((r.person_no, r.metric_no, _number(r.start)) for r in rows if r.metric_no is not None)


def _number(day: date) -> int:
    return (day - EPOCH).days


def _keys(facts: FactColumns) -> list[tuple[int, int, date, date, float]]:
    starts, ends = (column.astype("datetime64[D]").tolist() for column in (facts.start, facts.end))
    return list(zip(facts.person.tolist(), facts.metric.tolist(), starts, ends, facts.value.tolist(), strict=True))


def _fact(row: Row[Any]) -> FactColumns:
    def number(value: float | None) -> float:
        return float("nan") if value is None else value

    return FactColumns(
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
