"""Forms that stand open: which message asks whom for what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime, wiping
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class FormRow(SQLModel, table=True):
    """A form as a message shows it; only its user may send it in."""

    __tablename__ = "form"
    platform: str = Field(primary_key=True)
    card: str = Field(primary_key=True)
    user: str
    form: str
    at: datetime = Field(sa_type=UtcDateTime, index=True)


declare("form", account="platform user", worded="form", plain="card at")


FORM = SQLModel.metadata.tables["form"]


class SqlForms:
    """Forms that stand open."""

    retention = timedelta(days=30)

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, platform: str, card: str, user: str, form: str, *, at: datetime) -> None:
        """Store the form (as JSON) that a message shows to a user; the latest counts."""
        insert = sqlite_insert if self._connection.dialect.name == "sqlite" else postgresql_insert
        kept = {"user": user, "form": form, "at": at}
        self._connection.execute(
            insert(FORM)
            .values(platform=platform, card=card, **kept)
            .on_conflict_do_update(index_elements=["platform", "card"], set_=kept)
        )

    def kept(self, platform: str, card: str) -> tuple[str, str] | None:
        """Return the user and the form of a message; None when it shows none, or did so long ago."""
        query = sa.select(FORM.c.user, FORM.c.form).where(FORM.c.platform == platform, FORM.c.card == card)
        row = self._connection.execute(query).first()
        return (row.user, row.form) if row else None

    def drop(self, platform: str, card: str) -> None:
        """Forget what a message asks, and what was typed into it."""
        with wiping(self._connection):
            self._connection.execute(sa.delete(FORM).where(FORM.c.platform == platform, FORM.c.card == card))

    def forget(self, *, before: datetime) -> int:
        """Delete what was kept before an instant; return how many. A form that old is opened anew."""
        return self._connection.execute(sa.delete(FORM).where(FORM.c.at < before)).rowcount
