"""Canonical columns of text to typed facts: whole columns at once where cells are clean, cell by cell where not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bot.figures.domain.facts import Facts
from bot.figures.domain.metric import Aggregate
from bot.intake.domain.intake import Change, Intake, Kind, Problem, Skip, bounds, fit, settle
from bot.intake.domain.known import Known
from bot.kit.cleaning import Unclear, is_footer, is_missing, is_total, plain
from bot.kit.dates import EARLIEST, LATEST, instant, order_of, span
from bot.kit.grain import GRAINS
from bot.kit.measure import Dimension, dimension
from bot.kit.number import DECIMAL_COMMA, DECIMAL_POINT, EXPONENTS, NumberStyle, number
from bot.kit.period import Grain
from bot.sources.shape import LINE, condition, first_text

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from bot.figures.domain.metric import Metric
    from bot.sources.mapping import Dates, Numbers, Value
    from bot.sources.mapping import Mapping as MappingFile
    from bot.sources.shape import Shaped

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

T = TypeVar("T")
R = TypeVar("R", Problem, Skip)
_EPOCH = np.datetime64("1970-01-01", "D")
_FIRST, _LAST = (int((np.datetime64(f"{year}-01-01", "D") - _EPOCH).astype(int)) for year in (EARLIEST, LATEST + 1))
_SAFE_RATIO = 2.0
_SMALLEST, _LARGEST = (10.0**power for power in (EXPONENTS.start, EXPONENTS.stop))
_ROUNDING = 0.0051
_DAY = GRAINS.index(Grain.DAY)
_THURSDAY, _SUNDAY = 3, 6
"""Days of the week, from Monday: the first of January 1970 was a Thursday."""


@dataclass(slots=True)
class _Rows:
    """The rows while they are being understood: which are alive, and why the others are not."""

    cells: pl.DataFrame
    line: Ints
    alive: Mask
    problems: list[Problem] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def refuse(self, place: int, column: str, value: str, reason: Unclear) -> None:
        self.alive[place] = False
        self.problems.append(Problem(int(self.line[place]), column, value[:200], reason.key, reason.values))

    def skip(self, place: int, column: str, key: str) -> None:
        self.alive[place] = False
        self.skips.append(Skip(int(self.line[place]), column, key))

    def changed(self, place: int, column: str, original: str, value: str, rule: str) -> None:
        self.changes.append(Change(int(self.line[place]), column, original, value, rule))


def facts_of(
    shaped: Shaped, mapping: MappingFile, kind: Kind, known: Known, *, file: str, zone: str, latest: int
) -> Intake:
    """Understand readings or targets.

    ``zone`` is that of times without an offset, ``latest`` the last day (since 1970-01-01) a period may begin on.

    Raises:
        DataError: the mapping names a metric that there is not.
    """
    cells = shaped.cells
    rows = _Rows(cells, cells[LINE].to_numpy().astype(np.int64), np.ones(cells.height, dtype=bool))
    person = _people(rows, shaped, known)
    for key in {mapping.constants.get("metric"), mapping.wide.metric if mapping.wide else None} - {None, ""}:
        _constant(known, key or "", 0)
    metric = _metrics(rows, shaped, known) if "=metric" in cells.columns else None
    start, end, grain = _periods(rows, shaped, mapping.dates)
    observed = _instants(rows, shaped, zone=zone)
    numbers = _written(rows, shaped, mapping.numbers, kind)
    more = [
        _extra(rows, shaped, name, replace(numbers, scale=Decimal(1)))
        for name in (("start_value", "weight") if kind == "targets" else ())
    ]
    source_id = _texts(cells, "=source_id")
    parts: list[Facts] = []
    shared = rows.alive.copy()
    for value in shaped.values:
        rows.alive = shared.copy()
        number_of = metric if metric is not None and not value.metric else _constant(known, value.metric, cells.height)
        style = numbers if value.scale is None else replace(numbers, scale=value.scale)
        values, first, second = _values(rows, value, number_of, known, style, shaped)
        if value.how == "each":
            _whole_weeks(rows, shaped, known, number_of, start, grain)
        begins, ends = _in_grain(rows, shaped, known, number_of, start, end, grain)
        places = np.flatnonzero(rows.alive)
        facts = Facts(
            row=rows.line[places],
            person=person[places],
            metric=number_of[places],
            start=begins[places],
            end=ends[places],
            value=values[places],
            first=(more[0] if more else first)[places],
            second=(more[1] if more else second)[places],
            source_id=source_id[places],
            observed=observed[places],
        )
        if value.how != "each":
            newest = int(start[shared].max(initial=0)) if mapping.to_date else None
            facts = _grouped(facts, value, cells[places], start[places], newest=newest)
        parts.append(facts)
    intake = Intake(kind, file, Facts.join(parts), problems=shaped.broken + rows.problems, changes=rows.changes)
    intake.skips = shaped.skips + rows.skips
    intake.duplicates = shaped.duplicates
    intake.ignored, intake.refused = shaped.ignored, shaped.refused
    intake.lines = cells.height + len(shaped.broken) + len(shaped.duplicates) + len(shaped.skips)
    intake.facts, misfits = fit(intake.facts, known, latest=latest)
    intake.facts, conflicts, overtaken, repeated = settle(intake.facts, known, repeats=mapping.duplicates)
    intake.problems += [problem for _, problem in misfits] + conflicts
    intake.skips += overtaken
    intake.duplicates = intake.duplicates + repeated
    intake.source = _source(cells)
    # A row spread over several columns would say the same for each of them.
    intake.problems = _unique(intake.problems, key=lambda one: (one.row, one.column, one.value, one.key))
    intake.skips = _unique(intake.skips, key=lambda one: (one.row, one.column, one.key))
    return intake


def _unique(ones: list[R], *, key: Callable[[R], tuple[Any, ...]]) -> list[R]:
    return sorted({key(one): one for one in ones}.values(), key=key)


def records_of(shaped: Shaped, kind: Kind, *, file: str) -> Intake:
    """Take rows that describe (people, metrics, absences) as cells by canonical field; equal rows count once."""
    cells = shaped.cells
    rows = _Rows(cells, cells[LINE].to_numpy().astype(np.int64), np.ones(cells.height, dtype=bool))
    fields = [name for name in cells.columns if name.startswith("=")]
    main = "=metric" if kind == "metrics" else "=employee_id"
    intake = Intake(kind, file, problems=shaped.broken, skips=shaped.skips, duplicates=shaped.duplicates)
    seen: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(cells.iter_rows(named=True)):
        key = _no_data(row, str(row[main]), shaped, name=str(row.get("=name", "")), main=main[1:])
        if key:
            rows.skip(place, shaped.origin.get(main[1:], ""), key)
            continue
        record = {name[1:]: str(row[name]) for name in fields}
        line = int(rows.line[place])
        content = tuple(plain(text) for text in record.values())
        if content in seen:
            intake.duplicates.append(Skip(line, "", "import-duplicate", first=seen[content]))
            continue
        seen[content] = line
        intake.records.append((line, record))
    intake.skips += rows.skips
    intake.ignored, intake.refused = shaped.ignored, shaped.refused
    intake.lines = intake.rows
    return intake


# Who, what, when


def _people(rows: _Rows, shaped: Shaped, known: Known) -> Ints:
    import polars as pl

    text = rows.cells["=employee_id"]
    person = _looked_up(text, known.people)
    unknown = np.flatnonzero(person < 0)
    if not len(unknown):
        return person
    column = shaped.origin.get("employee_id", "employee_id")
    names = rows.cells["=name"] if "=name" in rows.cells.columns else pl.Series([""]).new_from_index(0, len(text))
    found: dict[tuple[str, str], tuple[str, str] | Unclear] = {}
    for place in unknown.tolist():
        given, name = text[place] or "", names[place] or ""
        if (given, name) not in found:
            found[given, name] = _try(lambda: known.person(given, name=name))  # noqa: B023 - called at once
        result = found[given, name]
        if isinstance(result, Unclear):
            key = _no_data(rows.cells.row(place, named=True), given, shaped, name=name, main="employee_id")
            if key:
                rows.skip(place, column, key)
            else:
                rows.refuse(place, column, given, result)
        else:
            person[place] = known.people[result[0]]
            rows.changed(place, column, given, result[0], result[1])
    return person


def _no_data(row: Mapping[str, Any], text: str, shaped: Shaped, *, name: str, main: str) -> str:
    """Say why a row is none of data (a message key), or nothing: totals, remarks, headings, the header again."""
    first, said = first_text(row, shaped.titles)
    if not said:
        return "import-empty-row"
    blank = is_missing(text)
    if is_total(text) or (name and is_total(name)) or (blank and is_total(first)):
        return "import-total"
    leads = bool(plain(str(row[shaped.titles[0]])))
    if said == 1 and (is_footer(first) or (leads and not _like_an_id(first))):
        return "import-remark"
    if is_footer(first) and blank:
        return "import-remark"
    if not blank and plain(text) == plain(shaped.origin.get(main, "\0")):
        return "import-header-again"
    return ""


def _like_an_id(text: str) -> bool:
    return text.isascii() and " " not in text and any(char.isdigit() for char in text)


def _metrics(rows: _Rows, shaped: Shaped, known: Known) -> Ints:
    text = rows.cells["=metric"]
    metric = _looked_up(text, {key: number for key, (number, _) in known.metrics.items()})
    column = shaped.origin.get("metric", "metric")
    found: dict[str, tuple[str, str] | Unclear] = {}
    for place in np.flatnonzero((metric < 0) & rows.alive).tolist():
        given = text[place] or ""
        if given not in found:
            found[given] = _try(lambda: known.metric(given))  # noqa: B023 - called at once
        result = found[given]
        if isinstance(result, Unclear):
            rows.refuse(place, column, given, result)
        else:
            metric[place] = known.metrics[result[0]][0]
            rows.changed(place, column, given, result[0], result[1])
    return metric


def _constant(known: Known, metric: str, height: int) -> Ints:
    from bot.kit.errors import DataError

    if metric not in known.metrics:
        raise DataError(
            "import-mapped-metric", f"the mapping names the metric {metric!r}, which is not defined", metric=metric
        )
    return np.full(height, known.metrics[metric][0], np.int64)


def _looked_up(text: pl.Series, numbers: Mapping[str, int]) -> Ints:
    import polars as pl

    if not numbers:
        return np.full(len(text), -1, np.int64)
    found = text.replace_strict(list(numbers), list(numbers.values()), default=-1, return_dtype=pl.Int64)
    return found.fill_null(-1).to_numpy().astype(np.int64, copy=True)


def _try(understand: Callable[[], T]) -> T | Unclear:
    try:
        return understand()
    except Unclear as reason:
        return reason


def _periods(rows: _Rows, shaped: Shaped, dates: Dates) -> tuple[Ints, Ints, Ints]:
    if "=period" in rows.cells.columns:
        return _spans(rows, shaped, "period", dates)
    start, _, _ = _spans(rows, shaped, "period_start", dates)
    _, end, _ = _spans(rows, shaped, "period_end", dates)
    return start, end, np.full(len(start), -1, np.int64)


def _spans(rows: _Rows, shaped: Shaped, name: str, dates: Dates) -> tuple[Ints, Ints, Ints]:
    """Read a column of dates; the third column is the grain that each was written in, as its place in GRAINS."""
    import polars as pl

    text = rows.cells[f"={name}"]
    column = shaped.origin.get(name, name)
    days = text.str.to_date("%Y-%m-%d", strict=False, exact=True).cast(pl.Int32).fill_null(-(2**31))
    start = days.to_numpy().astype(np.int64)
    clean = (start >= _FIRST) & (start < _LAST)
    start = np.where(clean, start, 0)
    end, grain = start.copy(), np.full(len(start), _DAY, np.int64)
    left = np.flatnonzero(~clean & rows.alive)
    if not len(left):
        return start, end, grain
    unique = text.gather(left).unique().to_list()
    order = dates.order or order_of(one or "" for one in unique)
    found = {one: _try(lambda: span(one or "", order=order, excel=dates.excel)) for one in unique}  # noqa: B023 - called at once
    for place, given in zip(left.tolist(), text.gather(left).to_list(), strict=True):
        result = found[given]
        if isinstance(result, Unclear):
            missing = is_missing(given or "")
            rows.refuse(place, column, given or "", Unclear("import-required") if missing else result)
            continue
        start[place] = (np.datetime64(result.period.start) - _EPOCH).astype(int)
        end[place] = (np.datetime64(result.period.end) - _EPOCH).astype(int)
        grain[place] = GRAINS.index(result.grain)
        if name in shaped.origin:
            shown = result.period.start.isoformat()
            shown = shown if result.grain is Grain.DAY else f"{shown}..{result.period.end}"
            rows.changed(place, column, given, shown, "date")
    return start, end, grain


def _in_grain(
    rows: _Rows, shaped: Shaped, known: Known, metric: Ints, start: Ints, end: Ints, grain: Ints
) -> tuple[Ints, Ints]:
    """Widen days of a single date column to the period they lie in; a longer text must be of the metric's grain."""
    single = grain >= 0
    if not single.any():
        return start, end
    begins, ends = start.copy(), end.copy()
    for code, one in enumerate(GRAINS):
        numbers = [number for number, held in known.metric_by_number.items() if held.grain is one]
        mine = np.isin(metric, numbers) & single
        days = mine & (grain == _DAY)
        if days.any():
            begins[days], ends[days] = bounds(start[days], one)
        for place in np.flatnonzero(mine & (grain != _DAY) & (grain != code) & rows.alive).tolist():
            said = GRAINS[int(grain[place])].value
            text = str(rows.cells["=period"][place])
            reason = Unclear(
                "import-other-grain", grain=one.value, said=said, metric=known.metric_by_number[int(metric[place])].key
            )
            rows.refuse(place, shaped.origin.get("period", "period"), text, reason)
    return begins, ends


