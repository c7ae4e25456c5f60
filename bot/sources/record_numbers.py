"""Measures and dimensions of records: numbers however they are written, and texts without what nobody sees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.record_text import LONGEST_TEXT
from bot.kit.cleaning import UnclearValue, plain
from bot.kit.number import currency_of
from bot.sources.keys import metric_column
from bot.sources.mapping_value import Where
from bot.sources.record_layout import NO, YES, unit_metric
from bot.sources.shape import condition
from bot.sources.values import NumberReader, number_style

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula
    from bot.intake.domain.known import Known
    from bot.kit.number import NumberStyle
    from bot.sources.mapping import NumberFormat
    from bot.sources.record_layout import MeasureColumn, RecordLayout
    from bot.sources.rows import Rows
    from bot.sources.shape import Shaped

    Floats = NDArray[np.float64]
    Texts = NDArray[np.object_]

_NO_METRIC: Final = -1


def formulas_of(known: Known) -> dict[str, Formula]:
    """Return how metrics that are made of records are made."""
    return {key: formula_text.parse(metric.formula) for key, (_, metric) in known.metrics.items() if metric.formula}


def measures_of(
    rows: Rows, shaped: Shaped, layout: RecordLayout, known: Known, numbers: NumberFormat
) -> dict[str, Floats]:
    """Read the measures of every row that is alive, each in the unit of the metric that it is for.

    Raises:
        DataError: the mapping names a metric that there is not.
    """
    for metric in layout.formulas:
        metric_column(known, metric, 0)
    style = number_style(rows, shaped, numbers, "records", more=[measure.column for measure in layout.measures])
    formulas = formulas_of(known) | layout.formulas
    made: dict[str, Floats] = {}
    for measure in layout.measures:
        own = style if measure.scale is None else replace(style, scale=measure.scale)
        metric = unit_metric(measure, layout.stream, formulas)
        if metric and not measure.unit:
            column = metric_column(known, metric, rows.cells.height)
            made[measure.name] = NumberReader(rows, shaped, column, known, own)(measure.column)
        else:
            made[measure.name] = _without_metric(rows, shaped, measure, known, own)
    return made


def _without_metric(rows: Rows, shaped: Shaped, measure: MeasureColumn, known: Known, style: NumberStyle) -> Floats:
    """Read a measure of which no metric says the unit: bare numbers, or amounts of one currency."""
    texts = rows.cells[measure.column].head(2000).to_list()
    signs = {sign for text in texts if text and (sign := currency_of(plain(text)))}
    unit = measure.unit or min(signs, default="")
    if not unit and any("%" in (text or "") or "％" in (text or "") for text in texts):
        unit = "%"
    none = np.full(rows.cells.height, _NO_METRIC, np.int64)
    return NumberReader(rows, shaped, none, known, replace(style, percent=False))(measure.column, unit=unit)


def dimensions_of(rows: Rows, layout: RecordLayout) -> dict[str, Texts]:
    """Read the dimensions of every row; a text that is too long refuses its row."""
    made: dict[str, Texts] = {}
    for dimension in layout.dimensions:
        if dimension.matches:
            where = Where(column=dimension.column, matches=dimension.matches)
            found = rows.cells.select(condition(where, dimension.column)).to_series().to_list()
            texts = [YES if matched else NO for matched in found]
        else:
            texts = _texts(rows.cells[dimension.column])
            for place, text in enumerate(texts):
                if len(text) > LONGEST_TEXT and rows.alive[place]:
                    reason = UnclearValue("import-long", n=len(text), most=LONGEST_TEXT)
                    rows.refuse(place, dimension.column, text[:80], reason)
        column = np.empty(len(texts), np.object_)
        column[:] = texts
        made[dimension.name] = column
    return made


def _texts(column: pl.Series) -> list[str]:
    """Return the texts of a column cleaned; each different one is cleaned once."""
    cleaned = {text: plain(text or "") for text in column.unique().to_list()}
    return [cleaned[text] for text in column.to_list()]
