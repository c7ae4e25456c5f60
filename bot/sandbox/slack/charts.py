"""The chart block as strict as the real one: its shapes, its limits, and that every series has every category."""

from __future__ import annotations

from math import isfinite

from bot.sandbox.slack.schema import ANYTHING, IDENTITY, Check, Json, Problems, array, both, fields, string, typed

MOST = 2
"""Charts in one message."""
_SERIES = 12
_POINTS = 20
_LABEL = 20

_TYPE: dict[str, Check] = {"type": ANYTHING}


def _number(value: object, at: str, problems: Problems) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        problems.add("must provide a number", at)


def _positive(value: object, at: str, problems: Problems) -> None:
    _number(value, at, problems)
    if isinstance(value, int | float) and value <= 0:
        problems.add("must be more than 0", at)


def _point(number: Check) -> Check:
    return fields({"label": string(_LABEL), "value": number})


_SERIES_OF_POINTS = fields({"name": string(_LABEL), "data": array(_point(_number), least=1, most=_POINTS)})
_AXES = fields(
    {"categories": array(string(_LABEL), least=1, most=_POINTS)}, {"x_label": string(50), "y_label": string(50)}
)


def _agrees(value: object, at: str, problems: Problems) -> None:
    """Require of a chart that is of the right shape: names that differ, and a point for each category, in its order."""
    series, categories = _parts(value)
    if len(set(categories)) < len(categories):
        problems.add("categories must be unique", f"{at}/axis_config/categories")
    names = [each.get("name") for each in series]
    for number, each in enumerate(series):
        if names.index(each.get("name")) < number:
            problems.add("series names must be unique", f"{at}/series/{number}/name")
        points = each.get("data")
        labels = [point.get("label") for point in points if isinstance(point, dict)] if isinstance(points, list) else []
        if labels != categories:
            problems.add("data labels must match axis_config.categories", f"{at}/series/{number}/data")


def _parts(value: object) -> tuple[list[Json], list[str]]:
    if not isinstance(value, dict):
        return [], []
    series, axes = value.get("series"), value.get("axis_config")
    categories = axes.get("categories") if isinstance(axes, dict) else None
    return (
        [each for each in series if isinstance(each, dict)] if isinstance(series, list) else [],
        [name for name in categories if isinstance(name, str)] if isinstance(categories, list) else [],
    )


_PLOTTED = both(
    fields({**_TYPE, "series": array(_SERIES_OF_POINTS, least=1, most=_SERIES), "axis_config": _AXES}), _agrees
)
_PIE = fields({**_TYPE, "segments": array(_point(_positive), least=1, most=_SERIES)})

CHART = fields(
    {**_TYPE, "title": string(50), "chart": typed({"line": _PLOTTED, "bar": _PLOTTED, "area": _PLOTTED, "pie": _PIE})},
    {"block_id": IDENTITY},
)
