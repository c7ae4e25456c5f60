"""Numbers as people write them, and never so rounded that they lie."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.messages.i18n import LOCALES, translator
from bot.messages.number import amount, difference, share


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        (0.31, "%", "31%", "31%"),
        (0.0562, "%", "5.6%", "5.6%"),
        (0.0004, "%", "0.04%", "0.04%"),
        (0.285, "ratio", "28.5%", "28.5%"),
        (23.0, "customers", "23 customers", "23家"),
        (1.0, "customers", "1 customer", "1家"),
        (46.0, "次", "46 times", "46次"),
        (9.5, "hours", "9.5 h", "9.5小时"),
        (9.5, "小时", "9.5 h", "9.5小时"),
        (0.8, "defects/KLOC", "0.8 defects per KLOC", "0.8个/千行"),
        (360_000.0, "CNY", "CN¥360K", "36万元"),
        (1_284_000.0, "USD", "$1.28M", "128万美元"),
        (123_456_789.0, "CNY", "CN¥123M", "1.23亿元"),
        (9_999.0, "USD", "$10,000", "10,000美元"),
        (-3_200.0, "USD", "-$3,200", "-3,200美元"),
        (12_345.0, "pieces", "12.3K pieces", "1.23万件"),
        (1_240.0, "pieces", "1,240 pieces", "1,240件"),
        (3.0, "台", "3 台", "3台"),
        (3.0, "bar", "3 bar", "3 bar"),
        (3.25, "", "3.25", "3.25"),
    ],
)
def test_a_value_is_written_by_its_unit_and_language(value: float, unit: str, english: str, chinese: str) -> None:
    assert amount(translator("en"), value, unit) == english
    assert amount(translator("zh-CN"), value, unit) == chinese


def test_a_change_of_percentages_is_in_points() -> None:
    assert difference(translator("en"), -0.021, "%") == "2.1 percentage points"
    assert difference(translator("zh-CN"), 0.021, "%") == "2.1个百分点"
    assert difference(translator("zh-CN"), -4.0, "customers") == "4家"


@pytest.mark.parametrize(
    ("value", "bar", "written"), [(0.7999, 0.8, "79.99%"), (0.99961, 1.0, "99.96%"), (0.8, 0.8, "80%")]
)
def test_a_share_never_looks_as_if_it_had_reached_its_bar(value: float, bar: float, written: str) -> None:
    assert share(translator("en"), value, apart=bar) == written


@given(
    st.integers(1, 10**9).map(lambda n: n / 100),
    st.integers(1, 10**9).map(lambda n: n / 100),
    st.sampled_from(["pieces", "USD", "CNY", "hours", ""]),
    st.sampled_from(LOCALES),
)
@example(9_999_500.0, 9_995_000.0, "pieces", "zh-CN")  # both are a round ten million where neither knows of the other
def test_two_different_values_side_by_side_look_different(left: float, right: float, unit: str, locale: str) -> None:
    t = translator(locale)

    same = amount(t, left, unit, apart=right) == amount(t, right, unit, apart=left)

    assert same == (left == right)


def _read(text: str) -> float:
    """Read a number as a person does, in either language."""
    bare = re.search(r"-?[\d.,]+\s*[KM万亿]?", text)
    assert bare, text
    factor = {"K": 1e3, "M": 1e6, "万": 1e4, "亿": 1e8}.get(bare[0][-1], 1.0)
    sign = -1 if text.startswith("-") else 1
    return sign * abs(float(re.sub(r"[^\d.]", "", bare[0]))) * factor


NEAR = st.one_of(
    st.integers(1, 10**9).map(lambda n: n / 100),
    st.tuples(st.integers(1, 10**6), st.integers(-9, 9), st.integers(1, 9)).map(
        lambda found: round(found[0] * (1 + found[1] * 10.0 ** -found[2]), 9)
    ),
)


@given(
    st.one_of(
        st.tuples(NEAR, NEAR),
        st.tuples(st.integers(1, 10**6), st.integers(1, 9), st.integers(1, 8)).map(
            lambda found: (float(found[0]), round(found[0] + found[1] * 10.0 ** -found[2], 9))
        ),
    ),
    st.sampled_from(["pieces", "USD", "CNY", "hours", "", "%"]),
    st.sampled_from(LOCALES),
    st.booleans(),
)
def test_values_side_by_side_read_as_they_compare(
    pair: tuple[float, float],
    unit: str,
    locale: str,
    exactly: bool,  # noqa: FBT001 - drawn
) -> None:
    t = translator(locale)
    left, right = (round(value / 1e6, 12) for value in pair) if unit == "%" else pair  # as facts are stored

    shown = (
        _read(amount(t, left, unit, apart=right, exactly=exactly)),
        _read(amount(t, right, unit, apart=(None, left), exactly=exactly)),
    )

    assert (shown[0] > shown[1], shown[0] < shown[1]) == (left > right, left < right), (shown, left, right)


@pytest.mark.parametrize(("limit", "written"), [(0.0255, "2.55%"), (0.8, "80%"), (0.123456, "12.3456%"), (0.03, "3%")])
def test_a_bar_is_written_as_it_was_set(limit: float, written: str) -> None:
    assert share(translator("en"), limit, exactly=True) == written
