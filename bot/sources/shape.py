"""Tables reshaped as a mapping says: joined, filtered, columns renamed to canonical fields, wide columns to rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.intake import Kind, Skip
from bot.kit.cleaning import plain
from bot.kit.errors import DataError
from bot.sources.columns import FACTS, LEFT_OUT, LINE, TEMPLATE, column_of, columns_used, fields_in, values_in
from bot.sources.header import SourceTable, fold_title, headed
from bot.sources.mapping_value import ValueMapping, Where
from bot.sources.pattern import groups
from bot.sources.record_fields import constant_fields, record_fields
from bot.sources.table import read_grids

if TYPE_CHECKING:
    import polars as pl

    from bot.intake.domain.intake import RowProblem
    from bot.kit.number import NumberStyle
    from bot.kit.period_order import Order
    from bot.sources.mapping import Join, LoadedMapping, Wide

_KEYS = ("employee_id", "name", "metric", "period", "period_start", "period_end", "day")


@dataclass(slots=True)
class Shaped:
    """A table with canonical columns (``cells``), where each comes from (``origin``), and what became of other rows.

    ``fields`` has the column or template of each. ``values`` says, for readings, targets and records, which columns
    hold values of which metric. ``orders`` says of columns of dates in which order they have day and month, ``style``
    how numbers are written: found in the columns as a whole, so that single rows of them are read alike when they have
    ``waited``.
    """

    cells: pl.DataFrame
    origin: Mapping[str, str]
    values: tuple[ValueMapping, ...] = ()
    skips: list[Skip] = field(default_factory=list)
    duplicates: list[Skip] = field(default_factory=list)
    broken: list[RowProblem] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    titles: tuple[str, ...] = ()
    orders: dict[str, Order | None] = field(default_factory=dict)
    style: NumberStyle | None = None
    waited: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def shape(table: SourceTable, source: LoadedMapping, kind: Kind, *, read: Callable[[str], bytes]) -> Shaped:
    """Bring a table into canonical columns; ``read`` returns the content of a file beside the mapping.

    Raises:
        DataError: a column that the mapping names, or that is required, is not there.
    """
    import polars as pl

    mapping = source.mapping
    cells = table.cells.with_columns(pl.Series(LINE, table.lines, dtype=pl.Int64))
    for join in mapping.joins:
        cells = _joined(cells, join, table, read=read)
    for column, texts in mapping.replace.items():
        name = column_of(cells, column, table.file)
        cells = cells.with_columns(pl.col(name).str.strip_chars().replace(texts).alias(name))
    titles = [name for name in cells.columns if name != LINE]
    shaped = Shaped(cells, {}, broken=list(table.broken), titles=tuple(titles))
    cells = _filtered(cells, mapping.filters, table.file, shaped.skips, keep=kind == "records")
    fields = (record_fields if kind == "records" else partial(fields_in, kind=kind))(cells, source, file=table.file)
    shaped.refused = [title for title in titles if is_refused(title)]
    values = values_in(cells, source, kind, fields, table.file, refused=shaped.refused)
    for top, bottom, column in table.merged:
        if column in {fields.get(key) for key in _KEYS}:
            cells = _filled(cells, top, bottom, column)
    spread = _spread(mapping.wide, titles, shaped.refused, table.file) if mapping.wide else {}
    used = columns_used(fields, values) | set(spread)
    shaped.ignored = [name for name in titles if name not in used and name not in shaped.refused]
    once = mapping.repeated_rows or ("once" if kind in FACTS and _several(values, list(spread)) else "each")
    if once == "once":
        cells = _without_repeats(cells, sorted(used & set(titles)), shaped.duplicates)
    shaped.origin = {name: title for name, title in fields.items() if not TEMPLATE.search(title)}
    canonical = [expression(cells, spec, table.file).alias(f"={name}") for name, spec in fields.items()]
    fixed = constant_fields(mapping, kind)
    constants = [pl.lit(text).alias(f"={name}") for name, text in fixed.items()]
    cells = cells.with_columns(*canonical, *constants)
    if mapping.wide:
        cells = _long(cells, mapping.wide.period, spread, metric=mapping.wide.metric)
        values = (ValueMapping(column="=value"),)
    shaped.cells, shaped.values, shaped.fields = cells, values, fields
    return shaped


def _spread(wide: Wide, titles: Sequence[str], refused: Sequence[str], file: str) -> dict[str, list[str]]:
    """Return the columns that each hold one period, with what the pattern's groups hold of their titles."""
    held = groups(wide.columns, titles)
    spread = {name: parts for name, parts in held.items() if name not in refused}
    if not spread:
        pattern = wide.columns
        raise DataError("import-no-column", f"{file}: no column is like {pattern!r}", column=pattern)
    return spread


def _several(values: Sequence[ValueMapping], spread: Sequence[str]) -> bool:
    """Whether one row of the file becomes several readings, so that a row that repeats another counts once."""
    return bool(spread) or (len(values) > 1 and values[0].how == "each")


def expression(cells: pl.DataFrame, spec: str, file: str) -> pl.Expr:
    """Return a column, or the columns that a template joins, as an expression."""
    import polars as pl

    parts = TEMPLATE.findall(spec)
    if not parts:
        return pl.col(spec)
    columns = [pl.col(column_of(cells, part, file)).str.strip_chars() for part in parts]
    return pl.format(TEMPLATE.sub("{}", spec), *columns)