def _whole_weeks(rows: _Rows, shaped: Shaped, known: Known, metric: Ints, start: Ints, grain: Ints) -> None:
    """Refuse days of weekly figures that name other weeks than those from Monday to Sunday.

    Where every day of a column is the same day of the week, it is a week's name: of a week from Sunday to Saturday,
    most likely, where it is a Sunday. A figure of such a week would count for one that holds one day of it.
    """
    weekly = [number for number, held in known.metric_by_number.items() if held.grain is Grain.WEEK]
    mine = np.isin(metric, weekly) & (grain == _DAY) & rows.alive
    days = np.unique(start[mine])
    if not len(days):
        return
    weekday = (days + _THURSDAY) % 7
    alike = (weekday == weekday[0]).all() and (len(days) > 1 or weekday[0] == _SUNDAY)
    if weekday[0] == 0 or not alike:
        return
    column = shaped.origin.get("period", "period")
    text = rows.cells["=period"]
    for place in np.flatnonzero(mine).tolist():
        reason = Unclear("import-other-weeks", weekday=int(weekday[0]))
        rows.refuse(place, column, str(text[place]), reason)


def _instants(rows: _Rows, shaped: Shaped, *, zone: str) -> Ints:
    observed = np.full(rows.cells.height, -1, np.int64)
    if "=observed_at" not in rows.cells.columns:
        return observed
    found: dict[str, Any] = {}
    for place, given in enumerate(rows.cells["=observed_at"].to_list()):
        if not rows.alive[place] or is_missing(given or ""):
            continue
        if given not in found:
            found[given] = _try(lambda: instant(given, zone=zone))  # noqa: B023 - called at once
        if isinstance(found[given], Unclear):
            rows.refuse(place, shaped.origin.get("observed_at", "observed_at"), given, found[given])
        else:
            observed[place] = round(found[given].timestamp() * 1_000_000)
    return observed


