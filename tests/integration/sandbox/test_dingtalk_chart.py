"""The chart component of the sandbox's DingTalk takes what is documented, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.sandbox.dingtalk.chart import chart_problem

LINE: dict[str, Any] = {"type": "lineChart", "data": [{"x": "Sep", "y": 1, "type": "a"}], "config": {}}


def problem(chart: object) -> str:
    return chart_problem({"chart": json.dumps(chart)})


@pytest.mark.parametrize(
    "chart",
    [
        LINE,
        {**LINE, "type": "histogram", "data": [{"x": "Sep", "y": -1.5, "type": ""}]},
        {**LINE, "type": "pieChart", "data": [{"x": "Sep", "y": 1}, {"x": "Oct", "y": 2}]},
        {**LINE, "data": [{"x": x, "y": 1, "type": name} for name in "ab" for x in ("Sep", "Oct")]},
    ],
)
def test_charts_of_every_kind_pass(chart: dict[str, Any]) -> None:
    assert problem(chart) == ""


def test_a_card_without_a_chart_passes() -> None:
    assert chart_problem({"title": "x"}) == chart_problem({"chart": "", "chart_shown": "false"}) == ""


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ([], "chart must have"),
        ({**LINE, "title": "x"}, "chart must have"),
        ({**LINE, "type": "line"}, "chart.type is one of"),
        ({**LINE, "config": []}, "chart.config must be an object"),
        ({**LINE, "data": []}, "chart.data must be a list of points"),
        ({**LINE, "data": [{"x": "Sep", "y": 1}]}, "chart.data[0] must have"),
        ({**LINE, "data": [{"x": 9, "y": 1, "type": "a"}]}, "must be strings"),
        ({**LINE, "data": [{"x": "Sep", "y": None, "type": "a"}]}, "chart.data[0].y must be a number"),
        ({**LINE, "data": [{"x": "Sep", "y": True, "type": "a"}]}, "chart.data[0].y must be a number"),
        ({**LINE, "data": [*LINE["data"], *LINE["data"]]}, "every series must have every x, once"),
        ({**LINE, "data": [*LINE["data"], {"x": "Oct", "y": 1, "type": "b"}]}, "every series must have every x, once"),
    ],
)
def test_what_nobody_documents_is_refused(chart: object, said: str) -> None:
    assert said in problem(chart)


def test_a_chart_is_json_and_is_shown_or_not() -> None:
    assert chart_problem({"chart": "line"}) == "chart must be JSON"
    assert chart_problem({"chart_shown": "yes"}) == "chart_shown must be true or false"
