"""Advice that the company wrote, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.feedback.domain.advice_version import AdviceVersion, advice_from_json, advice_to_json
from storage.database import UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from bot.feedback.domain.advice import Advice


class AdviceRow(SQLModel, table=True):
    """One version of an advice; ``published`` counts what came into force and is empty before."""

    __tablename__ = "advice"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    content: str
    retired: bool
    author: str
    at: datetime = Field(sa_type=UtcDateTime)
    published: int | None = Field(default=None, unique=True)


declare("advice", others="author", plain="no key content retired at published")


ADVICE = SQLModel.metadata.tables["advice"]


class SqlAdvice:
    """Advice that the company wrote, in all its versions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def current(self) -> list[AdviceVersion]:
        """Return what is in force: the newest published version of each key, also of one that was retired."""
        newest = (
            sa.select(sa.func.max(ADVICE.c.published)).where(ADVICE.c.published.is_not(None)).group_by(ADVICE.c.key)
        )
        return self._read(ADVICE.c.published.in_(newest))

    def history(self, key: str) -> list[AdviceVersion]:
        """Return the published versions of an advice, newest first."""
        return self._read(ADVICE.c.key == key, ADVICE.c.published.is_not(None))

    def get(self, number: int) -> AdviceVersion | None:
        """Return a draft or a published version by number, or None."""
        return next(iter(self._read(ADVICE.c.no == number)), None)

    def draft(self, advice: Advice, *, author: str, at: datetime, retired: bool = False) -> AdviceVersion:
        """Keep an advice that is not in force yet."""
        values = {
            "key": advice.key,
            "content": advice_to_json(advice),
            "retired": retired,
            "author": author,
            "at": at,
        }
        number = self._connection.execute(sa.insert(ADVICE).values(values).returning(ADVICE.c.no)).scalar_one()
        return AdviceVersion(advice, author, at, int(number), retired=retired)

    def publish(self, number: int, *, author: str, at: datetime) -> AdviceVersion:
        """Put a draft in force; of two processes that publish at once the second waits for its turn."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.text("lock table advice in share row exclusive mode"))
        newest = self._connection.execute(sa.select(sa.func.max(ADVICE.c.published))).scalar()
        values = {"published": (newest or 0) + 1, "author": author, "at": at}
        self._connection.execute(sa.update(ADVICE).where(ADVICE.c.no == number).values(values))
        [published] = self._read(ADVICE.c.no == number)
        return published

    def _read(self, *where: Any) -> list[AdviceVersion]:
        query = sa.select(ADVICE).where(*where).order_by(ADVICE.c.published.desc(), ADVICE.c.no.desc())
        return [
            AdviceVersion(advice_from_json(row.content), row.author, row.at, row.no, row.published, row.retired)
            for row in self._connection.execute(query)
        ]
