"""Charts that Slack draws itself: only those of which its block hides nothing, and always as it takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.messages.card import BarChart, Card, Chart, Heading, Picture, Table
from bot.platforms.slack import render as slack
from bot.platforms.slack.native import chart_block, data_table, draws_all, is_native
from bot.sandbox.slack.blocks import check_blocks
from bot.sandbox.slack.schema import Problems
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
BARS = BarChart("Sales", "Down $31K", ("A & B", "[Will](person:E1)"), (-19_000.0, -12_000.0), ("", ""), unit="$")


def test_a_trend_is_a_line_beside_the_line_of_its_target() -> None:
    block = chart_block(TREND)

    assert block == {
        "type": "data_visualization",
        "title": "Repurchase rate",
        "chart": {
            "type": "line",
            "series": [
                {"name": "Repurchase rate", "data": [{"label": "Sep", "value": 30}, {"label": "Oct", "value": 31}]},
                {"name": "Target", "data": [{"label": "Sep", "value": 35}, {"label": "Oct", "value": 35}]},
            ],
            "axis_config": {"categories": ["Sep", "Oct"], "y_label": "% · lower is better"},
        },
    }


def test_what_moved_a_number_is_bars_with_their_signs() -> None:
    block = chart_block(BARS)

    assert block is not None
    assert block["title"] == "Sales · Down $31K"
    assert block["chart"]["axis_config"] == {"categories": ["A & B", "Will"], "y_label": "$"}
    assert [point["value"] for point in block["chart"]["series"][0]["data"]] == [-19_000, -12_000]


@pytest.mark.parametrize(
    "chart",
    [
        replace(TREND, values=(None, 0.31)),
        replace(TREND, targets=(None, 0.35)),
        replace(TREND, target_label="Repurchase rate"),
        replace(TREND, labels=("Oct", "Oct")),
        replace(TREND, labels=("Sep", "the month of October 2026")),
        replace(TREND, values=(0.3, float("inf"))),
        replace(TREND, labels=("Oct",), values=(0.3,), targets=(0.35,)),
        replace(TREND, title=" "),
        Chart("t", tuple(map(str, range(21))), (1.0,) * 21, ("",) * 21),
        replace(BARS, labels=("same beginning of long names A", "same beginning of long names B")),
    ],
)
def test_what_the_block_would_hide_or_not_take_goes_as_a_picture(chart: Chart | BarChart) -> None:
    assert chart_block(chart) is None


@pytest.mark.parametrize(("charts", "native"), [((), False), ((TREND, BARS), True), ((TREND, TREND), True)])
def test_a_message_of_up_to_two_charts_that_slack_can_draw_goes_with_them(
    charts: tuple[Chart | BarChart, ...],
    native: bool,  # noqa: FBT001 - expected
) -> None:
    assert draws_all(Card("x", "x", tuple(Picture(chart, "alt") for chart in charts))) is native


@pytest.mark.parametrize(
    "charts",
    [(TREND, replace(TREND, values=(None, 1.0))), (TREND, BARS, replace(BARS, title="three")), (TREND, BARS, BARS)],
)
def test_a_message_goes_with_pictures_alone_where_one_of_its_charts_must(charts: tuple[Chart | BarChart, ...]) -> None:
    assert not draws_all(Card("x", "x", tuple(Picture(chart, "alt") for chart in charts)))


@given(CHARTS)
@settings(max_examples=tries(100), deadline=None)
def test_slack_takes_every_chart_that_is_to_be_drawn_by_it(chart: Chart | BarChart) -> None:
    card = Card("x", "x", (Picture(chart, "alt"),))
    if not draws_all(card):
        return
    problems = Problems()
    check_blocks(slack.render(card, {}, native=True)["blocks"], problems)

    assert problems.found == []


def long_table(*columns: tuple[str, ...]) -> Table:
    rows = tuple(tuple(column[row % len(column)] for column in columns) for row in range(12))
    return Table(tuple(f"c{at}" for at in range(len(columns))), rows)


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (("9", "10"), [9, 10]),
        (("$9K", "$1.25M"), [9_000, 1_250_000]),
        (("9,500元", "1.2万元"), [9_500, 12_000]),
        (("31%", "−4.5%"), [31, -4.5]),
        (("9.5 h", "10 h"), [9.5, 10]),
        (("3", "–"), None),
        (("5 h", "3 d"), None),
        (("2026-10-01", "2026-10-02"), None),
        (("A-1051", "A-9"), None),
        (("Contoso", "Fabrikam"), None),
    ],
)
def test_a_column_of_numbers_of_one_unit_is_sorted_by_them_and_any_other_as_text(
    texts: tuple[str, ...], numbers: list[float] | None
) -> None:
    block = data_table(long_table(texts), "Rows")

    assert block is not None
    first, second = (row[0] for row in block["rows"][1:3])
    assert (first["text"], second["text"]) == texts
    assert [first.get("value"), second.get("value")] == list(numbers or (None, None))


def test_a_long_table_is_leafed_through_under_the_heading_before_it() -> None:
    card = Card("x", "safe words", (Heading("First"), Heading("Held values"), long_table(("a", "b"), ("1", "2"))))

    block = slack.render(card, {}, native=True)["blocks"][-1]

    assert is_native(card)
    assert (block["type"], block["caption"], block["page_size"]) == ("data_table", "Held values", 10)
    assert len(block["rows"]) == 13
    assert slack.render(card, {})["blocks"][-1]["type"] == "table"


@pytest.mark.parametrize(
    "table",
    [
        Table(("a",), (("1",),) * 10),
        Table(("a",), (("1",),) * 100),
        Table(("a",), (("x" * 1000,),) * 11),
        Table(("a",) * 21, (("1",) * 21,) * 11),
        Table((), ((),) * 11),
    ],
)
def test_a_short_table_and_one_that_is_too_large_stay_as_they_were(table: Table) -> None:
    card = Card("x", "x", (table,))

    assert data_table(table, "Rows") is None
    assert not is_native(card)


def test_a_message_with_a_picture_that_slack_cannot_draw_has_its_table_as_before() -> None:
    gap = Picture(replace(TREND, values=(None, 0.31)), "alt")

    assert not is_native(Card("x", "x", (gap, long_table(("1",)))))
