"""Records as they are stored, corrected, withdrawn, put back and let go of, on both databases."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import sqlalchemy as sa

from bot.figures.domain.delta import Changed
from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import (
    MOST_DIMENSIONS,
    RecordQuery,
    RecordSpans,
    RecordState,
    RecordStream,
    Renewal,
)
from bot.kit.errors import DataError
from bot.kit.period import Grain, Period
from storage import open_storage
from storage.figures.record_late import forget_tombstones
from storage.migrations.run import upgrade
from storage.storage import Storage
from tests.records import NOW, arrivals, days_in, enter, fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.figures.domain.record import RecordOutcome
    from storage.work import SqlWork


@pytest.fixture
def work(storage: Storage) -> Iterator[SqlWork]:
    """Open a unit of work with a stream of orders and a few people."""
    with storage.work() as opened:
        enter(opened)
        yield opened


def batch(work: SqlWork, name: str) -> int:
    return work.batches.open(kind="records", source="crm", file=f"{name}.csv", digest=name, by="", now=NOW).no


def put(work: SqlWork, name: str, *facts: dict[str, Any]) -> RecordOutcome:
    return work.records.put("orders", arrivals(*facts), batch=batch(work, name))


def current(work: SqlWork, **query: Any) -> list[tuple[Any, ...]]:
    found = work.records.find(RecordQuery("orders", **query))
    return [(record.id, record.person_id, record.day.day, record.measures.get("amount")) for record in found]


def corrected(work: SqlWork, some: RecordSpans, formula: str = "sum(amount) from orders") -> list[int]:
    (found,) = work.records.corrections("orders", some, [parse(formula)])
    return [int(count) for count in found]


def versions(work: SqlWork, record_id: str) -> list[tuple[int, str, int, str]]:
    found = work.records.find(RecordQuery("orders", id=record_id, history=True))
    return [(record.version, record.state.value, int(record.measures["amount"]), record.file) for record in found]


def test_a_record_is_read_as_it_came_in(work: SqlWork) -> None:
    at = datetime(2026, 10, 7, 9, 30, 1, 5, tzinfo=UTC)

    outcome = put(work, "a", fact("o1", 7, 12.1, at=at, customer='Acme, "Ltd"\t\\N\n鼎盛', stage="won", row=3))

    (record,) = work.records.find(RecordQuery("orders"))
    assert (outcome.inserted, outcome.corrected, outcome.unchanged, outcome.withdrawn) == (1, 0, 0, 0)
    assert days_in(outcome) == {("bo", 7)}
    assert (record.stream, record.id, record.person_id, record.day) == ("orders", "o1", "bo", date(2026, 10, 7))
    assert record.measures == {"amount": Decimal("12.1")}
    assert record.dimensions == {"customer": 'Acme, "Ltd"\t\\N\n鼎盛', "stage": "won"}
    assert (record.at, record.source, record.file, record.row) == (at, "crm", "a.csv", 3)
    assert (record.received_at, record.version, record.state) == (NOW, 1, RecordState.CURRENT)


def test_the_same_again_changes_nothing(work: SqlWork) -> None:
    facts = [fact(f"o{n}", 1 + n % 28, n / 4, customer=f"c{n % 7}") for n in range(1200)]
    put(work, "a", *facts)

    again = put(work, "b", *reversed(facts))

    assert (again.inserted, again.corrected, again.unchanged, len(again.days)) == (0, 0, 1200, 0)
    assert {record.file for record in work.records.find(RecordQuery("orders"))} == {"a.csv"}


def test_another_content_counts_and_the_old_one_is_kept(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 5, customer="Acme", stage="won"), fact("o2", 7, 1))

    outcome = put(work, "b", fact("o1", 9, 6, person="cy", customer="Acme"), fact("o2", 7, 1), fact("o3", 8, 2))

    assert (outcome.inserted, outcome.corrected, outcome.unchanged) == (1, 1, 1)
    assert days_in(outcome) == {("bo", 7), ("cy", 9), ("bo", 8)}
    assert versions(work, "o1") == [(1, "replaced", 5, "a.csv"), (2, "current", 6, "b.csv")]
    (now,) = work.records.find(RecordQuery("orders", id="o1"))
    assert now.dimensions == {"customer": "Acme"}, "what the new version has none of is not left from the old one"


def test_what_is_withdrawn_does_not_count_until_it_comes_again(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 5), fact("o2", 7, 1))

    withdrawn = work.records.withdraw("orders", ["o1", "o1", "nobody"], batch=batch(work, "b"))
    twice = work.records.withdraw("orders", ["o1"], batch=batch(work, "c"))

    assert work.records.counting("orders", ["o2", "o1", "nobody"]) == {"o2"}
    assert (withdrawn.withdrawn, twice.withdrawn) == (1, 0)
    assert days_in(withdrawn) == {("bo", 7)}
    assert current(work) == [("o2", "bo", 7, 1)]
    assert put(work, "d", fact("o1", 7, 5)).inserted == 1
    assert versions(work, "o1") == [(2, "current", 5, "d.csv"), (1, "withdrawn", 5, "a.csv")]


def test_what_a_source_changed_earlier_than_what_is_stored_does_not_count(work: SqlWork) -> None:
    put(work, "new", fact("o1", 7, 3, revised=30), fact("o2", 7, 9, revised=30))

    outcome = put(work, "old", fact("o3", 7, 1, revised=10), fact("o2", 7, 9, revised=10), fact("o1", 6, 2, revised=20))
    again = put(work, "again", fact("o1", 6, 2, revised=20))

    assert (outcome.inserted, outcome.unchanged, outcome.outdated) == (1, 1, (2,))
    assert days_in(outcome) == {("bo", 7), ("bo", 6)}, "that of the new one, and where the outdated one is a correction"
    assert days_in(again) == set()
    assert again.outdated == (0,)
    assert versions(work, "o1") == [(1, "outdated", 2, "old.csv"), (2, "current", 3, "new.csv")]
    assert corrected(work, spans((1, 6, 7))) == [1], "as if they had come in order"


def test_the_same_content_said_later_is_newer_than_what_lies_between(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 3, revised=10))
    put(work, "b", fact("o1", 7, 3, revised=30))

    outcome = put(work, "c", fact("o1", 7, 4, revised=20))

    assert outcome.outdated == (0,)
    assert current(work) == [("o1", "bo", 7, 3)]


def test_a_source_that_took_a_record_back_is_believed_by_its_own_time(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 3, revised=30), fact("o2", 7, 3, revised=30))

    outcome = work.records.withdraw("orders", ["o1", "o2"], batch=batch(work, "b"), revised=[20, 40])
    assert outcome.withdrawn == 1
    assert [record.id for record in work.records.find(RecordQuery("orders"))] == ["o1"]

    late = put(work, "c", fact("o2", 7, 5, revised=35))
    assert late.outdated == (0,)
    assert put(work, "d", fact("o2", 7, 5, revised=50)).inserted == 1
    assert [state for _, state, _, _ in versions(work, "o2")] == ["current", "outdated", "withdrawn"]


def test_taken_back_again_later_is_taken_back_as_of_later(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 3, revised=10))
    work.records.withdraw("orders", ["o1"], batch=batch(work, "b"), revised=[20])
    work.records.withdraw("orders", ["o1"], batch=batch(work, "c"), revised=[40])

    assert put(work, "d", fact("o1", 7, 4, revised=30)).outdated == (0,)


def test_what_was_taken_back_before_it_came_does_not_count_until_that_is_undone(work: SqlWork) -> None:
    gone = work.records.withdraw("orders", ["o1", "o2"], batch=batch(work, "gone"), revised=[20, -1])
    again = work.records.withdraw("orders", ["o1"], batch=batch(work, "again"), revised=[20])
    assert (gone.withdrawn, again.withdrawn, days_in(gone)) == (0, 0, set())

    late = put(work, "late", fact("o1", 7, 3, revised=10), fact("o2", 7, 3, revised=10))

    assert (late.inserted, late.outdated) == (1, (0,))
    assert [found[0] for found in current(work)] == ["o2"], "nothing said when that was taken back"
    assert versions(work, "o1") == [(1, "outdated", 3, "late.csv")]
    assert work.records.count(RecordQuery("orders", id="o1", history=True)) == 1
    assert work.records.standing_on(batch(work, "gone")) == []

    undone = work.records.undo(batch(work, "gone"), into=batch(work, "undo"))

    assert days_in(undone["orders"]) == {("bo", 7)}
    assert [found[0] for found in current(work)] == ["o1", "o2"]


def test_what_two_imports_took_back_counts_once_both_are_undone(work: SqlWork) -> None:
    for name, revised in (("first", 20), ("second", 30)):
        work.records.withdraw("orders", ["o1"], batch=batch(work, name), revised=[revised])
    put(work, "late", fact("o1", 7, 3, revised=10))

    work.records.undo(batch(work, "second"), into=batch(work, "undo"))
    assert current(work) == []

    work.records.undo(batch(work, "first"), into=batch(work, "undo2"))
    assert current(work) == [("o1", "bo", 7, 3)]


def test_what_was_taken_back_before_it_came_is_let_go_of_in_time_and_with_whom_it_is_about(work: SqlWork) -> None:
    def left() -> list[str]:
        return list(work.connection.exec_driver_sql("SELECT id FROM record_version ORDER BY id").scalars())

    day = 86_400_000_000
    work.records.withdraw("orders", ["o1", "o2", "o3"], batch=batch(work, "gone"), revised=[day, 20_000 * day, 1])
    assert left() == ["o1", "o2", "o3"]
    put(work, "new", fact("o3", 7, 3, revised=10))
    forget_tombstones(work.connection, 1)
    assert left() == ["o1", "o2"]

    work.records.forget(before=NOW - timedelta(days=800))

    assert left() == ["o2"]


def test_what_is_missing_of_some_people_and_days_is_withdrawn(work: SqlWork) -> None:
    put(
        work,
        "a",
        fact("o1", 1, 1),
        fact("o2", 31, 1),
        fact("o3", 5, 1),
        fact("o4", 5, 1, person="cy"),
        fact("o5", 8, 1),
    )
    spans_of_bo = RecordSpans(*(np.array(column) for column in ((1, 1), (20727, 20730), (20731, 20761))))

    outcome = work.records.withdraw_missing("orders", spans_of_bo, but=["o3", "x"], batch=batch(work, "b"))

    assert outcome.withdrawn == 3, "overlapping spans withdraw a record once"
    assert [record.id for record in work.records.find(RecordQuery("orders"))] == ["o3", "o4"]


def spans(*rows: tuple[int, int, int]) -> RecordSpans:
    """Make spans of person's number, first and last day of October 2026."""
    first = (date(2026, 10, 1) - date(1970, 1, 1)).days - 1
    person, begin, end = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    return RecordSpans(person, begin + first, end + first)


