"""Records that are held back, on both databases: used by nothing, decided about once, and known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from bot.cases.domain.correction_record import RecordChange, RecordFate
from bot.figures.domain.event import EventKind
from bot.figures.domain.held import HeldRecord
from bot.figures.domain.metric import Direction, Metric
from bot.figures.domain.record import RecordQuery
from bot.figures.services import record
from bot.figures.services.event import Listener, Listeners, unheard
from bot.intake.services.follow import compute
from bot.intake.services.quarantine import accept, discard, replace_held_record
from bot.intake.services.quarantine_screen import hold_back
from bot.intake.services.update import catalogue
from bot.kit.errors import NotFound
from bot.kit.period import Grain
from tests.records import NOW, arrivals, enter, fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from bot.figures.domain.record import Record, RecordColumns, RecordStream
    from bot.intake.services.quarantine_screen import ScreenedRecords
    from storage.storage import Storage
    from storage.work import SqlWork

SALES = Metric("sales", "USD", Direction.HIGHER, Grain.MONTH, formula="sum(amount) from orders")


@pytest.fixture
def work(storage: Storage) -> Iterator[SqlWork]:
    """Open a unit of work with forty orders of Bo's in September and October, which make his sales."""
    with storage.work() as opened:
        enter(opened)
        define(opened, SALES)
        bring(opened, *(fact(f"A{n}", date(2026, 9 + n % 2, 1 + n % 20), 400.0 + 7 * n) for n in range(40)))
        yield opened


def define(work: SqlWork, metric: Metric) -> None:
    """Store a metric with its formula and limits."""
    work.metrics.put([metric], fields=frozenset({"unit", "direction", "grain", "formula", "minimum", "maximum"}))


def bring(work: SqlWork, *facts: dict[str, Any], name: str = "", screened: bool = False) -> ScreenedRecords | None:
    """Store records as an import does, screened or not, and follow it up."""
    batch = work.batches.open(kind="records", source="crm", file=f"{name}.csv", digest=name, by="", now=NOW).no
    columns, held = arrivals(*facts), None
    if screened:
        held = screen(work, columns, batch)
        columns = columns.take(held.kept)
    outcome = work.records.put("orders", columns, batch=batch)
    changed = work.quarantine.replace_records("orders", columns.id.tolist())
    changed |= record.compute(work, "orders", outcome.days, batch=batch, now=NOW)
    work.batches.finish(batch, now=NOW, report="{}")
    compute(work, changed | (held.changed if held else changed), [batch], now=NOW)
    return held


def screen(work: SqlWork, columns: RecordColumns, batch: int) -> ScreenedRecords:
    stream = work.streams.get("orders")
    assert stream is not None
    return hold_back(work, stream, columns, catalogue(work), batch=batch)


def october(work: SqlWork) -> tuple[float | None, bool]:
    """Return Bo's sales of October, and whether nobody is to hear of them."""
    (delta,) = [delta for delta in work.deltas.find(person_id="bo") if delta.period.start == date(2026, 10, 1)]
    return delta.value, "quarantined" in delta.flags.words()


def ids(work: SqlWork) -> set[str]:
    return {found.id for found in work.records.find(RecordQuery("orders"))}


USUAL = sum(400 + 7 * n for n in range(40) if n % 2)
SLIP = fact("B1", 12, 5_000_000.0, customer="Harlow Parts", row=7)


def held(work: SqlWork) -> HeldRecord:
    (found,) = work.quarantine.open()
    assert isinstance(found, HeldRecord)
    return found


def test_a_slip_is_kept_whole_and_used_by_nothing(work: SqlWork) -> None:
    got = bring(work, SLIP, fact("B2", 13, 510.0), name="slip", screened=True)

    assert got is not None
    (problem,) = got.held
    assert (problem.row, problem.column, problem.value, problem.key) == (7, "amount", "5000000", "import-record-far")
    waits = held(work)
    assert (waits.record.id, waits.record.person_id, waits.record.day) == ("B1", "bo", date(2026, 10, 12))
    assert (waits.record.measures, waits.record.dimensions) == (
        {"amount": Decimal(5_000_000)},
        {"customer": "Harlow Parts"},
    )
    assert (waits.file, waits.record.row) == ("slip.csv", 7)
    assert ids(work) == {*(f"A{n}" for n in range(40)), "B2"}
    assert october(work) == (USUAL + 510.0, True), "and nobody hears of a sum that may lack one"


def test_accepted_it_counts_and_is_never_asked_about_again(work: SqlWork) -> None:
    bring(work, SLIP, name="slip", screened=True)

    compute(work, accept(work, held(work).no, by="kim", now=NOW), [], now=NOW)

    assert work.quarantine.open() == []
    assert october(work) == (USUAL + 5_000_000.0, False)
    again = bring(work, SLIP, name="again", screened=True)
    assert again is not None
    assert (again.kept.tolist(), list(again.held)) == ([True], [])


