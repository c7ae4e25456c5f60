"""Draws charts as PNGs that can be read on a phone, with Chinese labels on machines that have no Chinese font."""

from __future__ import annotations

import threading
from itertools import groupby
from math import ceil, nan
from typing import TYPE_CHECKING, Final, assert_never

from bot.messages.axis import round_values
from bot.messages.card import BarChart, Chart, TreeChart
from bot.platforms.chart_bars import draw_bars
from bot.platforms.chart_sheet import AXIS, BAD, EDGE, GAP, GOAL, GOOD, HIGHEST, QUIET, RULE, SHOWN, VALUE, Sheet
from bot.platforms.chart_tree import draw_tree

if TYPE_CHECKING:
    from bot.messages.card import Drawing

_LEGEND_AT, _PLOT_WITH_LEGEND, _PLOT = 28, 43, 28
_BOTTOM, _LABELS_AT = 115, 130
_INSET: Final = 8
"""Room between the first and last points and the sides of the plot."""
_BETWEEN: Final = 5
"""Room between words."""
_DASHES = (0, (3, 2))

_turn = threading.Lock()  # matplotlib's settings, its font cache and our sheets belong to the process


def draw(chart: Drawing) -> bytes:
    """Return a PNG of 1024 pixels across.

    Of a trend, points are joined only where no period is missing. The target is a dashed step line with its value at
    its end; the newest point carries its value and stands out by shape, not by colour alone.

    Raises:
        ValueError: when there is nothing to draw.
    """
    with _turn:
        return _sheet(chart).png()


def _sheet(chart: Drawing) -> Sheet:
    match chart:
        case Chart():
            return draw_trend(chart)
        case BarChart():
            return draw_bars(chart)
        case TreeChart():
            return draw_tree(chart)
        case _:
            assert_never(chart)


def draw_trend(chart: Chart) -> Sheet:
    """Draw a trend.

    Raises:
        ValueError: when it has no value at all.
    """
    if all(value is None for value in chart.values):
        msg = "a chart without values"
        raise ValueError(msg)
    sheet = Sheet(HIGHEST)
    sheet.title(chart.title, unit=chart.unit, said=[text for _, text in chart.ticks])
    plot = _Plot(sheet, chart, top=_PLOT_WITH_LEGEND if _legend(sheet, chart) else _PLOT)
    _gaps(sheet, chart, plot)
    _scale(sheet, plot)
    _labels(sheet, chart, plot)
    _goal(sheet, chart, plot)
    _line(sheet, chart, plot)
    _last_values(sheet, chart, plot)
    return sheet


class _Plot:
    """Says where the value of a period lies on the sheet, between the words of the axis and the newest values."""

    def __init__(self, sheet: Sheet, chart: Chart, *, top: float) -> None:
        numbers = [value for value in (*chart.values, *chart.targets) if value is not None]
        self.ticks = chart.ticks or tuple((value, "") for value in round_values(numbers))
        self._low, self._high = self.ticks[0][0], self.ticks[-1][0]
        self.top = top
        self.left = EDGE + max(sheet.width(text, size=AXIS) if text else 0 for _, text in self.ticks) + _BETWEEN
        ends = [(_newest(chart), VALUE), (chart.target_text, AXIS)]
        self.margin = max(sheet.width(text, size=size) if text else 0 for text, size in ends) + _BETWEEN
        self.right = SHOWN - EDGE - self.margin
        self._count = len(chart.values)
        self.step = (self.right - self.left - 2 * _INSET) / max(self._count - 1, 1)

    def x(self, place: float) -> float:
        """Return how far to the right a period lies; 0 is the oldest."""
        if self._count == 1:
            return (self.left + self.right) / 2
        return self.left + _INSET + place * self.step

    def edges(self, first: int, last: int) -> tuple[float, float]:
        """Return where some periods begin and end; the oldest and the newest reach the sides."""
        begin = self.left if first == 0 else self.x(first - 0.5)
        return begin, self.right if last == self._count - 1 else self.x(last + 0.5)

    def y(self, value: float) -> float:
        """Return how far down a value lies."""
        return _BOTTOM - (value - self._low) / (self._high - self._low) * (_BOTTOM - self.top)


def _newest(chart: Chart) -> str:
    return next(text for value, text in zip(chart.values[::-1], chart.texts[::-1], strict=True) if value is not None)