# Undoing


def test_an_import_that_is_undone_leaves_what_was_before(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 1, revised=10), fact("o2", 7, 1), fact("o3", 7, 1))
    before = current(work)
    put(work, "b", fact("o1", 8, 2, revised=20), fact("o4", 9, 2))
    second = batch(work, "b")
    work.records.withdraw("orders", ["o3"], batch=second)
    assert work.records.standing_on(batch(work, "a")) == [second]
    assert work.records.standing_on(second) == []

    into = batch(work, "undo")
    changed = work.records.undo(second, into=into)

    assert current(work) == before
    assert days_in(changed["orders"]) == {("bo", 7), ("bo", 8), ("bo", 9)}
    assert work.records.standing_on(second) == [into]
    assert days_in(work.records.days_of_batch(into)["orders"]) == {("bo", 7), ("bo", 8), ("bo", 9)}
    assert versions(work, "o1") == [
        (3, "current", 1, "undo.csv"),
        (1, "replaced", 1, "a.csv"),
        (2, "replaced", 2, "b.csv"),
    ]
    assert versions(work, "o4") == [(1, "withdrawn", 2, "b.csv")]


def test_what_was_undone_says_nothing_of_when_its_source_changed_it(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 1, revised=90))
    work.records.undo(batch(work, "a"), into=batch(work, "undo"))

    assert put(work, "b", fact("o1", 7, 2, revised=10)).inserted == 1


