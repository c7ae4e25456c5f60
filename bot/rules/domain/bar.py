"""Bars: the numbers that a rule's condition holds a value or a share of its target against."""

from __future__ import annotations

from bot.figures.domain.target import Bar
from bot.rules.domain.condition import Compare, Literal, leaves
from bot.rules.domain.expression import read


def bars_of(condition: str) -> list[Bar]:
    """Return the numbers that a condition holds a value or an attainment against, as written."""
    return [
        Bar(leaf.fact, leaf.operator[0] == ">", float(leaf.other.value), inclusive=leaf.operator[1:] == "=")
        for leaf in leaves(read(condition))
        if isinstance(leaf, Compare) and isinstance(leaf.other, Literal)
        if leaf.fact in {"value", "attainment"} and leaf.operator in {"<", "<=", ">", ">="}
    ]