def _legend(sheet: Sheet, chart: Chart) -> bool:
    """Name the dashed line and the gaps, and say where lower is better; False where there is nothing to say."""
    x: float = EDGE
    said = False
    for mark, text in (
        ("target", chart.target_label if any(goal is not None for goal in chart.targets) else ""),
        ("gap", chart.gap_label if None in chart.values else ""),
        ("", chart.direction),
    ):
        if not text:
            continue
        if mark == "target":
            sheet.line((x, x + 18), (_LEGEND_AT, _LEGEND_AT), color=GOAL, linewidth=3, linestyle=_DASHES)
            x += 22
        elif mark == "gap":
            sheet.area(x, _LEGEND_AT - 5, x + 12, _LEGEND_AT + 5, color=GAP)
            x += 16
        words = sheet.fitting(text, max(SHOWN - EDGE - x, 1), size=AXIS)
        written = sheet.write(x, _LEGEND_AT, words, size=AXIS, color=QUIET)
        x = sheet.box(written)[2] + 2 * _BETWEEN
        said = True
    return said


def _gaps(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    places = range(len(chart.values))
    for missing, run in groupby(places, key=lambda place: chart.values[place] is None):
        found = list(run)
        if missing:
            left, right = plot.edges(found[0], found[-1])
            sheet.area(left, plot.top, right, _BOTTOM, color=GAP)


def _scale(sheet: Sheet, plot: _Plot) -> None:
    for value, text in plot.ticks:
        y = plot.y(value)
        sheet.line((plot.left, plot.right), (y, y), color=RULE, linewidth=1.5, zorder=2)
        if text:
            sheet.write(plot.left - _BETWEEN, y, text, size=AXIS, color=QUIET, align="right")


def _labels(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Name the newest period and as many before it as there is room for, evenly."""
    widest = max(sheet.width(label, size=AXIS) if label else 0 for label in chart.labels)
    step = max(1, ceil((widest + _BETWEEN) / plot.step))
    for place in range((len(chart.labels) - 1) % step, len(chart.labels), step):
        x = max(plot.x(place), EDGE + sheet.width(chart.labels[place], size=AXIS) / 2)
        sheet.write(x, _LABELS_AT, chart.labels[place], size=AXIS, color=QUIET, align="center")


def _goal(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    for goal, run in groupby(range(len(chart.targets)), key=lambda place: chart.targets[place]):
        if goal is not None:
            found = list(run)
            y = plot.y(goal)
            ends = plot.edges(found[0], found[-1])
            sheet.line(ends, (y, y), color=GOAL, linewidth=3, linestyle=_DASHES, zorder=3)


def _line(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    xs = [plot.x(place) for place in range(len(chart.values))]
    ys = [nan if value is None else plot.y(value) for value in chart.values]
    sheet.line(xs, ys, color=GOOD, linewidth=5, marker="o", markersize=9, zorder=4)
    newest = max(place for place, value in enumerate(chart.values) if value is not None)
    color = _color(chart, newest)
    looks = {"marker": "D" if color == BAD else "o", "markersize": 17, "color": color}
    sheet.line([xs[newest]], [ys[newest]], zorder=5, **looks)


def _color(chart: Chart, place: int) -> str:
    value, goal = chart.values[place], chart.targets[place] if place < len(chart.targets) else None
    if value is None or goal is None:
        return GOOD
    reached = value <= goal if chart.lower_is_better else value >= goal
    return GOOD if reached else BAD


def _last_values(sheet: Sheet, chart: Chart, plot: _Plot) -> None:
    """Write the newest value and the target at the ends of their lines, apart where these meet."""
    newest, value = max((place, value) for place, value in enumerate(chart.values) if value is not None)
    y = plot.y(value)
    goal = chart.targets[-1] if chart.targets else None
    x = plot.right + _BETWEEN
    if goal is not None and chart.target_text:
        goal_y, apart = plot.y(goal), (VALUE + AXIS) / 2 + 2
        if abs(goal_y - y) < apart:
            middle, above = (goal_y + y) / 2, value >= goal
            middle = min(max(middle, plot.top + apart / 2 - 6), _BOTTOM - apart / 2 + 4)
            y, goal_y = (middle - apart / 2, middle + apart / 2)[:: 1 if above else -1]
        sheet.write(x, goal_y, chart.target_text, size=AXIS, color=GOAL)
    sheet.write(x, y, chart.texts[newest], size=VALUE, color=_color(chart, newest))
