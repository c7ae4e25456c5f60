"""Reviews of people as kept: what has happened in each, and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.reviews.domain.cycle import CycleState, FillOrder
from bot.reviews.domain.review import Review
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON
from storage.reviews.cycle import CYCLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection

_SOME = 500


class ReviewRow(SQLModel, table=True):
    """Where somebody's review in a cycle is; ``sequence`` is the order in which the two write.

    ``look_at`` is when the clock has to look at it again: at once after each change, else as a day of its cycle begins.
    ``looks`` grows with each change and each look: a look at what has changed meanwhile counts for nothing.
    """

    __tablename__ = "review"
    __table_args__ = (sa.UniqueConstraint("cycle_no", "person_no"),)
    no: int | None = Field(default=None, primary_key=True)
    cycle_no: int = Field(foreign_key="cycle.no")
    person_no: int = Field(foreign_key="person.no", index=True)
    sequence: str
    self_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    manager_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revised_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    held_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    employee_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    manager_confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    employee_agrees: bool | None = None
    manager_agrees: bool | None = None
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    look_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    looks: int = 0


_HAPPENED = (
    "self_at manager_at revised_at held_at employee_confirmed_at manager_confirmed_at "
    "employee_agrees manager_agrees closed_at"
)
declare(
    "review",
    whose="person_no",
    kinds={"reviews": "person_no"},
    own=f"sequence {_HAPPENED}",
    plain="no cycle_no look_at looks",
)

REVIEW = SQLModel.metadata.tables["review"]
_ANEW: Final[dict[str, Any]] = {"looks": REVIEW.c.looks + 1}
_REVIEWS = sa.select(REVIEW, PERSON.c.id.label("person_id")).join(PERSON, PERSON.c.no == REVIEW.c.person_no)


class SqlReviews:
    """Where each person's review is."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, cycle_no: int, people: Mapping[str, FillOrder], *, at: datetime) -> int:
        """Begin reviews of people, by id, each in its order; who has one in the cycle keeps it. Return how many."""
        ids, begun = sorted(people), 0
        for place in range(0, len(ids), _SOME):
            some = ids[place : place + _SOME]
            numbers = self._connection.execute(sa.select(PERSON.c.id, PERSON.c.no).where(PERSON.c.id.in_(some)))
            new = [
                {"cycle_no": cycle_no, "person_no": row.no, "sequence": people[row.id].value, "look_at": at, "looks": 0}
                for row in numbers
            ]
            if new:
                added = insert(self._connection, REVIEW).values(new).on_conflict_do_nothing().returning(REVIEW.c.no)
                begun += len(self._connection.execute(added).all())
        return begun

    def get(self, no: int) -> Review | None:
        """Return a review by its number."""
        return next(iter(self._found(_REVIEWS.where(REVIEW.c.no == no))), None)

    def find(self, cycle_no: int, person_id: str) -> Review | None:
        """Return somebody's review in a cycle."""
        query = _REVIEWS.where(REVIEW.c.cycle_no == cycle_no, PERSON.c.id == person_id)
        return next(iter(self._found(query)), None)

    def of(self, person_id: str) -> list[Review]:
        """Return somebody's reviews, newest cycle first."""
        return self._found(_REVIEWS.where(PERSON.c.id == person_id).order_by(REVIEW.c.cycle_no.desc()))

    def in_cycle(self, cycle_no: int, *, people: frozenset[str] | None = None) -> list[Review]:
        """Return the reviews of a cycle, of all or of some people, by the person's id."""
        query = _REVIEWS.where(REVIEW.c.cycle_no == cycle_no).order_by(PERSON.c.id)
        if people is None:
            return self._found(query)
        ids = sorted(people)
        parts = (ids[place : place + _SOME] for place in range(0, len(ids), _SOME))
        return [review for some in parts for review in self._found(query.where(PERSON.c.id.in_(some)))]

    def save(self, review: Review) -> None:
        """Store where a review is."""
        values = {name: getattr(review, name) for name in _HAPPENED.split()}
        values["look_at"] = max((at for at in values.values() if isinstance(at, datetime)), default=None)
        self._connection.execute(sa.update(REVIEW).where(REVIEW.c.no == review.no).values(values | _ANEW))

    def due(self, now: datetime, *, limit: int) -> list[tuple[Review, int]]:
        """Return so many reviews of running cycles to be looked at by an instant, each with its count of looks."""
        query = (
            _REVIEWS.join(CYCLE, CYCLE.c.no == REVIEW.c.cycle_no)
            .where(REVIEW.c.look_at <= now, CYCLE.c.state == CycleState.RUNNING.value)
            .order_by(REVIEW.c.look_at, REVIEW.c.no)
            .limit(limit)
        )
        return [(_review(row), row.looks) for row in self._connection.execute(query)]

    def looked(self, no: int, looks: int, *, again: datetime | None) -> bool:
        """Note that a review was looked at, and when to look again; False when somebody else did, or it changed."""
        seen = sa.update(REVIEW).where(REVIEW.c.no == no, REVIEW.c.looks == looks).values(_ANEW | {"look_at": again})
        return self._connection.execute(seen).rowcount == 1

    def look(self, cycle_no: int, *, at: datetime) -> None:
        """Have every review of a cycle looked at: its days have changed."""
        all_ = sa.update(REVIEW).where(REVIEW.c.cycle_no == cycle_no)
        self._connection.execute(all_.values(_ANEW | {"look_at": at}))

    def _found(self, query: sa.Select[Any]) -> list[Review]:
        return [_review(row) for row in self._connection.execute(query)]


def _review(row: sa.Row[Any]) -> Review:
    return Review(
        no=row.no,
        cycle_no=row.cycle_no,
        person_id=row.person_id,
        order=FillOrder(row.sequence),
        **{name: getattr(row, name) for name in _HAPPENED.split()},
    )
