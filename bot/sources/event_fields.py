"""Events as they come in: which columns are their standard fields, in which units, and what is lacking."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bot.figures.domain.event import EVENT_FIELDS, EventKind
from bot.kit.cleaning import UnclearValue, is_missing
from bot.kit.errors import DataError
from bot.kit.period import Grain
from bot.kit.period_written import span
from bot.sources.event_titles import event_titles
from bot.sources.header import fold_title
from bot.sources.record_layout import DimensionColumn, MeasureColumn, RecordLayout, bare_title
from bot.sources.rows import attempt

if TYPE_CHECKING:
    from collections.abc import Collection

    import polars as pl
    from numpy.typing import NDArray

    from bot.sources.rows import Rows

    Texts = NDArray[np.object_]


def standard_layout(cells: pl.DataFrame, key: str, kind: EventKind, *, taken: Collection[str]) -> RecordLayout:
    """Lay out the columns of a file whose titles mean standard fields of a kind; none that is ``taken`` otherwise."""
    made, fields = RecordLayout(key), EVENT_FIELDS[kind]
    free = {
        fold_title(bare_title(title)): title
        for title in reversed(cells.columns)
        if title not in taken and not title.startswith(("=", "\0"))
    }
    for name in fields.names:
        title = next((free[title] for title in event_titles(kind).fields[name] if title in free), None)
        if title is None:
            continue
        free = {folded: other for folded, other in free.items() if other != title}
        if name in fields.measures:
            made.measures.append(MeasureColumn(name, title))
        else:
            made.dimensions.append(DimensionColumn(name, title))
    return made


def in_units(layout: RecordLayout, kind: EventKind) -> None:
    """Let the standard measures of a kind be read in their units."""
    units = EVENT_FIELDS[kind].measures
    layout.measures = [
        replace(measure, unit=units[measure.name]) if measure.name in units else measure for measure in layout.measures
    ]


def as_event(rows: Rows, layout: RecordLayout, kind: EventKind, dimensions: dict[str, Texts], *, file: str) -> None:
    """See to it that every row has what an event of its kind needs, in the way that it is kept.

    A row that lacks something is refused.

    Raises:
        DataError: a column is lacking; it says which, and how to give it.
    """
    if rows.alive.any():
        _check_columns(layout, kind, file=file)
    for name, title in _named(layout).items():
        if name in EVENT_FIELDS[kind].required:
            texts = rows.cells[title].to_list()
            for place in np.flatnonzero(rows.alive).tolist():
                if is_missing(texts[place] or ""):
                    rows.refuse(place, title, "", UnclearValue("event-required", event=kind.value, field=name))
    if "due" in EVENT_FIELDS[kind].dimensions and "due" in dimensions:
        known = {text: _day(text) for text in set(dimensions["due"].tolist())}
        dimensions["due"] = np.array([known[text] for text in dimensions["due"].tolist()], np.object_)


def _named(layout: RecordLayout) -> dict[str, str]:
    """Return the columns of a layout by the names that they have in their stream."""
    measures = {measure.name: measure.column for measure in layout.measures}
    return measures | {dimension.name: dimension.column for dimension in layout.dimensions}


def _check_columns(layout: RecordLayout, kind: EventKind, *, file: str) -> None:
    named = _named(layout)
    for name in EVENT_FIELDS[kind].required:
        if name not in named:
            also = ", ".join(event_titles(kind).fields[name][1:])
            table = "measures" if name in EVENT_FIELDS[kind].measures else "dimensions"
            message = f"{file}: {kind.value} needs {name}: give each record one"
            raise DataError("event-lacking", message, event=kind.value, field=name, also=also, table=table)


def _day(text: str) -> str:
    found = attempt(lambda: span(text)) if text else UnclearValue("import-no-date")
    if isinstance(found, UnclearValue) or found.grain is not Grain.DAY:
        return text
    return found.period.start.isoformat()
