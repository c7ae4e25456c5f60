"""A small company laid straight into the tables, for tests of what is done with deltas once they are there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage.figures.delta
import storage.figures.metric
import storage.figures.reading
import storage.people.person  # noqa: F401 - each registers its tables
from bot.figures.domain.delta import Changed, Flag
from bot.kit.period import Grain, period_of
from storage.database import EPOCH

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Ground:
    """Lays people, metrics and deltas into an open transaction, beside what is there."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        run = connection.exec_driver_sql
        self.people = {row.id: int(row.no) for row in run("select id, no from person")}
        self.metrics = {row.key: (int(row.no), Grain(row.grain)) for row in run("select key, no, grain from metric")}
        self._roles = {row.name: int(row.no) for row in run("select name, no from role")}

    def _insert(self, table: str, **values: Any) -> int:
        into = SQLModel.metadata.tables[table]
        defaults = {
            column.name: column.default.arg
            for column in into.columns
            if isinstance(column.default, sa.ColumnDefault) and column.default.is_scalar
        }
        done = self.connection.execute(sa.insert(into).values(defaults | values))
        return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    def person(self, person_id: str, **values: Any) -> int:
        """Add somebody; the role is created when it is new."""
        role = values.pop("role", "worker")
        if role not in self._roles:
            self._roles[role] = self._insert("role", name=role)
        filled = {"name": person_id, "timezone": "UTC", "locale": "en"} | values
        self.people[person_id] = self._insert("person", id=person_id, role_no=self._roles[role], **filled)
        return self.people[person_id]

    def metric(self, key: str, **values: Any) -> int:
        """Add a metric: higher is better, by month, a mean, unless said otherwise."""
        filled = {"unit": "", "direction": "higher", "grain": "month", "aggregate": "mean"} | values
        number = self._insert("metric", key=key, **filled)
        self.metrics[key] = (number, Grain(filled["grain"]))
        return number

    def delta(self, person_id: str, metric: str, start: date, **values: Any) -> Changed:
        """Add a delta for the period that begins on a day; facts as given, unknown otherwise."""
        number, grain = self.metrics[metric]
        filled: dict[str, Any] = {
            "end": period_of(start, grain).end,
            "value": 1.0,
            "role_no": self._role(person_id),
        } | values
        if filled.get("elapsed", 1.0) < 1:
            filled["flags"] = filled.get("flags", 0) | Flag.PARTIAL_PERIOD.value
        self._insert("delta", person_no=self.people[person_id], metric_no=number, start=start, **filled)
        return Changed.of([(self.people[person_id], number, (start - EPOCH).days)])

    def reading(
        self, person_id: str, metric: str, start: date, value: float, *, received_at: datetime = LONG_AGO
    ) -> None:
        """Add the reading behind a value, in a batch of its own, as far as peers and reports ask for it."""
        number, grain = self.metrics[metric]
        self._insert(
            "reading",
            person_no=self.people[person_id],
            metric_no=number,
            start=start,
            end=period_of(start, grain).end,
            value=value,
            role_no=self._role(person_id),
            batch_no=self._insert("batch", kind="readings", received_at=received_at),
            row=1,
        )

    def _role(self, person_id: str) -> int:
        query = sa.text("select role_no from person where no = :no")
        return int(self.connection.execute(query, {"no": self.people[person_id]}).scalar_one())

    def cohort(self, metric: str, start: date, role: str, values: list[float]) -> None:
        """Summarise a peer group as the engine does: how many, and the three values around the middle."""
        ordered, half = sorted(values), len(values) // 2
        odd = len(values) % 2
        self._insert(
            "cohort",
            metric_no=self.metrics[metric][0],
            start=start,
            role_no=self._roles[role],
            n=len(values),
            low=ordered[max(half - 1, 0)],
            middle=ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2,
            high=ordered[min(half + odd, len(values) - 1)],
        )
