"""What rows are about: who, which metric, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.intake.domain.intake import bounds
from bot.intake.domain.known import Known
from bot.kit.cleaning import UnclearValue, is_missing
from bot.kit.grain import GRAINS
from bot.kit.period import Grain
from bot.kit.period_written import EARLIEST, LATEST, instant, order_of, span
from bot.sources.rows import Rows, attempt, no_data

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.sources.mapping import Dates
    from bot.sources.mapping import Mapping as MappingFile

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    import polars as pl
    from numpy.typing import NDArray

    from bot.sources.shape import Shaped


_EPOCH = np.datetime64("1970-01-01", "D")


_FIRST, _LAST = (int((np.datetime64(f"{year}-01-01", "D") - _EPOCH).astype(int)) for year in (EARLIEST, LATEST + 1))


_DAY = GRAINS.index(Grain.DAY)


_THURSDAY, _SUNDAY = 3, 6
"""Days of the week, from Monday: the first of January 1970 was a Thursday."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What each row is about, as columns of one entry a row.

    ``person`` and ``metric`` are numbers (``metric`` None where every column of values names its own). ``start`` and
    ``end`` are days since 1970-01-01, ``grain`` the place in GRAINS of how a single date was written, -1 where there
    are two. ``observed`` is in microseconds since 1970, -1 where it is not said.
    """

    person: Ints
    metric: Ints | None
    start: Ints
    end: Ints
    grain: Ints
    observed: Ints
    source_id: NDArray[np.object_]


def keys_of(rows: Rows, shaped: Shaped, mapping: MappingFile, known: Known, *, zone: str) -> Keys:
    """Understand what rows are about; ``zone`` is that of times without an offset.

    Raises:
        DataError: the mapping names a metric that there is not.
    """
    person = people_of(rows, shaped, known)
    for key in {mapping.constants.get("metric"), mapping.wide.metric if mapping.wide else None} - {None, ""}:
        metric_column(known, key or "", 0)
    metric = _metrics(rows, shaped, known) if "=metric" in rows.cells.columns else None
    start, end, grain = _periods(rows, shaped, mapping.dates)
    observed = _instants(rows, shaped, zone=zone)
    return Keys(person, metric, start, end, grain, observed, _texts(rows.cells, "=source_id"))


def people_of(rows: Rows, shaped: Shaped, known: Known) -> Ints:
    """Return whom each row is about, by number; -1 where that is not understood."""
    import polars as pl

    text = rows.cells["=employee_id"]
    person = looked_up(text, known.people)
    unknown = np.flatnonzero((person < 0) & rows.alive)
    if not len(unknown):
        return person
    column = shaped.origin.get("employee_id", "employee_id")
    names = rows.cells["=name"] if "=name" in rows.cells.columns else pl.Series([""]).new_from_index(0, len(text))
    found: dict[tuple[str, str], tuple[str, str] | UnclearValue] = {}
    for place in unknown.tolist():
        given, name = text[place] or "", names[place] or ""
        if (given, name) not in found:
            found[given, name] = attempt(lambda: known.person(given, name=name))  # noqa: B023 - called at once
        result = found[given, name]
        if isinstance(result, UnclearValue):
            key = no_data(rows.cells.row(place, named=True), given, shaped, name=name, main="employee_id")
            if key:
                rows.skip(place, column, key)
            else:
                rows.refuse(place, column, given, result)
        else:
            person[place] = known.people[result[0]]
            rows.changed(place, column, given, result[0], result[1])
    return person


def _metrics(rows: Rows, shaped: Shaped, known: Known) -> Ints:
    text = rows.cells["=metric"]
    metric = looked_up(text, {key: number for key, (number, _) in known.metrics.items()})
    column = shaped.origin.get("metric", "metric")
    found: dict[str, tuple[str, str] | UnclearValue] = {}
    for place in np.flatnonzero((metric < 0) & rows.alive).tolist():
        given = text[place] or ""
        if given not in found:
            found[given] = attempt(lambda: known.metric(given))  # noqa: B023 - called at once
        result = found[given]
        if isinstance(result, UnclearValue):
            rows.refuse(place, column, given, result)
        else:
            metric[place] = known.metrics[result[0]][0]
            rows.changed(place, column, given, result[0], result[1])
    return metric


def metric_column(known: Known, metric: str, height: int) -> Ints:
    """Return a column that names one metric in every row.

    Raises:
        DataError: there is no such metric.
    """
    from bot.kit.errors import DataError

    if metric not in known.metrics:
        raise DataError(
            "import-mapped-metric", f"the mapping names the metric {metric!r}, which is not defined", metric=metric
        )
    return np.full(height, known.metrics[metric][0], np.int64)


def looked_up(text: pl.Series, numbers: Mapping[str, int]) -> Ints:
    """Return the numbers that texts have, -1 for those that have none."""
    import polars as pl

    if not numbers:
        return np.full(len(text), -1, np.int64)
    found = text.replace_strict(list(numbers), list(numbers.values()), default=-1, return_dtype=pl.Int64)
    return found.fill_null(-1).to_numpy().astype(np.int64, copy=True)


def _periods(rows: Rows, shaped: Shaped, dates: Dates) -> tuple[Ints, Ints, Ints]:
    if "=period" in rows.cells.columns:
        return spans_of(rows, shaped, "period", dates)
    start, _, _ = spans_of(rows, shaped, "period_start", dates)
    _, end, _ = spans_of(rows, shaped, "period_end", dates)
    return start, end, np.full(len(start), -1, np.int64)


def spans_of(rows: Rows, shaped: Shaped, name: str, dates: Dates) -> tuple[Ints, Ints, Ints]:
    """Read a column of dates; the third column is the grain that each was written in, as its place in GRAINS."""
    import polars as pl

    text = rows.cells[f"={name}"]
    column = shaped.origin.get(name, name)
    days = text.str.to_date("%Y-%m-%d", strict=False, exact=True).cast(pl.Int32).fill_null(-(2**31))
    start = days.to_numpy().astype(np.int64)
    clean = (start >= _FIRST) & (start < _LAST)
    start = np.where(clean, start, 0)
    end, grain = start.copy(), np.full(len(start), _DAY, np.int64)
    if clean.all():
        return start, end, grain
    if name not in shaped.orders:  # of the column as a whole, also of rows about nobody who is known
        every = text.gather(np.flatnonzero(~clean)).unique().to_list()
        shaped.orders[name] = dates.order or order_of(value or "" for value in every)
    order = shaped.orders[name]
    left = np.flatnonzero(~clean & rows.alive)
    unique = text.gather(left).unique().to_list()
    found = {value: attempt(lambda: span(value or "", order=order, excel=dates.excel)) for value in unique}  # noqa: B023 - called at once
    for place, given in zip(left.tolist(), text.gather(left).to_list(), strict=True):
        result = found[given]
        if isinstance(result, UnclearValue):
            missing = is_missing(given or "")
            rows.refuse(place, column, given or "", UnclearValue("import-required") if missing else result)
            continue
        start[place] = (np.datetime64(result.period.start) - _EPOCH).astype(int)
        end[place] = (np.datetime64(result.period.end) - _EPOCH).astype(int)
        grain[place] = GRAINS.index(result.grain)
        if name in shaped.origin:
            shown = result.period.start.isoformat()
            shown = shown if result.grain is Grain.DAY else f"{shown}..{result.period.end}"
            rows.changed(place, column, given, shown, "date")
    return start, end, grain


def in_grain(
    rows: Rows, shaped: Shaped, known: Known, metric: Ints, start: Ints, end: Ints, grain: Ints
) -> tuple[Ints, Ints]:
    """Widen days of a single date column to the period they lie in; a longer text must be of the metric's grain."""
    single = grain >= 0
    if not single.any():
        return start, end
    begins, ends = start.copy(), end.copy()
    for code, span_grain in enumerate(GRAINS):
        numbers = [number for number, held in known.metric_by_number.items() if held.grain is span_grain]
        mine = np.isin(metric, numbers) & single
        days = mine & (grain == _DAY)
        if days.any():
            begins[days], ends[days] = bounds(start[days], span_grain)
        for place in np.flatnonzero(mine & (grain != _DAY) & (grain != code) & rows.alive).tolist():
            said = GRAINS[int(grain[place])].value
            text = str(rows.cells["=period"][place])
            reason = UnclearValue(
                "import-other-grain",
                grain=span_grain.value,
                said=said,
                metric=known.metric_by_number[int(metric[place])].key,
            )
            rows.refuse(place, shaped.origin.get("period", "period"), text, reason)
    return begins, ends


