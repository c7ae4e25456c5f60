"""Readings that are made of records: they stand among the others with row 0, and have no versions of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.kit.grain import first_day, period_number
from bot.kit.period import Grain
from storage.column import integers, listed, many, read, upsert
from storage.database import EPOCH
from storage.figures.metric import METRIC
from storage.figures.record_tables import RecordTables
from storage.figures.series import rollup_batch
from storage.figures.versioned import KEY, keys_of
from storage.people.person_rows import roles_now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from bot.figures.domain.record import RecordSpans


class RecordValues(RecordTables):
    """What reads and writes the readings that are made of records."""

    def values(self, metric: int, spans: RecordSpans) -> dict[int, tuple[int, float, float, float, int]]:
        """Return by the place of a span the reading of a metric that begins with it and is made of records.

        Each has its last day, value, numerator, denominator (NaN where there is none) and version.
        """
        parts = {"numerator": "r.numerator", "denominator": "r.denominator"}
        found = read(
            self._connection,
            {"no": "s.no", "end": 'r."end"', "value": "r.value"} | parts | {"version": "r.version"},
            f"FROM {self._spans(spans)} s {self._join} reading r ON r.person_no = s.person_no"
            f" AND r.metric_no = {int(metric)} AND r.start = s.first WHERE {self._own()}",
            nullable=parts,
        )
        rows = zip(*(column.tolist() for column in found.values()), strict=True)
        return {int(no): (int(end), *numbers, int(version)) for no, end, *numbers, version in rows}

    def store_values(self, rows: Mapping[str, NDArray[np.int64] | NDArray[np.float64]], *, batch: int) -> None:
        """Write readings that are made of records over those that were.

        ``rows`` are columns: person_no, metric_no, start, end, value, numerator, denominator, version. The role is that
        of the person now. What was given as such, by a correction, stands.
        """
        rows = self._not_given(rows)
        size = rows["start"].size
        made = {
            "role_no": roles_now(self._connection, rows["person_no"].astype(np.int64)),
            "batch_no": np.full(size, batch),
        }
        upsert(self._connection, "reading", {**rows, **made, "row": np.zeros(size, np.int64)}, keys=KEY)

    def _not_given(
        self, rows: Mapping[str, NDArray[np.int64] | NDArray[np.float64]]
    ) -> Mapping[str, NDArray[np.int64] | NDArray[np.float64]]:
        """Leave out the rows of keys whose value came in a row of its own."""
        keys = {name: rows[name].astype(np.int64) for name in KEY}
        source = listed(self._connection, "made_now", {"no": np.arange(rows["start"].size)} | keys)
        same = " AND ".join(f"r.{name} = m.{name}" for name in KEY)
        given = f'FROM {source} m {self._join} reading r ON {same} WHERE r."row" <> 0'
        made = np.ones(rows["start"].size, np.bool_)
        made[read(self._connection, {"no": "m.no"}, given)["no"].astype(np.int64)] = False
        return rows if made.all() else {name: column[made] for name, column in rows.items()}

    def extend_values(self, keys: Changed, ends: NDArray[np.int64]) -> None:
        """Let readings that are made of records reach to these days; nothing else of them changes."""
        columns = (ends, keys.person, keys.metric, keys.start)
        many(
            self._connection,
            'UPDATE reading AS r SET "end" = ? WHERE r.person_no = ? AND r.metric_no = ?'  # noqa: S608 - numbers of ours
            f" AND r.start = ? AND {self._own()}",
            list(zip(*(column.tolist() for column in columns), strict=True)),
        )

    def remove_values(self, keys: Changed) -> None:
        """Remove readings that were made of records of which there are none any more."""
        many(
            self._connection,
            "DELETE FROM reading AS r WHERE r.person_no = ? AND r.metric_no = ? AND r.start = ?"  # noqa: S608 - numbers of ours
            f" AND {self._own()}",
            list(keys.keys()),
        )

    def unfinished(self, metrics: Sequence[int], *, before: date) -> Changed:
        """Return the keys of readings of some metrics that end before a day and before their period does."""
        if not metrics:
            return Changed()
        grains = {row.no: Grain(row.grain) for row in self._connection.execute(sa.select(METRIC.c.no, METRIC.c.grain))}
        found = [self._ending(metric, grains[metric], (before - EPOCH).days) for metric in metrics]
        return keys_of(np.concatenate(found))

    def _ending(self, metric: int, grain: Grain, before: int) -> NDArray[np.int64]:
        """Return the keys of readings that end before a day, on one that is no period's last.

        There are few days on which readings end, so these are found first, each by a step in the index.
        """
        made = f'metric_no = {int(metric)} AND "row" = 0'
        days = integers(
            self._connection,
            f'WITH RECURSIVE e(day) AS (SELECT min("end") FROM reading WHERE {made} UNION ALL'  # noqa: S608 - numbers of ours
            f' SELECT (SELECT min("end") FROM reading WHERE {made} AND "end" > e.day) FROM e WHERE e.day < {before})'
            f" SELECT day FROM e WHERE day < {before}",
            width=1,
        )[:, 0]
        days = days[first_day(period_number(days, grain) + 1, grain) - 1 != days]
        if not days.size:
            return np.empty((0, len(KEY)), np.int64)
        return integers(
            self._connection,
            f"SELECT {', '.join(KEY)} FROM reading r WHERE {made} AND {self._own()}"  # noqa: S608 - as above
            f' AND "end" IN ({", ".join(map(str, days.tolist()))})',
            width=len(KEY),
        )

    def _own(self) -> str:
        """Return the condition that a reading is made of records: came in no row, and is no roll-up."""
        return f'r."row" = 0 AND r.batch_no <> {rollup_batch(self._connection)}'
