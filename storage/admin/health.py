"""How the parts of an installation were when they last said so, as kept."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.admin.domain.health import Snapshot
from bot.figures.domain.reading import OWN_SOURCES
from bot.people.domain.person import Kind
from storage.figures.batch import BATCH
from storage.job_runs import TICK
from storage.part import CIRCUIT, PART, TAKES, note
from storage.people.person_rows import ACCOUNT, PERSON, employed_days, employed_somewhere
from storage.roster.account import is_dead

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.engine import Connection


_MOST = 12
_VALUES = ("readings", "records")
"""The kinds of batches that bring values, or what they are made of."""


class SqlHealth:
    """What each part last said of itself."""

    def __init__(self, connection: Connection, *, now: datetime) -> None:
        self._connection = connection
        self._employed = employed_days(now)

    def note(self, part: str, state: Mapping[str, object], *, at: datetime) -> None:
        """Keep how a part is now."""
        note(self._connection, part, json.dumps(dict(state)), at=at)

    def all(self) -> dict[str, Snapshot]:
        """Return how each part was, by name."""
        others = [sa.not_(PART.c.name.startswith(kind)) for kind in (CIRCUIT, TAKES)]
        query = sa.select(PART).where(*others).order_by(PART.c.name)
        return {row.name: Snapshot(json.loads(row.state), row.at) for row in self._connection.execute(query)}

    def sources(self) -> dict[str, list[datetime]]:
        """Return of each source of values when it last brought some, newest first; a dozen each at most.

        Values that no source is named for have the kind of what came as their source's name.
        """
        name = sa.func.coalesce(sa.func.nullif(BATCH.c.source, ""), BATCH.c.kind)
        order = sa.func.row_number().over(partition_by=name, order_by=BATCH.c.received_at.desc()).label("place")
        brought = BATCH.c.kind.in_(_VALUES) & BATCH.c.source.not_in(OWN_SOURCES)
        found = sa.select(name.label("name"), BATCH.c.received_at, order).where(brought).subquery()
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
