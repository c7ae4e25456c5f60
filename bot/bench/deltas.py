"""What deltas cost: computing them all, one correction in a large company, and the close of a month."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.bench.row import row
from bot.figures.domain.delta import Changed
from bot.figures.domain.series import compare
from bot.figures.services.delta import recompute
from bot.kit.grain import first_day
from bot.kit.period import Grain
from bot.rules.services.rule import evaluate
from storage import open_storage
from storage.column import read, upsert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from storage.storage import Storage

METRICS = 10
PERIODS = 13
ROLES = 20

_NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
_LAST = (2026 - 1970) * 12 + 9  # October 2026, in months since 1970-01
_AT_ONCE = 10_000
_CORRECTIONS = 15


def run(*, people: int = 100_000, few: int = 1_000) -> list[dict[str, Any]]:
    """Measure on fresh SQLite files of so many people, and a small company of ``few`` to compare one correction with.

    Returns the benches ``deltas-full``, ``deltas-one`` and ``month-close`` with the fields of the interface page.
    """
    with TemporaryDirectory(prefix="jinbu-bench-") as folder:
        with _company(Path(folder) / "few.db", people=few, periods=PERIODS) as small:
            one_of_few = _correction(small, people=few)
        with _company(Path(folder) / "many.db", people=people, periods=PERIODS - 1) as large:
            close = _month_close(large, people=people)
            one_of_many = _correction(large, people=people)
            full = _full(large, people=people)
    rows = people * METRICS * PERIODS
    return [
        row("deltas-full", *full, unit="s", floor=f"reading those {rows:,} rows from the database", bound=1.0),
        row("deltas-one", one_of_many, one_of_few, unit="s", floor=f"one correction among {few:,} people", bound=10.0),
        row("month-close", *close, unit="s", floor=f"the bare upsert of those {people * METRICS:,} rows", bound=8.0),
    ]


@contextmanager
def _company(path: Path, *, people: int, periods: int) -> Iterator[Storage]:
    """Open a company with so many of the last months, a target for the newest, and no deltas yet."""
    with closing(open_storage(f"sqlite:///{path}")) as storage:
        storage.migrate()
        with storage.work() as work:
            run = work.connection.exec_driver_sql
            for role in range(1, ROLES + 1):
                run("INSERT INTO role (no, name) VALUES (?, ?)", (role, f"role {role}"))
            for metric in range(1, METRICS + 1):
                run(
                    "INSERT INTO metric (no, key, unit, direction, grain, title_en, title_zh, meaning, aggregate,"
                    " advice_en, advice_zh, praise_en, praise_zh)"
                    " VALUES (?, ?, '', ?, 'month', '', '', '', 'sum', '', '', '', '')",
                    (metric, f"m{metric}", "lower" if metric % 3 == 0 else "higher"),
                )
            run(
                "INSERT INTO person (no, id, name, role_no, department, unit, kind, email, location, timezone, locale)"
                " VALUES (?, ?, ?, ?, '', '', 'person', '', '', 'UTC', 'en')",
                [(n, f"E{n:06}", f"Person {n}", n % ROLES + 1) for n in range(1, people + 1)],
            )
            run("DROP INDEX ix_reading_cohort")
        dice = np.random.default_rng(20261102)
        for begin in range(1, people + 1, _AT_ONCE):
            with storage.work() as work:
                someone = np.arange(begin, min(begin + _AT_ONCE, people + 1))
                months = np.arange(_LAST - PERIODS + 1, _LAST - PERIODS + 1 + periods)
                upsert(work.connection, "reading", _readings(someone, months, dice), keys=_KEY)
                upsert(work.connection, "target", _targets(someone), keys=_KEY)
        with storage.work() as work:
            work.connection.exec_driver_sql(
                "CREATE INDEX ix_reading_cohort ON reading (metric_no, start, role_no, value)"
            )
        yield storage


_KEY = ("person_no", "metric_no", "start")


def _days(months: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return first_day(months, Grain.MONTH), first_day(months + 1, Grain.MONTH) - 1


def _keys(people: NDArray[np.int64], months: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    start, end = _days(months)
    size = people.size * METRICS
    return {
        "person_no": np.repeat(people, METRICS * months.size),
        "metric_no": np.tile(np.repeat(np.arange(1, METRICS + 1), months.size), people.size),
        "start": np.tile(start, size),
        "end": np.tile(end, size),
    }


def _readings(
    people: NDArray[np.int64], months: NDArray[np.int64], dice: np.random.Generator
) -> dict[str, NDArray[Any]]:
    keys = _keys(people, months)
    size = keys["start"].size
    level = dice.normal(100, 20, size // months.size).repeat(months.size)
    return keys | {
        "value": np.round(np.abs(level + dice.normal(0, 8, size)), 2),
        "role_no": keys["person_no"] % ROLES + 1,
        "batch_no": np.ones(size, np.int64),
        "row": np.arange(size),
        "version": np.ones(size, np.int64),
    }


def _targets(people: NDArray[np.int64]) -> dict[str, NDArray[Any]]:
    keys = _keys(people, np.array([_LAST]))
    size = keys["start"].size
    return keys | {
        "target": np.full(size, 100.0),
        "batch_no": np.ones(size, np.int64),
        "row": np.arange(size),
    }


def _full(storage: Storage, *, people: int) -> tuple[float, float]:
    """Return seconds to compute every delta, and to read the rows they come from as columns; both a part at a time."""
    columns = {name: f'"{name}"' for name in ("person_no", "metric_no", "start", "end", "value", "role_no")}
    parts = {"numerator": "numerator", "denominator": "denominator"}
    computing = reading = 0.0
    for begin in range(1, people + 1, _AT_ONCE):
        behind = min(begin + _AT_ONCE, people + 1)
        with storage.work() as work:
            started = perf_counter()
            read(
                work.connection,
                columns | parts,
                f"FROM reading WHERE person_no BETWEEN {begin} AND {behind - 1} ORDER BY person_no, metric_no, start",
                nullable=parts,
            )
            reading += perf_counter() - started
            keys = _keys(np.arange(begin, behind), np.array([_LAST - PERIODS + 1]))
            traits = work.series.traits()
            changed = Changed(keys["person_no"], keys["metric_no"], keys["start"])
            for touched in work.series.touched(changed, traits):
                workdays = work.series.workdays(touched.person)
                started = perf_counter()
                compare(touched, traits, workdays)
                computing += perf_counter() - started
    return computing, reading


def _correction(storage: Storage, *, people: int) -> float:
    """Return the seconds that one corrected value takes until its deltas and its peer group are stored.

    The best of some turns: at milliseconds, what else the machine does only ever adds.
    """
    start, _ = _days(np.array([_LAST]))
    seconds = []
    for turn in range(_CORRECTIONS):
        person = 1 + turn * people // _CORRECTIONS
        with storage.work() as work:
            work.connection.exec_driver_sql(
                "UPDATE reading SET value = value + 1 WHERE person_no = ? AND metric_no = 1 AND start = ?",
                (person, int(start[0])),
            )
        changed = Changed.of([(person, 1, int(start[0]))])
        started = perf_counter()
        with storage.work() as work:
            recompute(work, changed, now=_NOW)
        seconds.append(perf_counter() - started)
    return min(seconds)


def _month_close(storage: Storage, *, people: int) -> tuple[float, float]:
    """Return seconds from a month's new values to stored deltas and rules asked, and for storing the values alone."""
    rows = _readings(np.arange(1, people + 1), np.array([_LAST]), np.random.default_rng(13))
    started = perf_counter()
    with storage.work() as work:
        upsert(work.connection, "reading", rows, keys=_KEY)
    stored = perf_counter() - started

    started = perf_counter()
    with storage.work() as work:
        touched = recompute(work, Changed(rows["person_no"], rows["metric_no"], rows["start"]), now=_NOW)
        evaluate(work, touched, now=_NOW)
    return stored + perf_counter() - started, stored
