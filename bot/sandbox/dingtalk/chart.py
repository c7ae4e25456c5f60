"""The chart component of cards: what may stand in its variable, as far as DingTalk's examples and editor tell."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any

Json = dict[str, Any]

TYPES = frozenset({"lineChart", "histogram", "pieChart"})
_KEYS = {"type", "data", "config"}


def chart_problem(values: Json) -> str:
    """Say what is wrong with the chart in a cardParamMap; empty when nothing is, or there is none.

    What nobody documents is refused, so that a card which passes here leaves nothing to luck: gaps, and values that
    are no numbers.
    """
    if values.get("chart_shown", "") not in {"", "true", "false"}:
        return "chart_shown must be true or false"
    if not values.get("chart"):
        return ""
    try:
        chart = json.loads(values["chart"])
    except ValueError:
        return "chart must be JSON"
    if not isinstance(chart, dict) or chart.keys() != _KEYS:
        return f"chart must have {sorted(_KEYS)}"
    if chart["type"] not in TYPES:
        return f"chart.type is one of {sorted(TYPES)}, not {chart['type']!r}"
    if not isinstance(chart["config"], dict):
        return "chart.config must be an object"
    return _points_problem(chart["data"], pie=chart["type"] == "pieChart")


def _points_problem(points: object, *, pie: bool) -> str:
    if not isinstance(points, list) or not points:
        return "chart.data must be a list of points"
    wanted = {"x", "y"} if pie else {"x", "y", "type"}
    series: dict[str, list[str]] = {}
    for number, point in enumerate(points):
        if not isinstance(point, dict) or point.keys() != wanted:
            return f"chart.data[{number}] must have {sorted(wanted)}"
        name, label, value = point.get("type", ""), point["x"], point["y"]
        if not isinstance(name, str) or not isinstance(label, str) or not label:
            return f"chart.data[{number}].x and .type must be strings"
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return f"chart.data[{number}].y must be a number"
        series.setdefault(name, []).append(label)
    labels = next(iter(series.values()))
    if len(set(labels)) < len(labels) or any(others != labels for others in series.values()):
        return "every series must have every x, once"
    return ""
