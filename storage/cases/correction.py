"""Requests to correct a value, as kept."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.cases.domain.correction import Correction, CorrectionState
from bot.figures.domain.reading import CORRECTION_SOURCE
from bot.kit.period import Period
from storage.cases.correction_record import approved_changes, changes_of, put_changes
from storage.database import EPOCH, Day, UtcDateTime
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC, metric_number
from storage.figures.reading import READING
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Row

    from bot.cases.domain.correction_record import RecordChange
    from bot.figures.domain.facts import FactColumns


class CorrectionRow(SQLModel, table=True):
    """A request to replace a value; numbers are kept as decimal text, exact as given, "" for none."""

    __tablename__ = "correction"
    __table_args__ = (sa.Index("ix_correction_person", "person_no", "metric_no", "start"),)
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    old: str
    version: int
    value: str
    numerator: str | None = None
    denominator: str | None = None
    reason: str
    asked_by_no: int
    asked_at: datetime = Field(sa_type=UtcDateTime)
    dispute_no: int = 0
    state: str = Field(index=True)
    decided_by_no: int = 0
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decision: str = ""
    told: bool = False


declare(
    "correction",
    whose="person_no",
    kinds={"corrections": "person_no"},
    own="no start end old value numerator denominator reason asked_at state decided_at decision",
    others="asked_by_no decided_by_no",
    plain="metric_no version dispute_no told",
)


CORRECTION = SQLModel.metadata.tables["correction"]
_KEY = ("person_no", "metric_no", "start")
_ASKED_BY, _DECIDED_BY = PERSON.alias("asked_by"), PERSON.alias("decided_by")


class SqlCorrections:
    """Requests to replace a value, and what was decided about them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, correction: Correction) -> int:
        """Store a request and return its number."""
        values = {
            "person_no": number_of(self._connection, correction.person_id),
            "metric_no": metric_number(self._connection, correction.metric),
            "start": correction.period.start,
            "end": correction.period.end,
            "old": str(correction.old),
            "version": correction.version,
            "value": "" if correction.value is None else str(correction.value),
            "numerator": None if correction.numerator is None else str(correction.numerator),
            "denominator": None if correction.denominator is None else str(correction.denominator),
            "reason": correction.reason,
            "asked_by_no": number_of(self._connection, correction.asked_by),
            "asked_at": correction.asked_at,
            "dispute_no": correction.dispute,
            "state": correction.state.value,
            "decided_by_no": 0,
            "decision": "",
            "told": False,
        }
        done = self._connection.execute(sa.insert(CORRECTION).values(values).returning(CORRECTION.c.no))
        number = int(done.scalar_one())
        put_changes(self._connection, number, correction.changes)
        return number

    def get(self, number: int) -> Correction | None:
        """Return a request, or None."""
        return next(iter(self._read(CORRECTION.c.no == number)), None)

    def waiting(self) -> list[Correction]:
        """Return the requests that wait for a decision, oldest first."""
        return self._read(CORRECTION.c.state == CorrectionState.ASKED.value)

    def about(self, person_id: str, metric: str, period: Period) -> list[Correction]:
        """Return the requests about a value, newest first."""
        mine = (PERSON.c.id == person_id, METRIC.c.key == metric, CORRECTION.c.start == period.start)
        return self._read(*mine)[::-1]

    def decide(self, number: int, state: CorrectionState, *, by: str, at: datetime, reason: str) -> bool:
        """Record a decision; False when somebody was faster."""
        values = {
            "state": state.value,
            "decided_by_no": number_of(self._connection, by),
            "decided_at": at,
            "decision": reason,
        }
        open_ = (CORRECTION.c.no == number, CORRECTION.c.state == CorrectionState.ASKED.value)
        return self._connection.execute(sa.update(CORRECTION).where(*open_).values(values)).rowcount == 1

    def untold(self) -> list[Correction]:
        """Return approved requests of which nobody has been told yet, oldest first."""
        return self._read(CORRECTION.c.state == CorrectionState.APPROVED.value, sa.not_(CORRECTION.c.told))

    def tell(self, number: int) -> None:
        """Note that whoever was to hear of a correction has."""
        self._connection.execute(sa.update(CORRECTION).where(CORRECTION.c.no == number).values(told=True))

    def undone(self, facts: FactColumns) -> set[int]:
        """Return the places of the facts that bring back a value which a correction that counts has replaced."""
        standing = self._standing(facts)
        return {place for place, row in standing.items() if float(row.old) == facts.value[place]}

    def of_records(self, stream: str) -> dict[str, RecordChange]:
        """Return by the record's id what the newest approved correction of each record of a stream has made of it."""
        return approved_changes(self._connection, stream)

    def contradicted(self, facts: FactColumns) -> dict[int, float]:
        """Return the places of the facts that say otherwise than a correction that counts, with what that says.

        A value that brings back the old one does not say otherwise (:meth:`undone`), nor does one that reaches further
        into its period.
        """
        return {
            place: row.value
            for place, row in self._standing(facts).items()
            if facts.value[place] not in {row.value, float(row.old)} and facts.end[place] <= (row.end - EPOCH).days
        }

    def _standing(self, facts: FactColumns) -> dict[int, Any]:
        """Return, by place in the facts, the correction that counts now for a fact's key: old, new and last day."""
        if not len(facts):
            return {}
        same = (READING.c[name] == CORRECTION.c[name] for name in _KEY)
        rows = self._connection.execute(
            sa.select(*(CORRECTION.c[name] for name in (*_KEY, "old")), READING.c.value, READING.c.end)
            .join(READING, sa.and_(*same))
            .join(BATCH, BATCH.c.no == READING.c.batch_no)
            .where(
                CORRECTION.c.state == CorrectionState.APPROVED.value,
                CORRECTION.c.metric_no.in_(np.unique(facts.metric).tolist()),
                CORRECTION.c.no == READING.c.row,
                BATCH.c.source == CORRECTION_SOURCE,
            )
        )
        known = {(row.person_no, row.metric_no, (row.start - EPOCH).days): row for row in rows}
        if not known:
            return {}
        keys = zip(facts.person.tolist(), facts.metric.tolist(), facts.start.tolist(), strict=True)
        return {place: known[key] for place, key in enumerate(keys) if key in known}

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Correction]:
        rows = self._connection.execute(
            sa.select(
                CORRECTION,
                PERSON.c.id,
                METRIC.c.key,
                _ASKED_BY.c.id.label("asked_by"),
                _DECIDED_BY.c.id.label("decided_by"),
            )
            .join(PERSON, PERSON.c.no == CORRECTION.c.person_no)
            .join(METRIC, METRIC.c.no == CORRECTION.c.metric_no)
            .join(_ASKED_BY, _ASKED_BY.c.no == CORRECTION.c.asked_by_no)
            .outerjoin(_DECIDED_BY, _DECIDED_BY.c.no == CORRECTION.c.decided_by_no)
            .where(*where)
            .order_by(CORRECTION.c.no)
        )
        found = rows.all()
        changes = changes_of(self._connection, [row.no for row in found])
        return [_correction(row, changes.get(row.no, [])) for row in found]


def _correction(row: Row[Any], changes: list[RecordChange]) -> Correction:
    numerator, denominator = (None if text is None else Decimal(text) for text in (row.numerator, row.denominator))
    return Correction(
        person_id=row.id,
        metric=row.key,
        period=Period(row.start, row.end),
        old=Decimal(row.old),
        version=row.version,
        value=Decimal(row.value) if row.value else None,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        numerator=numerator,
        denominator=denominator,
        dispute=row.dispute_no,
        state=CorrectionState(row.state),
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        decision=row.decision,
        told=row.told,
        changes=tuple(changes),
        no=row.no,
    )