# How much


def _values(
    rows: _Rows, value: Value, metric: Ints, known: Known, style: NumberStyle, shaped: Shaped
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
    read = _Reader(rows, shaped, metric, known, style)
    first = second = nothing
    if value.numerator and value.denominator:
        parts = NumberStyle(decimal=style.decimal, missing=style.missing, undecided=style.undecided)
        first, second = (
            np.ones(height) if title == "*" else read(title, style=parts, unit="")
            for title in (value.numerator, value.denominator)
        )
        if value.how == "ratio" and value.minus:
            first = first - read(value.minus, style=parts, unit="")
        if counted is not None:
            first = np.where(counted, first, 0.0)
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
        rows.refuse(place, title, f"{values[place]:.12g}", Unclear("import-beyond"))
    return values, first, second


def _written(rows: _Rows, shaped: Shaped, numbers: Numbers, kind: Kind) -> NumberStyle:
    """Say how a file writes its numbers: as the mapping says, unless the numbers prove that their comma is decimal.

    The columns are taken together, as one program wrote them.
    """
    import polars as pl

    style = numbers.style(scale=None)
    named = {title for one in shaped.values for title in (one.column, one.minus, one.numerator, one.denominator)}
    named |= {"=start_value", "=weight"} if kind == "targets" else set()
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
    rows: _Rows, value: Value, values: Floats, first: Floats, second: Floats, metric: Ints, known: Known
) -> Floats:
    """Let a ratio be its numerator over its denominator; a stated value that disagrees is refused."""
    both = ~np.isnan(first) & ~np.isnan(second) & rows.alive
    for place in np.flatnonzero(both & (second <= 0)).tolist():
        if second[place] < 0 or first[place] != 0:
            rows.refuse(place, value.denominator, f"{second[place]:.12g}", Unclear("import-denominator"))
        both[place] = False
    with np.errstate(divide="ignore", invalid="ignore"):
        computed = np.where(both, first / second, np.nan)
    off = both & ~np.isnan(values) & (np.abs(computed - values) > np.maximum(_ROUNDING, 0.01 * np.abs(computed)))
    for place in np.flatnonzero(off).tolist():
        held = known.metric_by_number[int(metric[place])]
        if held.is_ratio or held.aggregate is Aggregate.RATIO:
            shown = Unclear("import-parts", numerator=f"{first[place]:.12g}", denominator=f"{second[place]:.12g}")
            rows.refuse(place, value.column, f"{values[place]:.12g}", shown)
    ratio = np.isin(
        metric, [no for no, one in known.metric_by_number.items() if one.is_ratio or one.aggregate is Aggregate.RATIO]
    )
    return np.where(both & (ratio | np.isnan(values)), computed, values)