def test_what_came_outdated_counts_once_what_was_newer_is_undone(work: SqlWork) -> None:
    put(work, "new", fact("o1", 7, 3, revised=30))
    put(work, "old", fact("o1", 7, 1, revised=10))
    put(work, "older", fact("o1", 7, 9, revised=5))
    assert work.records.standing_on(batch(work, "old")) == []

    work.records.undo(batch(work, "new"), into=batch(work, "undo"))

    assert current(work) == [("o1", "bo", 7, 1)]


def test_what_came_outdated_and_was_undone_never_counts(work: SqlWork) -> None:
    put(work, "new", fact("o1", 7, 3, revised=30))
    put(work, "old", fact("o1", 7, 1, revised=10))
    assert work.records.undo(batch(work, "old"), into=batch(work, "undo")) == {}

    work.records.undo(batch(work, "new"), into=batch(work, "undo2"))

    assert current(work) == []


def test_what_another_import_brought_again_stays_when_its_withdrawal_is_undone(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 1))
    work.records.withdraw("orders", ["o1"], batch=batch(work, "b"))
    put(work, "c", fact("o1", 7, 2))
    assert work.records.standing_on(batch(work, "b")) == [batch(work, "c")]

    work.records.undo(batch(work, "b"), into=batch(work, "undo"))

    assert current(work) == [("o1", "bo", 7, 2)]


