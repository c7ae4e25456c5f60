"""Layouts of records: which columns are measures and dimensions, and how metrics are made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.figures.domain import formula_text
from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.kit.cleaning import plain
from bot.kit.errors import DataError
from bot.sources.columns import LINE, column_of
from bot.sources.header import fold_title
from bot.sources.mapping_stream import LONGEST_NAME

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from decimal import Decimal

    import polars as pl

    from bot.figures.domain.record import RecordStream
    from bot.sources.mapping import LoadedMapping
    from bot.sources.mapping_stream import StreamMapping
    from bot.sources.mapping_value import ValueMapping, Where

YES, NO = "yes", "no"
"""What a dimension holds that says whether a text matches a pattern."""
_PREFIX: Final = re.compile(r"(measure|dimension|数值列|维度)\s*[:.：]\s*(.+)", re.IGNORECASE | re.DOTALL)
_MEASURES: Final = frozenset({"measure", "数值列"})
_CALCULATIONS: Final = {
    "sum": Calculation.SUM,
    "mean": Calculation.MEAN,
    "count": Calculation.COUNT,
    "distinct": Calculation.DISTINCT,
    "last": Calculation.LAST,
    "median": Calculation.MEDIAN,
    "min": Calculation.MIN,
    "max": Calculation.MAX,
}


@dataclass(frozen=True, slots=True)
class MeasureColumn:
    """A column of numbers under the name that it has in its stream.

    ``metric`` is the one whose unit it has, "" where none is known; a ``unit`` of its own goes before that. ``scale``
    multiplies what is read.
    """

    name: str
    column: str
    metric: str = ""
    scale: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DimensionColumn:
    """A column of texts under the name that it has in its stream; with ``matches`` whether the pattern is found."""

    name: str
    column: str
    matches: str = ""


@dataclass(slots=True)
class RecordLayout:
    """Measures and dimensions of a file, and the formulas that its mapping gives metrics.

    ``since`` is the day from which a metric is made of records, for those of which the mapping says it.
    """

    stream: str
    measures: list[MeasureColumn] = field(default_factory=list)
    dimensions: list[DimensionColumn] = field(default_factory=list)
    formulas: dict[str, Formula] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)

    @property
    def columns(self) -> set[str]:
        """The columns that measures and dimensions are taken from."""
        return {measure.column for measure in self.measures} | {dimension.column for dimension in self.dimensions}

    @property
    def counts_rows(self) -> bool:
        """Whether a record without any number says something: it is counted, or nothing says what is made of it."""
        parts = [part for formula in self.formulas.values() for part in (formula.part, formula.over) if part]
        counted = {Calculation.COUNT, Calculation.DISTINCT}
        return not parts or any(part.calculation in counted for part in parts)


def bare_title(title: str) -> str:
    """Return a column's title without a ``measure:`` or ``dimension:`` before it."""
    said = _PREFIX.fullmatch(plain(title))
    return said[2].strip() if said else title


def canonical_layout(
    cells: pl.DataFrame, begun: RecordLayout, known: RecordStream | None, *, taken: Collection[str]
) -> RecordLayout:
    """Lay out a file without a mapping: by ``measure:`` and ``dimension:``, and by the names that the stream has.

    What is ``begun`` stays as it is laid out.
    """
    made = begun
    taken = {*taken, *begun.columns}
    measures = {fold_title(name): name for name in (known.measures if known else ())}
    dimensions = {fold_title(name): name for name in (known.dimensions if known else ())}
    for title in cells.columns:
        if title in taken or title.startswith(("=", "\0")):
            continue
        said = _PREFIX.fullmatch(plain(title))
        name = said[2].strip()[:LONGEST_NAME] if said else ""
        if said and said[1].lower() in _MEASURES:
            made.measures.append(MeasureColumn(measures.get(fold_title(name), name), title))
        elif said:
            made.dimensions.append(DimensionColumn(dimensions.get(fold_title(name), name), title))
        elif fold_title(title) in measures:
            made.measures.append(MeasureColumn(measures[fold_title(title)], title))
        elif fold_title(title) in dimensions:
            made.dimensions.append(DimensionColumn(dimensions[fold_title(title)], title))
    return made


