"""What each part of the installation last said of itself, as kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlmodel import Field, SQLModel

from storage.database import UtcDateTime, insert
from storage.inventory import declare

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection


class PartRow(SQLModel, table=True):
    """What a part of the installation last said of itself, as JSON."""

    __tablename__ = "part"
    name: str = Field(primary_key=True)
    state: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("part", plain="name state at")

PART = SQLModel.metadata.tables["part"]
CIRCUIT = "circuit "
"""How the name of a row begins that says how a platform takes messages."""
TAKES = "takes "
"""How one begins that says which entries of calendars and to-do lists it takes."""


def note(connection: Connection, part: str, state: str, *, at: datetime) -> None:
    """Keep how a part is now, in the place of what it said before."""
    statement = insert(connection, PART).values({"name": part, "state": state, "at": at})
    changed = {"state": statement.excluded.state, "at": statement.excluded.at}
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))