# Reading


def test_stored_records_come_as_columns_by_span_day_and_id(work: SqlWork) -> None:
    at = datetime(2026, 10, 2, 8, tzinfo=UTC)
    put(
        work, "a",
        fact("b", 2, 1.5, customer="Acme", stage="won"), fact("a", 2, None, customer="Zeta"), fact("c", 1, 4, at=at),
        fact("d", 9, 8), fact("e", 2, 2, person="cy", customer="Acme"),
    )  # fmt: skip

    found = work.records.stored("orders", spans((2, 1, 3), (1, 1, 8)), measures=["amount"], dimensions=["customer"])

    codes = work.records.codes(["", "Acme", "Zeta", "nobody"])
    assert set(codes) == {"", "Acme", "Zeta"}
    assert codes[""] == 0
    assert found.span.tolist() == [0, 1, 1, 1]
    assert np.array_equal(found.measures["amount"], [2, 4, np.nan, 1.5], equal_nan=True)
    assert found.dimensions["customer"].tolist() == [codes["Acme"], 0, codes["Zeta"], codes["Acme"]]
    assert np.array_equal(found.at, [np.nan, at.timestamp() * 1e6, np.nan, np.nan], equal_nan=True)
    assert len(work.records.stored("orders", spans((3, 1, 31)), measures=[], dimensions=[])) == 0


def test_days_are_found_of_all_of_some_and_from_a_day_on(work: SqlWork) -> None:
    put(work, "a", fact("a", 2, 1), fact("b", 2, 1), fact("c", 5, 1), fact("d", 5, 1, person="cy"))

    assert days_in(work.records.days_of("orders")) == {("bo", 2), ("bo", 5), ("cy", 5)}
    assert len(work.records.days_of("orders")) == 3
    assert days_in(work.records.days_of("orders", people=[1])) == {("bo", 2), ("bo", 5)}
    assert days_in(work.records.days_of("orders", since=date(2026, 10, 3))) == {("bo", 5), ("cy", 5)}


def test_corrections_are_counted_where_the_old_version_was(work: SqlWork) -> None:
    put(work, "a", fact("a", 2, 1), fact("b", 2, 1), fact("c", 5, 1))
    put(work, "b", fact("a", 9, 2), fact("b", 2, 2))
    work.records.withdraw("orders", ["c"], batch=batch(work, "c"))

    assert corrected(work, spans((1, 1, 3), (1, 4, 8), (1, 9, 9), (2, 1, 9))) == [2, 1, 0, 0]
    assert corrected(work, spans((1, 1, 9)), "count() from orders") == [1], "only the one that is gone counts no more"


WON = 'sum(amount) from orders where customer = "Acme"'


