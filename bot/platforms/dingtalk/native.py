"""Charts that DingTalk's card draws itself: its chart component, where that shows all that our picture does."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

import structlog

from bot.messages.card import BarChart, Chart, Picture, TreeChart
from bot.messages.text import plain
from bot.platforms.dingtalk import limits
from bot.platforms.dingtalk.parse import PLATFORM
from bot.platforms.fit import cut, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.card import Card, Drawing

Json = dict[str, Any]

log = structlog.get_logger()

CHART_VARIABLES: Final = ("chart", "chart_shown")
NO_CHART: Final[Json] = {"chart_shown": "false"}
"""Hides the chart that a card may have shown; what it was stays in its variable, and nobody sees it."""


class NativeCharts:
    """Which charts DingTalk draws itself: none where that is not set, and none any more once it refused one."""

    def __init__(self, *, on: bool) -> None:
        self._on = on
        self._refused = False

    def of(self, card: Card) -> Drawing | None:
        """Return the chart of a card that goes as numbers and not as a picture."""
        return drawn_first(card) if self._on and not self._refused else None

    def hidden(self) -> Json:
        """Return what a card says that shows no chart of DingTalk's, though it may have shown one."""
        return NO_CHART if self._on else {}

    def give_up(self) -> None:
        """Remember until the process ends that pictures are what is taken here."""
        if not self._refused:
            log.warning("charts.refused", platform=PLATFORM)
        self._refused = True


def drawn_first(card: Card) -> Drawing | None:
    """Return the first chart of a card where DingTalk can draw it; the template has a place for one."""
    first = next((block.chart for block in card.blocks if isinstance(block, Picture)), None)
    return first if first is not None and chart_variable(first) is not None else None


def chart_variable(chart: Drawing) -> Json | None:
    """Return a chart as DingTalk's component takes it; None where that would hide what the picture shows.

    What is known of it is a name, a value and a series for each point. How it shows a gap, or a value below zero,
    nobody says; so those stay pictures.
    """
    match chart:
        case TreeChart():
            return None
        case BarChart():
            return _bars(chart)
        case _:
            return _line(chart)


def caption(chart: Drawing) -> str:
    """Say what the picture has in its title: the component shows points, and names its series only."""
    match chart:
        case TreeChart(title):
            parts: tuple[str, ...] = (title,)
        case BarChart():
            parts = (chart.title, chart.subtitle, chart.unit)
        case _:
            parts = (chart.title, chart.unit, chart.direction)
    return " · ".join(part for part in parts if part)


def _line(chart: Chart) -> Json | None:
    series = [(_name(chart.title), _numbers(chart.values, chart.scale))]
    if chart.targets:
        series.append((_name(chart.target_label), _numbers(chart.targets, chart.scale)))
    return _variable("lineChart", list(chart.labels), series)


def _bars(chart: BarChart) -> Json | None:
    series = [(_name(chart.title), _numbers(chart.values, chart.scale))]
    return _variable("histogram", [plain(name) for name in chart.labels], series)


def _name(text: str) -> str:
    return cut(" ".join(text.split()), limits.CHART_SERIES, size=width)


def _numbers(values: Sequence[float | None], scale: float) -> list[float | None]:
    return [None if value is None else round(value * scale, 6) for value in values]


def _variable(kind: str, labels: Sequence[str], series: Sequence[tuple[str, list[float | None]]]) -> Json | None:
    names = {name for name, _ in series}
    fits = len(names) == len(series) and all(names) and all(0 < width(label) <= limits.CHART_LABEL for label in labels)
    whole = all(value is not None and isfinite(value) and value >= 0 for _, values in series for value in values)
    if not (fits and whole and 1 < len(set(labels)) == len(labels) <= limits.CHART_POINTS):
        return None
    points = [
        {"x": label, "y": value, "type": name}
        for name, values in series
        for label, value in zip(labels, values, strict=True)
    ]
    return {"type": kind, "data": points, "config": {}}


def encoded(chart: Drawing) -> Json:
    """Return the template's variables that show a chart, all strings."""
    text = json.dumps(chart_variable(chart), ensure_ascii=False, separators=(",", ":"))
    return {"chart": text, "chart_shown": "true"}