@dataclass(slots=True)
class _Reader:
    """Reads columns of numbers, each in the unit of its row's metric; NaN where a cell says that there is none."""

    rows: _Rows
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
            ratios = [no for no, one in self.known.metric_by_number.items() if dimension(one.unit) is Dimension.RATIO]
            clean &= ~(np.isin(self.metric, ratios) & (np.abs(values) > _SAFE_RATIO))
        values[clean] += 0.0  # no negative zero
        left = np.flatnonzero(~clean & self.rows.alive)
        values[~clean] = np.nan
        found: dict[tuple[str, int], tuple[Decimal | None, str] | Unclear] = {}
        for place, given in zip(left.tolist(), text.gather(left).to_list(), strict=True):
            key = (given or "", int(self.metric[place]))
            if key not in found:
                found[key] = _try(lambda: _number(key[0], self.known.metric_by_number[key[1]], unit, style))  # noqa: B023 - called at once
            result = found[key]
            if isinstance(result, Unclear):
                self.rows.refuse(place, self.title(column, place), key[0], result)
            elif result[0] is not None:
                values[place] = float(result[0]) + 0.0
                if result[1]:
                    self.rows.changed(place, self.title(column, place), key[0], f"{result[0].normalize():f}", result[1])
        return values


def _number(text: str, metric: Metric, unit: str | None, style: NumberStyle) -> tuple[Decimal | None, str]:
    return number(text, unit=metric.unit if unit is None else unit, style=style, maximum=metric.maximum)


