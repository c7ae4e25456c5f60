"""Formulas as text: what is written is read back, and what cannot be read says where."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.figures.domain.formula_text import LONGEST_FORMULA, parse, write
from bot.figures.views.formula import made
from bot.kit.cleaning import UnclearValue
from bot.messages.i18n import translator
from tests.effort import tries

PRINTED = st.characters(exclude_categories=("C", "Zl", "Zp"))
VALUES = st.text(PRINTED, max_size=6) | st.sampled_from(
    ["won", "NOT", "from", "B 2", 'the "x"', "“y”", "2026-10", "ﬁlled"]
)
NAMES = VALUES.filter(bool)
FILTERS = st.builds(RecordFilter, NAMES, st.lists(VALUES, min_size=1, max_size=3).map(tuple), excludes=st.booleans())
WHERE = st.lists(FILTERS, max_size=2).map(tuple)


@st.composite
def parts(draw: st.DrawFn) -> FormulaPart:
    calculation = draw(st.sampled_from(Calculation))
    of = "" if calculation is Calculation.COUNT else draw(NAMES)
    minus = draw(st.just("") | NAMES) if calculation in {Calculation.SUM, Calculation.MEAN} else ""
    return FormulaPart(calculation, of, minus, draw(WHERE))


FORMULAS = st.builds(Formula, NAMES, parts(), st.none() | parts(), WHERE)


@settings(max_examples=tries(200), deadline=None)
@given(FORMULAS)
def test_what_is_written_is_read_back(formula: Formula) -> None:
    text = write(formula)
    assume(len(text.encode()) <= LONGEST_FORMULA)

    assert parse(text) == formula


AMOUNT = FormulaPart(Calculation.SUM, "amount")
WON = (RecordFilter("stage", ("won",)),)


@pytest.mark.parametrize(
    ("said", "formula"),
    [
        ("sum(amount) from orders where stage = won", Formula("orders", AMOUNT, where=WON)),
        ("count() from complaints", Formula("complaints", FormulaPart(Calculation.COUNT))),
        ("distinct(order) from orders", Formula("orders", FormulaPart(Calculation.DISTINCT, "order"))),
        ("sum(a - b) from x", Formula("x", FormulaPart(Calculation.SUM, "a", "b"))),
        ("sum(a-b) from x", Formula("x", FormulaPart(Calculation.SUM, "a-b"))),
        (
            'count(where result = reject) / count() from inspections where line in (A, "B 2")',
            Formula(
                "inspections",
                FormulaPart(Calculation.COUNT, where=(RecordFilter("result", ("reject",)),)),
                FormulaPart(Calculation.COUNT),
                (RecordFilter("line", ("A", "B 2")),),
            ),
        ),
        (
            "mean（金额）from 订单 where 阶段 ＝ 赢单",
            Formula("订单", FormulaPart(Calculation.MEAN, "金额"), where=(RecordFilter("阶段", ("赢单",)),)),
        ),
        ("SUM( amount )  FROM orders WHERE stage=“won”", Formula("orders", AMOUNT, where=WON)),
        (
            "sum(amount) from orders where stage is filled",
            Formula("orders", AMOUNT, where=(RecordFilter("stage", ("",), excludes=True),)),
        ),
    ],
)  # fmt: skip
def test_a_formula_reads_as_people_write_it(said: str, formula: Formula) -> None:
    assert parse(said) == formula


@pytest.mark.parametrize(
    ("said", "key", "place"),
    [
        ("", "formula-calculation", 1),
        ("total(amount) from orders", "formula-calculation", 1),
        ("sum amount from orders", "formula-bracket", 5),
        ("sum() from orders", "formula-measure", 5),
        ("count(amount) from orders", "formula-bracket", 7),
        ("max(a - b) from orders", "formula-bracket", 7),
        ("sum(amount)", "formula-from", 12),
        ("sum(amount) from", "formula-stream", 17),
        ("sum(amount) from orders stage = won", "formula-end", 25),
        ("sum(amount) from orders where = won", "formula-dimension", 31),
        ("sum(amount) from orders where stage > 3", "formula-character", 37),
        ("sum(amount) from orders where stage won", "formula-condition", 37),
        ("sum(amount) from orders where stage =", "formula-value", 38),
        ("sum(amount) from orders where stage in (a, )", "formula-value", 44),
        ('sum("amount) from orders', "formula-quote", 5),
        ('sum("") from orders', "formula-measure", 5),
        ("sum(amo\u200bunt) from orders", "formula-character", 8),
    ],
)  # fmt: skip
def test_what_cannot_be_read_names_the_place(said: str, key: str, place: int) -> None:
    with pytest.raises(UnclearValue) as unclear:
        parse(said)

    assert (unclear.value.key, unclear.value.values["place"]) == (key, place)
    assert str(place) in translator("en")(key, **unclear.value.values) or unclear.value.values["left"] == 0
    assert translator("zh-CN")(key, **unclear.value.values)


@pytest.mark.parametrize(
    "hostile",
    [
        "(" * 10**6,
        '"' * 301,
        "a" * 10**6,
        "sum(" + "a-" * 150,
        "where " * 50,
        "．" * 300,
        'count() from "' + "𠀀" * 250 + '"',
    ],
)
def test_hostile_text_is_refused_fast(hostile: str) -> None:
    begun = time.perf_counter()
    with pytest.raises(UnclearValue):
        parse(hostile)

    assert time.perf_counter() - begun < 0.5


@settings(max_examples=tries(100), deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        formula = parse(text)
    except UnclearValue:
        return
    assert parse(write(formula)) == formula


@settings(max_examples=tries(30), deadline=None)
@given(FORMULAS)
def test_every_formula_can_be_said_in_both_languages(formula: Formula) -> None:
    text = write(formula)
    assume(len(text.encode()) <= LONGEST_FORMULA)

    assert made(translator("en"), text)
    assert made(translator("zh-CN"), text)