@pytest.mark.parametrize(
    ("before", "after", "formula", "corrections"),
    [
        ({"amount": 1}, {"amount": 2}, "sum(amount) from orders", 1),
        ({"amount": 1}, {"amount": 2}, "count() from orders", 0),
        ({"customer": "Acme"}, {"customer": "Zeta"}, "sum(amount) from orders", 0),
        ({"customer": "Acme"}, {"customer": "Zeta"}, "distinct(customer) from orders", 1),
        ({"customer": "Acme"}, {"customer": "Zeta"}, WON, 1),
        ({"customer": "Zeta"}, {"customer": "Acme"}, WON, 1),
        ({"customer": "Zeta", "amount": 1}, {"customer": "Zeta", "amount": 2}, WON, 0),
        ({"customer": "Zeta", "amount": 1}, {"customer": "Yota", "amount": 2}, WON, 0),
        ({"day": 2}, {"day": 3}, "sum(amount) from orders", 0),
        ({"day": 2}, {"day": 3}, "last(amount) from orders", 1),
        ({"day": 2}, {"day": 20}, "sum(amount) from orders", 1),
        ({"person": "bo"}, {"person": "cy"}, "count() from orders", 1),
        ({"amount": 1}, {"amount": 2}, 'count(where customer = "Acme") / count() from orders', 0),
    ],
)
def test_only_what_a_metric_reads_of_a_record_is_a_correction_of_its_values(
    work: SqlWork, before: dict[str, Any], after: dict[str, Any], formula: str, corrections: int
) -> None:
    usual: dict[str, Any] = {"day": 2, "amount": 1, "customer": "Acme"}
    for name, said in (("a", before), ("b", after)):
        put(work, name, fact("o1", **(usual | said)))

    assert corrected(work, spans((1, 1, 9)), formula) == [corrections]


def test_what_came_in_late_is_counted_in_its_place(work: SqlWork) -> None:
    for name, amount, revised in (("c", 2, 30), ("a", 1, 10), ("b", 1, 20)):
        put(work, name, fact("o1", 2, amount, customer="Zeta" if name == "b" else "Acme", revised=revised))

    assert corrected(work, spans((1, 1, 9))) == [1]
    assert corrected(work, spans((1, 1, 9)), "distinct(customer) from orders") == [2]


def test_a_record_that_was_gone_for_a_while_was_corrected_though_it_is_the_same(work: SqlWork) -> None:
    put(work, "a", fact("o1", 2, 1, revised=10))
    work.records.withdraw("orders", ["o1"], batch=batch(work, "b"), revised=[20])
    put(work, "c", fact("o1", 2, 1, revised=30))

    assert corrected(work, spans((1, 1, 9))) == [1]


def test_records_are_found_by_what_they_have_and_in_pages(work: SqlWork) -> None:
    work.streams.put(RecordStream("calls", Renewal.APPEND, dimensions=("stage",)))
    work.records.put("calls", arrivals(fact("z", 1, None, stage="won")), batch=batch(work, "calls"))
    put(work, "a", *(fact(f"o{n}", 1 + n, n, stage="won" if n % 2 else "lost") for n in range(6)))

    def ids(query: RecordQuery, **page: int) -> list[str]:
        found = [record.id for record in work.records.find(query, **page)]
        assert page or work.records.count(query) == len(found)
        return found

    assert ids(RecordQuery()) == ["o0", "z", "o1", "o2", "o3", "o4", "o5"]
    assert ids(RecordQuery("orders"), first=2, most=3) == ["o2", "o3", "o4"]
    assert ids(RecordQuery(dimensions={"stage": "won"})) == ["z", "o1", "o3", "o5"]
    assert ids(
        RecordQuery("orders", dimensions={"stage": "won"}, period=Period(date(2026, 10, 2), date(2026, 10, 4)))
    ) == ["o1", "o3"]
    assert ids(RecordQuery("calls", dimensions={"customer": "Acme"})) == []
    assert ids(RecordQuery(dimensions={"stage": "never said"})) == []
    assert ids(RecordQuery("orders", dimensions={"customer": ""})) == ["o0", "o1", "o2", "o3", "o4", "o5"]
    assert ids(RecordQuery(person_id="cy")) == []
    assert ids(RecordQuery(batch=batch(work, "calls"))) == ["z"]
    assert ids(RecordQuery("none")) == []


# Streams


