"""What goals cost: one value that moves a leaf and all above it, and every goal worked out anew."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from bot.bench.row import row
from bot.figures.domain.delta import Changed
from bot.goals.domain.goal import Goal, GoalLevel
from bot.goals.domain.key_result import KeyResult, Measure
from bot.goals.services import progress
from bot.intake.services.follow import compute
from bot.kit.period import Period
from bot.messages.codec import to_json
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.storage import Storage

LEVELS: Final = 6
GOALS_OF_ONE: Final = 4
"""Goals of one person."""

_NOW: Final = datetime(2026, 11, 2, 1, tzinfo=UTC)
_YEAR: Final = Period(date(2026, 1, 1), date(2026, 12, 31))
_OCTOBER: Final = (date(2026, 10, 1) - date(1970, 1, 1)).days
_AT: Final = "2026-01-01 00:00:00.000000"
_READINGS: Final = 15
_ROLLS: Final = 3


def run(*, many: int = 100_000, few: int = 1_000) -> list[dict[str, Any]]:
    """Measure on fresh SQLite files with a tree of so many goals in six levels, and one of ``few`` to compare with.

    Returns the benches ``goals-one`` and ``goals-full`` with the fields of the interface page.
    """
    with TemporaryDirectory(prefix="jinbu-bench-") as folder:
        with _tree(Path(folder) / "few.db", goals=few) as small:
            one_of_few = _reading(small)
        with _tree(Path(folder) / "many.db", goals=many) as large:
            one_of_many = _reading(large)
            full = _full(large)
    return [
        row("goals-one", one_of_many, one_of_few, unit="s", floor=f"one reading among {few:,} goals", bound=3.0),
        row("goals-full", *full, unit="s", floor=f"reading those {many:,} goals and their parts", bound=3.0),
    ]


def sizes(goals: int) -> list[int]:
    """Return how many goals each of six levels has, the company's first: each level as many times the one above it."""
    low, high = 1.0, float(goals)
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(middle**level for level in range(LEVELS)) < goals else (low, middle)
    found = [max(1, round(low**level)) for level in range(LEVELS - 1)]
    return [*found, goals - sum(found)]


