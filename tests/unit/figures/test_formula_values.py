"""The kernel of formulas against a plain recomputation, record by record in exact fractions."""

from __future__ import annotations

import math
import random
import statistics
import time
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.figures.domain.formula_text import parse
from bot.figures.domain.formula_values import calculate, dimensions_of, measures_of, texts_of
from bot.figures.domain.record import StoredRecords
from bot.kit.exact import rounded
from tests.effort import tries

MEASURES, DIMENSIONS = ("a", "b"), ("x", "y")
TEXTS = ("", "A", "B", "C", "D")
"""Texts of records; "D" is in none, so that it has no code."""
CODES = {text: place for place, text in enumerate(TEXTS[:4])}


@dataclass(frozen=True)
class Plain:
    """A record, as one would write it down."""

    span: int
    day: int
    at: int | None
    id: str
    measures: dict[str, Decimal | None]
    dimensions: dict[str, str]


def columns(records: list[Plain]) -> StoredRecords:
    rows = sorted(records, key=lambda record: (record.span, record.day, record.id))
    return StoredRecords(
        span=np.array([row.span for row in rows], np.int64),
        day=np.array([row.day for row in rows], np.int64),
        at=np.array([np.nan if row.at is None else row.at for row in rows], np.float64),
        measures={
            name: np.array([float(Decimal("nan") if (given := row.measures[name]) is None else given) for row in rows])
            for name in MEASURES
        },
        dimensions={name: np.array([CODES[row.dimensions[name]] for row in rows], np.int64) for name in DIMENSIONS},
    )  # fmt: skip


# The plain recomputation


def fits(record: Plain, where: tuple[RecordFilter, ...]) -> bool:
    return all((record.dimensions[chosen.dimension] in chosen.values) is not chosen.excludes for chosen in where)


def part_of(part: FormulaPart, records: list[Plain]) -> Fraction | None:
    chosen = [record for record in records if fits(record, part.where)]
    if part.calculation is Calculation.COUNT:
        return Fraction(len(chosen))
    summed = part.calculation in {Calculation.SUM, Calculation.DISTINCT}
    if not chosen:
        return Fraction(0) if summed else None
    if part.calculation is Calculation.DISTINCT:
        return Fraction(len({record.dimensions[part.of] for record in chosen} - {""})) or None
    numbers = []
    for record in sorted(chosen, key=lambda row: (row.day, -1 if row.at is None else row.at, row.id)):
        number, minus = record.measures[part.of], record.measures[part.minus] if part.minus else Decimal(0)
        if number is not None and minus is not None:
            numbers.append(Fraction(number) - Fraction(minus))
    if not numbers:
        return None
    match part.calculation:
        case Calculation.SUM:
            return sum(numbers, Fraction(0))
        case Calculation.MEAN:
            return statistics.mean(numbers)
        case Calculation.MEDIAN:
            return statistics.median(numbers)
        case Calculation.MIN:
            return min(numbers)
        case Calculation.MAX:
            return max(numbers)
        case _:
            return numbers[-1]


def value_of(formula: Formula, records: list[Plain]) -> Fraction | None:
    kept = [record for record in records if fits(record, formula.where)]
    if not kept:
        return None
    top = part_of(formula.part, kept)
    if formula.over is None:
        return top
    bottom = part_of(formula.over, kept)
    return top / bottom if top is not None and bottom else None


# Random streams

AMOUNTS = (
    st.decimals(-1000, 1000, places=2)
    | st.decimals(0, 10**9, places=4)
    | st.sampled_from([Decimal("0.1"), Decimal("0.2"), Decimal("0.3"), Decimal(0), Decimal("1e12"), Decimal("-1e12")])
)
WHERE = st.lists(
    st.builds(
        RecordFilter,
        st.sampled_from(DIMENSIONS),
        st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2, unique=True).map(tuple),
        excludes=st.booleans(),
    ),
    max_size=1,
).map(tuple)


@st.composite
def parts(draw: st.DrawFn) -> FormulaPart:
    calculation = draw(st.sampled_from(Calculation))
    if calculation is Calculation.COUNT:
        return FormulaPart(calculation, where=draw(WHERE))
    if calculation is Calculation.DISTINCT:
        return FormulaPart(calculation, draw(st.sampled_from(DIMENSIONS)), where=draw(WHERE))
    paired = calculation in {Calculation.SUM, Calculation.MEAN} and draw(st.booleans())
    return FormulaPart(calculation, "a", "b" if paired else "", draw(WHERE))


@st.composite
def streams(draw: st.DrawFn) -> list[Plain]:
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - no secret
    amounts = draw(st.lists(st.none() | AMOUNTS, min_size=1, max_size=8))
    return [
        Plain(
            dice.randrange(5),
            dice.randrange(3),
            dice.choice([None, 1, 2, 3]),
            f"r{number:03}",
            {name: dice.choice(amounts) for name in MEASURES},
            {name: dice.choice(TEXTS[:4]) for name in DIMENSIONS},
        )
        for number in range(draw(st.integers(0, 40)))
    ]