def mapped_layout(
    cells: pl.DataFrame,
    source: LoadedMapping,
    values: tuple[ValueMapping, ...],
    begun: RecordLayout,
    *,
    file: str,
    refused: Collection[str],
) -> RecordLayout:
    """Lay out a file as its mapping says; ``values`` have the titles as they stand in the file.

    Nothing is taken from columns that are ``refused``. What is ``begun`` stays, unless the mapping names it itself.

    Raises:
        DataError: a column is not there, or a metric is given two formulas.
    """
    made = _Making(cells, begun, file)
    if source.mapping.stream:
        made.named(source.mapping.stream, refused=refused)
    for value in values:
        if value.where and value.where.column in refused:
            continue
        if not made.is_ours(value):
            continue
        formula = made.formula(value)
        made.layout.since |= {value.metric: value.records_from} if value.records_from else {}
        before = made.layout.formulas.setdefault(value.metric, formula)
        if before != formula:
            message = f"{file}: two [[value]] say how {value.metric} is made"
            raise DataError("import-two-formulas", message, metric=value.metric)
    return made.layout


@dataclass(slots=True)
class _Making:
    """A layout while it is made: each column that is needed gets a name once."""

    cells: pl.DataFrame
    layout: RecordLayout
    file: str

    def named(self, stream: StreamMapping, *, refused: Collection[str]) -> None:
        """Take the columns that have been given names."""
        said = {*stream.measures, *stream.dimensions}
        self.layout.measures = [known for known in self.layout.measures if known.name not in said]
        self.layout.dimensions = [known for known in self.layout.dimensions if known.name not in said]
        for name, title in stream.measures.items():
            if (column := column_of(self.cells, title, self.file)) not in refused:
                self.layout.measures.append(MeasureColumn(name, column))
        for name, title in stream.dimensions.items():
            if (column := column_of(self.cells, title, self.file)) not in refused:
                self.layout.dimensions.append(DimensionColumn(name, column))

    def is_ours(self, value: ValueMapping) -> bool:
        """Whether a value is made of the records of this stream; a formula may name the one that it is over."""
        ours = self.layout.stream
        return not value.formula or formula_text.parse(value.formula, stream=ours).stream == ours

    def _written(self, text: str) -> Formula:
        """Read a formula: its names are those of the stream, or titles of columns."""
        formula = formula_text.parse(text, stream=self.layout.stream)

        def of_part(part: FormulaPart) -> FormulaPart:
            named = self._dimension_named if part.calculation is Calculation.DISTINCT else self._measure_named
            of, minus = (named(name) if name else "" for name in (part.of, part.minus))
            return replace(part, of=of, minus=minus, where=of_filters(part.where))

        def of_filters(filters: tuple[RecordFilter, ...]) -> tuple[RecordFilter, ...]:
            return tuple(replace(chosen, dimension=self._dimension_named(chosen.dimension)) for chosen in filters)

        over = of_part(formula.over) if formula.over else None
        return replace(formula, part=of_part(formula.part), over=over, where=of_filters(formula.where))

    def _measure_named(self, name: str) -> str:
        known = {measure.name for measure in self.layout.measures}
        return name if name in known else self._measure(column_of(self.cells, name, self.file))

    def _dimension_named(self, name: str) -> str:
        known = {dimension.name for dimension in self.layout.dimensions}
        return name if name in known else self._dimension(column_of(self.cells, name, self.file))

    def formula(self, value: ValueMapping) -> Formula:
        """Say how a metric is made, with the measures and dimensions that this needs."""
        if value.formula:
            return self._written(value.formula)
        where = self._filters(value.where) if value.where else ()
        if value.how == "ratio":
            above = self._counted(value.numerator, minus=value.minus, where=where)
            return Formula(self.layout.stream, above, self._counted(value.denominator))
        part = FormulaPart(_CALCULATIONS[value.how])
        if value.how == "distinct":
            part = replace(part, of=self._dimension(value.column))
        elif value.how != "count":
            minus = self._measure(value.minus, value) if value.minus else ""
            part = replace(part, of=self._measure(value.column, value), minus=minus)
        return Formula(self.layout.stream, part, where=where)

    def _counted(self, column: str, *, minus: str = "", where: tuple[RecordFilter, ...] = ()) -> FormulaPart:
        """Say what a ratio's numerator or denominator is: ``*`` counts records."""
        if column == "*":
            return FormulaPart(Calculation.COUNT, where=where)
        less = self._measure(minus) if minus else ""
        return FormulaPart(Calculation.SUM, self._measure(column), less, where)

    def _measure(self, column: str, value: ValueMapping | None = None) -> str:
        """Return the name of a column of numbers; a ratio's parts (no ``value``) have no unit of their own."""
        metric, scale = (value.metric, value.scale) if value else ("", None)
        for place, known in enumerate(self.layout.measures):
            if known.column == column and (known.scale == scale or (known.scale is None and not known.metric)):
                changed = replace(known, metric=known.metric or metric, scale=scale)
                self.layout.measures[place] = changed
                return known.name
        made = MeasureColumn(self._name(column), column, metric, scale)
        self.layout.measures.append(made)
        return made.name

    def _dimension(self, column: str, *, matches: str = "") -> str:
        for known in self.layout.dimensions:
            if (known.column, known.matches) == (column, matches):
                return known.name
        named = next((known.name for known in self.layout.dimensions if known.column == column), column)
        made = DimensionColumn(self._name(f"{named}_matches" if matches else named), column, matches)
        self.layout.dimensions.append(made)
        return made.name

    def _filters(self, where: Where) -> tuple[RecordFilter, ...]:
        """Say a condition on a column as filters over dimensions; a pattern is answered row by row, when they come."""
        found = []
        if where.equals is not None:
            found.append(RecordFilter(self._dimension(where.column), (plain(where.equals),)))
        if where.one_of is not None:
            found.append(RecordFilter(self._dimension(where.column), tuple(map(plain, where.one_of))))
        if where.none_of is not None:
            found.append(RecordFilter(self._dimension(where.column), tuple(map(plain, where.none_of)), excludes=True))
        if where.filled is not None:
            found.append(RecordFilter(self._dimension(where.column), ("",), excludes=where.filled))
        if where.matches is not None:
            found.append(RecordFilter(self._dimension(where.column, matches=where.matches), (YES,)))
        return tuple(found)

    def _name(self, column: str) -> str:
        """Make a name of a title that nothing else has: a word that a formula can hold without quotes."""
        bare = re.sub(r"[^\w.-]+", "_", fold_title(column.removeprefix("="))).strip("_.-")[:LONGEST_NAME] or "column"
        taken = {known.name for known in self.layout.measures} | {known.name for known in self.layout.dimensions}
        names = (bare, *(f"{bare[: LONGEST_NAME - 3]}_{number}" for number in range(2, 99)))
        return next(name for name in names if name not in taken)


def free_columns(cells: pl.DataFrame, *, used: Collection[str]) -> list[str]:
    """Return the titles of the columns that nothing is taken from."""
    return [name for name in cells.columns if name != LINE and not name.startswith(("=", "\0")) and name not in used]


def unit_metric(measure: MeasureColumn, stream: str, formulas: Mapping[str, Formula]) -> str:
    """Return the metric whose unit a measure has: its mapping's, or one that is made of it alone already."""
    if measure.metric:
        return measure.metric
    return next(
        (
            metric
            for metric, formula in formulas.items()
            if formula.stream == stream
            and formula.over is None
            and measure.name in {formula.part.of, formula.part.minus}
            and formula.part.calculation not in {Calculation.COUNT, Calculation.DISTINCT}
        ),
        "",
    )
