"""Cases about values and their steps, as kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.cases.domain.dispute import MOVES, CaseStep, Dispute, DisputeState
from bot.kit.period import Period
from storage.cases.dispute_record import claims_of, put_claims
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC, metric_number
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection, Row

    from bot.cases.domain.dispute_record import ClaimedRecord


class DisputeRow(SQLModel, table=True):
    """A case; numbers are kept as decimal text, exact as given. ``handler_no`` is 0 while nobody has it."""

    __tablename__ = "dispute"
    __table_args__ = (sa.Index("ix_dispute_person", "person_no", "metric_no", "start"),)
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    value: str | None = None
    versions: str = "[]"
    claim: str
    wanted: str | None = None
    raised_at: datetime = Field(sa_type=UtcDateTime)
    due_on: date = Field(sa_type=Day)
    feedback: str = ""
    state: str = Field(index=True)
    handler_no: int = 0
    correction_no: int = 0


declare(
    "dispute",
    whose="person_no",
    kinds={"disputes": "person_no"},
    own="no start end value claim wanted raised_at due_on state",
    withheld={"feedback": "the key of a message that stands among the messages"},
    others="handler_no",
    plain="metric_no versions correction_no",
)


class DisputeStepRow(SQLModel, table=True):
    """A step of a case: to which state, by whom, when and why."""

    __tablename__ = "dispute_step"
    no: int | None = Field(default=None, primary_key=True)
    dispute_no: int = Field(foreign_key="dispute.no", index=True)
    state: str
    by_no: int
    at: datetime = Field(sa_type=UtcDateTime)
    reason: str = ""


declare(
    "dispute_step",
    through=("dispute_no", "dispute", "no"),
    kinds={"dispute_steps": "dispute.person_no"},
    own="state at reason",
    others="by_no",
    plain="no",
)


DISPUTE, STEP = (SQLModel.metadata.tables[name] for name in ("dispute", "dispute_step"))
_HANDLER, _BY = PERSON.alias("handler"), PERSON.alias("by")
_RUNNING = DISPUTE.c.state.in_([state.value for state, moves in MOVES.items() if moves])


class SqlDisputes:
    """Cases and their steps."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, dispute: Dispute) -> int:
        """Store a new case and return its number."""
        person_no = number_of(self._connection, dispute.person_id)
        values = {
            "person_no": person_no,
            "metric_no": metric_number(self._connection, dispute.metric),
            "start": dispute.period.start,
            "end": dispute.period.end,
            "value": _text(dispute.value),
            "versions": json.dumps(dispute.versions),
            "claim": dispute.claim,
            "wanted": _text(dispute.wanted),
            "raised_at": dispute.raised_at,
            "due_on": dispute.due_on,
            "feedback": dispute.feedback,
            "state": dispute.state.value,
            "handler_no": 0,
            "correction_no": 0,
        }
        done = self._connection.execute(sa.insert(DISPUTE).values(values).returning(DISPUTE.c.no))
        number = int(done.scalar_one())
        put_claims(self._connection, number, dispute.records)
        self._record(number, CaseStep(dispute.state, dispute.person_id, dispute.raised_at))
        return number

    def get(self, number: int) -> Dispute | None:
        """Return a case with its steps, or None."""
        return next(iter(self._read(DISPUTE.c.no == number)), None)

    def about(self, person_ids: Collection[str], *, running: bool = False) -> list[Dispute]:
        """Return the cases about some people, newest first; with ``running`` only those that are not over."""
        return self._read(PERSON.c.id.in_(list(person_ids)), *([_RUNNING] if running else []))[::-1]

    def of(self, person_id: str, metric: str, period: Period) -> Dispute | None:
        """Return the running case about a value, or None."""
        mine = (PERSON.c.id == person_id, METRIC.c.key == metric, DISPUTE.c.start == period.start)
        return next(iter(self._read(*mine, _RUNNING)), None)

    def due(self, day: date) -> list[Dispute]:
        """Return the running cases that are due on a day or before."""
        return self._read(_RUNNING, DISPUTE.c.due_on <= day)

    def move(self, dispute: Dispute, step: CaseStep, *, handler_id: str, correction: int = 0) -> bool:
        """Add a step; False when the case is not as it was read: somebody was faster."""
        as_read = (
            DISPUTE.c.no == dispute.no,
            DISPUTE.c.state == dispute.state.value,
            DISPUTE.c.handler_no == number_of(self._connection, dispute.handler_id),
        )
        values = {
            "state": step.state.value,
            "handler_no": number_of(self._connection, handler_id),
            "correction_no": correction,
        }
        if self._connection.execute(sa.update(DISPUTE).where(*as_read).values(values)).rowcount != 1:
            return False
        self._record(dispute.no, step)
        return True

    def _record(self, number: int, step: CaseStep) -> None:
        by = number_of(self._connection, step.by)
        values = {"dispute_no": number, "state": step.state.value, "by_no": by, "at": step.at, "reason": step.reason}
        self._connection.execute(sa.insert(STEP).values(values))

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Dispute]:
        rows = self._connection.execute(
            sa.select(DISPUTE, PERSON.c.id, METRIC.c.key, _HANDLER.c.id.label("handler_id"))
            .join(PERSON, PERSON.c.no == DISPUTE.c.person_no)
            .join(METRIC, METRIC.c.no == DISPUTE.c.metric_no)
            .outerjoin(_HANDLER, _HANDLER.c.no == DISPUTE.c.handler_no)
            .where(*where)
            .order_by(DISPUTE.c.no)
        ).all()
        steps: dict[int, list[CaseStep]] = {}
        if rows:
            found = self._connection.execute(
                sa.select(STEP, _BY.c.id.label("by_id"))
                .outerjoin(_BY, _BY.c.no == STEP.c.by_no)
                .where(STEP.c.dispute_no.in_([row.no for row in rows]))
                .order_by(STEP.c.no)
            )
            for found_row in found:
                step = CaseStep(DisputeState(found_row.state), found_row.by_id or "", found_row.at, found_row.reason)
                steps.setdefault(found_row.dispute_no, []).append(step)
        claims = claims_of(self._connection, [row.no for row in rows])
        return [_dispute(row, steps.get(row.no, []), claims.get(row.no, [])) for row in rows]


def _dispute(row: Row[Any], steps: list[CaseStep], claims: list[ClaimedRecord]) -> Dispute:
    return Dispute(
        person_id=row.id,
        metric=row.key,
        period=Period(row.start, row.end),
        value=_number(row.value),
        versions=tuple(json.loads(row.versions)),
        claim=row.claim,
        wanted=_number(row.wanted),
        raised_at=row.raised_at,
        due_on=row.due_on,
        feedback=row.feedback,
        state=DisputeState(row.state),
        handler_id=row.handler_id or "",
        correction=row.correction_no,
        steps=tuple(steps),
        records=tuple(claims),
        no=row.no,
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
