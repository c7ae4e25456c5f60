"""Draws a trend as a PNG, with Chinese labels on machines that have no Chinese font."""

from __future__ import annotations

import io
import threading
import zlib
from functools import cache
from math import nan
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.text import Text

    from bot.messages.card import Chart

INK, QUIET, LINE, GOAL, GOOD, GAP = "#1d2733", "#6b7785", "#2563a8", "#9a6a00", "#1f7a4d", "#b3411e"
RULE = "#d5dbe1"
WIDTH_INCHES, HEIGHT_INCHES, DPI = 6.4, 3.0, 160
LEFT, BOTTOM, WIDTH, HEIGHT = 0.045, 0.155, 0.91, 0.645
"""Where the points lie, in parts of the picture; its title and legend are in the strip above."""
HEAD = 0.91
POINT_ACROSS, POINT_DOWN = 1 / 72 / WIDTH_INCHES, 1 / 72 / HEIGHT_INCHES
DASHES = (0, (4, 3))
AXIS, TITLE, VALUE = 11.5, 13, 14.5
"""Points on a picture that a phone shows at a third of its width."""
EVERY_LABEL_UP_TO = 7

_turn = threading.Lock()  # matplotlib's settings, its font cache and our sheet belong to the process


@cache
def _font() -> FontProperties:
    from matplotlib.font_manager import FontProperties
    from pylopdf_fonts_zh_cn import sans_path

    return FontProperties(fname=str(sans_path()))


@cache
def _sheet() -> FigureCanvasAgg:
    """Return the sheet that every picture is drawn on: it remembers how wide the words are that come again."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    return FigureCanvasAgg(Figure(figsize=(WIDTH_INCHES, HEIGHT_INCHES), dpi=DPI, facecolor="white"))


def draw(chart: Chart) -> bytes:
    """Return a PNG of 1024 by 480 pixels.

    Points are joined only where no period is missing. The target is a dashed step line, named at its end; the newest
    point carries its value in words and stands out by shape, not by colour alone.

    Raises:
        ValueError: when the chart has no value at all.
    """
    known = [place for place, value in enumerate(chart.values) if value is not None]
    if not known:
        msg = "a chart without values"
        raise ValueError(msg)
    with _turn:
        canvas = _sheet()
        figure = canvas.figure
        figure.clear()
        scale = _Scale(chart)
        _labels(figure, chart, scale)
        _goal(figure, chart, scale)
        _line(figure, chart, scale, newest=known[-1])
        _legend(figure, chart)
        _write(figure, LEFT, HEAD, chart.title, size=TITLE, color=INK)
        canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
        return _png(canvas)


def _png(canvas: FigureCanvasAgg) -> bytes:
    """Encode what was drawn: without its alpha, and packed as runs, which is half the time and no more bytes."""
    from PIL import Image

    picture = io.BytesIO()
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib has no types for it
    sheet = Image.frombuffer("RGBA", canvas.get_width_height(), pixels, "raw", "RGBA", 0, 1)
    sheet.convert("RGB").save(picture, "PNG", compress_level=1, compress_type=zlib.Z_RLE, dpi=(DPI, DPI))
    return picture.getvalue()


class _Scale:
    """Says where in the picture the value of a period lies, in parts of its width and height.

    Axes of matplotlib's would do it too, in three times the time: nothing here needs ticks that find themselves.
    """

    def __init__(self, chart: Chart) -> None:
        numbers = [value for value in (*chart.values, *chart.targets) if value is not None]
        low, high = min(numbers), max(numbers)
        room = (high - low) * 0.25 or abs(high) * 0.1 or 1.0
        count = len(chart.values)
        self._first, self._across = -0.4, count - 1 + max(0.6, 0.17 * count) + 0.4
        self._low, self._down = low - room, high - low + room * 2.3

    def across(self, place: float) -> float:
        """Return how far to the right a place lies; 0 is the oldest period."""
        return LEFT + (place - self._first) / self._across * WIDTH

    def up(self, value: float) -> float:
        """Return how high a value lies."""
        return BOTTOM + (value - self._low) / self._down * HEIGHT


def _stroke(figure: Figure, across: Iterable[float], up: Iterable[float], **looks: Any) -> None:
    from matplotlib.lines import Line2D

    figure.add_artist(Line2D(list(across), list(up), **looks))


def _write(figure: Figure, across: float, up: float, words: str, *, size: float, **looks: Any) -> Text:
    return figure.text(across, up, words, fontproperties=_font(), fontsize=size, **({"va": "center"} | looks))


def _labels(figure: Figure, chart: Chart, scale: _Scale) -> None:
    _stroke(figure, (LEFT, LEFT + WIDTH), (BOTTOM, BOTTOM), color=RULE, linewidth=0.8, solid_capstyle="projecting")
    step = 1 if len(chart.labels) <= EVERY_LABEL_UP_TO else 2
    for place in range((len(chart.labels) - 1) % step, len(chart.labels), step):
        below = BOTTOM - 5 * POINT_DOWN
        label = chart.labels[place]
        _write(figure, scale.across(place), below, label, size=AXIS, color=QUIET, va="top", ha="center")


def _goal(figure: Figure, chart: Chart, scale: _Scale) -> None:
    last = len(chart.targets) - 1  # beside the newest point its value is written: the line ends before it
    for place, goal in enumerate(chart.targets):
        if goal is not None:
            ends = (scale.across(place - 0.5), scale.across(place + (0.5 if place < last else 0.1)))
            _stroke(figure, ends, [scale.up(goal)] * 2, color=GOAL, linewidth=1.3, linestyle=DASHES, zorder=2)


def _legend(figure: Figure, chart: Chart) -> None:
    """Name the dashed line in the corner, where no point can run into the words."""
    if not any(goal is not None for goal in chart.targets):
        return
    words = _write(figure, LEFT + WIDTH, HEAD, chart.target_label, size=AXIS, color=GOAL, ha="right")
    left = words.get_window_extent().x0 / (WIDTH_INCHES * DPI)
    _stroke(figure, (left - 0.045, left - 0.012), (HEAD, HEAD), color=GOAL, linewidth=1.3, linestyle=DASHES)


def _line(figure: Figure, chart: Chart, scale: _Scale, *, newest: int) -> None:
    points = [nan if value is None else value for value in chart.values]
    across, up = [scale.across(place) for place in range(len(points))], [scale.up(point) for point in points]
    _stroke(figure, across, up, color=LINE, linewidth=2.4, marker="o", markersize=5, zorder=3)
    goal = chart.targets[newest] if newest < len(chart.targets) else None
    color = LINE
    if goal is not None:
        reached = points[newest] <= goal if chart.lower_is_better else points[newest] >= goal
        color = GOOD if reached else GAP
    x, y = across[newest], up[newest]
    _stroke(figure, [x], [y], color=color, marker="D" if color == GAP else "o", markersize=10, zorder=4)
    _write(figure, x + 11 * POINT_ACROSS, y, chart.texts[newest], size=VALUE, color=color, zorder=5)
