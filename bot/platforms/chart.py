"""Draws a trend as a PNG, with Chinese labels on machines that have no Chinese font."""

from __future__ import annotations

import io
import threading
from functools import cache
from math import nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

    from bot.messages.card import Chart

INK, QUIET, LINE, GOAL, GOOD, GAP = "#1d2733", "#6b7785", "#2563a8", "#9a6a00", "#1f7a4d", "#b3411e"
WIDTH_INCHES, HEIGHT_INCHES, DPI = 6.4, 3.0, 160
EVERY_LABEL_UP_TO = 8

_turn = threading.Lock()  # matplotlib's settings and font cache belong to the process


@cache
def _font() -> FontProperties:
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=str(sans_path()))


def draw(chart: Chart) -> bytes:
    """Return a PNG of 1024 by 480 pixels.

    Points are joined only where no period is missing. The target is a dashed step line, named at its end; the newest
    point carries its value in words and stands out by shape, not by colour alone.

    Raises:
        ValueError: when the chart has no value at all.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    known = [place for place, value in enumerate(chart.values) if value is not None]
    if not known:
        msg = "a chart without values"
        raise ValueError(msg)
    with _turn:
        figure = Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, facecolor="white")
        canvas = FigureCanvasAgg(figure)
        axes = figure.add_axes((0.045, 0.14, 0.91, 0.66))
        _frame(axes, chart)
        _goal(axes, chart)
        _line(axes, chart, newest=known[-1])
        _legend(figure, chart)
        figure.text(0.045, 0.91, chart.title, fontproperties=_font(), fontsize=12, color=INK, va="center")
        picture = io.BytesIO()
        canvas.print_png(picture)  # type: ignore[no-untyped-call]  # matplotlib has no types for it
    return picture.getvalue()


def _frame(axes: Axes, chart: Chart) -> None:
    numbers = [value for value in (*chart.values, *chart.targets) if value is not None]
    low, high = min(numbers), max(numbers)
    room = (high - low) * 0.25 or abs(high) * 0.1 or 1.0
    axes.set_ylim(low - room, high + room * 1.3)
    count = len(chart.values)
    axes.set_xlim(-0.4, count - 1 + max(0.6, 0.17 * count))
    axes.yaxis.set_visible(False)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color("#d5dbe1")
    step = 1 if len(chart.labels) <= EVERY_LABEL_UP_TO else 2
    places = list(range((len(chart.labels) - 1) % step, len(chart.labels), step))
    axes.set_xticks(places, [chart.labels[place] for place in places])
    axes.tick_params(axis="x", length=0, pad=5)
    for label in axes.get_xticklabels():
        label.set_fontproperties(_font())
        label.set_fontsize(9)
        label.set_color(QUIET)


def _goal(axes: Axes, chart: Chart) -> None:
    goals = [(place, goal) for place, goal in enumerate(chart.targets) if goal is not None]
    if not goals:
        return
    for place, goal in goals:
        axes.plot([place - 0.5, place + 0.5], [goal, goal], color=GOAL, linewidth=1.3, linestyle=(0, (4, 3)), zorder=2)


def _legend(figure: Figure, chart: Chart) -> None:
    """Name the dashed line in the corner, where no point can run into the words."""
    from matplotlib.lines import Line2D

    if not any(goal is not None for goal in chart.targets):
        return
    words = figure.text(
        0.955, 0.91, chart.target_label, fontproperties=_font(), fontsize=10, color=GOAL, va="center", ha="right"
    )
    left = words.get_window_extent().x0 / (WIDTH_INCHES * DPI)
    figure.add_artist(
        Line2D([left - 0.045, left - 0.012], [0.91, 0.91], color=GOAL, linewidth=1.3, linestyle=(0, (4, 3)))
    )


def _line(axes: Axes, chart: Chart, *, newest: int) -> None:
    points = [nan if value is None else value for value in chart.values]
    axes.plot(range(len(points)), points, color=LINE, linewidth=2, marker="o", markersize=4, zorder=3)
    goal = chart.targets[newest] if newest < len(chart.targets) else None
    color = LINE
    if goal is not None:
        reached = points[newest] <= goal if chart.lower_is_better else points[newest] >= goal
        color = GOOD if reached else GAP
    axes.plot([newest], [points[newest]], color=color, marker="D" if color == GAP else "o", markersize=9, zorder=4)
    axes.annotate(
        chart.texts[newest],
        (newest, points[newest]),
        xytext=(11, 0),
        textcoords="offset points",
        va="center",
        fontproperties=_font(),
        fontsize=12,
        color=color,
        zorder=5,
    )