def _extra(rows: _Rows, shaped: Shaped, name: str, style: NumberStyle) -> Floats:
    """Read a target's start value or weight; most files have none."""
    values = np.full(rows.cells.height, np.nan)
    if f"={name}" not in rows.cells.columns:
        return values
    for place, given in enumerate(rows.cells[f"={name}"].to_list()):
        result = _try(lambda: number(given or "", unit="%" if "%" in plain(given or "") else "", style=style))  # noqa: B023 - called at once
        if isinstance(result, Unclear):
            if rows.alive[place]:
                rows.refuse(place, shaped.origin.get(name, name), given or "", result)
        elif result[0] is not None:
            values[place] = float(result[0])
    return values


def _grouped(facts: Facts, value: Value, cells: pl.DataFrame, day: Ints, *, newest: int | None) -> Facts:
    """Make one value per person, metric and period out of many rows; ``day`` is the date that each row bears.

    ``newest`` is the day that the last period reaches to, when it is not to count as whole.
    """
    if not len(facts):
        return facts
    order = np.lexsort((facts.row, day, facts.start, facts.metric, facts.person))
    facts, day = facts.take(order), day[order]
    head = np.ones(len(facts), dtype=bool)
    head[1:] = (
        (facts.person[1:] != facts.person[:-1])
        | (facts.metric[1:] != facts.metric[:-1])
        | (facts.start[1:] != facts.start[:-1])
    )
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
        pairs = {(int(one), text) for one, text in zip(group.tolist(), texts.tolist(), strict=True) if text}
        made.value = np.bincount([one for one, _ in pairs], minlength=len(starts)).astype(np.float64)
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


def _texts(cells: pl.DataFrame, column: str) -> NDArray[np.object_]:
    if column not in cells.columns:
        return np.full(cells.height, None, np.object_)
    held = [text.strip() or None if text else None for text in cells[column].to_list()]
    made = np.empty(len(held), np.object_)
    made[:] = held
    return made


def _source(cells: pl.DataFrame) -> str:
    if "=source" not in cells.columns:
        return ""
    return ", ".join(
        sorted({text.strip() for text in cells["=source"].unique().to_list() if text and text.strip()})[:5]
    )
