"""What Slack shows by itself: charts, where its block hides nothing that our picture shows, and long tables."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from bot.messages.card import BarChart, Chart, Picture, Table, TreeChart
from bot.messages.text import plain
from bot.platforms.fit import cut
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import NOTHING, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Card, Drawing

Json = dict[str, Any]

_FACTORS: Final = {"": 1.0, "K": 1e3, "M": 1e6, "万": 1e4, "亿": 1e8}
_NUMBER: Final = re.compile(
    r"(?P<sign>[-−]?)(?P<before>[^\d\s+\-−]{0,4})(?P<digits>\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<factor>K|M|万|亿)?(?P<after> ?\D{0,12})"
)
"""A number with its unit before or behind, as the catalogue writes it."""


def is_native(card: Card) -> bool:
    """Say whether a card goes better with blocks that some workspaces do not take: its charts, or a long table."""
    drawn = any(isinstance(block, Picture) for block in card.blocks)
    tables = (block for block in card.blocks if isinstance(block, Table))
    first = next(tables, None)
    return draws_all(card) if drawn else first is not None and data_table(first, "-") is not None


def data_table(table: Table, caption: str) -> Json | None:
    """Return a long table as one that is leafed through and sorted; None for a short one, or one that is too large.

    A column of numbers is sorted by them: "9K" comes before "10K".
    """
    width = len(table.header)
    if not (1 <= width <= limits.TABLE_COLUMNS and limits.TABLE_SHORT < len(table.rows) < limits.TABLE_ROWS):
        return None
    texts = [[_cell(cell) for cell in (*row, *[""] * width)[:width]] for row in (table.header, *table.rows)]
    if sum(len(text) for row in texts for text in row) > limits.DATA_TABLE:
        return None
    numbers = [_column([row[at] for row in texts[1:]]) for at in range(width)]
    lines = zip(texts[1:], zip(*numbers, strict=True), strict=True)
    cells = [[_typed(*cell) for cell in zip(row, line, strict=True)] for row, line in lines]
    header = [_typed(text, None) for text in texts[0]]
    caption = cut(caption, limits.CAPTION).strip() or NOTHING
    return {"type": "data_table", "caption": caption, "rows": [header, *cells], "page_size": limits.TABLE_SHORT}


def _cell(text: str) -> str:
    return cut(plain(text), limits.CELL).strip() or NOTHING


def _typed(text: str, number: float | None) -> Json:
    if number is None:
        return {"type": "raw_text", "text": text}
    return {"type": "raw_number", "value": number, "text": text}


def _column(texts: Sequence[str]) -> list[float | None]:
    """Return the numbers of a column that holds nothing else of one unit; none of any other column."""
    read = [_NUMBER.fullmatch(text) for text in texts]
    units = {(match["before"], match["after"].strip()) for match in read if match}
    if len(units) > 1:
        return [None] * len(texts)
    return [_value(match) if match else None for match in read] if all(read) else [None] * len(texts)


def _value(match: re.Match[str]) -> float:
    size = float(match["digits"].replace(",", "")) * _FACTORS[match["factor"] or ""]
    return -size if match["sign"] else size


def draws_all(card: Card) -> bool:
    """Say whether Slack can draw the charts of a card itself, all of them, and there are any."""
    charts = [block.chart for block in card.blocks if isinstance(block, Picture)]
    return 0 < len(charts) <= limits.CHARTS and all(chart_block(chart) is not None for chart in charts)


def chart_block(chart: Drawing) -> Json | None:
    """Return a chart as Slack draws it; None where its block would hide what the picture shows, such as a gap.

    Every series has a value for every category there, and zero is no stand-in for none.
    """
    match chart:
        case TreeChart():
            return None
        case BarChart():
            return _bars(chart)
        case _:
            return _line(chart)


def _line(chart: Chart) -> Json | None:
    name = _name(chart.title)
    series = {name: _numbers(chart.values, chart.scale)}
    if chart.targets:
        series[_name(chart.target_label)] = _numbers(chart.targets, chart.scale)
        if len(series) == 1:
            return None
    labels = " · ".join(part for part in (chart.unit, chart.direction) if part)
    return _block("line", chart.title, series, categories=chart.labels, labels=labels)


def _bars(chart: BarChart) -> Json | None:
    names = [_name(plain(name)) for name in chart.labels]
    series = {_name(chart.title): _numbers(chart.values, chart.scale)}
    title = f"{chart.title} · {chart.subtitle}"
    return _block("bar", title, series, categories=names, labels=chart.unit)


def _name(text: str) -> str:
    return cut(" ".join(text.split()), limits.CHART_LABEL, size=escaped)


def _numbers(values: Sequence[float | None], scale: float) -> list[float | None]:
    return [None if value is None else round(value * scale, 6) for value in values]


def _block(
    kind: str, title: str, series: dict[str, list[float | None]], *, categories: Sequence[str], labels: str
) -> Json | None:
    known = set(categories)
    fits = all(0 < escaped(label) <= limits.CHART_LABEL for label in (*known, *series)) and bool(title.strip())
    whole = all(value is not None and isfinite(value) for values in series.values() for value in values)
    if not (fits and whole and 1 < len(categories) <= limits.CHART_POINTS and len(known) == len(categories)):
        return None
    drawn = [
        {
            "name": name,
            "data": [{"label": label, "value": value} for label, value in zip(categories, values, strict=True)],
        }
        for name, values in series.items()
    ]
    axis: Json = {"categories": list(categories)}
    if labels:
        axis["y_label"] = cut(labels, limits.CHART_AXIS, size=escaped)
    chart = {"type": kind, "series": drawn, "axis_config": axis}
    return {"type": "data_visualization", "title": cut(title, limits.CHART_TITLE, size=escaped), "chart": chart}
