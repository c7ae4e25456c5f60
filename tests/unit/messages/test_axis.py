"""The scale of a chart: few round values, evenly apart, that hold everything and cross zero only where it does."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.axis import MOST, round_values
from bot.messages.i18n import translator
from bot.messages.number import axis_texts, axis_unit, beside_axis

numbers = st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)), min_size=1, max_size=12)


@given(numbers)
def test_a_scale_is_few_round_values_that_hold_all(some: list[float]) -> None:
    scale = round_values(some)

    room = (scale[-1] - scale[0]) * 1e-6
    assert 2 <= len(scale) <= MOST
    assert scale[0] - room <= min(some) <= max(some) <= scale[-1] + room
    steps = [later - earlier for earlier, later in pairwise(scale)]
    assert max(steps) == pytest.approx(min(steps))
    digits = f"{steps[0]:.6e}".partition("e")[0].rstrip("0")
    assert digits in {"1.", "2.", "2.5", "5."}


@given(numbers)
def test_a_scale_does_not_cross_zero_where_no_number_does(some: list[float]) -> None:
    scale = round_values(some)

    if min(some) >= 0:
        assert scale[0] >= 0
    if max(some) <= 0:
        assert scale[-1] <= (0 if any(some) else 1)


@pytest.mark.parametrize(
    ("some", "scale"),
    [
        ((14, 23, 20), (10, 15, 20, 25)),
        ((0.027, 0.036, 0.03), (0.025, 0.03, 0.035, 0.04)),
        ((0.31, 0.37), (0.3, 0.325, 0.35, 0.375)),
        ((-3, 5), (-5, 0, 5)),
        ((0, 0), (0, 0.5, 1)),
    ],
)
def test_scales_as_a_person_would_choose_them(some: tuple[float, ...], scale: tuple[float, ...]) -> None:
    assert round_values(some) == scale


@pytest.mark.parametrize(
    ("locale", "unit", "values", "texts", "named"),
    [
        ("en", "%", (0.025, 0.03), ("2.5%", "3%"), "%"),
        ("zh-CN", "%", (0.0, 0.5), ("0%", "50%"), "%"),
        ("en", "USD", (0.0, 10_000.0, 20_000.0), ("$0", "$10K", "$20K"), "$"),
        ("zh-CN", "CNY", (100_000.0, 200_000.0), ("10万", "20万"), "元"),
        ("en", "hour", (6.0, 8.0), ("6", "8"), "h"),
        ("zh-CN", "hour", (6.0, 8.0), ("6", "8"), "小时"),
        ("en", "", (0.0, 2_500_000.0), ("0", "2.5M"), ""),
        ("en", "defects/KLOC", (0.5, 1.0), ("0.5", "1"), "defects per KLOC"),
    ],
)
def test_values_of_an_axis_are_written_alike_and_its_unit_once(
    locale: str, unit: str, values: tuple[float, ...], texts: tuple[str, ...], named: str
) -> None:
    t = translator(locale)

    assert axis_texts(t, values, unit) == texts
    assert axis_unit(t, unit) == named


def test_a_value_beside_an_axis_leaves_out_the_unit_that_the_axis_says() -> None:
    english, chinese = translator("en"), translator("zh-CN")

    assert beside_axis(english, 9.5, "hour") == "9.5"
    assert beside_axis(english, 125_000, "USD") == "$125K"
    assert beside_axis(chinese, 360_000, "CNY") == "36万"
    assert beside_axis(chinese, 0.285, "%") == "28.5%"
