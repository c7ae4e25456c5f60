"""Questions whether words may go out, as kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.approval import Approval, ApprovalState
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class ApprovalRow(SQLModel, table=True):
    """The latest question about a feedback, and what came of it."""

    __tablename__ = "approval"
    feedback: str = Field(primary_key=True)
    reviewer_no: int | None = Field(default=None, foreign_key="person.no")
    asked_at: datetime = Field(sa_type=UtcDateTime)
    due_at: datetime = Field(sa_type=UtcDateTime)
    digest: str
    state: str = Field(index=True)
    revision: int
    reminded: bool
    edited_by: str
    note: str
    decided_by: str
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reason: str


declare(
    "approval",
    through=("feedback", "feedback", "key"),
    withheld={"note reason digest": "a reviewer's own words, until they are sent: then they stand in the message"},
    others="reviewer_no edited_by decided_by",
    plain="asked_at due_at state revision reminded decided_at",
)


APPROVAL = SQLModel.metadata.tables["approval"]
_SAME = "feedback asked_at due_at digest revision reminded edited_by note decided_by decided_at reason".split()


class SqlApprovals:
    """Questions whether words may go out: at most one for each feedback, the latest."""

    retention = timedelta(days=365)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, feedback: str) -> Approval | None:
        """Return the question about a feedback, by its key."""
        return next(iter(self._read(APPROVAL.c.feedback == feedback)), None)

    def open(self) -> list[Approval]:
        """Return the questions that nobody has answered, the most urgent first."""
        return self._read(APPROVAL.c.state == ApprovalState.OPEN.value)

    def save(self, approval: Approval) -> None:
        """Keep a question, in the place of an earlier one about the same feedback."""
        number = None
        if approval.reviewer_id is not None:
            query = sa.select(PERSON.c.no).where(PERSON.c.id == approval.reviewer_id)
            number = self._connection.execute(query).scalar_one()
        values: dict[str, Any] = {name: getattr(approval, name) for name in _SAME}
        values |= {"state": approval.state.value, "reviewer_no": number}
        statement = insert(self._connection, APPROVAL).values(values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["feedback"], set_=values))

    def forget(self, *, before: datetime) -> int:
        """Delete what was asked and answered before an instant, with the words that were added; return how many."""
        old = (APPROVAL.c.state != ApprovalState.OPEN.value, APPROVAL.c.asked_at < before)
        return self._connection.execute(sa.delete(APPROVAL).where(*old)).rowcount

    def _read(self, *where: sa.ColumnElement[bool]) -> list[Approval]:
        query = (
            sa.select(APPROVAL, PERSON.c.id.label("reviewer_id"))
            .outerjoin(PERSON, PERSON.c.no == APPROVAL.c.reviewer_no)
            .where(*where)
            .order_by(APPROVAL.c.due_at, APPROVAL.c.feedback)
        )
        return [
            Approval(
                **{name: getattr(row, name) for name in _SAME},
                reviewer_id=row.reviewer_id,
                state=ApprovalState(row.state),
            )
            for row in self._connection.execute(query)
        ]
