"""Charts that Slack draws itself: its ``data_visualization`` block, where that shows all that our picture does."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from bot.messages.card import BarChart, Chart, Picture
from bot.messages.text import plain
from bot.platforms.fit import cut
from bot.platforms.slack import limits
from bot.platforms.slack.mrkdwn import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Card, Drawing

Json = dict[str, Any]


def draws_all(card: Card) -> bool:
    """Say whether Slack can draw the charts of a card itself, all of them, and there are any."""
    charts = {block.chart for block in card.blocks if isinstance(block, Picture)}
    return 0 < len(charts) <= limits.CHARTS and all(chart_block(chart) is not None for chart in charts)


def chart_block(chart: Drawing) -> Json | None:
    """Return a chart as Slack draws it; None where its block would hide what the picture shows, such as a gap.

    Every series has a value for every category there, and zero is no stand-in for none.
    """
    return _bars(chart) if isinstance(chart, BarChart) else _line(chart)


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
