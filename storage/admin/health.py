"""How the parts of an installation were when they last said so, as kept."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

import storage.figures.reading
import storage.inbox  # noqa: F401 - each registers its tables
from bot.admin.domain.health import Snapshot
from bot.delivery.domain.circuit import Circuit
from bot.messages.codec import from_json, to_json
from bot.people.domain.person import Kind
from storage.database import UtcDateTime, insert
from storage.inventory import declare
from storage.people.person import ACCOUNT, PERSON, employed_days, employed_somewhere
from storage.roster.account import is_dead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection


class PartRow(SQLModel, table=True):
    """What a part of the installation last said of itself, as JSON."""

    __tablename__ = "part"
    name: str = Field(primary_key=True)
    state: str
    at: datetime = Field(sa_type=UtcDateTime)


declare("part", plain="name state at")


PART, BATCH, TICK = (SQLModel.metadata.tables[name] for name in ("part", "batch", "tick"))
_MOST = 12
_CIRCUIT = "circuit "
_OF_PLATFORM = sa.select(PART.c.state).where(PART.c.name == sa.bindparam("its_name", type_=sa.String))


class SqlHealth:
    """What each part last said of itself."""

    def __init__(self, connection: Connection, *, now: datetime) -> None:
        self._connection = connection
        self._employed = employed_days(now)

    def note(self, part: str, state: Mapping[str, object], *, at: datetime) -> None:
        """Keep how a part is now."""
        self._note(part, json.dumps(dict(state)), at=at)

    def _note(self, part: str, state: str, *, at: datetime) -> None:
        values = {"name": part, "state": state, "at": at}
        statement = insert(self._connection, PART).values(values)
        changed = {"state": statement.excluded.state, "at": statement.excluded.at}
        self._connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_=changed))

    def all(self) -> dict[str, Snapshot]:
        """Return how each part was, by name."""
        query = sa.select(PART).where(sa.not_(PART.c.name.startswith(_CIRCUIT))).order_by(PART.c.name)
        return {row.name: Snapshot(json.loads(row.state), row.at) for row in self._connection.execute(query)}

    def circuit(self, platform: str) -> Circuit:
        """Return how a platform takes messages."""
        state = self._connection.execute(_OF_PLATFORM, {"its_name": _CIRCUIT + platform}).scalar()
        return from_json(state, Circuit) if state else Circuit()

    def keep_circuit(self, platform: str, circuit: Circuit, *, at: datetime) -> None:
        """Keep how a platform takes messages, for all processes."""
        self._note(_CIRCUIT + platform, to_json(circuit), at=at)

    def sources(self) -> dict[str, list[datetime]]:
        """Return of each source of values when it last brought some, newest first; a dozen each at most."""
        name = sa.func.coalesce(sa.func.nullif(BATCH.c.source, ""), BATCH.c.kind)
        order = sa.func.row_number().over(partition_by=name, order_by=BATCH.c.received_at.desc()).label("place")
        found = sa.select(name.label("name"), BATCH.c.received_at, order).where(BATCH.c.kind == "readings").subquery()
        query = sa.select(found).where(found.c.place <= _MOST).order_by(found.c.name, found.c.place)
        sources: dict[str, list[datetime]] = {}
        for row in self._connection.execute(query):
            sources.setdefault(row.name, []).append(row.received_at)
        return sources

    def missed(self, *, since: datetime) -> int:
        """Return how many effects of the clock were let pass since an instant."""
        late = sa.or_(TICK.c.outcome.like("missed%"), TICK.c.outcome.like("%days late"))
        query = sa.select(sa.func.count()).select_from(TICK).where(TICK.c.at >= since, late)
        return int(self._connection.execute(query).scalar_one())

    def unmatched(self) -> int:
        """Return how many people have no account on any platform, or only such as are dead there."""
        account = sa.exists().where(ACCOUNT.c.person_no == PERSON.c.no, sa.not_(is_dead(ACCOUNT)))
        people = (PERSON.c.kind == Kind.PERSON.value) & employed_somewhere(PERSON)
        query = sa.select(sa.func.count()).select_from(PERSON).where(people, sa.not_(account))
        return int(self._connection.execute(query, self._employed).scalar_one())
