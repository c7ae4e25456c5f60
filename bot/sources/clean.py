"""Canonical columns of text to typed facts: whole columns at once where cells are clean, cell by cell where not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from bot.figures.domain.facts import FactColumns
from bot.intake.domain.intake import Intake, Kind, RowProblem, Skip, fit, settle
from bot.intake.domain.known import Known
from bot.kit.cleaning import plain
from bot.kit.number import NumberStyle
from bot.sources.columns import LINE
from bot.sources.grouping import grouped
from bot.sources.keys import in_grain, keys_of, metric_column, refuse_other_weeks
from bot.sources.rows import Rows, no_data
from bot.sources.values import extra_column, number_style, values_of
from bot.sources.waiting import how, waiting_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

    from bot.sources.keys import Keys
    from bot.sources.mapping import Mapping as MappingFile
    from bot.sources.mapping_value import ValueMapping
    from bot.sources.shape import Shaped

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Mask = NDArray[np.bool_]

R = TypeVar("R", RowProblem, Skip)
_AHEAD = timedelta(days=366)
_FAR_AHEAD = timedelta(days=366 * 10)


def facts_of(
    shaped: Shaped, mapping: MappingFile, kind: Kind, known: Known, *, file: str, zone: str, latest: int
) -> Intake:
    """Understand readings or targets.

    ``zone`` is that of times without an offset, ``latest`` the last day (since 1970-01-01) a period may begin on.

    Raises:
        DataError: the mapping names a metric that there is not.
    """
    cells = shaped.cells
    rows = Rows(cells, cells[LINE].to_numpy().astype(np.int64), np.ones(cells.height, dtype=bool))
    keys = keys_of(rows, shaped, mapping, known, zone=zone)
    numbers = number_style(rows, shaped, mapping.numbers, kind)
    more = [
        extra_column(rows, shaped, name, replace(numbers, scale=Decimal(1)))
        for name in (("start_value", "weight") if kind == "targets" else ())
    ]
    parts: list[FactColumns] = []
    places: list[Ints] = []
    shared = rows.alive.copy()
    newest = int(keys.start[shared].max(initial=0)) if mapping.to_date else None
    for value in shaped.values:
        rows.alive = shared.copy()
        style = numbers if value.scale is None else replace(numbers, scale=value.scale)
        parts.append(_facts_of_value(rows, shaped, keys, value, known, style=style, more=more, newest=newest))
        places.append(np.flatnonzero(rows.alive))
    intake = Intake(kind, file, FactColumns.join(parts), problems=shaped.broken + rows.problems, changes=rows.changes)
    intake.skips = shaped.skips + rows.skips
    intake.duplicates = shaped.duplicates
    intake.ignored, intake.refused = shaped.ignored, shaped.refused
    intake.lines = cells.height + len(shaped.broken) + len(shaped.duplicates) + len(shaped.skips)
    intake.source = _source(cells)
    misfits = _settled(intake, mapping, known, latest=latest)
    intake.waiting = waiting_rows(rows, shaped, known, keys.person, misfits=misfits, places=places)
    intake.how = how(shaped, mapping, zone=zone) if intake.waiting else ""
    return intake


def latest_day(kind: Kind, now: datetime) -> int:
    """Return the last day (since 1970-01-01) that a period of readings or targets may begin on."""
    return (now.date() + (_AHEAD if kind == "readings" else _FAR_AHEAD) - date(1970, 1, 1)).days


def _facts_of_value(
    rows: Rows,
    shaped: Shaped,
    keys: Keys,
    value: ValueMapping,
    known: Known,
    *,
    style: NumberStyle,
    more: Sequence[Floats],
    newest: int | None,
) -> FactColumns:
    """Understand one value of each row; ``more`` are a target's start value and weight."""
    cells = rows.cells
    metric = keys.metric
    if metric is None or value.metric:
        metric = metric_column(known, value.metric, cells.height)
    values, first, second = values_of(rows, value, metric, known, style, shaped)
    if value.how == "each":
        refuse_other_weeks(rows, shaped, known, metric, keys.start, keys.grain)
    begins, ends = in_grain(rows, shaped, known, metric, keys.start, keys.end, keys.grain)
    places = np.flatnonzero(rows.alive)
    facts = FactColumns(
        row=rows.line[places],
        person=keys.person[places],
        metric=metric[places],
        start=begins[places],
        end=ends[places],
        value=values[places],
        first=(more[0] if more else first)[places],
        second=(more[1] if more else second)[places],
        source_id=keys.source_id[places],
        observed=keys.observed[places],
    )
    if value.how == "each":
        return facts
    return grouped(facts, value, cells[places], keys.start[places], newest=newest)


def _settled(intake: Intake, mapping: MappingFile, known: Known, *, latest: int) -> list[tuple[int, RowProblem]]:
    """Leave one row per person, metric and period that fits; return what does not, by its place among the facts."""
    intake.facts, misfits = fit(intake.facts, known, latest=latest)
    intake.facts, conflicts, overtaken, repeated = settle(intake.facts, known, repeats=mapping.duplicates)
    intake.problems += [problem for _, problem in misfits] + conflicts
    intake.skips += overtaken
    intake.duplicates = intake.duplicates + repeated
    # A row spread over several columns would say the same for each of them.
    intake.problems = _unique(intake.problems, key=attrgetter("row", "column", "value", "key"))
    intake.skips = _unique(intake.skips, key=attrgetter("row", "column", "key"))
    return misfits


def _unique(items: list[R], *, key: Callable[[R], tuple[Any, ...]]) -> list[R]:
    return sorted({key(item): item for item in items}.values(), key=key)


def entries_of(shaped: Shaped, kind: Kind, *, file: str) -> Intake:
    """Take rows that describe (people, metrics, absences, courses, goals) as cells by field; equal rows count once."""
    cells = shaped.cells
    rows = Rows(cells, cells[LINE].to_numpy().astype(np.int64), np.ones(cells.height, dtype=bool))
    fields = [name for name in cells.columns if name.startswith("=")]
    main = {"metrics": "=metric", "courses": "=course", "goals": "=goal"}.get(kind, "=employee_id")
    intake = Intake(kind, file, problems=shaped.broken, skips=shaped.skips, duplicates=shaped.duplicates)
    seen: dict[tuple[str, ...], int] = {}
    for place, row in enumerate(cells.iter_rows(named=True)):
        key = no_data(row, str(row[main]), shaped, name=str(row.get("=name", "")), main=main[1:])
        if key:
            rows.skip(place, shaped.origin.get(main[1:], ""), key)
            continue
        entry = {name[1:]: str(row[name]) for name in fields}
        line = int(rows.line[place])
        content = tuple(plain(text) for text in entry.values())
        if content in seen:
            intake.duplicates.append(Skip(line, "", "import-duplicate", first=seen[content]))
            continue
        seen[content] = line
        intake.entries.append((line, entry))
    intake.skips += rows.skips
    intake.ignored, intake.refused = shaped.ignored, shaped.refused
    intake.lines = intake.rows
    return intake


def _source(cells: pl.DataFrame) -> str:
    if "=source" not in cells.columns:
        return ""
    return ", ".join(
        sorted({text.strip() for text in cells["=source"].unique().to_list() if text and text.strip()})[:5]
    )