@pytest.mark.parametrize(("day", "hears"), [(date(2026, 10, 25), ["B1"]), (date(2026, 10, 12), [])])
def test_an_event_that_is_accepted_is_heard_if_it_has_happened_lately(
    work: SqlWork, day: date, hears: list[str]
) -> None:
    heard, listeners = listening(work)
    bring(work, fact("B1", day, 5_000_000.0), name="slip", screened=True)

    accept(work, held(work).no, by="kim", now=NOW, listeners=listeners)

    assert heard == hears
    assert "B1" in ids(work)


def listening(work: SqlWork) -> tuple[list[str], Listeners[SqlWork]]:
    """Let the orders be complaints; return what hears of them, and the ids that it has heard."""
    heard: list[str] = []

    def hear(_: SqlWork, __: RecordStream, records: Sequence[Record], /, *, now: datetime) -> None:
        assert now == NOW
        heard.extend(found.id for found in records)

    stream = work.streams.get("orders")
    assert stream
    work.streams.put(replace(stream, event=EventKind.COMPLAINT))
    return heard, Listeners([Listener(EventKind.COMPLAINT, hear)])


def test_the_right_event_in_place_of_one_that_was_held_is_heard_once(work: SqlWork) -> None:
    heard, listeners = listening(work)
    day = date(2026, 10, 25)
    bring(work, fact("B1", day, 5_000_000.0), name="slip", screened=True)
    number = held(work).no
    right = RecordChange(RecordFate.ADD, "orders", "B1", 0, "bo", day, {"amount": Decimal(500)})

    replace_held_record(work, number, right, reason="typed", by="kim", now=NOW, listeners=listeners)
    same = arrivals(fact("B1", day, 500.0))
    stream = work.streams.get("orders")
    assert stream

    assert heard == ["B1"]
    assert unheard(work, stream, same, listeners, now=NOW) == frozenset(), "its file brings it again"
    assert ids(work) >= {"B1"}


def test_discarded_it_stays_out_also_when_it_comes_again(work: SqlWork) -> None:
    bring(work, SLIP, name="slip", screened=True)
    number = held(work).no

    compute(work, discard(work, number, by="kim", now=NOW), [], now=NOW)
    again = bring(work, SLIP, name="again", screened=True)

    assert again is not None
    assert [(skip.row, skip.key) for skip in again.skipped] == [(7, "import-discarded")]
    assert work.quarantine.open() == []
    assert october(work) == (USUAL, False)
    with pytest.raises(NotFound):
        accept(work, number, by="lee", now=NOW)


def test_the_same_again_waits_once_and_another_content_takes_its_place(work: SqlWork) -> None:
    bring(work, SLIP, name="slip", screened=True)
    first = held(work).no
    bring(work, SLIP, name="again", screened=True)
    assert held(work).no == first

    bring(work, SLIP | {"amount": 6_000_000.0}, name="other", screened=True)

    assert held(work).record.measures["amount"] == 6_000_000
    assert work.quarantine.state(first) == "replaced"


def test_the_right_record_from_the_source_closes_it(work: SqlWork) -> None:
    bring(work, SLIP, name="slip", screened=True)

    bring(work, SLIP | {"amount": 500.0}, name="right", screened=True)

    assert work.quarantine.open() == []
    assert october(work) == (USUAL + 500.0, False)


def test_an_earlier_version_goes_on_counting_while_the_new_one_waits(work: SqlWork) -> None:
    bring(work, fact("B1", 12, 500.0), name="first")
    bring(work, SLIP, name="slip", screened=True)

    assert october(work) == (USUAL + 500.0, True)


def test_what_is_stored_just_so_is_in_no_doubt(work: SqlWork) -> None:
    bring(work, SLIP, name="trusted")

    again = bring(work, SLIP, name="again", screened=True)

    assert again is not None
    assert again.kept.all()


def test_undoing_the_batch_withdraws_it(work: SqlWork) -> None:
    bring(work, SLIP, name="slip", screened=True)

    keys = work.quarantine.withdraw(held(work).batch)
    compute(work, keys, [], now=NOW)

    assert len(keys) == 1
    assert work.quarantine.open() == []
    assert october(work) == (USUAL, False)


def test_what_a_metric_cannot_be_is_held_with_all_that_is_stored(work: SqlWork) -> None:
    define(work, Metric("orders", "", Direction.HIGHER, Grain.MONTH, formula="count() from orders"))
    define(work, replace(SALES, maximum=Decimal(USUAL + 1000)))

    got = bring(work, fact("B1", 12, 800.0), fact("B2", 12, 900.0), fact("A1", 2, 407.0), name="much", screened=True)

    assert got is not None
    assert [(problem.key, problem.values["value"]) for problem in got.held] == [
        ("import-record-range", f"{USUAL + 1700}")
    ]
    assert held(work).record.id == "B2"
    assert len(held(work).keys) == 2, "both values lack it"


def test_limits_of_the_mapping_hold_what_is_outside(work: SqlWork) -> None:
    columns = arrivals(fact("B1", 12, 800.0), fact("B2", 12, 90.0))
    stream = work.streams.get("orders")
    assert stream is not None

    got = hold_back(work, stream, columns, catalogue(work), batch=1, limits={"amount": (Decimal(100), None)})

    assert np.flatnonzero(~got.kept).tolist() == [1]
    assert got.held[0].key == "import-record-bounds"