def test_a_stream_keeps_its_columns_and_only_moves_on(work: SqlWork) -> None:
    known = work.streams.get("orders")
    assert known

    kept = work.streams.put(
        replace(known, measures=("hours", "amount"), dimensions=("region",), newest=date(2026, 10, 9), title="Orders")
    )
    later = work.streams.put(replace(kept, newest=date(2026, 10, 1), arrived=date(2026, 10, 10), to_date=True))

    assert kept.measures == ("amount", "hours")
    assert kept.dimensions == ("customer", "stage", "region")
    assert (later.newest, later.arrived, later.to_date, later.title) == (
        date(2026, 10, 9),
        date(2026, 10, 10),
        True,
        "Orders",
    )
    assert work.streams.get("orders") == later
    assert [stream.key for stream in work.streams.all()] == ["orders"]


def test_a_stream_that_is_given_a_column_later_leaves_what_is_stored_as_it_is(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 5, customer="Acme"))
    work.streams.put(RecordStream("orders", Renewal.ID, measures=("hours",), dimensions=("region",)))

    assert put(work, "b", fact("o1", 7, 5, customer="Acme")).unchanged == 1
    assert put(work, "c", fact("o1", 7, 5, customer="Acme", region="North")).corrected == 1
    assert put(work, "d", fact("o1", 7, 5, customer="Acme")).corrected == 1
    (record,) = work.records.find(RecordQuery("orders"))
    assert record.dimensions == {"customer": "Acme"}


def test_more_columns_than_a_record_has_are_refused_and_nothing_is_kept(work: SqlWork) -> None:
    names = tuple(f"x{n}" for n in range(MOST_DIMENSIONS - 1))

    with pytest.raises(DataError, match=r"orders: 9 dimensions .*; a record can have 8") as refused:
        work.streams.put(RecordStream("orders", Renewal.ID, dimensions=names))

    assert refused.value.key == "record-most-dimensions"
    kept = work.streams.get("orders")
    assert kept
    assert kept.dimensions == ("customer", "stage")


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b", "x" * 501])
@pytest.mark.parametrize("where", ["id", "customer"])
def test_a_text_that_cannot_be_kept_exactly_is_refused(work: SqlWork, text: str, where: str) -> None:
    bad = fact(text, 7, 5) if where == "id" else fact("o1", 7, 5, customer=text)

    with pytest.raises(DataError):
        put(work, "a", fact("o0", 7, 5), bad)

    assert current(work) == []


@pytest.mark.parametrize(
    "text", ["\\N", "\\.", "a\tb\r\n", "'; DROP TABLE record; --", "\x01\x7f", "😀", "  ", "x" * 200]
)
def test_a_strange_text_is_kept_exactly(work: SqlWork, text: str) -> None:
    put(work, "a", fact(text, 7, 5, customer=text))
    put(work, "b", fact(text, 7, 6, customer=text + "!"))

    (record,) = work.records.find(RecordQuery("orders", id=text))
    assert (record.id, record.dimensions, record.version) == (text, {"customer": text + "!"}, 2)
    assert work.records.withdraw("orders", [text], batch=batch(work, "c")).withdrawn == 1


# Readings made of records


def columns(*rows: tuple[Any, ...]) -> dict[str, Any]:
    names = ("person_no", "metric_no", "start", "end", "value", "numerator", "denominator", "version")
    kinds = (np.int64,) * 4 + (np.float64,) * 3 + (np.int64,)
    return {
        name: np.array(column, kind) for name, kind, column in zip(names, kinds, zip(*rows, strict=True), strict=True)
    }


