"""Reviews by colleagues as kept: in one table who is asked, in another what was answered, and nothing between them.

A row that is added later lies later in its table, and carries the number of its transaction where a database keeps
one. So whenever an answer comes, all rows of that review in both tables are written anew, together, in an order that
says nothing.
"""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import values_from_json, values_to_json
from bot.reviews.domain.peer_review import Invitation, PeerAnswer, PeerInvitation
from storage.database import insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.messages.field import Values

_MARK_BITS = 62
_RANDOM = SystemRandom()


class PeerInvitationRow(SQLModel, table=True):
    """A colleague who is to be asked about somebody; ``mark`` is random, so that rows lie in no order."""

    __tablename__ = "peer_invitation"
    __table_args__ = (sa.UniqueConstraint("review_no", "peer_no"),)
    mark: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    review_no: int = Field(foreign_key="review.no")
    peer_no: int = Field(foreign_key="person.no", index=True)
    state: str


declare(
    "peer_invitation",
    whose="peer_no",
    kinds={"peer_reviews": "peer_no"},
    through=("review_no", "review", "no"),
    own="state",
    plain="mark",
)


class PeerAnswerRow(SQLModel, table=True):
    """What some colleague answered about somebody."""

    __tablename__ = "peer_answer"
    mark: int = Field(primary_key=True, sa_type=sa.BigInteger, sa_column_kwargs={"autoincrement": False})
    review_no: int = Field(foreign_key="review.no", index=True)
    answers: str


declare(
    "peer_answer",
    through=("review_no", "review", "no"),
    withheld={"answers": "what colleagues wrote is read together, when there are enough of them"},
    plain="mark",
)

INVITATION, ANSWER = (SQLModel.metadata.tables[name] for name in ("peer_invitation", "peer_answer"))
_INVITATIONS = sa.select(INVITATION, PERSON.c.id.label("peer_id")).join(PERSON, PERSON.c.no == INVITATION.c.peer_no)


class SqlPeerReviews:
    """Who is asked about a colleague and what was answered; nothing that is kept leads from one to the other."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def invite(self, review_no: int, peer_id: str, state: Invitation) -> None:
        """Note where a colleague is who is to be asked; what was noted before is replaced."""
        row = {
            "mark": _mark(),
            "review_no": review_no,
            "peer_no": number_of(self._connection, peer_id),
            "state": state.value,
        }
        noted = insert(self._connection, INVITATION).values(row)
        self._connection.execute(
            noted.on_conflict_do_update(index_elements=["review_no", "peer_no"], set_={"state": state.value})
        )

    def invitations(self, review_no: int) -> list[PeerInvitation]:
        """Return who is asked about somebody, by id."""
        query = _INVITATIONS.where(INVITATION.c.review_no == review_no).order_by(PERSON.c.id)
        return self._invitations(query)

    def asked(self, peer_id: str) -> list[PeerInvitation]:
        """Return about whom somebody is asked, by the number of the review."""
        return self._invitations(_INVITATIONS.where(PERSON.c.id == peer_id).order_by(INVITATION.c.review_no))

    def answer(self, review_no: int, peer_id: str, values: Values) -> bool:
        """Store what a colleague answered, and apart from it that they did; False when they are not asked (any more).

        Everything that is kept of the review's colleagues is written anew in an order that says nothing.
        """
        peer_no = number_of(self._connection, peer_id)
        answered = (
            sa.update(INVITATION)
            .where(INVITATION.c.review_no == review_no, INVITATION.c.peer_no == peer_no)
            .where(INVITATION.c.state == Invitation.INVITED.value)
            .values(state=Invitation.ANSWERED.value)
        )
        if not self._connection.execute(answered).rowcount:
            return False
        self._rewrite(INVITATION, review_no)
        self._rewrite(ANSWER, review_no, {"review_no": review_no, "answers": values_to_json(values)})
        return True

    def answers(self, review_no: int) -> list[PeerAnswer]:
        """Return what was answered, in an order that says nothing; whether it may be read is for the caller."""
        query = sa.select(ANSWER).where(ANSWER.c.review_no == review_no).order_by(ANSWER.c.mark)
        return [
            PeerAnswer(row.review_no, row.mark, values_from_json(row.answers))
            for row in self._connection.execute(query)
        ]

    def _rewrite(self, table: sa.Table, review_no: int, *new: dict[str, object]) -> None:
        mine = table.c.review_no == review_no
        rows = [dict(row._mapping) for row in self._connection.execute(sa.select(table).where(mine))]  # noqa: SLF001
        rows = [{**row, "mark": _mark()} for row in (*rows, *new)]
        _RANDOM.shuffle(rows)
        self._connection.execute(sa.delete(table).where(mine))
        self._connection.execute(sa.insert(table), rows)

    def _invitations(self, query: sa.Select[tuple[int, int, int, str, str]]) -> list[PeerInvitation]:
        return [
            PeerInvitation(row.review_no, row.peer_id, Invitation(row.state)) for row in self._connection.execute(query)
        ]


def _mark() -> int:
    return _RANDOM.getrandbits(_MARK_BITS)
