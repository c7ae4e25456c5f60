"""What the clock has done, so that it does it once, and whom it serves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from bot.people.domain.person import Kind
from storage.database import UtcDateTime, insert_once
from storage.figures.batch import BATCH
from storage.figures.reading import READING
from storage.figures.target import TARGET
from storage.inventory import declare
from storage.people.person_rows import PERSON, employed_days, employed_somewhere

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.engine import Connection


class TickRow(SQLModel, table=True):
    """An effect of the clock: unique by kind, subject and local date, whatever the number of processes."""

    __tablename__ = "tick"
    kind: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    local: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    outcome: str = ""


declare(
    "tick",
    whose="subject",
    through=("subject", "feedback", "key"),
    only=(
        "kind",
        (
            "posting",
            "deputy",
            "weekly_digest",
            "one_on_one",
            "one_on_one_soon",
            "kudos",
            "approval",
            "plan",
            "review",
            "peer_review",
            "goal_cycle",
        ),
    ),
    withheld={"kind local at outcome": "what the clock has done, so that it does it once"},
)


TICK = SQLModel.metadata.tables["tick"]
PRESENT = (employed_somewhere(PERSON),)
_KIND, _SUBJECT, _LOCAL = (sa.bindparam(f"its_{name}", type_=sa.String) for name in ("kind", "subject", "local"))
_SETTLE = sa.update(TICK).where(TICK.c.kind == _KIND, TICK.c.subject == _SUBJECT, TICK.c.local == _LOCAL)
_HAD = sa.select(TICK).where(TICK.c.kind == _KIND, TICK.c.at >= sa.bindparam("since", type_=UtcDateTime))
_AMONG = sa.select(TICK.c.subject, TICK.c.local).where(
    TICK.c.kind == _KIND, TICK.c.local.in_(sa.bindparam("locals", expanding=True))
)


class SqlJobRuns:
    """Runs of what the clock asks for, each once, and whom the clock serves.

    ``timezone`` stands in for people whose file says nothing.
    """

    retention = timedelta(days=400)

    def __init__(self, connection: Connection, *, now: datetime, timezone: str = "UTC") -> None:
        self._connection = connection
        self._employed = employed_days(now)
        self._timezone = timezone

    def record(self, kind: str, subject: str, local: str, *, at: datetime, outcome: str = "") -> bool:
        """Record a run by its local date key; False when there was one before."""
        tick = {"kind": kind, "subject": subject, "local": local, "at": at, "outcome": outcome}
        return insert_once(self._connection, TICK, tick)

    def settle(self, kind: str, subject: str, local: str, *, outcome: str) -> None:
        """Say what came of a run."""
        which = {"its_kind": kind, "its_subject": subject, "its_local": local}
        self._connection.execute(_SETTLE, which | {"outcome": outcome})

    def find(self, kind: str, *, since: datetime) -> dict[tuple[str, str], tuple[datetime, str]]:
        """Return the runs of a kind since an instant: (subject, local key) to when, and what came of each."""
        rows = self._connection.execute(_HAD, {"its_kind": kind, "since": since})
        return {(row.subject, row.local): (row.at, row.outcome) for row in rows}

    def recorded(self, kind: str, local: Collection[str]) -> set[tuple[str, str]]:
        """Return the runs of a kind that are recorded under some local keys: (subject, local key).

        What is due now is under a few keys, however long the bot has been running.
        """
        rows = self._connection.execute(_AMONG, {"its_kind": kind, "locals": list(local)}) if local else ()
        return {(row.subject, row.local) for row in rows}

    def forget(self, *, before: datetime) -> int:
        """Delete the runs before an instant; return how many."""
        return self._connection.execute(sa.delete(TICK).where(TICK.c.at < before)).rowcount

    # Whom the clock serves: few rows, because it asks often.

    def timezones(self) -> list[str]:
        """Return the zones that people live in."""
        query = sa.select(self._zone()).distinct().where(*PRESENT)
        return [row.timezone for row in self._connection.execute(query, self._employed)]

    def departments(self) -> list[tuple[str, str, str]]:
        """Return every department once for each zone and location of its people: department, zone, location."""
        query = (
            sa.select(PERSON.c.department, self._zone(), PERSON.c.location)
            .distinct()
            .where(*PRESENT, PERSON.c.department != "", PERSON.c.kind == Kind.PERSON.value)
            .order_by(PERSON.c.department, sa.text("timezone"), PERSON.c.location)
        )
        return [(row.department, row.timezone, row.location) for row in self._connection.execute(query, self._employed)]

    def managers(self) -> list[tuple[str, str, str]]:
        """Return those to whom somebody or some unit reports: id, zone, location."""
        above = sa.select(PERSON.c.manager_id).where(*PRESENT).scalar_subquery()
        query = (
            sa.select(PERSON.c.id, self._zone(), PERSON.c.location)
            .where(PERSON.c.id.in_(above), *PRESENT)
            .order_by(PERSON.c.id)
        )
        return [(row.id, row.timezone, row.location) for row in self._connection.execute(query, self._employed)]

    def arrived(self, department: str, first: date, last: date, *, since: datetime) -> bool:
        """Say whether a value or target of a department, for a period that begins between two days, came after.

        What we have rolled up, or computed from the same records again, came in no arrival.
        """
        members = sa.select(PERSON.c.no).where(PERSON.c.department == department).scalar_subquery()
        late = (
            sa.select(sa.literal(1))
            .select_from(table.join(BATCH, BATCH.c.no == table.c.batch_no))
            .where(table.c.person_no.in_(members), table.c.start.between(first, last))
            .where(BATCH.c.received_at > since, BATCH.c.kind.not_in(("rollup", "formula")))
            for table in (READING, TARGET)
        )
        return self._connection.execute(sa.union_all(*late).limit(1)).first() is not None

    def _zone(self) -> sa.Label[str]:
        return sa.func.coalesce(sa.func.nullif(PERSON.c.timezone, ""), self._timezone).label("timezone")
