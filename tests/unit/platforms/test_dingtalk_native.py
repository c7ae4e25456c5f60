"""Charts that DingTalk's card draws itself: those that its component hides nothing of, as it takes them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.messages.card import BarChart, Card, Chart, Heading, Picture
from bot.platforms.dingtalk import render as dingtalk
from bot.platforms.dingtalk.native import chart_variable, drawn_first
from bot.sandbox.dingtalk.chart import chart_problem
from tests.effort import tries
from tests.strategies import CHARTS

TREND = Chart(
    "Repurchase rate",
    ("Sep", "Oct"),
    (0.3, 0.31),
    ("30%", "31%"),
    (0.35, 0.35),
    "Target",
    unit="%",
    scale=100.0,
    direction="lower is better",
)
BARS = BarChart("Rejects", "Up 12", ("Line 3", "[Will](person:E1)"), (8.0, 4.0), ("8", "4"), unit="pieces")


def test_a_trend_is_a_line_beside_the_line_of_its_target() -> None:
    assert chart_variable(TREND) == {
        "type": "lineChart",
        "data": [
            {"x": "Sep", "y": 30.0, "type": "Repurchase rate"},
            {"x": "Oct", "y": 31.0, "type": "Repurchase rate"},
            {"x": "Sep", "y": 35.0, "type": "Target"},
            {"x": "Oct", "y": 35.0, "type": "Target"},
        ],
        "config": {},
    }


def test_what_pushed_a_number_up_is_bars_by_name() -> None:
    bars = chart_variable(BARS)

    assert bars is not None
    assert bars["type"] == "histogram"
    assert [(point["x"], point["y"]) for point in bars["data"]] == [("Line 3", 8.0), ("Will", 4.0)]


@pytest.mark.parametrize(
    "chart",
    [
        replace(TREND, values=(None, 0.31)),
        replace(TREND, targets=(None, 0.35)),
        replace(TREND, values=(-0.1, 0.31)),
        replace(TREND, values=(0.3, float("inf"))),
        replace(TREND, target_label="Repurchase rate"),
        replace(TREND, labels=("Oct", "Oct")),
        replace(TREND, labels=("Sep", "October 2026")),
        replace(TREND, labels=("Oct",), values=(0.3,), targets=(0.35,)),
        replace(TREND, title=" "),
        Chart("t", tuple(map(str, range(21))), (1.0,) * 21, ("",) * 21),
        replace(BARS, values=(8.0, -4.0)),
    ],
)
def test_what_the_component_is_not_known_to_show_goes_as_a_picture(chart: Chart | BarChart) -> None:
    assert chart_variable(chart) is None


def test_a_card_says_in_words_what_the_picture_says_in_its_title() -> None:
    card = Card("x", "x", (Heading("h"), Picture(TREND, "from 30% to 31%")))

    values = dingtalk.render(card, {}, native=drawn_first(card))

    assert values["body"] == "**Repurchase rate · % · lower is better**<br>from 30% to 31%"
    assert (values["picture"], values["chart_shown"]) == ("", "true")
    assert json.loads(values["chart"]) == chart_variable(TREND)


def test_a_card_draws_its_first_chart_and_has_pictures_of_the_others() -> None:
    other = replace(TREND, title="Orders")
    card = Card("x", "x", (Heading("h"), Picture(TREND, "one"), Picture(other, "two")))

    values = dingtalk.render(card, {other: "MEDIA"}, native=drawn_first(card))

    assert "![two](MEDIA)" in values["body"]
    assert json.loads(values["chart"])["data"][0]["type"] == "Repurchase rate"


def test_a_card_whose_first_chart_must_be_a_picture_has_only_pictures() -> None:
    gap = replace(TREND, values=(None, 1.0))

    assert drawn_first(Card("x", "x", (Picture(gap, "one"), Picture(TREND, "two")))) is None
    assert drawn_first(Card("x", "x")) is None


@given(CHARTS)
@settings(max_examples=tries(100), deadline=None)
def test_every_chart_that_is_to_be_drawn_there_is_one_that_it_takes(chart: Chart | BarChart) -> None:
    card = Card("x", "x", (Picture(chart, "alt"),))
    values = dingtalk.render(card, {}, native=drawn_first(card))

    assert chart_problem(values) == ""
    assert ("chart" in values) == (chart_variable(chart) is not None)
