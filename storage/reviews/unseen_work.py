"""What colleagues were asked about work that no data shows, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.reviews.domain.unseen_work import AskedWork, WorkState
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class UnseenWorkRow(SQLModel, table=True):
    """A piece of work in somebody's review of which a colleague was asked; ``item`` is where it stands there."""

    __tablename__ = "unseen_work"
    __table_args__ = (sa.UniqueConstraint("review_no", "item", "peer_no"),)
    no: int | None = Field(default=None, primary_key=True)
    review_no: int = Field(foreign_key="review.no")
    item: str
    peer_no: int = Field(foreign_key="person.no", index=True)
    what: str
    state: str
    asked_at: datetime = Field(sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


declare(
    "unseen_work",
    through=("review_no", "review", "no"),
    kinds={"unseen_work": "review.person_no"},
    own="what state asked_at answered_at",
    others="peer_no",
    plain="no item",
)

UNSEEN = SQLModel.metadata.tables["unseen_work"]
_ASKED = sa.select(UNSEEN, PERSON.c.id.label("peer_id")).join(PERSON, PERSON.c.no == UNSEEN.c.peer_no)
_KEY = ("review_no", "item", "peer_no")


class SqlUnseenWorks:
    """Pieces of work of which a colleague was asked, at most once each for each colleague."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ask(self, asked: AskedWork, *, at: datetime) -> int:
        """Note that a colleague is asked, anew where the words are others by now; return its number."""
        key = {
            "review_no": asked.review_no,
            "item": asked.begin,
            "peer_no": number_of(self._connection, asked.peer_id),
        }
        new = {"what": asked.what, "state": asked.state.value, "asked_at": at, "answered_at": None}
        noted = insert(self._connection, UNSEEN).values(key | new)
        anew = noted.on_conflict_do_update(index_elements=_KEY, set_=new, where=UNSEEN.c.what != asked.what)
        self._connection.execute(anew)
        its = [UNSEEN.c[name] == value for name, value in key.items()]
        return int(self._connection.execute(sa.select(UNSEEN.c.no).where(*its)).scalar_one())

    def get(self, no: int) -> AskedWork | None:
        """Return what a colleague was asked, by its number."""
        return next(iter(self._found(_ASKED.where(UNSEEN.c.no == no))), None)

    def of(self, review_no: int) -> list[AskedWork]:
        """Return everything of a review that colleagues were asked, by number."""
        return self._found(_ASKED.where(UNSEEN.c.review_no == review_no).order_by(UNSEEN.c.no))

    def answer(self, no: int, state: WorkState, *, at: datetime) -> bool:
        """Note what a colleague said; False when they have said something before."""
        said = (
            sa.update(UNSEEN)
            .where(UNSEEN.c.no == no, UNSEEN.c.state == WorkState.ASKED.value)
            .values(state=state.value, answered_at=at)
        )
        return bool(self._connection.execute(said).rowcount)

    def _found(self, query: sa.Select[tuple[object, ...]]) -> list[AskedWork]:
        return [
            AskedWork(
                review_no=row.review_no,
                begin=row.item,
                peer_id=row.peer_id,
                what=row.what,
                state=WorkState(row.state),
                no=row.no,
            )
            for row in self._connection.execute(query)
        ]
