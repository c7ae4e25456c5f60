"""What records cost: a million that come in, the same again, more in small files, and one among few or many."""

from __future__ import annotations

from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.bench.row import row
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import BY_INSTANT, RecordColumns, RecordStream, Renewal
from bot.figures.services.delta import recompute
from bot.figures.services.record import compute
from bot.kit.period import Grain
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.storage import Storage

_NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
_FIRST, _LAST = 19_997, 20_757  # October 2024 to October 2026, in days since 1970-01-01
_STREAM = RecordStream(
    "orders", Renewal.ID, measures=("amount", "pieces"), dimensions=("customer", "product", "stage", "city")
)
_METRIC = Metric("sold", "CNY", Direction.HIGHER, Grain.MONTH, formula="sum(amount) from orders where stage != lost")
_MEMBERS = (2_000, 300, 6, 40)
"""How many texts each dimension has."""
_PEOPLE = 1_000
_TURNS, _SINGLE = 3, 15
_AT_ONCE = 500_000
_DAY = 86_400_000_000
_INDEXES = {"day": "stream_no, person_no, day", "batch_no": "batch_no"}


_FILES = ((1_000, 10), (100, 5), (20, 2))
"""Files of so-manieth parts of what is stored, and how many of each."""


def run(*, records: int = 1_000_000, few: int = 100_000, many: int = 10_000_000) -> list[dict[str, Any]]:
    """Measure on fresh SQLite files; returns ``records-import``, ``records-again``, ``records-parts``, ``records-one``.

    All but the last are speeds, of typed columns until they are stored, against a bare ``executemany`` insert of the
    same columns into a table without a key, each the best of three turns that follow one another. The parts are files
    of 1,000 to 50,000 records of the last month, each in a transaction of its own, that meet the million.
    """
    with TemporaryDirectory(prefix="jinbu-bench-") as folder:
        place = Path(folder)
        turns = [_turn(place, turn, records) for turn in range(_TURNS)]
        with _company(place / "few.db") as small:
            _grow(small, few)
            one_of_few = _one(small, few)
        with _company(place / "many.db") as large:
            _grow(large, many)
            one_of_many = _one(large, many)
    bare, fresh, again, bare_parts, parts = (min(seconds) for seconds in zip(*turns, strict=True))
    floor, more = "a bare executemany insert of the same columns without a key", sum(map(len, _files(records)))
    speeds = [
        row(name, size / seconds, size / least, unit="rows/s", floor=floor, bound=bound, at_least=True)
        for name, size, seconds, least, bound in (
            ("records-import", records, fresh, bare, 0.25),
            ("records-again", records, again, bare, 1.0),
            ("records-parts", more, parts, bare_parts, 0.15),
        )
    ]
    return [*speeds, row("records-one", one_of_many, one_of_few, unit="s", floor=f"one among {few:,}", bound=3.0)]


@contextmanager
def _company(path: Path) -> Iterator[Storage]:
    """Open a company that knows the people and the stream, and no records."""
    with closing(open_storage(f"sqlite:///{path}")) as storage:
        storage.migrate()
        with storage.work() as work:
            work.people.put([{"id": f"E{person:04}", "name": f"E{person:04}"} for person in range(_PEOPLE)])
            work.streams.put(_STREAM)
            work.metrics.put([_METRIC], fields=frozenset())
        yield storage


def _columns(size: int) -> RecordColumns:
    """Invent records, numbered in the order of their days as a source numbers them."""
    dice = np.random.default_rng(10)
    day = np.sort(dice.integers(_FIRST, _LAST + 1, size))
    dimensions = {
        name: np.array([f"{name} {member}" for member in range(members)], object)[dice.integers(0, members, size)]
        for name, members in zip(_STREAM.dimensions, _MEMBERS, strict=True)
    }
    return RecordColumns(
        row=np.arange(2, size + 2),
        id=np.array([f"SO-{number:08}" for number in range(size)], object),
        person=dice.integers(1, _PEOPLE + 1, size),
        day=day,
        at=(day * 86_400 + dice.integers(0, 86_400, size)) * 1_000_000,
        revised=np.full(size, -1),
        measures={
            "amount": np.round(dice.normal(800, 300, size), 2),
            "pieces": dice.integers(1, 9, size).astype(float),
        },
        dimensions=dimensions,
        clock=np.full(size, BY_INSTANT),
    )