FULL = 10**11
"""From here on four decimals are more digits than a float has."""
SPANS = 6  # more than there are records for


@settings(max_examples=tries(100), deadline=None)
@given(streams(), st.builds(Formula, st.just("stream"), parts(), st.none() | parts(), WHERE))
def test_every_value_is_that_of_a_plain_recomputation(records: list[Plain], formula: Formula) -> None:
    found = calculate(formula, columns(records), CODES, spans=SPANS)

    for span in range(SPANS):
        expected = value_of(formula, [record for record in records if record.span == span])
        value = float(found.value[span])
        if expected is None:
            assert math.isnan(value)
        elif formula.over or formula.part.calculation is Calculation.MEAN:
            assert math.isclose(value, float(expected), rel_tol=1e-14, abs_tol=1e-12)
        elif expected.numerator * 10**4 % expected.denominator == 0 and abs(expected) < FULL:
            assert value == rounded(float(expected))
        else:
            assert math.isclose(value, float(expected), rel_tol=1e-14)


@settings(max_examples=tries(30), deadline=None)
@given(streams(), st.builds(Formula, st.just("stream"), parts(), st.none() | parts(), WHERE), st.randoms())
def test_the_order_of_what_stands_side_by_side_changes_nothing(
    records: list[Plain], formula: Formula, dice: random.Random
) -> None:
    other = list(records)
    dice.shuffle(other)

    found, again = (calculate(formula, columns(rows), CODES, spans=SPANS) for rows in (records, other))

    for name in ("value", "numerator", "denominator"):
        assert np.array_equal(getattr(found, name), getattr(again, name), equal_nan=True)


def records(*rows: tuple[str, str, str]) -> StoredRecords:
    """Return records of one span: a, b and x, a day apart."""
    return columns(
        [
            Plain(0, day, None, f"r{day}", {"a": number(a), "b": number(b)}, {"x": x, "y": ""})
            for day, (a, b, x) in enumerate(rows)
        ]
    )  # fmt: skip


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def value(text: str, stored: StoredRecords) -> float:
    return float(calculate(parse(text), stored, CODES, spans=1).value[0])


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("sum(a) from s", 6.0),
        ("sum(b) from s", math.nan),
        ("count() from s", 4.0),
        ("count() from s where x = A", 2.0),
        ("count() from s where x = D", math.nan),
        ("count(where x = D) from s", 0.0),
        ("sum(a where x = D) from s", 0.0),
        ("mean(a where x = D) from s", math.nan),
        ("count(where x = A) / count() from s", 0.5),
        ("count() / count(where x = D) from s", math.nan),
        ("distinct(x) from s", 2.0),
        ("distinct(y) from s", math.nan),
        ("sum(a) from s where x is empty", math.nan),
        ("sum(a) from s where x is filled", 6.0),
        ("last(a) from s", 3.0),
        ("median(a) from s", 2.0),
    ],
)
def test_what_is_missing_is_never_zero_and_what_is_none_of_some_is(said: str, expected: float) -> None:
    stored = records(("1", "", "A"), ("2", "", "B"), ("3", "", "A"), ("", "", ""))

    assert np.array_equal([value(said, stored)], [expected], equal_nan=True)


def test_a_record_that_lacks_either_number_of_a_difference_does_not_count() -> None:
    stored = records(("10", "4", ""), ("7", "", ""), ("", "3", ""))

    assert value("sum(a - b) from s", stored) == 6
    assert value("mean(a - b) from s", stored) == 6


def test_what_cancels_out_leaves_no_crumbs() -> None:
    stored = records(("123456789.01", "", ""), ("-123456789", "", ""), ("0.1", "", ""), ("0.2", "", ""))

    assert value("sum(a) from s", stored) == 0.31


def test_a_mean_keeps_what_it_is_the_ratio_of() -> None:
    found = calculate(parse("mean(a) from s"), records(("1", "", ""), ("2", "", ""), ("", "", "")), CODES, spans=1)

    assert (found.value[0], found.numerator[0], found.denominator[0]) == (1.5, 3, 2)


def test_a_formula_names_what_it_reads() -> None:
    formula = parse("sum(a - b where x in (A, B)) / distinct(y) from s where x != A")

    assert measures_of(formula) == ("a", "b")
    assert dimensions_of(formula) == ("y", "x")
    assert texts_of(formula) == ("A", "B")


def test_a_million_records_take_well_under_a_second() -> None:
    dice, size, spans = np.random.default_rng(7), 1_000_000, 12_000
    stored = StoredRecords(
        span=np.sort(dice.integers(0, spans, size)),
        day=np.zeros(size, np.int64),
        at=np.full(size, np.nan),
        measures={"a": np.round(dice.random(size) * 1000, 2)},
        dimensions={"x": dice.integers(0, 4, size)},
    )
    begun = time.perf_counter()
    calculate(parse("sum(a where x = A) / count() from s where x in (A, B)"), stored, CODES, spans=spans)

    assert time.perf_counter() - begun < 1
