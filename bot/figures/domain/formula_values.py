"""The kernel of formulas: the value of each span of records at once, exact and whatever order they came in.

Numbers are floats that stand for decimals of at most 15 digits. Where they fit they are added up as whole multiples of
a power of ten, otherwise as ``bot.kit.exact`` adds up. Every result is rounded as there, so that comparing it with a
threshold decides as exact decimals do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.formula import Calculation
from bot.kit.exact import decimal_sum, exact_sum, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from bot.figures.domain.formula import Formula, FormulaPart, RecordFilter
    from bot.figures.domain.record import StoredRecords

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_DECIMALS: Final = 12
_WHOLE: Final = 2.0**53
"""Below this every whole number is a float of its own."""
_ROOM: Final = 2.0**62


@dataclass(frozen=True, slots=True, eq=False)
class FormulaValues:
    """A value for each span, NaN where there is none; ratios and means have the parts that they are the ratio of."""

    value: Numbers
    numerator: Numbers
    denominator: Numbers


def measures_of(formula: Formula) -> tuple[str, ...]:
    """Return the measures that a formula reads, each once."""
    parts = [part for part in _parts(formula) if part.calculation not in {Calculation.COUNT, Calculation.DISTINCT}]
    return tuple(dict.fromkeys(name for part in parts for name in (part.of, part.minus) if name))


def dimensions_of(formula: Formula) -> tuple[str, ...]:
    """Return the dimensions that a formula reads, each once."""
    counted = [part.of for part in _parts(formula) if part.calculation is Calculation.DISTINCT]
    return tuple(dict.fromkeys([*counted, *(chosen.dimension for chosen in _filters(formula))]))


def texts_of(formula: Formula) -> tuple[str, ...]:
    """Return the texts that a formula chooses records by, each once."""
    return tuple(dict.fromkeys(text for chosen in _filters(formula) for text in chosen.values))


def _parts(formula: Formula) -> Sequence[FormulaPart]:
    return (formula.part, formula.over) if formula.over else (formula.part,)


def _filters(formula: Formula) -> Iterator[RecordFilter]:
    yield from formula.where
    for part in _parts(formula):
        yield from part.where


def calculate(formula: Formula, records: StoredRecords, codes: Mapping[str, int], *, spans: int) -> FormulaValues:
    """Return the value of a formula for each of so many spans.

    ``codes`` are those of the texts in the formula; a text without one is in no record. Where ``formula.where`` leaves
    no record there is no value. A part whose own ``where`` chooses none of the others is 0 if it counts or adds up, and
    else has no value. Records without the measure (or dimension) do not count; where none that was chosen has it there
    is no value. A ratio over 0 has none either.
    """
    kept = _chosen(formula.where, records, codes)
    first = _calculate(formula.part, kept, records, codes, spans=spans)
    if formula.over is None:
        return FormulaValues(tidy(first.value), first.numerator, first.denominator)
    top, bottom = first.value, _calculate(formula.over, kept, records, codes, spans=spans).value
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(bottom == 0, np.nan, tidy(top / bottom))
    nothing = np.isnan(value)
    return FormulaValues(value, *(tidy(np.where(nothing, np.nan, side)) for side in (top, bottom)))


def brought(formula: Formula, records: StoredRecords, codes: Mapping[str, int]) -> tuple[Numbers, ...]:
    """Return what each record brings to each part of a formula, NaN where nothing: its measure, or 1 where it counts.

    A part with ``minus`` brings the difference, rounded as everything computed is.
    """
    kept, found = _chosen(formula.where, records, codes), []
    for part in _parts(formula):
        chosen = kept & _chosen(part.where, records, codes)
        if part.calculation is Calculation.COUNT:
            value = np.ones(len(records))
        elif part.calculation is Calculation.DISTINCT:
            value = np.where(records.dimensions[part.of] > 0, 1.0, np.nan)
        else:
            value = records.measures[part.of]
            value = tidy(value - records.measures[part.minus], value) if part.minus else value
        found.append(np.where(chosen, value, np.nan))
    return tuple(found)


def _chosen(filters: Sequence[RecordFilter], records: StoredRecords, codes: Mapping[str, int]) -> Mask:
    chosen = np.ones(len(records), np.bool_)
    for narrowed in filters:
        wanted = [codes[text] if text else 0 for text in narrowed.values if not text or text in codes]
        chosen &= np.isin(records.dimensions[narrowed.dimension], wanted, invert=narrowed.excludes)
    return chosen


def _calculate(
    part: FormulaPart, kept: Mask, records: StoredRecords, codes: Mapping[str, int], *, spans: int
) -> FormulaValues:
    chosen = kept & _chosen(part.where, records, codes) if part.where else kept
    there, meant = _counts(records.span[kept], spans), _counts(records.span[chosen], spans)
    nothing = np.full(spans, np.nan)
    if part.calculation is Calculation.COUNT:
        return FormulaValues(np.where(there > 0, meant, np.nan), nothing, nothing)
    empty = np.where((there > 0) & (meant == 0), 0.0, np.nan)
    if part.calculation is Calculation.DISTINCT:
        different = _distinct(records.span[chosen], records.dimensions[part.of][chosen], spans)
        return FormulaValues(np.where(different > 0, different, empty), nothing, nothing)

    columns = [records.measures[name] for name in (part.of, part.minus) if name]
    for column in columns:
        chosen = chosen & ~np.isnan(column)
    span = records.span[chosen]
    n = _counts(span, spans)
    if part.calculation in {Calculation.SUM, Calculation.MEAN}:
        total = _sums([column[chosen] for column in columns], span, spans)
        if part.calculation is Calculation.SUM:
            return FormulaValues(np.where(n > 0, total, empty), nothing, nothing)
        n = np.where(n > 0, n, np.nan)
        return FormulaValues(total / n, np.where(n > 0, total, np.nan), n)
    value = nothing.copy()
    if span.size:
        value[n > 0] = _picked(part.calculation, columns[0][chosen], records, chosen)
    return FormulaValues(value, nothing, nothing)


def _counts(span: Integers, spans: int) -> Numbers:
    return np.bincount(span, minlength=spans).astype(np.float64)


def _distinct(span: Integers, code: Integers, spans: int) -> Numbers:
    known = code > 0
    width = int(code.max(initial=0)) + 1
    return _counts(np.unique(span[known] * width + code[known]) // width, spans)


def _picked(calculation: Calculation, values: Numbers, records: StoredRecords, chosen: Mask) -> Numbers:
    """Return for each span with values the one that stands in a certain place: median, smallest, largest, newest."""
    span = records.span[chosen]
    if calculation is Calculation.LAST:
        at = np.nan_to_num(records.at[chosen], nan=-np.inf)
        order = np.lexsort((at, records.day[chosen], span))  # of the same instant the last id
    else:
        order = np.lexsort((values, span))
    values, begin = values[order], np.flatnonzero(np.diff(span, prepend=-1))
    end = np.append(begin[1:], span.size)
    match calculation:
        case Calculation.MIN:
            found = values[begin]
        case Calculation.MEDIAN:
            low, high = values[(begin + end - 1) // 2], values[(begin + end) // 2]
            found = (low + high) / 2
            for place in np.flatnonzero((low < 0) & (high > 0)).tolist():  # these may cancel out
                found[place] = float(decimal_sum([low[place], high[place]]) / 2)
        case _:
            found = values[end - 1]
    return tidy(found)


# Sums


def group_sums(values: Numbers, group: Integers, groups: int) -> Numbers:
    """Return the exact sum of the values of each of so many groups, 0 for one without; the groups come in any order."""
    whole, decimals = _scaled(values)
    if np.abs(whole).sum() < _WHOLE:  # not so where one is NaN
        return tidy(np.bincount(group, whole, groups) / 10.0**decimals)
    order = np.argsort(group, kind="stable")
    return _sums([values[order]], group[order], groups)


def _sums(columns: Sequence[Numbers], span: Integers, spans: int) -> Numbers:
    """Return for each span the sum of the first column, less that of a second one; 0 where there is nothing."""
    total = np.zeros(spans)
    if not span.size:
        return total
    begin = np.flatnonzero(np.diff(span, prepend=-1))
    values = columns[0] if len(columns) == 1 else np.concatenate([columns[0], -columns[1]])
    whole, decimals = _scaled(values)
    loose = np.isnan(whole)
    size = np.abs(np.where(loose, np.inf, whole))
    parts = [slice(place * span.size, (place + 1) * span.size) for place in range(len(columns))]
    large = sum(np.add.reduceat(size[part], begin) for part in parts)
    fits = large < _ROOM
    exact = np.where(loose, 0, whole).astype(np.int64)
    added = sum(np.add.reduceat(exact[part], begin) for part in parts)
    found = np.asarray(added) / 10.0**decimals
    for place in np.flatnonzero(fits & (large >= _WHOLE)).tolist():
        found[place] = int(np.asarray(added)[place]) / 10**decimals
    found = tidy(found)
    end = np.append(begin[1:], span.size)
    for place in np.flatnonzero(~fits).tolist():
        mine = np.concatenate([values[part][begin[place] : end[place]] for part in parts])
        found[place] = exact_sum(mine)
    total[span[begin]] = found
    return total


def _scaled(values: Numbers) -> tuple[Numbers, int]:
    """Return numbers as whole multiples of a power of ten, NaN where they are none, and its number of decimals."""
    decimals, rest = 0, values
    for power in range(_DECIMALS + 1):
        fits = ~np.isnan(_as_whole(rest, power))
        decimals = power if fits.any() else decimals
        rest = rest[~fits]
        if not rest.size:
            break
    return _as_whole(values, decimals), decimals


def _as_whole(values: Numbers, decimals: int) -> Numbers:
    """Return numbers of so many decimals as whole ones, NaN where that would be another number."""
    power = 10.0**decimals
    whole = np.rint(values * power)
    return np.where((np.abs(whole) < _WHOLE) & (whole / power == values), whole, np.nan)
