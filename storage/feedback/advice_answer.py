"""What people answered to steps, as kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.advice_answer import AdviceAnswer, AdviceVerdict
from bot.kit.period import Period
from storage.database import Day, UtcDateTime, insert
from storage.figures.metric import METRIC, metric_number
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


_ONE = ("person_no", "feedback", "step")


class AdviceAnswerRow(SQLModel, table=True):
    """Somebody's answer about a step of a message to them."""

    __tablename__ = "advice_answer"
    __table_args__ = (sa.UniqueConstraint(*_ONE),)
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no")
    feedback: str
    step: str
    advice: str
    metric_no: int
    start: date = Field(sa_type=Day)
    end: date = Field(sa_type=Day)
    value: float
    said: str
    verdict: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "advice_answer",
    whose="person_no",
    kinds={"advice_answers": "person_no"},
    own="start end value said verdict at asked_at",
    withheld={"feedback step": "keys and ids of what stands among the messages"},
    plain="no advice metric_no",
)


ANSWER = SQLModel.metadata.tables["advice_answer"]


class SqlAdviceAnswers:
    """What people answered to steps; one answer for each step of a message."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, answer: AdviceAnswer) -> None:
        """Store it in the place of an earlier one about the same step of the same message."""
        person = number_of(self._connection, answer.person_id)
        values = {
            "person_no": person,
            "feedback": answer.feedback,
            "step": answer.step,
            "advice": answer.advice,
            "metric_no": metric_number(self._connection, answer.metric),
            "start": answer.period.start,
            "end": answer.period.end,
            "value": answer.value,
            "said": answer.said,
            "verdict": str(answer.verdict),
            "at": answer.at,
            "asked_at": answer.asked_at,
        }
        statement = insert(self._connection, ANSWER).values(values)
        later = {name: statement.excluded[name] for name in ("verdict", "at")}
        self._connection.execute(statement.on_conflict_do_update(index_elements=_ONE, set_=later))

    def of(self, person_id: str) -> list[AdviceAnswer]:
        """Return what somebody has answered, newest first."""
        return self._read(PERSON.c.id == person_id)

    def until(self, end: datetime) -> list[AdviceAnswer]:
        """Return everybody's answers before an instant, newest first."""
        return self._read(ANSWER.c.at < end)

    def put_off(self, *, until: datetime) -> list[AdviceAnswer]:
        """Return the answers of those who wanted to come back to a step by an instant and were not asked again."""
        later = ANSWER.c.verdict == str(AdviceVerdict.LATER)
        return self._read(later, ANSWER.c.at <= until, ANSWER.c.asked_at.is_(None))

    def asked(self, number: int, *, at: datetime) -> None:
        """Remember that somebody was asked again."""
        self._connection.execute(sa.update(ANSWER).where(ANSWER.c.no == number).values(asked_at=at))

    def _read(self, *where: sa.ColumnElement[bool]) -> list[AdviceAnswer]:
        rows = self._connection.execute(
            sa.select(ANSWER, PERSON.c.id, METRIC.c.key)
            .join(PERSON, PERSON.c.no == ANSWER.c.person_no)
            .join(METRIC, METRIC.c.no == ANSWER.c.metric_no)
            .where(*where)
            .order_by(ANSWER.c.at.desc(), ANSWER.c.no.desc())
        )
        return [
            AdviceAnswer(
                row.id,
                row.feedback,
                row.step,
                row.advice,
                row.key,
                Period(row.start, row.end),
                row.value,
                row.said,
                AdviceVerdict(row.verdict),
                row.at,
                row.asked_at,
                row.no,
            )
            for row in rows
        ]
