"""One value per person, metric and period, out of many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.facts import FactColumns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.sources.mapping_value import ValueMapping

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    import polars as pl


def _heads(facts: FactColumns) -> Mask:
    """Say of each row of sorted facts whether it is the first of its key."""
    head = np.ones(len(facts), dtype=bool)
    head[1:] = (
        (facts.person[1:] != facts.person[:-1])
        | (facts.metric[1:] != facts.metric[:-1])
        | (facts.start[1:] != facts.start[:-1])
    )
    return head


def grouped(
    facts: FactColumns, value: ValueMapping, cells: pl.DataFrame, day: Ints, *, newest: int | None
) -> FactColumns:
    """Make one value per person, metric and period out of many rows; ``day`` is the date that each row bears.

    ``newest`` is the day that the last period reaches to, when it is not to count as whole.
    """
    if not len(facts):
        return facts
    facts = facts.take(order := np.lexsort((facts.row, day, facts.start, facts.metric, facts.person)))
    head = _heads(facts)
    starts = np.flatnonzero(head)
    group = np.cumsum(head) - 1
    sizes = np.bincount(group)
    made = facts.take(starts)
    sums: list[Floats] = [
        np.bincount(group, weights=np.nan_to_num(column)).astype(np.float64)
        for column in (facts.value, facts.first, facts.second)
    ]
    if value.how in {"sum", "mean"}:
        made.value = sums[0] if value.how == "sum" else sums[0] / sizes
    elif value.how == "count":
        made.value = sizes.astype(np.float64)
    elif value.how == "last":
        made.value = facts.value[np.append(starts[1:], len(facts)) - 1]
    elif value.how == "distinct":
        texts = cells[value.column].str.strip_chars().to_numpy()[order]
        pairs = {(place, text) for place, text in zip(group.tolist(), texts.tolist(), strict=True) if text}
        made.value = np.bincount([place for place, _ in pairs], minlength=len(starts)).astype(np.float64)
    else:
        filled = sums[2] != 0
        made, sums = made.take(filled), [column[filled] for column in sums]
        made.value = sums[1] / sums[2]
    if value.numerator and value.denominator:
        made.first, made.second = sums[1], sums[2]
    made.value = np.round(made.value, 9)
    made.source_id = np.full(len(made), None, np.object_)
    if newest is not None:
        made.end = np.minimum(made.end, newest)
    return made
