"""Reviews by colleagues as kept: in one table who is asked, in another what was answered, and nothing between them.

While answers come in they lie in one seal for each review, together with who has answered or declined, under a key
that is not in the database; each answer seals all of them anew, in an order that says nothing. So neither rows, nor
their order, nor two copies of the database taken at different times tell whose an answer is, or who has answered. When
the time is over the seal goes, and with it who has answered; what is read stays, if there are enough of it.
"""

from __future__ import annotations

import json
from datetime import datetime
from random import SystemRandom
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import values_from_json, values_to_json
from bot.reviews.domain.cycle import CycleState
from bot.reviews.domain.peer_review import PeerRound
from storage.database import UtcDateTime, insert_once
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of
from storage.reviews.cycle import CYCLE
from storage.reviews.review import REVIEW
from storage.seal import Seal

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

    from bot.messages.field import Values
    from bot.reviews.domain.peer_review import Gathered

_RANDOM = SystemRandom()
_PURPOSE = "peer review"
_EMPTY = b'{"done": [], "answers": []}'


class PeerInvitationRow(SQLModel, table=True):
    """A colleague who is to be asked about somebody; what became of it is not here."""

    __tablename__ = "peer_invitation"
    review_no: int = Field(foreign_key="review.no", primary_key=True)
    peer_no: int = Field(foreign_key="person.no", primary_key=True, index=True)
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "peer_invitation",
    whose="peer_no",
    kinds={"peer_reviews": "peer_no"},
    through=("review_no", "review", "no"),
    own="at",
)


class PeerRoundRow(SQLModel, table=True):
    """The colleagues' part of a review: ``sealed`` while they answer, ``gathered`` (JSON) when that is over."""

    __tablename__ = "peer_round"
    review_no: int = Field(foreign_key="review.no", primary_key=True)
    refusal: str = ""
    agreed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed: bool = False
    sealed: bytes = b""
    gathered: str = ""


declare(
    "peer_round",
    through=("review_no", "review", "no"),
    kinds={"peer_answers": "review.person_no"},
    own="refusal agreed_at closed gathered",
    withheld={"sealed": "what colleagues write is read together, when the time for it is over and enough have"},
)

INVITATION, ROUND = (SQLModel.metadata.tables[name] for name in ("peer_invitation", "peer_round"))


