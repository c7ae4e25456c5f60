"""In whatever order a source's changes come in, the values made of its records are the same, and so is what follows."""

from __future__ import annotations

from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import RecordQuery
from bot.figures.services.delta import recompute
from bot.figures.services.record import compute
from bot.kit.period import Grain
from storage import open_storage
from storage.figures.delta import DELTA
from storage.figures.reading import READING
from tests.effort import SHARED, tries
from tests.records import NOW, PEOPLE, arrivals, enter, fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from storage.storage import Storage
    from storage.work import SqlWork

Said = dict[str, Any]
"""A record as its source says it is, or what it took back: then ``amount`` is "gone"."""


def said(record_id: str, revised: int, amount: float | str, day: int = 1, person: str = "bo") -> Said:
    return fact(record_id, day, amount, person=person, revised=revised)  # type: ignore[arg-type]


ANYTHING = st.builds(
    said,
    st.sampled_from("ab"),
    st.integers(1, 12),
    st.sampled_from([1.0, 2.0, "gone"]),
    st.sampled_from([1, 2]),
    st.sampled_from(PEOPLE[:2]),
)
ORDERS = st.lists(ANYTHING, min_size=2, max_size=9)
VERSION = {"version", "revision"}
"""The columns of readings and of deltas that say how often a value was corrected."""


def without_contradictions(things: Sequence[Said]) -> list[Said]:
    """Let what is said of a record at one instant be what was first said of it, however often it is said."""
    first: dict[tuple[str, int], Said] = {}
    return [first.setdefault((each["id"], each["revised"]), each) for each in things]


@pytest.fixture
def embedded(sqlite_url: str) -> Iterator[Storage]:
    """Open a SQLite file with a metric made of orders, for searches: PostgreSQL takes ten times as long."""
    with closing(open_storage(sqlite_url)) as database:
        with database.work() as work:
            begin(work)
        yield database


def begin(work: SqlWork) -> None:
    enter(work)
    metrics = [
        Metric("total", "USD", Direction.HIGHER, Grain.MONTH, formula="sum(amount) from orders"),
        Metric("daily", "orders", Direction.HIGHER, Grain.DAY, formula="count() from orders"),
    ]
    work.metrics.put(metrics, fields=frozenset(Metric.__slots__))
    batch = work.batches.open(kind="records", source="", file="", digest="calm", by="", now=NOW).no
    calm = arrivals(*(fact(f"calm-{person}", day, 5.0, person=person) for person in PEOPLE[:2] for day in (1, 2, 3)))
    calm.id[:] = [f"{each}-{n}" for n, each in enumerate(calm.id)]
    compute(work, "orders", work.records.put("orders", calm, batch=batch).days, batch=batch, now=NOW)


def bring(work: SqlWork, each: Said, number: int) -> int:
    """Take in one thing that a source says, and compute what follows."""
    batch = work.batches.open(kind="records", source="", file=f"{number}.csv", digest=f"{number}", by="", now=NOW).no
    if each["amount"] == "gone":
        done = work.records.withdraw("orders", [each["id"]], batch=batch, revised=[each["revised"]])
    else:
        done = work.records.put("orders", arrivals(each), batch=batch)
    recompute(work, compute(work, "orders", done.days, batch=batch, now=NOW), now=NOW)
    return batch


def rows(work: SqlWork, table: sa.Table, *, but: set[str]) -> list[tuple[Any, ...]]:
    columns = [column for column in table.c if column.name not in but]
    return sorted(map(tuple, work.connection.execute(sa.select(*columns))), key=repr)


def outcome(
    storage: Storage, order: Sequence[Said], *, but: AbstractSet[str] = frozenset()
) -> tuple[list[Any], list[Any], list[Any]]:
    """Return what counts, every reading and every delta after things have come in; nothing stays of them.

    Columns named in ``but`` are left out of readings and deltas.
    """
    with storage.work() as work:
        for number, each in enumerate(order):
            bring(work, each, number)
        counts = [(record.id, record.day, record.measures) for record in work.records.find(RecordQuery("orders"))]
        found = counts, rows(work, READING, but={"batch_no", *but}), rows(work, DELTA, but={*but})
        work.connection.rollback()
    return found


def in_any_order(
    storage: Storage, things: Sequence[Said], dice: Random, *, but: AbstractSet[str] = frozenset()
) -> None:
    shuffled = list(things)
    dice.shuffle(shuffled)
    in_order = sorted(things, key=lambda each: each["revised"])

    assert outcome(storage, shuffled, but=but) == outcome(storage, in_order, but=but)


@settings(suppress_health_check=SHARED, max_examples=tries(40), deadline=None)
@given(things=ORDERS.map(without_contradictions), dice=st.randoms(use_true_random=False))
def test_values_versions_and_deltas_are_those_of_the_order_in_which_the_source_changed_things(
    embedded: Storage, things: list[Said], dice: Random
) -> None:
    in_any_order(embedded, things, dice)


@settings(suppress_health_check=SHARED, max_examples=tries(20), deadline=None)
@given(
    things=st.lists(ANYTHING.map(lambda each: each | {"revised": 1 + each["revised"] % 2}), min_size=2, max_size=9),
    dice=st.randoms(use_true_random=False),
)
def test_where_a_source_contradicts_itself_within_an_instant_the_values_are_the_same_in_any_order(
    embedded: Storage, things: list[Said], dice: Random
) -> None:
    in_any_order(embedded, things, dice, but=VERSION)


ONE, OTHER, GONE = 1.0, 2.0, "gone"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "arriving",
    [
        [(30, ONE), (20, OTHER)],
        [(30, ONE), (10, ONE), (20, OTHER)],
        [(10, ONE), (30, ONE), (20, OTHER)],
        [(10, ONE), (30, ONE), (20, GONE)],
        [(30, ONE), (20, GONE), (10, ONE)],
        [(20, GONE), (10, ONE)],
        [(20, GONE), (30, GONE), (25, ONE), (10, ONE)],
        [(10, ONE), (20, GONE), (30, GONE), (25, ONE)],
        [(10, ONE), (15, ONE), (30, ONE), (12, OTHER), (20, OTHER)],
        [(10, ONE), (20, OTHER), (40, OTHER), (30, ONE)],
        [(20, OTHER), (10, ONE), (40, OTHER), (30, ONE)],
    ],
    ids=str,
)
def test_what_comes_late_is_the_correction_that_it_would_have_been(
    storage: Storage, arriving: list[tuple[int, float | str]]
) -> None:
    with storage.work() as work:
        begin(work)
    things = [said("a", revised, amount) for revised, amount in arriving]

    assert outcome(storage, things) == outcome(storage, sorted(things, key=lambda each: each["revised"]))
