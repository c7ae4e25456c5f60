"""Draws a tree as an outline: each node with a bar of how far it is, the mark of its time, and lines to its parts.

Layers stand from left to right and nodes below one another: a phone has room downwards, and titles need the width.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from bot.messages.card import Mood
from bot.messages.text import plain
from bot.platforms.chart_sheet import AXIS, BAD, EDGE, GAP, GOOD, INK, QUIET, REST, SHEET, SHOWN, TITLE, VALUE, Sheet

if TYPE_CHECKING:
    from bot.messages.card import TreeChart, TreeNode

_LEGEND_AT, _NODES_AT = 29, 42
_STEP: Final = 15
"""How far a layer stands to the right of the one above it."""
_MARK: Final = 8
_WORDS: Final = 14
"""From the left of a node to its words: its mark stands before them."""
_LINE: Final = 14.5
_BAR: Final = 6
_APART: Final = 11
"""Between two nodes."""
_BETWEEN: Final = 6
_TITLES: Final = 2
"""Lines that a title, or what stands below it, may take."""
_DEEPEST: Final = 5
"""Layers that are told apart; what is deeper stands below the last of them."""
_COLORS: Final = {Mood.GOOD: GOOD, Mood.GAP: BAD, Mood.PLAIN: REST}
_MARKS: Final = {Mood.GOOD: "^", Mood.GAP: "v", Mood.PLAIN: "o"}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: its left, its top, and the lines of its words."""

    node: TreeNode
    left: float
    top: float
    title: list[str]
    about: list[str]

    @property
    def middle(self) -> float:
        """The height of its mark, beside the first line of its title."""
        return self.top + _LINE / 2

    @property
    def bar(self) -> float:
        """The top of its bar."""
        return self.top + _LINE * (len(self.title) + len(self.about)) + 1.5

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.bar + (_BAR if self.node.value is not None else 0)


def draw_tree(chart: TreeChart) -> Sheet:
    """Draw a tree.

    Raises:
        ValueError: when it has no node.
    """
    if not chart.nodes:
        msg = "a tree without nodes"
        raise ValueError(msg)
    places = _places(chart)
    sheet = Sheet(ceil(places[-1].bottom + EDGE))
    sheet.title(chart.title, unit="", said=())
    _legend(sheet, chart)
    _branches(sheet, places)
    for place in places:
        _node(sheet, place)
    return sheet


def _places(chart: TreeChart) -> list[_Place]:
    found: list[_Place] = []
    top: float = _NODES_AT if _timed(chart) else _LEGEND_AT - _LINE / 2 + 2
    for node in chart.nodes:
        left = EDGE + _STEP * min(node.depth, _DEEPEST - 1)
        room = SHOWN - EDGE - left - _WORDS
        value = Sheet.width(plain(node.text), size=VALUE) + _BETWEEN if node.text else 0
        title = Sheet.wrapped(plain(node.title), room - value, size=_size(node), lines=_TITLES)
        about = Sheet.wrapped(plain(node.about), room, size=AXIS, lines=_TITLES)
        found.append(_Place(node, left, top, title, about))
        top = found[-1].bottom + _APART
    return found


def _size(node: TreeNode) -> float:
    return AXIS if node.depth else TITLE


def _timed(chart: TreeChart) -> bool:
    return bool(chart.elapsed_label) and any(_has_mark(node) for node in chart.nodes)


def _has_mark(node: TreeNode) -> bool:
    return node.value is not None and node.elapsed is not None


def _legend(sheet: Sheet, chart: TreeChart) -> None:
    """Say what the mark on the bars is, beside a piece of one."""
    if _timed(chart):
        x, y = EDGE + 22, _LEGEND_AT
        sheet.area(EDGE, y - _BAR / 2, x, y + _BAR / 2, color=GAP)
        _time(sheet, EDGE + 11, y - _BAR / 2)
        words = sheet.fitting(chart.elapsed_label, SHOWN - EDGE - x - _BETWEEN, size=AXIS)
        sheet.write(x + _BETWEEN, y, words, size=AXIS, color=QUIET)


def _branches(sheet: Sheet, places: list[_Place]) -> None:
    """Draw a line from each node to the nodes that are part of it: down from its mark, and across to theirs."""
    above: list[_Place] = []
    for place in places:
        while above and above[-1].left >= place.left:
            above.pop()
        if above:
            trunk = above[-1].left + _MARK / 2
            xs = (trunk, trunk, place.left)
            ys = (above[-1].middle + _MARK, place.middle, place.middle)
            sheet.line(xs, ys, color=REST, linewidth=1.6, zorder=2)
        above.append(place)


def _node(sheet: Sheet, place: _Place) -> None:
    node, color = place.node, _COLORS[place.node.mood]
    looks = {"marker": _MARKS[node.mood], "markersize": 12, "color": color}
    sheet.line([place.left + _MARK / 2], [place.middle], zorder=5, **looks)
    x, y = place.left + _WORDS, place.middle
    if node.text:
        shown = INK if node.mood is Mood.PLAIN else color
        sheet.write(SHOWN - EDGE, y, plain(node.text), size=VALUE, color=shown, align="right")
    for words in place.title:
        sheet.write(x, y, words, size=_size(node), color=INK)
        y += _LINE
    for words in place.about:
        sheet.write(x, y, words, size=AXIS, color=QUIET)
        y += _LINE
    if node.value is not None:
        _bar(sheet, place, node.value, color=color)


def _bar(sheet: Sheet, place: _Place, value: float, *, color: str) -> None:
    """Draw how far a node is: filled by that much, with a mark where it would be if all went with time."""
    left, right, top = place.left + _WORDS, SHOWN - EDGE, place.bar
    sheet.area(left, top, right, top + _BAR, color=GAP)
    filled = min(max(value, 0.0), 1.0) * (right - left)
    if filled:
        sheet.area(left, top, left + filled, top + _BAR, color=color)
    if place.node.elapsed is not None:
        _time(sheet, left + min(max(place.node.elapsed, 0.0), 1.0) * (right - left), top)


def _time(sheet: Sheet, x: float, top: float) -> None:
    """Mark how much of the time is gone, in dark with a light rim that shows on any colour."""
    ys = (top - 2, top + _BAR + 2)
    sheet.line((x, x), ys, color=SHEET, linewidth=5, zorder=4, solid_capstyle="butt")
    sheet.line((x, x), ys, color=INK, linewidth=2.5, zorder=5, solid_capstyle="butt")
