"""The records behind a value add up to what the kernel makes of them, and are shown as a person reads them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.figures.domain.formula_values import calculate
from bot.figures.domain.record import Record, StoredRecords
from bot.figures.domain.record_evidence import counted, differing, equal, mark_of, ordered, totals_of, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

EPOCH, START = datetime(1970, 1, 1, tzinfo=UTC), date(2026, 10, 1)
MEASURES, DIMENSIONS = ("amount", "fee"), ("stage", "customer")
TEXTS = ("", "won", "lost", "Bluewhale")


def record(number: int, day: int = 1, **values: str) -> Record:
    measures = {name: Decimal(value) for name, value in values.items() if name in MEASURES}
    dimensions = {name: value for name, value in values.items() if name in DIMENSIONS}
    return Record("orders", f"A-{number:02}", "S1", START.replace(day=day), measures, dimensions)


def columns(records: Sequence[Record]) -> StoredRecords:
    """Lay records out as storage does: one span, by day, then id."""
    rows = sorted(records, key=lambda row: (row.day, row.id))
    return StoredRecords(
        span=np.zeros(len(rows), np.int64),
        day=np.array([row.day.toordinal() for row in rows], np.int64),
        at=np.array([(row.at - EPOCH).total_seconds() * 1e6 if row.at else math.nan for row in rows]),
        measures={name: np.array([float(row.measures.get(name, "nan")) for row in rows]) for name in MEASURES},
        dimensions={
            name: np.array([TEXTS.index(row.dimensions.get(name, "")) for row in rows], np.int64) for name in DIMENSIONS
        },
    )


amounts = st.decimals(min_value=-10_000, max_value=10_000, places=2)
filters = st.builds(
    RecordFilter, st.sampled_from(DIMENSIONS), st.lists(st.sampled_from(TEXTS), min_size=1).map(tuple), st.booleans()
)
where = st.lists(filters, max_size=2).map(tuple)


@st.composite
def parts(draw: st.DrawFn) -> FormulaPart:
    calculation = draw(st.sampled_from(Calculation))
    if calculation is Calculation.COUNT:
        return FormulaPart(calculation, where=draw(where))
    if calculation is Calculation.DISTINCT:
        return FormulaPart(calculation, draw(st.sampled_from(DIMENSIONS)), where=draw(where))
    minus = draw(st.sampled_from(("", "fee"))) if calculation in {Calculation.SUM, Calculation.MEAN} else ""
    return FormulaPart(calculation, "amount", minus, draw(where))


@st.composite
def records(draw: st.DrawFn) -> Record:
    measures = {name: draw(amounts) for name in MEASURES if draw(st.booleans())}
    dimensions = {name: text for name in DIMENSIONS if (text := draw(st.sampled_from(TEXTS)))}
    day, hour = draw(st.integers(1, 28)), draw(st.one_of(st.none(), st.integers(0, 23)))
    at = None if hour is None else datetime(2026, 10, day, hour, tzinfo=UTC)
    return Record("orders", draw(st.uuids()).hex, "S1", START.replace(day=day), measures, dimensions, at)


formulas = st.builds(Formula, st.just("orders"), parts(), st.one_of(st.none(), parts()), where)


@given(formulas, st.lists(records(), max_size=12, unique_by=lambda row: row.id))
def test_the_records_one_by_one_make_what_the_kernel_makes_of_all(formula: Formula, rows: list[Record]) -> None:
    codes = {text: code for code, text in enumerate(TEXTS) if text}
    kernel = float(calculate(formula, columns(rows), codes, spans=1).value[0])

    made = value_of(totals_of(formula, rows))

    assert equal(made, None if math.isnan(kernel) else Decimal(repr(kernel)))


@given(formulas, st.lists(records(), max_size=12, unique_by=lambda row: row.id))
def test_the_rows_that_are_shown_make_the_value_by_themselves(formula: Formula, rows: list[Record]) -> None:
    shown = [row.record for row in counted(formula, rows)]
    whole, alone = totals_of(formula, rows), totals_of(formula, shown)

    for everything, shown_total in zip(whole, alone, strict=True):
        if shown_total.n:
            assert shown_total == everything


def test_the_newest_is_read_first_and_of_a_ratio_what_carries_most() -> None:
    rows = [record(1, 3, amount="5", fee="9"), record(2, 9, amount="1", fee="9"), record(3, 6, amount="5", fee="20")]
    summed = Formula("orders", FormulaPart(Calculation.SUM, "amount"))
    ratio = replace(summed, over=FormulaPart(Calculation.SUM, "fee"))

    assert [row.record.id for row in ordered(summed, counted(summed, rows))] == ["A-02", "A-03", "A-01"]
    assert [row.record.id for row in ordered(ratio, counted(ratio, rows))] == ["A-03", "A-01", "A-02"]


def test_a_row_says_in_which_part_it_counts_and_with_how_much() -> None:
    rejects = FormulaPart(Calculation.COUNT, where=(RecordFilter("stage", ("lost",)),))
    share = Formula("orders", rejects, FormulaPart(Calculation.COUNT))
    rows = [record(1, stage="lost"), record(2, stage="won")]

    found = counted(share, rows)

    assert [row.counts for row in found] == [(True, True), (False, True)]
    assert value_of(totals_of(share, rows)) == Decimal("0.5")


def test_only_what_differs_tells_rows_apart() -> None:
    summed = Formula("orders", FormulaPart(Calculation.SUM, "amount"))
    rows = counted(summed, [record(n, amount="1", stage="won", customer=TEXTS[1 + n % 3]) for n in range(4)])

    assert differing(rows) == ("customer",)


def test_a_mark_is_short_and_the_record_s_own() -> None:
    assert len(mark_of("orders", "x" * 200)) == 12
    assert mark_of("orders", "1") != mark_of("order", "s1") != mark_of("orders", "2")


def test_what_has_no_value_equals_nothing_but_that() -> None:
    assert equal(None, None)
    assert not equal(None, Decimal(0))
    assert equal(Decimal("0.1") + Decimal("0.2"), Decimal("0.3"))