@contextmanager
def _tree(path: Path, *, goals: int) -> Iterator[Storage]:
    """Open a company with a tree of so many goals; each of the lowest level has a value for October."""
    levels = sizes(goals)
    first = np.cumsum([1, *levels]).tolist()
    leaves, people = range(first[-2], first[-1]), levels[-1] // GOALS_OF_ONE + 1
    with closing(open_storage(f"sqlite:///{path}")) as storage:
        storage.migrate()
        with storage.work() as work:
            run = work.connection.exec_driver_sql
            _company(run, people)
            run(
                'INSERT INTO goal (no, level, department, state, counts, start, "end", project, version, body, at,'
                " known, parts, weights) VALUES (?, ?, '', 'open', 1, ?, ?, '', 1, ?, ?, 0, 0, 0)",
                list(_goals(first)),
            )
            run(
                "INSERT INTO goal_link (child_no, parent_no, weight) VALUES (?, ?, ?)",
                [(no, parent, 1 + no % 3) for no, parent in _parents(first)],
            )
            body = to_json(_RESULT)
            days = (_day(_YEAR.start), _day(_YEAR.end))
            run(
                "INSERT INTO key_result (no, goal_no, active, metric_no, subject_no, filtered, first, last, weight,"
                " body, value, progress, measured_at) VALUES (?, ?, 1, ?, ?, 0, ?, ?, 1, ?, ?, ?, ?)",
                [
                    (place + 1, no, metric, person, *days, body, value, value / 100, _AT)
                    for place, no in enumerate(leaves)
                    for person, metric in [(place // GOALS_OF_ONE + 1, place % GOALS_OF_ONE + 1)]
                    for value in [_value(person, metric)]
                ],
            )
            progress.roll_up_all(work)
        yield storage


_RESULT: Final = KeyResult(measure=Measure.COUNT, target=Decimal(100), metric="m1", subject_id="E000001")


def _company(run: Any, people: int) -> None:  # noqa: ANN401 - what runs a statement
    run("INSERT INTO role (no, name) VALUES (1, 'seller')")
    for metric in range(1, GOALS_OF_ONE + 1):
        run(
            "INSERT INTO metric (no, key, unit, direction, grain, title_en, title_zh, meaning, aggregate, advice_en,"
            " advice_zh, praise_en, praise_zh) VALUES (?, ?, '', 'higher', 'month', '', '', '', 'sum', '', '', '', '')",
            (metric, f"m{metric}"),
        )
    run(
        "INSERT INTO person (no, id, name, role_no, department, unit, kind, email, location, timezone, locale)"
        " VALUES (?, ?, ?, 1, '', '', 'person', '', '', 'UTC', 'en')",
        [(no, f"E{no:06}", f"Person {no}") for no in range(1, people + 1)],
    )
    run(
        'INSERT INTO reading (person_no, metric_no, start, "end", value, role_no, batch_no, row, version)'
        " VALUES (?, ?, ?, ?, ?, 1, 1, 1, 1)",
        [
            (no, metric, _OCTOBER, _OCTOBER + 30, _value(no, metric))
            for no in range(1, people + 1)
            for metric in range(1, GOALS_OF_ONE + 1)
        ],
    )


def _goals(first: list[int]) -> Iterator[tuple[Any, ...]]:
    of_level = [GoalLevel.COMPANY, GoalLevel.DEPARTMENT, GoalLevel.TEAM, GoalLevel.TEAM, GoalLevel.TEAM]
    goal = Goal(title="More orders", level=GoalLevel.PERSON, owner_id="", period=_YEAR, by="", at=_NOW)
    for depth, level in enumerate([*of_level, GoalLevel.PERSON]):
        results = (_RESULT,) if depth == LEVELS - 1 else ()
        body = to_json(replace(goal, level=level, key_results=results))
        for no in range(first[depth], first[depth + 1]):
            yield no, level.value, _day(_YEAR.start), _day(_YEAR.end), body, _AT


def _parents(first: list[int]) -> Iterator[tuple[int, int]]:
    for depth in range(1, LEVELS):
        above = first[depth] - first[depth - 1]
        for place, no in enumerate(range(first[depth], first[depth + 1])):
            yield no, first[depth - 1] + place % above


def _value(person: int, metric: int) -> int:
    return (person * 37 + metric) % 120


def _day(day: date) -> int:
    return (day - date(1970, 1, 1)).days


def _reading(storage: Storage) -> float:
    """Return the seconds that one changed value takes until its deltas and every goal above its leaf are stored.

    The best of some turns: at milliseconds, what else the machine does only ever adds.
    """
    seconds = []
    for turn in range(_READINGS):
        person = 1 + turn
        with storage.work() as work:
            work.connection.exec_driver_sql(
                "UPDATE reading SET value = value + 1 WHERE person_no = ? AND metric_no = 1", (person,)
            )
        started = perf_counter()
        with storage.work() as work:
            compute(work, Changed.of([(person, 1, _OCTOBER)]), [], now=_NOW)
        seconds.append(perf_counter() - started)
    return min(seconds)


def _full(storage: Storage) -> tuple[float, float]:
    """Return the seconds to work out every goal anew and store it, and to read what they are worked out from."""
    rolling, reading = [], []
    for _ in range(_ROLLS):
        with storage.work() as work:
            work.connection.exec_driver_sql("UPDATE goal SET progress = NULL, known = 0, parts = 0, weights = 0")
        with storage.work() as work:
            started = perf_counter()
            work.goals.parts_of(None)
            work.goals.rolled()
            reading.append(perf_counter() - started)
        with storage.work() as work:
            started = perf_counter()
            progress.roll_up_all(work)
            rolling.append(perf_counter() - started)
    return min(rolling), min(reading)
