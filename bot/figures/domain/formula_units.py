"""Formulas of units: what people's values make, and what only the records of all of them together do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bot.figures.domain.formula import Calculation
from bot.figures.domain.formula_text import parse
from bot.figures.domain.metric import Aggregate

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric

_ADDS_UP: Final = frozenset({Calculation.SUM, Calculation.COUNT})


@lru_cache(maxsize=4096)
def made_together(formula: str) -> bool:
    """Say whether a unit's value is made of the records of all its members: where their values do not add up.

    Two people with one customer have one customer, and the median of a team is none of its members' medians. A mean by
    itself adds up by its sum and its number, but not as a part of a ratio. "" is no formula.
    """
    if not formula:
        return False
    read = parse(formula)
    if read.over is None:
        return read.part.calculation not in {*_ADDS_UP, Calculation.MEAN}
    return not {read.part.calculation, read.over.calculation} <= _ADDS_UP


def adds_up(metric: Metric, aggregate: Aggregate = Aggregate.SUM) -> bool:
    """Say whether values of several people are added up (or by ``aggregate``) to what they have together."""
    return metric.aggregate is aggregate and not made_together(metric.formula)