def refuse_other_weeks(rows: Rows, shaped: Shaped, known: Known, metric: Ints, start: Ints, grain: Ints) -> None:
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
        reason = UnclearValue("import-other-weeks", weekday=int(weekday[0]))
        rows.refuse(place, column, str(text[place]), reason)


def _instants(rows: Rows, shaped: Shaped, *, zone: str) -> Ints:
    observed = np.full(rows.cells.height, -1, np.int64)
    if "=observed_at" not in rows.cells.columns:
        return observed
    found: dict[str, Any] = {}
    for place, given in enumerate(rows.cells["=observed_at"].to_list()):
        if not rows.alive[place] or is_missing(given or ""):
            continue
        if given not in found:
            found[given] = attempt(lambda: instant(given, zone=zone))  # noqa: B023 - called at once
        if isinstance(found[given], UnclearValue):
            rows.refuse(place, shaped.origin.get("observed_at", "observed_at"), given, found[given])
        else:
            observed[place] = round(found[given].timestamp() * 1_000_000)
    return observed


def _texts(cells: pl.DataFrame, column: str) -> NDArray[np.object_]:
    if column not in cells.columns:
        return np.full(cells.height, None, np.object_)
    held = [text.strip() or None if text else None for text in cells[column].to_list()]
    made = np.empty(len(held), np.object_)
    made[:] = held
    return made
