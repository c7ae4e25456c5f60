"""Form templates as kept: every version of each, as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.messages.codec import from_json, to_json
from bot.reviews.domain.form_template import FormTemplate, TemplateVersion
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person_rows import PERSON, number_of

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class FormTemplateRow(SQLModel, table=True):
    """One version of a template; the versions of a ``key`` count from 1."""

    __tablename__ = "form_template"
    key: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    body: str
    by_no: int | None = Field(default=None, foreign_key="person.no")
    at: datetime = Field(sa_type=UtcDateTime)


declare("form_template", others="by_no", plain="key version body at")

TEMPLATE = SQLModel.metadata.tables["form_template"]
_NEWEST = sa.select(TEMPLATE.c.key, sa.func.max(TEMPLATE.c.version).label("version")).group_by(TEMPLATE.c.key)


@lru_cache(maxsize=64)
def _read(body: str) -> FormTemplate:
    """Read a version; none that was stored ever changes, and every look at a review reads its own."""
    return from_json(body, FormTemplate)


class SqlFormTemplates:
    """What reviews ask."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, template: FormTemplate, *, by: str, at: datetime) -> FormTemplate | None:
        """Store the next version of a template, and return it with its number; ``by`` is a person's id, "" ours.

        None when somebody else has stored that version at the same moment.
        """
        stored = replace(template, version=self.versions(template.key) + 1)
        values = {
            "key": stored.key,
            "version": stored.version,
            "body": to_json(stored),
            "by_no": number_of(self._connection, by) or None,
            "at": at,
        }
        new = insert(self._connection, TEMPLATE).values(values).on_conflict_do_nothing().returning(TEMPLATE.c.version)
        return stored if self._connection.execute(new).first() else None

    def get(self, key: str, version: int | None = None) -> FormTemplate | None:
        """Return a version of a template, by default the newest."""
        query = sa.select(TEMPLATE.c.body).where(TEMPLATE.c.key == key)
        if version is not None:
            query = query.where(TEMPLATE.c.version == version)
        body = self._connection.execute(query.order_by(TEMPLATE.c.version.desc()).limit(1)).scalar()
        return _read(body) if body is not None else None

    def versions(self, key: str) -> int:
        """Return how many versions there are of a template."""
        query = sa.select(sa.func.count()).select_from(TEMPLATE).where(TEMPLATE.c.key == key)
        return int(self._connection.execute(query).scalar_one())

    def history(self, key: str) -> list[TemplateVersion]:
        """Return every version of a template, newest first."""
        query = (
            sa.select(TEMPLATE.c.body, TEMPLATE.c.at, PERSON.c.id.label("by"))
            .outerjoin(PERSON, PERSON.c.no == TEMPLATE.c.by_no)
            .where(TEMPLATE.c.key == key)
            .order_by(TEMPLATE.c.version.desc())
        )
        return [TemplateVersion(_read(row.body), row.by or "", row.at) for row in self._connection.execute(query)]

    def all(self) -> list[FormTemplate]:
        """Return the newest version of every template, by key."""
        newest = _NEWEST.subquery()
        both = (TEMPLATE.c.key == newest.c.key) & (TEMPLATE.c.version == newest.c.version)
        query = sa.select(TEMPLATE.c.body).join(newest, both).order_by(TEMPLATE.c.key)
        return [_read(body) for body in self._connection.execute(query).scalars()]
