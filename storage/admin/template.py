"""Words of messages that an admin put differently, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.voice import Template
from storage.database import UtcDateTime
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class TemplateRow(SQLModel, table=True):
    """One version of a message's words in a language; ``published`` counts what came into force and is empty before."""

    __tablename__ = "template"
    no: int | None = Field(default=None, primary_key=True)
    key: str = Field(index=True)
    locale: str
    text: str
    author: str
    at: datetime = Field(sa_type=UtcDateTime)
    published: int | None = Field(default=None, unique=True)


declare("template", others="author", plain="no key locale text at published")


TEMPLATE = SQLModel.metadata.tables["template"]
# Asked in every transaction, so as plainly as can be
_VERSION = "SELECT published, at FROM template WHERE published IS NOT NULL ORDER BY published DESC LIMIT 1"


class SqlTemplates:
    """Words that an admin put differently, every version."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def version(self) -> str:
        """Return what names the words in force as a whole: the newest publication and its instant."""
        row = self._connection.exec_driver_sql(_VERSION).first()
        return f"{row[0]} {row[1]}" if row else ""

    def current(self) -> list[Template]:
        """Return what is in force: the newest published version of each message and language, also if it resets."""
        newest = (
            sa.select(sa.func.max(TEMPLATE.c.published))
            .where(TEMPLATE.c.published.is_not(None))
            .group_by(TEMPLATE.c.key, TEMPLATE.c.locale)
        )
        return self._read(TEMPLATE.c.published.in_(newest))

    def history(self, key: str) -> list[Template]:
        """Return the published versions of a message in every language, newest first."""
        return self._read(TEMPLATE.c.key == key, TEMPLATE.c.published.is_not(None))

    def draft(self, key: str, locale: str, text: str, *, author: str, at: datetime) -> Template:
        """Keep words that are not in force yet."""
        values = {"key": key, "locale": locale, "text": text, "author": author, "at": at}
        number = self._connection.execute(sa.insert(TEMPLATE).values(values).returning(TEMPLATE.c.no)).scalar_one()
        return Template(key, locale, text, author, at, no=int(number))

    def get(self, number: int) -> Template | None:
        """Return a draft or published version by number, or None."""
        return next(iter(self._read(TEMPLATE.c.no == number)), None)

    def publish(self, number: int, *, author: str, at: datetime) -> Template:
        """Put a draft in force; of two processes that publish at once the second waits for its turn."""
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.text("lock table template in share row exclusive mode"))
        newest = self._connection.execute(sa.select(sa.func.max(TEMPLATE.c.published))).scalar()
        values = {"published": (newest or 0) + 1, "author": author, "at": at}
        self._connection.execute(sa.update(TEMPLATE).where(TEMPLATE.c.no == number).values(values))
        [published] = self._read(TEMPLATE.c.no == number)
        return published

    def _read(self, *where: Any) -> list[Template]:
        query = sa.select(TEMPLATE).where(*where).order_by(TEMPLATE.c.published.desc(), TEMPLATE.c.no.desc())
        return [Template(**row) for row in self._connection.execute(query).mappings()]
