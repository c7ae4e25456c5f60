"""Series as columns: what the delta kernel reads and what it leaves, never one object per row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sqlalchemy as sa

from bot.figures.domain.delta import Changed, distinct
from bot.figures.domain.metric import Aggregate, Direction
from bot.figures.domain.series import FACTS
from bot.figures.domain.series_rows import Touched, Traits
from bot.kit.calendar import place_at
from bot.kit.grain import GRAINS, each, first_day, period_number
from bot.kit.period import Grain
from bot.kit.workdays import Workdays
from bot.roster.domain.posting import Spells
from storage.column import listed, read, upsert
from storage.database import take_time
from storage.figures.batch import BATCH
from storage.figures.metric import METRIC
from storage.figures.series_centres import centres
from storage.outdated import any_outdated, take
from storage.roster.posting import role_steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from sqlalchemy.engine import Connection

    from bot.figures.domain.series_rows import Columns

SERIES_AT_ONCE = 25_000
"""So many series are computed together: with a year of months some 100 MB."""

ROLLUP = "rollup"
"""The kind of the one batch that every rolled-up value belongs to."""

_LOCK = 0x6A62_6474  # any number, the same in every process
_WHOLE = {"role_no", "revision", "streak", "baseline_n", "flags"}


def rollup_batch(connection: Connection) -> int:
    """Return the number of the batch of roll-ups; -1 while there is none."""
    found = connection.execute(sa.select(BATCH.c.no).where(BATCH.c.digest == ROLLUP)).scalar()
    return -1 if found is None else int(found)


class SqlSeries:
    """Whole series around changed keys, and the deltas and peer groups computed from them.

    ``timezone`` stands in for people whose file says nothing.
    """

    def __init__(self, connection: Connection, *, timezone: str = "UTC") -> None:
        self._connection = connection
        self._timezone = timezone
        # SQLite walks tables in the order written, which here is the order of the keys; PostgreSQL plans by itself.
        self._join = "CROSS JOIN" if connection.dialect.name == "sqlite" else "JOIN"

    def take_turn(self) -> None:
        """Let one process at a time compute until the transaction ends: each must see what the other has stored."""
        take_time(self._connection)
        if self._connection.dialect.name == "postgresql":
            self._connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def traits(self) -> Traits:
        """Return what the kernel must know of every metric."""
        columns = (METRIC.c.no, METRIC.c.grain, METRIC.c.direction, METRIC.c.aggregate)
        rows = self._connection.execute(sa.select(*columns)).all()
        size = max((row.no for row in rows), default=0) + 1
        grain, lower, summed = np.zeros(size, np.int64), np.zeros(size, np.bool_), np.zeros(size, np.bool_)
        for no, period, direction, aggregate in rows:
            grain[no] = GRAINS.index(Grain(period))
            lower[no] = direction == Direction.LOWER
            summed[no] = aggregate == Aggregate.SUM
        return Traits(grain, lower, summed)

    def outdated(self) -> list[tuple[int, int, str | None]]:
        """Take whose deltas no longer hold: a person's or unit's number, the first day, a unit they belonged to."""
        return take(self._connection)

    def waits(self) -> bool:
        """Say whether any deltas no longer hold."""
        return any_outdated(self._connection)

    def since(self, first: Mapping[int, int], traits: Traits, *, targets: bool = False) -> Changed:
        """Return the keys of people's readings, quarantined ones included, in periods that end on or after a day each.

        ``targets`` adds those of targets.
        """
        people = np.array(sorted(first), np.int64)
        if not people.size:
            return Changed()
        days = np.array([first[value] for value in people.tolist()], np.int64)
        source = listed(self._connection, "since", {"person_no": people, "first": days})
        found = Changed()
        for table in ("reading", "quarantine", "quarantine_key", *(("target",) if targets else ())):
            rows = read(
                self._connection,
                {"person": "r.person_no", "metric": "r.metric_no", "start": "r.start", "first": "o.first"},
                f"FROM {source} o {self._join} {table} r ON r.person_no = o.person_no AND r.metric_no IS NOT NULL",
            )
            person, metric, start, day = (
                rows[name].astype(np.int64) for name in ("person", "metric", "start", "first")
            )
            kept = traits.last_day(metric, start) >= day
            found |= Changed(person[kept], metric[kept], start[kept])
        return found

    def keys_of(self, metric: int, people: Sequence[int] | None = None) -> Changed:
        """Return every key of a metric (of some people) of which anything is stored or computed."""
        number = np.array(range(0) if people is None else people, np.int64)
        some = "" if people is None else f"{listed(self._connection, 'keyed', {'person_no': number})} k {self._join} "
        same = "" if people is None else "k.person_no = r.person_no AND "
        found = Changed()
        for table in ("reading", "quarantine", "target", "delta"):
            rows = read(
                self._connection,
                {"person": "r.person_no", "start": "r.start"},
                f"FROM {some}{table} r {'ON' if some else 'WHERE'} {same}r.metric_no = {int(metric)}",
            )
            person, start = (rows[name].astype(np.int64) for name in ("person", "start"))
            found |= Changed(person, np.full(person.size, metric, np.int64), start)
        return Changed(*distinct(found.person, found.metric, found.start))

    def tidy(self, metric: int) -> None:
        """Forget the peer groups of a metric in periods of which nothing is computed any more."""
        same = " AND ".join(f"d.{name} = cohort.{name}" for name in ("metric_no", "start", "role_no"))
        computed = f"SELECT 1 FROM delta d WHERE {same}"  # noqa: S608 - names of ours
        self._connection.exec_driver_sql(
            f"DELETE FROM cohort WHERE metric_no = {int(metric)} AND NOT EXISTS ({computed})"  # noqa: S608 - a number
        )

    def count_among(self, changed: Changed, traits: Traits) -> None:
        """Let readings count among the peers of the role that their person had on the last day of their period."""
        roles = role_steps(self._connection, np.unique(changed.person))
        if not roles:
            return
        mine = np.isin(changed.person, np.array(sorted(roles), np.int64))
        person, metric, start = changed.person[mine], changed.metric[mine], changed.start[mine]
        columns = {"no": np.arange(person.size), "person_no": person, "metric_no": metric, "start": start}
        source = listed(self._connection, "counted", columns)
        key = " AND ".join(f"r.{name} = c.{name}" for name in ("person_no", "metric_no", "start"))
        rows = read(
            self._connection,
            {"no": "c.no", "role_no": "r.role_no"},
            f"FROM {source} c {self._join} reading r ON {key} ORDER BY c.no",
        )
        place = rows["no"].astype(np.int64)
        wanted = Spells.of(roles).at(person[place], traits.last_day(metric[place], start[place]))
        differs = np.flatnonzero(wanted != rows["role_no"].astype(np.int64))
        moved = zip(
            *(column[place[differs]].tolist() for column in (person, metric, start)),
            wanted[differs].tolist(),
            strict=True,
        )
        parameters = [{"person": p, "metric": m, "start": s, "role": r} for p, m, s, r in moved]
        if parameters:
            self._connection.execute(
                sa.text(
                    "UPDATE reading SET role_no = :role"
                    " WHERE person_no = :person AND metric_no = :metric AND start = :start"
                ),
                parameters,
            )

    def touched(self, changed: Changed, traits: Traits) -> Iterator[Touched]:
        """Yield the series of the changed keys, some at a time; each from its earliest changed period on."""
        first = each(
            lambda day, grain: first_day(period_number(day, grain), grain), changed.start, traits.grain[changed.metric]
        )
        order = np.lexsort((first, changed.metric, changed.person))
        person, metric, first = changed.person[order], changed.metric[order], first[order]
        begins = np.flatnonzero(np.append(True, (np.diff(person) != 0) | (np.diff(metric) != 0)))
        person, metric, first = person[begins], metric[begins], first[begins]
        columns = {"no": np.arange(person.size), "person_no": person, "metric_no": metric, "first": first}
        source = listed(self._connection, "touched_series", columns)
        for begin in range(0, person.size, SERIES_AT_ONCE):
            some = slice(begin, begin + SERIES_AT_ONCE)
            yield self._load(source, begin, person[some], metric[some], first[some])

    def _load(
        self, source: str, begin: int, person: NDArray[np.int64], metric: NDArray[np.int64], first: NDArray[np.int64]
    ) -> Touched:
        def table(name: str, columns: dict[str, str], condition: str = "r.start >= t.first") -> Columns:
            return read(
                self._connection,
                {"no": f"t.no - {begin}", "start": "r.start"} | columns,
                f"FROM {source} t {self._join} {name} r ON r.person_no = t.person_no AND r.metric_no = t.metric_no"
                f" {self._join} person p ON p.no = t.person_no"
                f" WHERE t.no >= {begin} AND t.no < {begin + person.size}"
                f" AND {condition} ORDER BY t.no, r.start" + (", r.version" if name == "reading_version" else ""),
                nullable=columns.keys() - {"end", "role_no", "version", "computed", "streak", "flags"},
            )

        end = {"end": 'r."end"'}
        value = end | {"value": "r.value"}
        parts = {"numerator": "r.numerator", "denominator": "r.denominator"}
        computed = 'CASE WHEN r."row" = 0 THEN 1 ELSE 0 END'
        origin = {"role_no": "r.role_no", "version": "r.version", "computed": computed}
        current = table("reading", value | parts | origin)
        corrected = bool(np.any(current["version"] > 1))
        waiting = table("quarantine", end | {"role_no": "p.role_no"}, "r.state = 'open' AND r.start >= t.first")
        lacking = table("quarantine_key", end | {"role_no": "p.role_no"})
        return Touched(
            person=person,
            metric=metric,
            first=first,
            history=table("reading", value, "r.start < t.first"),
            current=current,
            versions=table("reading_version", value, "r.start >= t.first" if corrected else "1 = 0"),
            targets=table("target", end | {"target": "r.target", "start_value": "r.start_value"}),
            quarantined={name: np.concatenate([waiting[name], lacking[name]]) for name in waiting},
            stored=table("delta", {name: f'r."{name}"' for name in FACTS}),
        )

    def workdays(self, person: NDArray[np.int64]) -> Workdays:
        """Return when and where these people work, with every leave of theirs."""
        person = np.unique(person)
        someone = listed(self._connection, "someone", {"no": person})
        rows = self._connection.exec_driver_sql(
            "SELECT p.hire_date, p.location, p.timezone"  # noqa: S608 - numbers of ours
            f" FROM {someone} s {self._join} person p ON p.no = s.no ORDER BY s.no"
        ).all()
        away = read(
            self._connection,
            {"person": "a.person_no", "start": "a.start", "end": 'a."end"'},
            f"FROM {someone} s {self._join} absence a ON a.person_no = s.no ORDER BY a.person_no, a.start",
        )
        places: dict[tuple[str, str], str] = {}
        for _, location, timezone in rows:
            if (location, timezone) not in places:
                places[location, timezone] = place_at(location, timezone=timezone or self._timezone)
        return Workdays(
            person=person,
            hired=np.array([np.nan if day is None else day for day, _, _ in rows], np.float64),
            place=[places[location, timezone] for _, location, timezone in rows],
            away=away["person"].astype(np.int64),
            away_from=away["start"].astype(np.int64),
            away_to=away["end"].astype(np.int64),
        )

    def store(self, touched: Touched, rows: Columns, places: NDArray[np.int64]) -> Changed:
        """Write the computed rows at these places, over what was there; return their keys."""
        series = rows["no"][places].astype(np.int64)
        keys = Changed(touched.person[series], touched.metric[series], rows["start"][places].astype(np.int64))
        upsert(
            self._connection,
            "delta",
            {"person_no": keys.person, "metric_no": keys.metric, "start": keys.start}
            | {
                name: rows[name][places].astype(np.int64) if name in _WHOLE or name == "end" else rows[name][places]
                for name in FACTS
            },
            keys=("person_no", "metric_no", "start"),
        )
        return keys

    def remove(self, touched: Touched, places: NDArray[np.int64]) -> None:
        """Remove the stored deltas at these places: nothing is known of those keys any more."""
        if not places.size:
            return
        series = touched.stored["no"][places].astype(np.int64)
        keys = zip(
            touched.person[series].tolist(),
            touched.metric[series].tolist(),
            touched.stored["start"][places].astype(np.int64).tolist(),
            strict=True,
        )
        self._connection.execute(
            sa.text("DELETE FROM delta WHERE person_no = :person AND metric_no = :metric AND start = :start"),
            [{"person": person, "metric": metric, "start": start} for person, metric, start in keys],
        )

    def summarise(self, metric: NDArray[np.int64], start: NDArray[np.int64], role: NDArray[np.int64]) -> None:
        """Count these peer groups again, and find the values in their middle; people without a role have no peers."""
        nobody = self._connection.exec_driver_sql("SELECT no FROM role WHERE name = ''").scalar()
        groups = np.stack(distinct(metric, start, role), axis=1)
        groups = groups[groups[:, 2] != (-1 if nobody is None else nobody)]
        found = centres(self._connection, groups)
        full = found["n"] > 0
        gone = [{"metric": m, "start": s, "role": r} for m, s, r in groups[~full].tolist()]
        if gone:
            self._connection.execute(
                sa.text("DELETE FROM cohort WHERE metric_no = :metric AND start = :start AND role_no = :role"), gone
            )
        numbers = {name: groups[full, place] for place, name in enumerate(("metric_no", "start", "role_no"))}
        upsert(
            self._connection,
            "cohort",
            numbers | {"n": found["n"][full].astype(np.int64)}
            | {name: found[name][full] for name in ("low", "middle", "high")},
            keys=("metric_no", "start", "role_no"),
        )  # fmt: skip