def _files(records: int) -> list[RecordColumns]:
    """Invent files of records that come in after so many: of the last month, with the next ids."""
    made = []
    begin = records
    for size in (records // part for part, times in _FILES for _ in range(times)):
        columns, dice = _columns(size), np.random.default_rng(begin)
        columns.id[:] = [f"SO-{number:08}" for number in range(begin, begin + size)]
        columns.day[:] = np.sort(dice.integers(_LAST - 30, _LAST + 1, size))
        columns.person[:] = dice.integers(1, _PEOPLE + 1, size)
        made.append(columns)
        begin += size
    return made


def _turn(place: Path, turn: int, records: int) -> tuple[float, ...]:
    """Return the seconds of a bare insert, of new records, the same again, bare inserts of files, and files."""
    files = _files(records)
    bare, *parts = _bare(place / f"bare{turn}.db", [_columns(records), *files])
    with _company(place / f"records{turn}.db") as storage:
        fresh, again = (_import(storage, _columns(records), batch, new=batch == 1) for batch in (1, 2))
        stored = [_import(storage, columns, batch, new=True) for batch, columns in enumerate(files, start=3)]
    (place / f"records{turn}.db").unlink()
    return bare, fresh, again, sum(parts), sum(stored)


def _bare(path: Path, files: Sequence[RecordColumns]) -> list[float]:
    """Insert the same columns, made rows of beforehand, with nothing else around it; seconds of each file."""
    names = "stream_no id person_no day at m1 m2 d1 d2 d3 d4 revised clock batch_no row version digest".split()
    seconds = []
    with _company(path) as storage:
        with storage.work() as work:
            work.connection.exec_driver_sql(f"CREATE TABLE bare ({', '.join(names)})")
        for columns in files:
            rows = _rows(columns)
            began = perf_counter()
            with storage.work() as work:
                work.connection.exec_driver_sql(f"INSERT INTO bare VALUES ({', '.join('?' * len(names))})", rows)  # noqa: S608
            seconds.append(perf_counter() - began)
    return seconds


def _rows(columns: RecordColumns) -> list[tuple[Any, ...]]:
    texts = {text: code for code, text in enumerate(sorted({t for c in columns.dimensions.values() for t in set(c)}))}
    codes = [[texts[text] for text in column.tolist()] for column in columns.dimensions.values()]
    numbers = [column.tolist() for column in (columns.person, columns.day, columns.at, *columns.measures.values())]
    came = (repeat(None), repeat(BY_INSTANT), repeat(1), columns.row.tolist(), repeat(1), (columns.at * 7919).tolist())
    return list(zip(repeat(1), columns.id.tolist(), *numbers, *codes, *came, strict=False))


def _import(storage: Storage, columns: RecordColumns, batch: int, *, new: bool) -> float:
    """Return the seconds that records take which are all new, or all known."""
    began = perf_counter()
    with storage.work() as work:
        outcome = work.records.put(_STREAM.key, columns, batch=batch)
    seconds = perf_counter() - began
    stored = outcome.inserted if new else outcome.unchanged
    if stored != len(columns):
        raise AssertionError(f"{stored} of {len(columns)} records were stored")
    return seconds


def _grow(storage: Storage, size: int) -> None:
    """Store so many records, as many of each person and day, by SQL alone."""
    with storage.work() as work:
        run = work.connection.exec_driver_sql
        members = [(member, f"member {member}", _LAST) for member in range(1, max(_MEMBERS) + 1)]
        run("INSERT INTO dimension_text (no, text, last_day) VALUES (?, ?, ?)", members)
        for index in _INDEXES:
            run(f"DROP INDEX ix_record_{index}")
    for begin in range(0, size, _AT_ONCE):
        with storage.work() as work:
            codes = ", ".join(f"1 + i * 7 % {members}" for members in _MEMBERS)
            work.connection.exec_driver_sql(
                f"WITH RECURSIVE each(i) AS (SELECT {begin} UNION ALL SELECT i + 1 FROM each WHERE i + 1 < "  # noqa: S608 - numbers of ours
                f"{min(begin + _AT_ONCE, size)}) INSERT INTO record (stream_no, id, person_no, day, at, m1, m2,"
                " d1, d2, d3, d4, batch_no, row, version, digest)"
                f" SELECT 1, printf('SO-%09d', i), 1 + i % {_PEOPLE}, {_FIRST} + i / {_PEOPLE} % {_LAST - _FIRST + 1},"
                f" {_FIRST * _DAY}, i % 9973 / 4.0, i % 9, {codes}, 1, i, 1, i FROM each"
            )
    with storage.work() as work:
        for index, columns in _INDEXES.items():
            work.connection.exec_driver_sql(f"CREATE INDEX ix_record_{index} ON record ({columns})")


def _one(storage: Storage, size: int) -> float:
    """Return the seconds that one new record takes until the deltas of its value are stored.

    Whoever has it has values of two years already. The best of some turns, as what else the machine does only adds.
    """
    seconds = []
    for turn in range(_SINGLE):
        new = _columns(1)
        new.id[0] = f"SO-{turn * size // _SINGLE:09}-new"
        new.person[0], new.day[0] = 1 + turn * _PEOPLE // _SINGLE, _LAST
        with storage.work() as work:
            days = work.records.days_of(_STREAM.key, people=new.person.tolist())
            recompute(work, compute(work, _STREAM.key, days, batch=1, now=_NOW), now=_NOW)
        began = perf_counter()
        with storage.work() as work:
            outcome = work.records.put(_STREAM.key, new, batch=2)
            changed = compute(work, _STREAM.key, outcome.days, batch=2, now=_NOW)
            touched = recompute(work, changed, now=_NOW)
        seconds.append(perf_counter() - began)
        if not len(changed) or not len(touched):
            raise AssertionError("a new record changed no value")
    return min(seconds)
