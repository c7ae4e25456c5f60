"""Draws what moved a number: one bar for each part of the change, from the line of no change to its side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.messages.text import plain
from bot.platforms.chart_sheet import AXIS, BAD, EDGE, GOOD, INK, QUIET, REST, SHOWN, VALUE, Sheet

if TYPE_CHECKING:
    from bot.messages.card import BarChart

ROW: Final = 23
_SUBTITLE_AT, _ROWS_AT = 28, 42
_THICK: Final = 12
_NAMES: Final = 0.4
"""The part of the width that names may take."""
_BETWEEN: Final = 6


def draw_bars(chart: BarChart) -> Sheet:
    """Draw the parts of a change, one below another.

    Raises:
        ValueError: when there is none.
    """
    if not chart.values:
        msg = "a chart without values"
        raise ValueError(msg)
    sheet = Sheet(_ROWS_AT + ROW * len(chart.values) + EDGE)
    sheet.title(chart.title, unit=chart.unit, said=[chart.subtitle, *chart.texts])
    room = SHOWN - 2 * EDGE
    sheet.write(EDGE, _SUBTITLE_AT, sheet.fitting(chart.subtitle, room, size=AXIS), size=AXIS, color=QUIET)
    names = [sheet.fitting(plain(name), room * _NAMES, size=AXIS) for name in chart.labels]
    left = EDGE + max(sheet.width(name, size=AXIS) for name in names) + _BETWEEN
    right = SHOWN - EDGE - max(sheet.width(text, size=VALUE) for text in chart.texts) - _BETWEEN
    low, high = min(0.0, *chart.values), max(0.0, *chart.values)
    across = (right - left) / ((high - low) or 1.0)
    zero = left - low * across
    bottom = _ROWS_AT + ROW * len(names)
    for row, (name, value, text) in enumerate(zip(names, chart.values, chart.texts, strict=True)):
        y = _ROWS_AT + ROW * (row + 0.5)
        sheet.write(EDGE, y, name, size=AXIS, color=INK)
        color = GOOD if (value < 0) == chart.lower_is_better else BAD
        is_rest = row == len(names) - 1 and row > 0
        begin, end = sorted((zero, zero + value * across))
        sheet.area(begin, y - _THICK / 2, end, y + _THICK / 2, color=REST if is_rest else color)
        sheet.write(SHOWN - EDGE, y, text, size=VALUE, color=INK if is_rest or not value else color, align="right")
    sheet.line((zero, zero), (_ROWS_AT, bottom), color=INK, linewidth=2, zorder=4)
    return sheet
