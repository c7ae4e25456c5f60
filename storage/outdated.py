"""Whose deltas no longer hold, because something besides readings and targets has changed that they rest on.

The days that somebody worked (day of hire, leave, the place's holidays), their role and their unit decide what a value
means. Whatever changes them leaves a row here in its own transaction; whoever computes deltas next takes all rows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.database import Day
from storage.inventory import declare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection


class OutdatedRow(SQLModel, table=True):
    """Somebody, or a unit, and the first day of what is to be computed again.

    ``unit`` is the id or name of a unit that they belonged to, "" when they belonged to none; None when they have not
    moved.
    """

    __tablename__ = "outdated"
    no: int | None = Field(default=None, primary_key=True)
    person_no: int = Field(index=True)
    first: date = Field(sa_type=Day)
    unit: str | None = None


declare(
    "outdated",
    whose="person_no",
    withheld={"first unit": "what is to be computed again, for seconds; the day and the unit stand among the postings"},
    plain="no",
)


OUTDATED = SQLModel.metadata.tables["outdated"]
ALWAYS = date(1970, 1, 1)


def outdate(connection: Connection, rows: Iterable[tuple[int, date, str | None]]) -> None:
    """Note that deltas from a day on no longer hold: a person's or unit's number, the day, a unit they belonged to.

    See :class:`OutdatedRow`.
    """
    noted = [{"person_no": no, "first": max(first, ALWAYS), "unit": unit} for no, first, unit in dict.fromkeys(rows)]
    if noted:
        connection.execute(sa.insert(OUTDATED), noted)


def take(connection: Connection) -> list[tuple[int, int, str | None]]:
    """Take everything that was noted: number, first day (since 1970-01-01), unit."""
    first = sa.type_coerce(OUTDATED.c.first, sa.Integer)
    found = connection.execute(sa.delete(OUTDATED).returning(OUTDATED.c.person_no, first, OUTDATED.c.unit))
    return [(row[0], row[1], row[2]) for row in found]


def any_outdated(connection: Connection) -> bool:
    """Say whether anything is noted."""
    return connection.execute(sa.select(OUTDATED.c.no).limit(1)).first() is not None
