"""What drivers cost: what moved ten thousand values, against reading their records of both periods."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.bench.row import row
from bot.feedback.services.driver import drivers
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import RecordColumns, RecordSpans, RecordStream, Renewal
from bot.figures.services.delta import recompute
from bot.figures.services.record import compute
from bot.kit.period import Grain, previous_period
from storage import open_storage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.work import Work

_NOW = datetime(2026, 11, 2, 1, tzinfo=UTC)
_FIRST, _LAST = 20_362, 20_757  # October 2025 to October 2026, in days since 1970-01-01
_STREAM = RecordStream(
    "orders", Renewal.ID, measures=("amount",), dimensions=("customer", "product", "machine", "city")
)
_METRIC = Metric("sold", "CNY", Direction.HIGHER, Grain.MONTH, formula="sum(amount) from orders")
_MEMBERS = (2_000, 300, 6, 40)
"""How many texts each dimension has."""
_EACH, _MONTHS, _TURNS, _LEFT_OUT = 40, 13, 3, 5
"""Records of a person and month; in every fifth month one of the machines stands still."""


def run(*, values: int = 10_000) -> list[dict[str, Any]]:
    """Measure on a fresh SQLite file; returns ``drivers``.

    Everything from changed values to what is told of them: their records are read, grouped by each dimension and the
    time of day, and where none tells anything by two. The floor is the reading of the same records as columns, with
    nothing done with them. The best of turns that follow one another.
    """
    people = max(1, values // (_MONTHS - 1))
    seconds, floor = [], []
    with (
        TemporaryDirectory(prefix="jinbu-bench-") as folder,
        closing(open_storage(f"sqlite:///{Path(folder) / 'drivers.db'}")) as storage,
    ):
        storage.migrate()
        with storage.work() as work:
            deltas = _values(work, people)[:values]
        for _ in range(_TURNS):
            with storage.work() as work:
                floor.append(_read(work, deltas))
                began = perf_counter()
                found = drivers(work, deltas)
                seconds.append(perf_counter() - began)
            if not any(told.splits for told in found.values()):
                raise AssertionError("nothing was told of any value")
    line = row("drivers", min(seconds), min(floor), unit="s", floor="reading the records", bound=2.0)
    return [line]


def _values(work: Work, people: int) -> list[Delta]:
    """Store the records of some people and months, and return their values that have one before."""
    work.people.put([{"id": f"E{person:04}", "name": f"E{person:04}"} for person in range(people)])
    work.streams.put(_STREAM)
    work.metrics.put([_METRIC], fields=frozenset())
    done = work.records.put(_STREAM.key, _columns(people), batch=1)
    recompute(work, compute(work, _STREAM.key, done.days, batch=1, now=_NOW), now=_NOW)
    return [delta for delta in work.deltas.find(metric=_METRIC.key) if delta.previous is not None]


def _columns(people: int) -> RecordColumns:
    """Invent records; of every fifth month those of the first machine are left out."""
    dice = np.random.default_rng(12)
    size = people * _EACH * _MONTHS
    day = dice.integers(_FIRST, _LAST + 1, size)
    codes = {name: dice.integers(0, members, size) for name, members in zip(_STREAM.dimensions, _MEMBERS, strict=True)}
    months = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    kept = (months % _LEFT_OUT != 0) | (codes["machine"] != 0)
    records = RecordColumns(
        row=np.arange(2, size + 2),
        id=np.array([f"SO-{number:08}" for number in range(size)], object),
        person=dice.integers(1, people + 1, size),
        day=day,
        at=(day * 86_400 + dice.integers(0, 86_400, size)) * 1_000_000,
        revised=np.full(size, -1),
        measures={"amount": np.round(dice.normal(800, 300, size), 2)},
        dimensions={
            name: np.array([f"{name} {member}" for member in range(members)], object)[codes[name]]
            for name, members in zip(_STREAM.dimensions, _MEMBERS, strict=True)
        },
    )
    return records.take(kept)


def _read(work: Work, deltas: Sequence[Delta]) -> float:
    """Return the seconds that it takes to read the records of both periods of some values."""
    numbers = {person: number for person, (number, *_) in work.people.numbers().items()}
    epoch = date(1970, 1, 1)
    rows = [
        (numbers[delta.person_id], (period.start - epoch).days, (period.end - epoch).days)
        for delta in deltas
        for period in (previous_period(delta.period, _METRIC.grain), delta.period)
    ]
    began = perf_counter()
    columns = np.array(rows, np.int64)
    spans = RecordSpans(*(columns[:, at].copy() for at in range(3)))
    work.records.stored(_STREAM.key, spans, measures=_STREAM.measures, dimensions=_STREAM.dimensions)
    return perf_counter() - began