def test_values_made_of_records_are_written_over_and_removed(work: SqlWork) -> None:
    work.metrics.put([Metric("sold", "CNY", Direction.HIGHER, Grain.MONTH)], fields=frozenset())
    october, november = 20727, 20758
    nan = float("nan")
    work.records.store_values(
        columns((1, 1, october, october + 30, 7.5, 15.0, 2.0, 1), (2, 1, october, october + 30, 3.0, nan, nan, 2)),
        batch=4,
    )
    work.records.store_values(columns((1, 1, october, october + 9, 8.0, 16.0, 2.0, 2)), batch=5)

    wanted = RecordSpans(np.array([1, 2, 1]), np.array([october, october, november]), np.array([0, 0, 0]))
    found = work.records.values(1, wanted)
    assert found[0] == (october + 9, 8.0, 16.0, 2.0, 2)
    assert found[1][:2] == (october + 30, 3.0)
    assert np.isnan(found[1][2:4]).all()
    assert set(found) == {0, 1}
    rows = work.connection.execute(sa.text('SELECT person_no, batch_no, "row", version FROM reading ORDER BY 1')).all()
    assert [tuple(row) for row in rows] == [(1, 5, 0, 2), (2, 4, 0, 2)]

    work.records.extend_values(Changed.of([(1, 1, october), (2, 1, november)]), np.array([october + 30, november]))
    assert work.records.values(1, wanted)[0] == (october + 30, 8.0, 16.0, 2.0, 2)
    work.records.remove_values(Changed.of([(1, 1, october), (1, 1, november)]))
    assert set(work.records.values(1, wanted)) == {1}


def test_only_what_is_made_of_records_is_removed_and_found_unfinished(work: SqlWork) -> None:
    metrics = [
        Metric(key, "", Direction.HIGHER, grain)
        for key, grain in (("sold", Grain.MONTH), ("week", Grain.WEEK), ("day", Grain.DAY))
    ]
    work.metrics.put(metrics, fields=frozenset())
    numbers = {key: number for key, (number, _) in work.metrics.numbers().items()}
    october = 20727
    rest = float("nan"), float("nan"), 1
    for person, end in ((1, october + 9), (2, october + 30), (3, october + 20)):
        work.records.store_values(columns((person, numbers["sold"], october, end, 1.0, *rest)), batch=4)
    work.records.store_values(
        columns((1, numbers["week"], 20731, 20733, 1.0, *rest), (1, numbers["week"], 20724, 20730, 1.0, *rest)), batch=4
    )
    work.records.store_values(columns((1, numbers["day"], 20731, 20731, 1.0, *rest)), batch=4)
    work.connection.execute(sa.text('UPDATE reading SET "row" = 7 WHERE person_no = 3'))
    rolled = columns((9, numbers["sold"], october, october + 9, 1.0, *rest))
    work.people.put([{"id": f"u{n}", "name": "U", "kind": "unit"} for n in range(4, 10)])
    work.units.store("reading", rolled, now=NOW)

    def keys(found: Changed) -> set[tuple[int, int, int]]:
        return set(found.keys())

    before = date(2026, 11, 30)
    assert keys(work.records.unfinished([*numbers.values()], before=before)) == {
        (1, numbers["sold"], october),
        (1, numbers["week"], 20731),
    }
    assert keys(work.records.unfinished([numbers["sold"]], before=date(2026, 10, 10))) == set()
    assert not len(work.records.unfinished([], before=before))

    work.records.remove_values(Changed.of([(3, numbers["sold"], october), (9, numbers["sold"], october)]))
    kept = work.connection.execute(
        sa.text("SELECT person_no FROM reading WHERE metric_no = :m"), {"m": numbers["sold"]}
    ).scalars()
    assert set(kept) == {1, 2, 3, 9}


# Retention


def test_records_are_let_go_of_after_25_months_and_their_stream_says_so(work: SqlWork) -> None:
    old = date(2024, 9, 30)
    put(work, "a", fact("old", old, 1, customer="Gone"), fact("kept", date(2024, 10, 1), 1, customer="Here"))
    put(work, "b", fact("old", old, 2, customer="Gone too"), fact("kept", date(2024, 10, 1), 2))
    put(work, "c", fact("moved", old, 2, customer="Was here"))
    put(work, "d", fact("moved", date(2026, 10, 1), 2))

    gone = work.records.forget(before=datetime(2024, 10, 1, 8, tzinfo=UTC))

    assert gone == 1
    assert [record.id for record in work.records.find(RecordQuery())] == ["kept", "moved"]
    assert work.count("record_version") == 1
    assert set(work.connection.execute(sa.text("SELECT text FROM dimension_text")).scalars()) == {"Here"}
    stream = work.streams.get("orders")
    assert stream
    assert stream.aged_before == date(2024, 10, 1)


