"""Answers to what calls for a talk, as kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.talks.domain.talk_answer import TalkAnswer, TalkAnswerKind
from storage.database import Day, UtcDateTime
from storage.figures.metric import METRIC
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.engine import Connection

_SOME = 500


class TalkAnswerRow(SQLModel, table=True):
    """What was answered about somebody, with the value that stood on the list."""

    __tablename__ = "talk_answer"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(foreign_key="person.no", index=True)
    by_no: int = Field(foreign_key="person.no")
    kind: str
    metric_no: int = Field(foreign_key="metric.no")
    start: date = Field(sa_type=Day)
    at: datetime = Field(sa_type=UtcDateTime)
    until: date | None = Field(default=None, sa_type=Day)
    reason: str = ""


declare(
    "talk_answer",
    whose="person_no",
    kinds={"talk_answers": "person_no"},
    own="kind start at until reason",
    others="by_no",
    plain="no metric_no",
)

ANSWER = SQLModel.metadata.tables["talk_answer"]
_BY = PERSON.alias("by")


class SqlTalkAnswers:
    """Answers to what calls for a talk."""

    retention = timedelta(days=762)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, answer: TalkAnswer) -> None:
        """Store an answer."""
        metric = sa.select(METRIC.c.no).where(METRIC.c.key == answer.metric).scalar_subquery()
        values = {
            "person_no": number_of(self._connection, answer.person_id),
            "by_no": number_of(self._connection, answer.by_id),
            "kind": answer.kind.value,
            "metric_no": metric,
            "start": answer.start,
            "at": answer.at,
            "until": answer.until,
            "reason": answer.reason,
        }
        self._connection.execute(sa.insert(ANSWER).values(values))

    def of(self, person_ids: Sequence[str]) -> dict[str, list[TalkAnswer]]:
        """Return what was answered about some people, by their id, oldest first; of whom nothing was is left out."""
        found: dict[str, list[TalkAnswer]] = {}
        for at in range(0, len(person_ids), _SOME):
            query = (
                sa.select(ANSWER, PERSON.c.id, _BY.c.id.label("by_id"), METRIC.c.key)
                .join(PERSON, PERSON.c.no == ANSWER.c.person_no)
                .join(METRIC, METRIC.c.no == ANSWER.c.metric_no)
                .outerjoin(_BY, _BY.c.no == ANSWER.c.by_no)
                .where(PERSON.c.id.in_(person_ids[at : at + _SOME]))
                .order_by(ANSWER.c.no)
            )
            for row in self._connection.execute(query):
                kind = TalkAnswerKind(row.kind)
                answer = TalkAnswer(row.id, row.by_id or "", kind, row.key, row.start, row.at, row.until, row.reason)
                found.setdefault(row.id, []).append(answer)
        return found

    def forget(self, *, before: datetime) -> int:
        """Delete what was answered before an instant; return how many answers."""
        return self._connection.execute(sa.delete(ANSWER).where(ANSWER.c.at < before)).rowcount