def condition(where: Where, column: str) -> pl.Expr:
    """Return a filter as an expression over one column."""
    import polars as pl

    text = pl.col(column).str.strip_chars()
    parts = [pl.lit(value=True)]
    if where.equals is not None:
        parts.append(text == where.equals)
    if where.one_of is not None:
        parts.append(text.is_in(where.one_of))
    if where.none_of is not None:
        parts.append(~text.is_in(where.none_of))
    if where.matches is not None:
        parts.append(text.str.contains(where.matches))
    if where.filled is not None:
        parts.append((text != "") == where.filled)
    return pl.all_horizontal(parts)


def _filtered(
    cells: pl.DataFrame, filters: Sequence[Where], file: str, skips: list[Skip], *, keep: bool
) -> pl.DataFrame:
    """Leave out the rows that filters leave out; with ``keep`` it is only noted beside them."""
    if keep:
        return _marked(cells, filters, file)
    for where in filters:
        column = column_of(cells, where.column, file)
        kept = condition(where, column)
        skips += [Skip(line, column, "import-filtered") for line in cells.filter(~kept)[LINE].to_list()]
        cells = cells.filter(kept)
    return cells


def _marked(cells: pl.DataFrame, filters: Sequence[Where], file: str) -> pl.DataFrame:
    """Say beside each row which filter leaves it out: its record may be stored, and counts no more then."""
    import polars as pl

    marked = pl.lit("")
    for where in reversed(filters):
        column = column_of(cells, where.column, file)
        marked = pl.when(condition(where, column)).then(marked).otherwise(pl.lit(column))
    return cells.with_columns(marked.alias(LEFT_OUT))


def _joined(cells: pl.DataFrame, join: Join, table: SourceTable, *, read: Callable[[str], bytes]) -> pl.DataFrame:
    import polars as pl

    if join.file == "same":
        other = table.cells
    else:
        content = read(join.file)
        grid = read_grids(join.file, content, encoding=join.encoding, delimiter=join.delimiter, sheet=join.sheet or 1)[
            0
        ]
        wanted = [frozenset({fold_title(title)}) for title in (join.right, *join.take.values())]
        rows = (join.header_row,) if join.header_row else ()
        other = headed(grid, rows=rows, names=join.names, wanted=wanted).cells
    for where in join.filters:
        other = other.filter(condition(where, column_of(other, where.column, join.file)))
    right = column_of(other, join.right, join.file)
    taken = [pl.col(column_of(other, title, join.file)).alias(name) for name, title in join.take.items()]
    other = other.select(pl.col(right).str.strip_chars().alias("\0key"), *taken).unique(maintain_order=True)
    twice = other.filter(pl.col("\0key").is_duplicated() & (pl.col("\0key") != ""))
    if twice.height:
        key = twice["\0key"][0]
        message = f"{join.file}: {right} {key!r} stands there more than once with different values"
        raise DataError("import-join-twice", message, column=right, value=key)
    left = column_of(cells, join.left, table.file)
    key = pl.col(left).str.strip_chars()
    return (
        cells.with_columns(key.alias("\0left"))
        .join(
            other.filter(pl.col("\0key") != ""), left_on="\0left", right_on="\0key", how="left", maintain_order="left"
        )
        .drop("\0left")
        .with_columns(pl.col(list(join.take)).fill_null(""))
    )


def _filled(cells: pl.DataFrame, top: int, bottom: int, column: str) -> pl.DataFrame:
    """Give every row of an area merged downwards its one text; values are never repeated like this."""
    import polars as pl

    inside = pl.col(LINE).is_between(top, bottom)
    text = cells.filter(pl.col(LINE) == top)[column]
    return (
        cells.with_columns(pl.when(inside).then(pl.lit(text[0])).otherwise(pl.col(column)).alias(column))
        if len(text)
        else cells
    )


def _without_repeats(cells: pl.DataFrame, columns: list[str], duplicates: list[Skip]) -> pl.DataFrame:
    """Drop rows that equal an earlier one in every column that is used (blanks around cells do not count)."""
    import polars as pl

    if not columns or not cells.height:
        return cells
    stripped = cells.select([pl.col(name).str.strip_chars() for name in columns])
    blank = stripped.select(pl.all_horizontal(pl.all() == "")).to_series()
    first = cells.with_columns(stripped.get_columns()).select(pl.col(LINE).first().over(columns)).to_series()
    again = (first != cells[LINE]) & ~blank
    if again.any():
        pairs = zip(cells.filter(again)[LINE].to_list(), first.filter(again).to_list(), strict=True)
        duplicates += [Skip(line, "", "import-duplicate", first=earlier) for line, earlier in pairs]
        cells = cells.filter(~again)
    return cells


def _long(cells: pl.DataFrame, period: str, spread: Mapping[str, list[str]], *, metric: str) -> pl.DataFrame:
    """Turn columns that each hold one period into rows; ``spread`` has what the pattern's groups hold of each title."""
    import polars as pl

    parts = []
    for name, held in spread.items():
        numbered = {str(place): text for place, text in enumerate(held, start=1)}
        shown = TEMPLATE.sub(lambda part: numbered.get(part[1], part[0]), period)  # noqa: B023 - used at once
        made = expression(cells, shown, name) if TEMPLATE.search(shown) else pl.lit(shown)
        columns = [made.alias("=period"), pl.col(name).alias("=value"), pl.lit(name).alias("=origin")]
        parts.append(cells.with_columns(*columns, *([pl.lit(metric).alias("=metric")] if metric else [])))
    return pl.concat(parts)


def first_text(row: Mapping[str, object], titles: Sequence[str]) -> tuple[str, int]:
    """Return the first cell of a row that says something, and how many do."""
    said = [text for title in titles if (text := plain(str(row.get(title) or "")))]
    return (said[0] if said else ""), len(said)
