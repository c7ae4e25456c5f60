"""Feedback between people, questions for it and answers to it, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.kudos import Kudos, Request, RequestOutcome, Visibility
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection

    from bot.feedback.domain.kudos import Answer


class KudosRow(SQLModel, table=True):
    """What somebody wrote to a colleague about a piece of work."""

    __tablename__ = "kudos"
    no: int | None = Field(default=None, primary_key=True)
    giver_no: int = Field(foreign_key="person.no", index=True)
    receiver_no: int = Field(foreign_key="person.no", index=True)
    about: str
    text: str
    visibility: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "kudos",
    whose="giver_no receiver_no",
    kinds={"given": "giver_no", "received": "receiver_no"},
    own="about text visibility at",
    plain="no",
)


class KudosRequestRow(SQLModel, table=True):
    """A question for feedback."""

    __tablename__ = "kudos_request"
    no: int | None = Field(default=None, primary_key=True)
    asker_no: int = Field(foreign_key="person.no", index=True)
    giver_no: int = Field(foreign_key="person.no", index=True)
    topic: str
    outcome: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)


declare(
    "kudos_request",
    whose="asker_no giver_no",
    kinds={"asked": "asker_no", "asked_for": "giver_no"},
    own="topic outcome at",
    plain="no",
)


class KudosAnswerRow(SQLModel, table=True):
    """What the reader of a message with feedback or an evaluation answered: once for each message."""

    __tablename__ = "kudos_answer"
    person_no: int = Field(primary_key=True, foreign_key="person.no")
    key: str = Field(primary_key=True)
    stance: str
    text: str
    at: datetime = Field(sa_type=UtcDateTime)


declare(
    "kudos_answer",
    whose="person_no",
    kinds={"answers": "person_no"},
    own="stance text at",
    withheld={"key": "the key of the message that was answered"},
)


KUDOS, REQUEST, ANSWER = (SQLModel.metadata.tables[name] for name in ("kudos", "kudos_request", "kudos_answer"))
_GIVER, _OTHER = PERSON.alias("giver"), PERSON.alias("other")
_WRITTEN = (
    sa.select(KUDOS, _GIVER.c.id.label("giver_id"), _OTHER.c.id.label("receiver_id"))
    .join(_GIVER, _GIVER.c.no == KUDOS.c.giver_no)
    .join(_OTHER, _OTHER.c.no == KUDOS.c.receiver_no)
)
_ASKED = (
    sa.select(REQUEST, _GIVER.c.id.label("giver_id"), _OTHER.c.id.label("asker_id"))
    .join(_GIVER, _GIVER.c.no == REQUEST.c.giver_no)
    .join(_OTHER, _OTHER.c.no == REQUEST.c.asker_no)
)
_OPEN = REQUEST.c.outcome == RequestOutcome.OPEN.value


class SqlKudos:
    """Feedback between people, questions for it, and answers to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kudos: Kudos) -> int:
        """Store what somebody wrote; return its number."""
        return self._add(
            KUDOS,
            giver_no=self._number(kudos.giver_id),
            receiver_no=self._number(kudos.receiver_id),
            about=kudos.about,
            text=kudos.text,
            visibility=kudos.visibility.value,
            at=kudos.at,
        )

    def get(self, no: int) -> Kudos | None:
        """Return what somebody wrote, or None."""
        row = self._connection.execute(_WRITTEN.where(KUDOS.c.no == no)).first()
        if row is None:
            return None
        return _kudos(row)

    def shared(self, receiver_id: str, *, since: datetime, until: datetime) -> list[Kudos]:
        """Return what was written to somebody between two instants that whoever leads them reads too, oldest first."""
        both = (_OTHER.c.id == receiver_id, KUDOS.c.visibility == Visibility.MANAGER.value)
        query = _WRITTEN.where(*both, KUDOS.c.at.between(since, until)).order_by(KUDOS.c.no)
        return [_kudos(row) for row in self._connection.execute(query)]

    def count_among(self, person_ids: Collection[str], *, since: datetime, until: datetime) -> int:
        """Return how many pieces some people wrote to one another, that who leads them reads, between two instants."""
        ids = sorted(person_ids)
        within = (_GIVER.c.id.in_(ids), _OTHER.c.id.in_(ids), KUDOS.c.visibility == Visibility.MANAGER.value)
        found = _WRITTEN.where(*within, KUDOS.c.at.between(since, until)).subquery()
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(found)).scalar_one())

    def earlier(self, giver_id: str, *, last: int) -> list[str]:
        """Return the newest texts that somebody wrote, whomever to, newest first."""
        query = _WRITTEN.where(_GIVER.c.id == giver_id).order_by(KUDOS.c.no.desc()).limit(last)
        return [row.text for row in self._connection.execute(query)]

    def ask(self, request: Request) -> int:
        """Store a question for feedback; return its number."""
        return self._add(
            REQUEST,
            asker_no=self._number(request.asker_id),
            giver_no=self._number(request.giver_id),
            topic=request.topic,
            outcome=request.outcome.value,
            at=request.at,
        )

    def request(self, no: int) -> Request | None:
        """Return a question for feedback, or None."""
        row = self._connection.execute(_ASKED.where(REQUEST.c.no == no)).first()
        return _request(row) if row else None

    def waiting(self, *, since: datetime, until: datetime) -> list[Request]:
        """Return the questions asked between two instants, the first included, that are still open, oldest first."""
        query = _ASKED.where(_OPEN, REQUEST.c.at >= since, REQUEST.c.at < until).order_by(REQUEST.c.no)
        return [_request(row) for row in self._connection.execute(query)]

    def waits(self, asker_id: str, giver_id: str) -> bool:
        """Say whether a question of one person to another is open."""
        query = _ASKED.where(_OPEN, _OTHER.c.id == asker_id, _GIVER.c.id == giver_id)
        return self._connection.execute(query.limit(1)).first() is not None

    def settle(self, no: int, outcome: RequestOutcome) -> bool:
        """Close a question for feedback; False when it was closed before."""
        closed = sa.update(REQUEST).where(REQUEST.c.no == no, _OPEN).values(outcome=outcome.value)
        return self._connection.execute(closed).rowcount == 1

    def answer(self, answer: Answer) -> bool:
        """Store an answer; False when its reader has answered that message before."""
        values = {
            "person_no": self._number(answer.person_id),
            "key": answer.key,
            "stance": answer.stance.value,
            "text": answer.text,
            "at": answer.at,
        }
        once = insert(self._connection, ANSWER).values(values).on_conflict_do_nothing().returning(ANSWER.c.key)
        return self._connection.execute(once).first() is not None

    def _add(self, table: sa.Table, **values: Any) -> int:
        return int(self._connection.execute(sa.insert(table).values(values).returning(table.c.no)).scalar_one())

    def _number(self, person_id: str) -> int:
        return int(self._connection.execute(sa.select(PERSON.c.no).where(PERSON.c.id == person_id)).scalar_one())


def _request(row: sa.Row[Any]) -> Request:
    return Request(row.asker_id, row.giver_id, row.topic, row.at, RequestOutcome(row.outcome), row.no)


def _kudos(row: sa.Row[Any]) -> Kudos:
    return Kudos(row.giver_id, row.receiver_id, row.about, row.text, Visibility(row.visibility), row.at, row.no)