def test_the_clock_lets_go_of_old_records(storage: Storage) -> None:
    with storage.work() as work:
        enter(work)
        put(work, "a", fact("old", date(2024, 9, 30), 1), fact("kept", date(2024, 11, 22), 1))
    with storage.work() as work:
        work.forget_old(now=datetime(2026, 11, 22, tzinfo=UTC))
    with storage.work() as work:
        assert [record.id for record in work.records.find(RecordQuery())] == ["kept"]
        assert work.records.retention >= timedelta(days=25 * 30)


def test_what_was_taken_back_by_mistake_is_as_old_again_as_its_source_said(work: SqlWork) -> None:
    put(work, "a", fact("o1", 7, 1, revised=10))
    work.records.withdraw("orders", ["o1"], batch=batch(work, "b"), revised=[70])
    work.records.undo(batch(work, "b"), into=batch(work, "undo"))

    assert put(work, "c", fact("o1", 7, 2, revised=30)).corrected == 1


# Upgrades


@pytest.mark.parametrize("revision", ["0001", "drafts"])
def test_what_an_older_database_holds_stays_as_finished_values(empty_database_url: str, revision: str) -> None:
    october = 20727
    with closing(open_storage(empty_database_url)) as storage:
        upgrade(storage.engine, revision=revision)
        with storage.engine.begin() as connection:
            columns = {
                "no": 1,
                "id": "ana",
                "name": "Ana",
                "role_no": 1,
                "kind": "person",
                "department": "",
                "unit": "",
            }
            columns |= dict.fromkeys(("email", "location", "timezone", "locale"), "")
            columns |= dict.fromkeys(("mobile", "timezone_by", "locale_by") if revision == "drafts" else (), "")
            person = sa.table("person", *map(sa.column, columns))
            connection.execute(sa.text("INSERT INTO role (no, name) VALUES (1, 'seller')"))
            connection.execute(sa.insert(person).values(columns))
            connection.execute(
                sa.text(
                    "INSERT INTO metric (no, key, unit, direction, grain, title_en, title_zh, meaning, aggregate,"
                    " advice_en, advice_zh, praise_en, praise_zh)"
                    " VALUES (1, 'sales', '', 'higher', 'month', '', '', '', 'sum', '', '', '', '')"
                )
            )
            connection.execute(
                sa.text(
                    'INSERT INTO reading (person_no, metric_no, start, "end", value, role_no, batch_no, "row", version)'
                    " VALUES (1, 1, :start, :end, 12.5, 1, 3, 2, 1)"
                ),
                {"start": october, "end": october + 9},
            )

        storage.migrate()

        with storage.work() as work:
            (reading,) = work.readings.rows("ana")
            span = RecordSpans(np.array([1]), np.array([october]), np.array([october + 30]))
            assert (reading.value, reading.row, reading.version) == (Decimal("12.5"), 2, 1)
            assert work.records.values(1, span) == {}
            assert not len(work.records.unfinished([1], before=date(2027, 1, 1)))
            assert work.streams.all() == []
            assert list(work.records.find(RecordQuery())) == []


def test_what_does_not_add_up_is_computed_again_for_units_of_an_older_database(empty_database_url: str) -> None:
    formulas = ("", "sum(amount) from orders", "distinct(customer) from orders", "count() / max(amount) from orders")
    with closing(open_storage(empty_database_url)) as storage:
        upgrade(storage.engine, revision="growth")
        with storage.engine.begin() as connection:
            for number, formula in enumerate(formulas, start=1):
                connection.execute(
                    sa.text(
                        "INSERT INTO metric (no, key, unit, direction, grain, title_en, title_zh, meaning, aggregate,"
                        " advice_en, advice_zh, praise_en, praise_zh, formula) VALUES (:no, :key, '', 'higher',"
                        " 'month', '', '', '', 'sum', '', '', '', '', :formula)"
                    ),
                    {"no": number, "key": f"m{number}", "formula": formula},
                )
            connection.execute(
                sa.text("INSERT INTO recalculation VALUES (3, 7, 5, :begun)").bindparams(
                    sa.bindparam("begun", NOW.replace(tzinfo=None), sa.DateTime())
                )
            )

        storage.migrate()

        with storage.work() as work:
            begun = {found.metric: (found.batch, found.after) for found in work.recalculations.all()}
            assert begun == {3: (7, 5), 4: (0, 0)}
