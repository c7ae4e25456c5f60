"""Questions whether a target or a rule's limit is right, as kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.kit.period import Period
from bot.rules.domain.threshold import Group, GroupKind, ThresholdCheck, ThresholdState
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC, metric_number
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection
    from sqlalchemy.sql.elements import ColumnElement


class ThresholdCheckRow(SQLModel, table=True):
    """A question about a threshold, a group and a period; ``rule`` is empty for a target, ``asked`` is JSON of ids."""

    __tablename__ = "threshold_check"
    __table_args__ = (sa.UniqueConstraint("rule", "metric_no", "group_kind", "group_name", "start"),)
    no: int | None = Field(default=None, primary_key=True)
    rule: str
    metric_no: int
    group_kind: str
    group_name: str
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    state: str = Field(index=True)
    flagged: int
    of: int
    asked: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_by: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "threshold_check",
    others="answered_by",
    worded="asked",
    plain="no rule metric_no group_kind group_name start end state flagged of asked_at answered_at",
)

CHECK = SQLModel.metadata.tables["threshold_check"]
_STOPPING = [state.value for state in (ThresholdState.OPEN, ThresholdState.PAUSED)]


class SqlThresholds:
    """Questions about thresholds on SQL."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, number: int) -> ThresholdCheck | None:
        """Return a question by its number."""
        return next(iter(self._read(CHECK.c.no == number)), None)

    def about(self, rule: str, metric: str, group: Group, start: date) -> ThresholdCheck | None:
        """Return the question about a threshold, a group and the period that begins on a day."""
        return next(iter(self._read(*_threshold(rule, metric, group), CHECK.c.start == start)), None)

    def stopping(self) -> list[ThresholdCheck]:
        """Return the questions for which messages do not go out, oldest first."""
        return self._read(CHECK.c.state.in_(_STOPPING))

    def kept(self, rule: str, metric: str, group: Group, *, since: datetime) -> bool:
        """Say whether a threshold was kept for a group since an instant."""
        lately = CHECK.c.answered_at >= since
        return bool(self._read(*_threshold(rule, metric, group), CHECK.c.state == ThresholdState.KEPT.value, lately))

    def of(self, metric: str, start: date) -> list[ThresholdCheck]:
        """Return the questions about a metric and the period that begins on a day, oldest first."""
        return self._read(METRIC.c.key == metric, CHECK.c.start == start)

    def save(self, check: ThresholdCheck) -> ThresholdCheck:
        """Store a question, new or changed, and return it with its number."""
        values = {
            "rule": check.rule,
            "metric_no": metric_number(self._connection, check.metric),
            "group_kind": check.group.kind.value,
            "group_name": check.group.name,
            "start": check.period.start,
            "end": check.period.end,
            "state": check.state.value,
            "flagged": check.flagged,
            "of": check.of,
            "asked": json.dumps(check.asked),
            "asked_at": check.asked_at,
            "answered_by": check.answered_by,
            "answered_at": check.answered_at,
        }
        if check.no:
            self._connection.execute(sa.update(CHECK).where(CHECK.c.no == check.no).values(values))
        else:
            self._connection.execute(sa.insert(CHECK).values(values))
        return self.about(check.rule, check.metric, check.group, check.period.start) or check

    def _read(self, *conditions: ColumnElement[bool]) -> list[ThresholdCheck]:
        query = (
            sa.select(CHECK, METRIC.c.key.label("metric"))
            .join(METRIC, METRIC.c.no == CHECK.c.metric_no)
            .where(*conditions)
            .order_by(CHECK.c.no)
        )
        return [_check(row) for row in self._connection.execute(query)]


def _threshold(rule: str, metric: str, group: Group) -> tuple[ColumnElement[bool], ...]:
    return (
        CHECK.c.rule == rule,
        METRIC.c.key == metric,
        CHECK.c.group_kind == group.kind.value,
        CHECK.c.group_name == group.name,
    )


def _check(row: sa.Row[Any]) -> ThresholdCheck:
    return ThresholdCheck(
        rule=row.rule,
        metric=row.metric,
        group=Group(GroupKind(row.group_kind), row.group_name),
        period=Period(row.start, row.end),
        state=ThresholdState(row.state),
        flagged=row.flagged,
        of=row.of,
        asked=tuple(json.loads(row.asked)),
        asked_at=row.asked_at,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        no=row.no,
    )
