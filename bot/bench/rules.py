"""What rules cost: twenty of them over a million deltas, held against the same questions in hand-written SQL."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.bench.row import row
from bot.rules.domain.rule import Audience, Rule, Scope, Tone
from storage import open_storage
from storage.column import fill

if TYPE_CHECKING:
    from storage.storage import Storage

_METRICS = 10
_PERIODS = 10
_ROLES = 20
_FIRST = (date(2026, 1, 1) - date(1970, 1, 1)).days
_TODAY = date(2027, 1, 1)
_REPEATS = 3
_KEYS = (
    "SELECT d.person_no, d.metric_no, d.start, d.value, d.attainment FROM delta d JOIN person p ON p.no = d.person_no"
)
_METRIC = f"{_KEYS} JOIN metric m ON m.no = d.metric_no"
_PEERS = "LEFT JOIN cohort c ON c.metric_no = d.metric_no AND c.start = d.start AND c.role_no = d.role_no"
_UNIT = "coalesce(nullif(p.unit, ''), p.department)"
_ONE = "WHERE p.kind = 'person' AND d.value IS NOT NULL AND"

# Each question as people type it, and as somebody who knows the tables would write it.
QUESTIONS: tuple[tuple[str, str], ...] = (
    ("attainment < 80%", f"{_KEYS} {_ONE} d.attainment < 0.8"),
    ("attainment >= 150%", f"{_KEYS} {_ONE} d.attainment >= 1.5"),
    ('metric == "m3" and value > 98', f"{_METRIC} {_ONE} m.key = 'm3' AND d.value > 98"),
    ('metric == "m5" and good_streak >= 4', f"{_METRIC} {_ONE} m.key = 'm5' AND d.streak <= -4"),
    ("streak <= -5", f"{_KEYS} {_ONE} d.streak <= -5"),
    ("z > 3.5 and baseline_n >= 8", f"{_KEYS} {_ONE} d.z > 3.5 AND d.baseline_n >= 8"),
    ("change_pct < -90%", f"{_KEYS} {_ONE} d.change_pct < -0.9"),
    ("value > 99 or attainment < 5%", f"{_KEYS} {_ONE} (d.value > 99 OR d.attainment < 0.05)"),
    ("year_ago_change_pct < -90%", f"{_KEYS} {_ONE} d.year_ago_change_pct < -0.9"),
    ("value > 1000", f"{_KEYS} {_ONE} d.value > 1000"),
    (
        'role == "r7" and attainment < 50%',
        f"{_KEYS} JOIN role r ON r.no = d.role_no {_ONE} r.name = 'r7' AND d.attainment < 0.5",
    ),
    ('department == "d4" and attainment < 50%', f"{_KEYS} {_ONE} p.department = 'd4' AND d.attainment < 0.5"),
    ('unit in ["d1", "d2"] and value < 1', f"{_KEYS} {_ONE} {_UNIT} IN ('d1', 'd2') AND d.value < 1"),
    ("value < 1 and value < peer_median", f"{_KEYS} {_PEERS} {_ONE} d.value < 1 AND c.n > 5 AND d.value < c.low"),
    ("gain_pct > 95%", f"{_METRIC} {_ONE} CASE WHEN m.direction = 'lower' THEN -1 ELSE 1 END * d.change_pct > 0.95"),
    ("not complete and attainment < 20%", f"{_KEYS} {_ONE} d.flags & 16 <> 0 AND d.elapsed < 1 AND d.attainment < 0.2"),
    ("n < 30 and value > 95", f"{_KEYS} {_ONE} d.denominator < 30 AND d.value > 95"),
    ("previous == 0 and value > 0", f"{_KEYS} {_ONE} d.previous = 0 AND d.value > 0"),
    ("target > value and z > 4", f"{_KEYS} {_ONE} d.target > d.value AND d.z > 4"),
    ("达成率低于 10% 且 连续 <= -2", f"{_KEYS} {_ONE} d.attainment < 0.1 AND d.streak <= -2"),
)  # fmt: skip


def run(*, people: int = 10_000) -> list[dict[str, Any]]:
    """Measure on a fresh SQLite file of ``people`` times a hundred deltas; the fields are those of the interface."""
    rules = [
        Rule(
            key=f"rule-{number}",
            title_en="",
            title_zh="",
            scope=Scope.PERSON,
            condition=condition,
            audience=Audience.MANAGER,
            tone=Tone.NUDGE,
        )
        for number, (condition, _) in enumerate(QUESTIONS)
    ]
    with (
        TemporaryDirectory(prefix="jinbu-bench-") as folder,
        closing(open_storage(f"sqlite:///{Path(folder) / 'rules.db'}")) as storage,
    ):
        storage.migrate()
        _fill(storage, people=people)
        # In turns, so that a busy moment of the machine is not charged to one of the two.
        times = [(_asked(storage, rules), _written(storage)) for _ in range(_REPEATS)]
        asked, written = (min(column) for column in zip(*times, strict=True))
    floor = f"the {len(QUESTIONS)} questions as hand-written SQL over {people * _METRICS * _PERIODS:,} deltas"
    return [row("rules", asked, written, unit="s", floor=floor, bound=2.0)]


def _asked(storage: Storage, rules: list[Rule]) -> float:
    with storage.work() as work:
        start = perf_counter()
        work.rules.matches(rules, today=_TODAY, first=date(2026, 1, 1), last=_TODAY)
        return perf_counter() - start


def _written(storage: Storage) -> float:
    with storage.work() as work:
        start = perf_counter()
        for _, sql in QUESTIONS:
            work.connection.exec_driver_sql(sql).fetchall()
        return perf_counter() - start


# Long because it is a table of columns and the statements that fill the others.
def _fill(storage: Storage, *, people: int) -> None:
    draw = np.random.default_rng(11)
    rows = people * _METRICS * _PERIODS
    person = np.repeat(np.arange(1, people + 1), _METRICS * _PERIODS)
    metric = np.tile(np.repeat(np.arange(1, _METRICS + 1), _PERIODS), people)
    start = np.tile(_FIRST + 30 * np.arange(_PERIODS), people * _METRICS)
    value = draw.uniform(0, 100, rows).round(2)
    elapsed = np.where(draw.random(rows) < 0.05, 0.5, 1.0)  # noqa: PLR2004 - one in twenty to date
    columns = {
        "person_no": person,
        "metric_no": metric,
        "start": start,
        "end": start + 29,
        "value": value,
        "denominator": draw.integers(10, 1000, rows).astype(float),
        "target": np.full(rows, 60.0),
        "attainment": draw.normal(1.05, 0.2, rows).round(4),  # one in ten below 80 %
        "previous": draw.uniform(0, 100, rows).round(2),
        "change_pct": draw.uniform(-1, 1, rows).round(12),
        "year_ago_change_pct": draw.uniform(-1, 1, rows).round(12),
        "baseline_n": draw.integers(0, 13, rows),
        "z": draw.normal(0, 1.5, rows).round(12),
        "streak": draw.choice([-1, 1], rows) * (draw.geometric(0.6, rows) - 1),
        "flags": np.where(elapsed < 1, 16, 0),
        "elapsed": elapsed,
        "role_no": person % _ROLES + 1,
        "revision": np.zeros(rows, np.int64),
    }
    with storage.work() as work:
        run_sql = work.connection.exec_driver_sql
        run_sql("INSERT INTO role (name) VALUES (?)", [(f"r{number}",) for number in range(1, _ROLES + 1)])
        run_sql(
            "INSERT INTO person (id, name, role_no, department, unit, kind, email, location, timezone, locale)"
            " VALUES (?, ?, ?, ?, '', 'person', '', '', 'UTC', 'en')",
            [(f"p{n}", f"p{n}", n % _ROLES + 1, f"d{n % 10}") for n in range(1, people + 1)],
        )
        run_sql(
            "INSERT INTO metric (key, unit, direction, grain, title_en, title_zh, meaning, aggregate, advice_en,"
            " advice_zh, praise_en, praise_zh) VALUES (?, '', ?, 'month', '', '', '', 'mean', '', '', '', '')",
            [(f"m{n}", "lower" if n % 5 == 0 else "higher") for n in range(1, _METRICS + 1)],
        )
        fill(work.connection, "delta", columns)
        run_sql(
            "INSERT INTO cohort (metric_no, start, role_no, n, low, middle, high)"
            " SELECT metric_no, start, role_no, count(*), 49, 50, 51 FROM delta GROUP BY metric_no, start, role_no"
        )
