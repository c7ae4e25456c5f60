"""The chart block's limits, as a table: what the real one refuses is refused here, with the words and the place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.slack.blocks import check_blocks, check_view, refuse_charts
from bot.sandbox.slack.schema import Problems

Json = dict[str, Any]
DAYS = ["Mon", "Tue"]


def series(name: str = "Sales", values: tuple[Any, ...] = (1, -2.5), labels: list[Any] | None = None) -> Json:
    points = zip(DAYS if labels is None else labels, values, strict=True)
    return {"name": name, "data": [{"label": label, "value": value} for label, value in points]}


def plotted(*drawn: Json, kind: str = "line", **axes: Any) -> Json:
    return {"type": kind, "series": list(drawn or [series()]), "axis_config": {"categories": DAYS, **axes}}


def pie(*values: Any) -> Json:
    return {"type": "pie", "segments": [{"label": f"s{at}", "value": value} for at, value in enumerate(values)]}


def block(chart: object, **changes: Any) -> Json:
    return {"type": "data_visualization", "title": "Sales by day", "chart": chart, **changes}


def found(*blocks: Json) -> list[str]:
    problems = Problems()
    check_blocks(list(blocks), problems)
    return problems.found


@pytest.mark.parametrize(
    "chart",
    [
        plotted(),
        plotted(kind="bar", x_label="Day", y_label="x" * 50),
        plotted(series("a"), series("b"), kind="area"),
        pie(1, 2.5),
        plotted(*(series(str(number)) for number in range(12))),
    ],
)
def test_charts_of_every_kind_pass(chart: Json) -> None:
    assert found(block(chart), block(chart, block_id="two", title="x" * 50)) == []


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (block(plotted(), title=""), "must be more than 0 characters [json-pointer:/blocks/0/title]"),
        (block(plotted(), title="x" * 51), "must be less than 51 characters [json-pointer:/blocks/0/title]"),
        (block(plotted(), alt_text="x"), "invalid additional property: alt_text [json-pointer:/blocks/0]"),
        (block("line"), "must provide an object [json-pointer:/blocks/0/chart]"),
        (block(plotted(kind="radar")), "unsupported type: radar [json-pointer:/blocks/0/chart/type]"),
        (block({"type": "bar", "series": [series()]}), "missing required field: axis_config"),
        (block({**plotted(), "series": []}), "no less than 1 items allowed [json-pointer:/blocks/0/chart/series]"),
        (
            block(plotted(*(series(str(number)) for number in range(13)))),
            "no more than 12 items allowed [json-pointer:/blocks/0/chart/series]",
        ),
        (
            block(plotted(series("x" * 21))),
            "must be less than 21 characters [json-pointer:/blocks/0/chart/series/0/name]",
        ),
        (block(plotted(series(), series())), "series names must be unique"),
        (block(plotted(series(values=(1, None)))), "must provide a number"),
        (block(plotted(series(values=(1, True)))), "must provide a number"),
        (block(plotted(series(values=(1, float("nan"))))), "must provide a number"),
        (block(plotted(series(labels=["Mon", "Wed"]))), "data labels must match axis_config.categories"),
        (block(plotted(series(values=(1,), labels=["Mon"]))), "data labels must match axis_config.categories"),
        (block(plotted(categories=["Mon", "Mon"])), "categories must be unique"),
        (block(plotted(categories=[{}, 1])), "must provide a string"),
        (block(plotted(categories=["x" * 21, "Tue"])), "must be less than 21 characters"),
        (block(plotted(categories=[str(number) for number in range(21)])), "no more than 20 items allowed"),
        (block(plotted(y_label="x" * 51)), "must be less than 51 characters"),
        (block(pie()), "no less than 1 items allowed"),
        (block(pie(1, 0)), "must be more than 0 [json-pointer:/blocks/0/chart/segments/1/value]"),
        (block({**pie(1), "series": []}), "invalid additional property: series"),
    ],
)
def test_what_the_real_block_does_not_take_is_refused(wrong: Json, problem: str) -> None:
    assert any(problem in said for said in found(wrong)), found(wrong)


def test_a_message_has_two_charts_at_most_and_a_view_none() -> None:
    chart = block(plotted())
    problems = Problems()
    check_view({"type": "home", "blocks": [chart]}, problems)

    assert found(chart, chart) == []
    assert found(chart, chart, chart) == ["no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"]
    assert problems.found == ["unsupported type: data_visualization [json-pointer:/view/blocks/0/type]"]


def test_a_workspace_without_charts_refuses_each_and_nothing_else() -> None:
    problems = Problems()

    refuse_charts([{"type": "divider"}, block(plotted()), "x"], problems)

    assert problems.found == ["unsupported type: data_visualization [json-pointer:/blocks/1/type]"]
