"""However records arrive, in whatever order and in whatever files, the same ones count in the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.formula_text import parse
from bot.figures.domain.record import RecordDays, RecordQuery, RecordSpans
from storage import open_storage
from tests.effort import SHARED, tries
from tests.records import NOW, PEOPLE, arrivals, days_in, enter, fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from storage.storage import Storage
    from storage.work import SqlWork

Fact = dict[str, Any]

IDS = ("a", "b", "c", "d", "e")
FACTS = st.builds(
    fact,
    st.sampled_from(IDS[:4]),
    st.integers(1, 3),
    st.sampled_from([None, 0.0, -0.0, 1.5, 2.5]),
    person=st.sampled_from(PEOPLE),
    customer=st.sampled_from(["", "Acme", "Zeta"]),
    revised=st.integers(1, 12),
)
ARRIVALS = st.lists(FACTS, max_size=25)


def files(facts: Sequence[Fact], dice: Random) -> Iterator[list[Fact]]:
    """Cut facts into files, by chance and wherever an id would be there twice."""
    some: list[Fact] = []
    for each in facts:
        if some and (each["id"] in {other["id"] for other in some} or dice.random() < 0.3):
            yield some
            some = []
        some.append(each)
    yield some


def counting(work: SqlWork) -> list[tuple[Any, ...]]:
    """Return what counts of each record, but for where it came from."""
    return [
        (record.id, record.person_id, record.day, record.measures, record.dimensions)
        for record in work.records.find(RecordQuery("orders"))
    ]


def bring(work: SqlWork, some: Sequence[Fact], number: int) -> int:
    batch = work.batches.open(kind="records", source="", file=f"{number}.csv", digest=f"{number}", by="", now=NOW).no
    if some:
        work.records.put("orders", arrivals(*some), batch=batch)
    return batch


@pytest.fixture
def embedded(sqlite_url: str) -> Iterator[Storage]:
    """Open a SQLite file with a stream of orders and a few people, for searches: PostgreSQL takes ten times as long."""
    with closing(open_storage(sqlite_url)) as database:
        with database.work() as work:
            enter(work)
        yield database


@contextmanager
def taken_back(storage: Storage) -> Iterator[SqlWork]:
    """Open a unit of work of which nothing is kept."""
    with storage.work() as work:
        yield work
        work.connection.rollback()


FORMULAS = tuple(
    parse(f"{text} from orders")
    for text in ("sum(amount)", "count()", "distinct(customer)", "last(amount)", "sum(amount where customer = Acme)")
)
SPANS = RecordSpans(
    *np.array([(no, 20_726 + first, 20_726 + last) for no in (1, 2, 3) for first, last in ((1, 1), (2, 3))]).T
)


def corrected(work: SqlWork) -> list[list[int]]:
    """Return how often what some formulas read was corrected: of each person on 1 October, and on the next two days."""
    return [counts.tolist() for counts in work.records.corrections("orders", SPANS, FORMULAS)]


def arrived(storage: Storage, facts: Sequence[Fact], dice: Random) -> tuple[list[Any], int]:
    """Return what counts after all files have come in and what was corrected, and how many versions are kept.

    Nothing stays of it.
    """
    with taken_back(storage) as work:
        for number, some in enumerate(files(facts, dice)):
            bring(work, some, number)
        return [*counting(work), corrected(work)], work.records.count(RecordQuery("orders", history=True))


def same_in_any_order(storage: Storage, facts: list[Fact], dice: Random) -> None:
    last = {each["id"]: max(fact["revised"] for fact in facts if fact["id"] == each["id"]) for each in facts}
    newest = [each for each in facts if each["revised"] == last[each["id"]]]
    shuffled = list(facts)
    dice.shuffle(shuffled)

    given_order, _ = arrived(storage, facts, dice)
    another, _ = arrived(storage, shuffled, dice)

    assert given_order == another
    another.pop()
    assert len(another) == len(last)
    assert {(found[0], found[1], found[3].get("amount")) for found in another} <= {
        (each["id"], each["person"], each["amount"]) for each in newest
    }


def no_trace(
    storage: Storage, before: list[Fact], wrong: list[Fact], withdrawn: set[str], after: list[Fact], dice: Random
) -> None:
    with taken_back(storage) as work:
        for number, some in enumerate(files(before, dice)):
            bring(work, some, number)
        stood = counting(work)
        batch = bring(work, wrong, -1)
        work.records.withdraw("orders", sorted(withdrawn), batch=batch, revised=[9] * len(withdrawn))
        spoiled = counting(work)
        assert work.records.standing_on(batch) == []

        undone = work.records.undo(batch, into=bring(work, [], -2))

        assert counting(work) == stood
        for number, some in enumerate(files(after, dice), start=100):
            bring(work, some, number)
        reached = counting(work)
        differ = [found for found in (*stood, *spoiled) if found not in stood or found not in spoiled]
        assert {(found[1], found[2].day) for found in differ} <= days_in(undone.get("orders", RecordDays()))
    with taken_back(storage) as work:
        for number, some in enumerate([*files(before, dice), *files(after, dice)]):
            bring(work, some, number)
        assert reached == counting(work), "what comes after is taken as if the wrong import had never been"


@settings(suppress_health_check=SHARED, max_examples=tries(40))
@given(facts=ARRIVALS, dice=st.randoms(use_true_random=False))
def test_any_order_and_any_files_leave_the_same_records(embedded: Storage, facts: list[Fact], dice: Random) -> None:
    same_in_any_order(embedded, facts, dice)


@settings(suppress_health_check=SHARED, max_examples=tries(40))
@given(facts=ARRIVALS, dice=st.randoms(use_true_random=False))
def test_the_same_files_again_change_nothing(embedded: Storage, facts: list[Fact], dice: Random) -> None:
    once, kept = arrived(embedded, facts, dice)
    twice, kept_then = arrived(embedded, [*facts, *facts], dice)

    assert twice == once
    assert kept_then == kept


@settings(suppress_health_check=SHARED, max_examples=tries(40))
@given(
    before=ARRIVALS,
    wrong=st.lists(FACTS, max_size=4, unique_by=lambda each: each["id"]),
    withdrawn=st.sets(st.sampled_from(IDS)),
    after=ARRIVALS,
    dice=st.randoms(use_true_random=False),
)
def test_a_wrong_import_that_is_undone_leaves_no_trace_in_what_counts(
    embedded: Storage, before: list[Fact], wrong: list[Fact], withdrawn: set[str], after: list[Fact], dice: Random
) -> None:
    no_trace(embedded, before, wrong, withdrawn, after, dice)


@pytest.mark.parametrize("seed", range(4))
def test_both_laws_hold_on_both_databases(storage: Storage, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - figures, no secrets
    with storage.work() as work:
        enter(work)

    def drawn(n: int, revised: int) -> Fact:
        amount, person = dice.choice([None, 1.5, 2.5]), dice.choice(PEOPLE)
        return fact(IDS[n % 5], dice.randint(1, 3), amount, person=person, customer=dice.choice("ab"), revised=revised)

    facts = [drawn(n, revised) for n, revised in enumerate(dice.sample(range(1, 31), 20))]
    same_in_any_order(storage, facts, dice)
    no_trace(
        storage,
        facts,
        [drawn(n, dice.randint(1, 30)) for n in range(4)],
        {"a", "e"},
        [drawn(n, dice.randint(1, 30)) for n in range(6)],
        dice,
    )


def test_two_importers_at_once_store_every_record_and_every_version_once(storage: Storage) -> None:
    with storage.work() as work:
        enter(work)

    def bring_all(number: int) -> None:
        facts = [fact(f"o{n}", 1 + n % 28, float(n % 3), customer=f"c{n % 5}", revised=1 + number) for n in range(300)]
        facts = [each | {"amount": each["amount"] + number} for each in facts]
        with storage.work() as work:
            bring(work, facts, number)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bring_all, range(6)))

    with storage.work() as work:
        found = list(work.records.find(RecordQuery("orders")))
        assert [record.measures["amount"] for record in found if record.id == "o3"] == [5]
        assert len(found) == 300
        assert work.records.count(RecordQuery("orders", history=True)) == 6 * 300
        texts = work.connection.exec_driver_sql("SELECT text FROM dimension_text").scalars().all()
        assert sorted(texts) == [f"c{n}" for n in range(5)]


@pytest.mark.parametrize("size", [3, 700])
def test_ids_are_met_wherever_others_lie_between(storage: Storage, size: int) -> None:
    with storage.work() as work:
        enter(work)
        bring(work, [fact(f"o{n:05}", 7, n) for n in range(size * 10)], 1)

        again = arrivals(*(fact(f"o{n * 10:05}", 7, n * 10 if n % 2 else -1) for n in range(size)))
        outcome = work.records.put("orders", again, batch=2)

        assert (outcome.inserted, outcome.unchanged, outcome.corrected) == (0, size // 2, size - size // 2)


@pytest.mark.parametrize("what", ["withdraw", "put", "forget", "find"])
def test_one_record_is_met_without_a_walk_through_the_others(embedded: Storage, what: str) -> None:
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with embedded.work() as work:
        bring(work, [fact(f"o{n:05}", 1 + n % 28, n, person=PEOPLE[n % 3]) for n in range(20_000)], 1)
        driver: Any = work.connection.connection.driver_connection
        driver.set_progress_handler(count, 1_000)
        match what:
            case "withdraw":
                assert work.records.withdraw("orders", ["o00007"], batch=2).withdrawn == 1
            case "put":
                assert work.records.put("orders", arrivals(fact("o00007", 3, -1)), batch=2).corrected == 1
            case "forget":
                assert work.records.forget(before=NOW - timedelta(days=100)) == 0
            case _:
                assert work.records.count(RecordQuery("orders", id="o00007", history=True)) == 1
        driver.set_progress_handler(None, 0)

    assert steps <= 3, "thousands of instructions"