class SqlPeerReviews:
    """Who is asked about a colleague and what was answered; nothing that is kept leads from one to the other."""

    def __init__(self, connection: Connection, *, key: bytes | None) -> None:
        self._connection = connection
        self._seal = Seal(key, purpose=_PURPOSE) if key else None

    @property
    def sealed(self) -> bool:
        """Whether there is a key that does not lie in the database, by which answers are sealed while they come in."""
        return self._seal is not None

    def get(self, review_no: int) -> PeerRound:
        """Return the colleagues' part of a review; one in which nothing has happened is empty."""
        named = (
            sa.select(PERSON.c.id)
            .join(INVITATION, PERSON.c.no == INVITATION.c.peer_no)
            .where(INVITATION.c.review_no == review_no)
            .order_by(PERSON.c.id)
        )
        columns = (ROUND.c.refusal, ROUND.c.agreed_at, ROUND.c.closed, ROUND.c.gathered)
        row = self._connection.execute(sa.select(*columns).where(ROUND.c.review_no == review_no)).first()
        peers = tuple(self._connection.execute(named).scalars())
        if row is None:
            return PeerRound(review_no=review_no, named=peers)
        return PeerRound(
            review_no=review_no,
            named=peers,
            refusal=row.refusal,
            agreed_at=row.agreed_at,
            closed=row.closed,
            gathered={path: tuple(words) for path, words in json.loads(row.gathered).items()} if row.gathered else None,
        )

    def name(self, review_no: int, peers: Collection[str], *, at: datetime) -> None:
        """Note who is to be asked about somebody, by id, in the place of whoever was named before."""
        self._begin(review_no, refusal="")
        self._connection.execute(sa.delete(INVITATION).where(INVITATION.c.review_no == review_no))
        numbers = [number_of(self._connection, peer) for peer in sorted(peers)]
        rows = [{"review_no": review_no, "peer_no": number, "at": at} for number in numbers]
        self._connection.execute(sa.insert(INVITATION), rows)

    def refuse(self, review_no: int, reason: str) -> None:
        """Note that whoever leads the person wants others asked: nobody is named any more."""
        self._begin(review_no, refusal=reason)
        self._connection.execute(sa.delete(INVITATION).where(INVITATION.c.review_no == review_no))

    def agree(self, review_no: int, *, at: datetime) -> bool:
        """Note that the named ones are asked from now on; False when they are already."""
        agreed = (
            sa.update(ROUND)
            .where(ROUND.c.review_no == review_no, ROUND.c.agreed_at.is_(None), ROUND.c.closed.is_(sa.false()))
            .values(agreed_at=at, sealed=self._closed(review_no, _EMPTY))
        )
        return bool(self._connection.execute(agreed).rowcount)

    def stranded(self) -> list[int]:
        """Return the reviews of closed cycles whose colleagues' part is not closed, by number."""
        query = (
            sa.select(ROUND.c.review_no)
            .join(REVIEW, REVIEW.c.no == ROUND.c.review_no)
            .join(CYCLE, CYCLE.c.no == REVIEW.c.cycle_no)
            .where(ROUND.c.closed.is_(sa.false()), CYCLE.c.state == CycleState.CLOSED.value)
            .order_by(ROUND.c.review_no)
        )
        return list(self._connection.execute(query).scalars())

    def asked(self, peer_id: str) -> list[int]:
        """Return about which reviews' people somebody is asked and has neither answered nor declined, by number."""
        query = (
            sa.select(INVITATION.c.review_no)
            .join(PERSON, PERSON.c.no == INVITATION.c.peer_no)
            .join(ROUND, ROUND.c.review_no == INVITATION.c.review_no)
            .where(PERSON.c.id == peer_id, ROUND.c.agreed_at.is_not(None), ROUND.c.closed.is_(sa.false()))
            .order_by(INVITATION.c.review_no)
        )
        numbers = list(self._connection.execute(query).scalars())
        return [number for number in numbers if peer_id not in self._opened(number)[0]]

    def answer(self, review_no: int, peer_id: str, values: Values | None) -> bool:
        """Take what a colleague answered, or None where they decline; False when they are not asked (any more)."""
        row = self._connection.execute(
            sa.select(ROUND.c.agreed_at, ROUND.c.closed).where(ROUND.c.review_no == review_no).with_for_update()
        ).first()
        if row is None or row.agreed_at is None or row.closed or peer_id not in self.get(review_no).named:
            return False
        done, answers = self._opened(review_no)
        if peer_id in done:
            return False
        done.append(peer_id)
        if values is not None:
            answers.append(values_to_json(values))
        _RANDOM.shuffle(done)
        _RANDOM.shuffle(answers)
        sealed = self._closed(review_no, json.dumps({"done": done, "answers": answers}).encode())
        self._connection.execute(sa.update(ROUND).where(ROUND.c.review_no == review_no).values(sealed=sealed))
        return True

    def close(self, review_no: int) -> list[Values]:
        """End the answering and return what was answered, in an order that says nothing.

        What was sealed is gone afterwards, also who has answered.
        """
        self._connection.execute(sa.select(ROUND.c.closed).where(ROUND.c.review_no == review_no).with_for_update())
        _, answers = self._opened(review_no)
        gone = sa.update(ROUND).where(ROUND.c.review_no == review_no).values(sealed=b"", closed=True)
        self._connection.execute(gone)
        return [values_from_json(answer) for answer in answers]

    def show(self, review_no: int, found: Gathered) -> None:
        """Store what is read from now on."""
        text = json.dumps(found, ensure_ascii=False)
        self._connection.execute(sa.update(ROUND).where(ROUND.c.review_no == review_no).values(gathered=text))

    def _begin(self, review_no: int, *, refusal: str) -> None:
        insert_once(
            self._connection,
            ROUND,
            {"review_no": review_no, "refusal": "", "agreed_at": None, "closed": False, "sealed": b"", "gathered": ""},
        )
        its = ROUND.c.review_no == review_no
        self._connection.execute(sa.update(ROUND).where(its).values(refusal=refusal))

    def _closed(self, review_no: int, content: bytes) -> bytes:
        if self._seal is None:
            raise LookupError("answers of colleagues are sealed with JINBU_AUDIT_KEY, which is not set")
        return self._seal.close(content, about=str(review_no))

    def _opened(self, review_no: int) -> tuple[list[str], list[str]]:
        """Return who has answered or declined, and what was answered."""
        sealed = self._connection.execute(sa.select(ROUND.c.sealed).where(ROUND.c.review_no == review_no)).scalar()
        if not sealed or self._seal is None:
            return [], []
        found = json.loads(self._seal.open(sealed, about=str(review_no)))
        return found["done"], found["answers"]
