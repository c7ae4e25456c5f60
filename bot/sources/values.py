"""How much rows say: numbers in whatever way they are written, and ratios of two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.metric import Aggregate
from bot.intake.domain.intake import Kind
from bot.intake.domain.known import Known
from bot.kit.cleaning import UnclearValue, plain
from bot.kit.measure import Dimension, dimension
from bot.kit.number import DECIMAL_COMMA, DECIMAL_POINT, EXPONENTS, NumberStyle, number
from bot.sources.rows import Rows, attempt
from bot.sources.shape import condition

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from bot.sources.mapping import NumberFormat
    from bot.sources.mapping_value import ValueMapping

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

    from bot.figures.domain.metric import Metric
    from bot.sources.shape import Shaped


_SAFE_RATIO = 2.0


_SMALLEST, _LARGEST = (10.0**power for power in (EXPONENTS.start, EXPONENTS.stop))


_ROUNDING = 0.0051


def values_of(
    rows: Rows, value: ValueMapping, metric: Ints, known: Known, style: NumberStyle, shaped: Shaped
) -> tuple[Floats, Floats, Floats]:
    """Read one value of every row that is alive, with numerator and denominator where there are such columns."""
    height = rows.cells.height
    nothing = np.full(height, np.nan)
    counted = (
        rows.cells.select(condition(value.where, value.where.column)).to_series().to_numpy() if value.where else None
    )
    if counted is not None and value.how != "ratio":
        rows.alive &= counted
    if value.how in {"count", "distinct"}:
        return np.ones(height), nothing, nothing
    read = NumberReader(rows, shaped, metric, known, style)
    first, second = _parts(read, value, counted) if value.numerator and value.denominator else (nothing, nothing)
    if value.how == "ratio":
        values = np.where(np.isnan(first) | np.isnan(second), np.nan, 0.0)
    elif value.column:
        values = read(value.column)
        if value.minus:
            values = values - read(value.minus)
    else:
        values = nothing.copy()
    if value.numerator and value.denominator and value.how != "ratio":
        values = _from_parts(rows, value, values, first, second, metric, known)
    for place in np.flatnonzero(np.isnan(values) & rows.alive).tolist():
        rows.skip(place, read.title(value.column or value.numerator, place), "import-no-value")
    for place in np.flatnonzero(~(np.abs(values) < _LARGEST) & rows.alive).tolist():
        # What two numbers make that are none too large themselves
        title = read.title(value.column or value.numerator, place)
        rows.refuse(place, title, f"{values[place]:.12g}", UnclearValue("import-beyond"))
    return values, first, second


def _parts(read: NumberReader, value: ValueMapping, counted: Mask | None) -> tuple[Floats, Floats]:
    """Read numerator and denominator; rows that are not ``counted`` count for the denominator alone."""
    style = NumberStyle(decimal=read.style.decimal, missing=read.style.missing, undecided=read.style.undecided)
    first, second = (
        np.ones(read.rows.cells.height) if title == "*" else read(title, style=style, unit="")
        for title in (value.numerator, value.denominator)
    )
    if value.how == "ratio" and value.minus:
        first = first - read(value.minus, style=style, unit="")
    return (first if counted is None else np.where(counted, first, 0.0)), second


def number_style(
    rows: Rows, shaped: Shaped, numbers: NumberFormat, kind: Kind, *, more: Collection[str] = ()
) -> NumberStyle:
    """Say how a file writes its numbers: as the mapping says, unless the numbers prove that their comma is decimal.

    The columns are taken together, as one program wrote them; ``more`` are columns of numbers besides the values.
    """
    if shaped.style is None:
        shaped.style = _style_of(rows, shaped, numbers, kind, more=more)
    return shaped.style


def _style_of(rows: Rows, shaped: Shaped, numbers: NumberFormat, kind: Kind, *, more: Collection[str]) -> NumberStyle:
    import polars as pl

    style = numbers.style(scale=None)
    named = {
        title for value in shaped.values for title in (value.column, value.minus, value.numerator, value.denominator)
    }
    named |= {"=start_value", "=weight"} if kind == "targets" else set(more)
    columns = [column for column in rows.cells.columns if column in named]
    if style.decimal == "," or not columns:
        return style

    def proven(pattern: str) -> bool:
        found = (pl.col(column).str.strip_chars().str.contains(pattern).any() for column in columns)
        return any(rows.cells.select(*found).row(0))

    with_comma = any(rows.cells.select(pl.col(columns).str.contains(",", literal=True).any()).row(0))
    if not (with_comma and proven(DECIMAL_COMMA)):
        return style
    return replace(style, undecided=True) if proven(DECIMAL_POINT) else replace(style, decimal=",")


def _from_parts(
    rows: Rows, value: ValueMapping, values: Floats, first: Floats, second: Floats, metric: Ints, known: Known
) -> Floats:
    """Let a ratio be its numerator over its denominator; a stated value that disagrees is refused."""
    both = ~np.isnan(first) & ~np.isnan(second) & rows.alive
    for place in np.flatnonzero(both & (second <= 0)).tolist():
        if second[place] < 0 or first[place] != 0:
            rows.refuse(place, value.denominator, f"{second[place]:.12g}", UnclearValue("import-denominator"))
        both[place] = False
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = np.where(both, first / second, np.nan)
    off = both & ~np.isnan(values) & (np.abs(computed - values) > np.maximum(_ROUNDING, 0.01 * np.abs(computed)))
    for place in np.flatnonzero(off).tolist():
        held = known.metric_by_number[int(metric[place])]
        if held.is_ratio or held.aggregate is Aggregate.RATIO:
            shown = UnclearValue("import-parts", numerator=f"{first[place]:.12g}", denominator=f"{second[place]:.12g}")
            rows.refuse(place, value.column, f"{values[place]:.12g}", shown)
    ratio = np.isin(
        metric,
        [no for no, held in known.metric_by_number.items() if held.is_ratio or held.aggregate is Aggregate.RATIO],
    )
    return np.where(both & (ratio | np.isnan(values)), computed, values)


@dataclass(slots=True)
class NumberReader:
    """Reads columns of numbers, each in the unit of its row's metric; NaN where a cell says that there is none.

    ``metric`` may hold numbers of no metric where a unit is given with the column.
    """

    rows: Rows
    shaped: Shaped
    metric: Ints
    known: Known
    style: NumberStyle

    def title(self, column: str, place: int) -> str:
        """Return the title that a cell stands under in its file."""
        if column == "=value" and "=origin" in self.rows.cells.columns:
            return str(self.rows.cells["=origin"][place])
        return column.lstrip("=")

    def __call__(self, column: str, *, style: NumberStyle | None = None, unit: str | None = None) -> Floats:
        """Read a column; ``unit`` is the one that its numbers have, where it is not that of the metric."""
        import polars as pl

        style = style or self.style
        text = self.rows.cells[column]
        values = text.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy().astype(np.float64, copy=True)
        with np.errstate(invalid="ignore"):
            clean = (np.abs(values) < _LARGEST) & (np.abs(values) > _SMALLEST)
        nothing = values == 0
        if nothing.any():  # unless it is too small to be anything else
            clean |= nothing & ~text.str.contains("[1-9]").fill_null(value=False).to_numpy()
        if not style.plain:
            clean[:] = False
        if unit is None:
            ratios = [no for no, held in self.known.metric_by_number.items() if dimension(held.unit) is Dimension.RATIO]
            clean &= ~(np.isin(self.metric, ratios) & (np.abs(values) > _SAFE_RATIO))
        elif dimension(unit) is Dimension.RATIO:
            clean &= ~(np.abs(values) > _SAFE_RATIO)
        values[clean] += 0.0  # no negative zero
        left = np.flatnonzero(~clean & self.rows.alive)
        values[~clean] = np.nan
        found: dict[tuple[str, int], tuple[Decimal | None, str] | UnclearValue] = {}
        for place, given in zip(left.tolist(), text.gather(left).to_list(), strict=True):
            key = (given or "", int(self.metric[place]))
            if key not in found:
                found[key] = attempt(lambda: _number(key[0], self.known.metric_by_number.get(key[1]), unit, style))  # noqa: B023 - called at once
            result = found[key]
            if isinstance(result, UnclearValue):
                self.rows.refuse(place, self.title(column, place), key[0], result)
            elif result[0] is not None:
                values[place] = float(result[0]) + 0.0
                if result[1]:
                    self.rows.changed(place, self.title(column, place), key[0], f"{result[0].normalize():f}", result[1])
        return values


def _number(text: str, metric: Metric | None, unit: str | None, style: NumberStyle) -> tuple[Decimal | None, str]:
    if unit is None:
        unit = metric.unit if metric else ""
    return number(text, unit=unit, style=style, maximum=metric.maximum if metric else None)


def extra_column(rows: Rows, shaped: Shaped, name: str, style: NumberStyle) -> Floats:
    """Read a target's start value or weight; most files have none."""
    values = np.full(rows.cells.height, np.nan)
    if f"={name}" not in rows.cells.columns:
        return values
    for place, given in enumerate(rows.cells[f"={name}"].to_list()):
        result = attempt(lambda: number(given or "", unit="%" if "%" in plain(given or "") else "", style=style))  # noqa: B023 - called at once
        if isinstance(result, UnclearValue):
            if rows.alive[place]:
                rows.refuse(place, shaped.origin.get(name, name), given or "", result)
        elif result[0] is not None:
            values[place] = float(result[0])
    return values
