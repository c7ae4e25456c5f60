"""Columns of a table: which canonical field, or which value, each of them holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.intake import Kind
from bot.kit.errors import DataError
from bot.sources.event_titles import event_titles
from bot.sources.header import fold_title
from bot.sources.mapping import fields_of
from bot.sources.mapping_value import ValueMapping

if TYPE_CHECKING:
    import polars as pl

    from bot.sources.mapping import LoadedMapping


LINE = "\0line"


LEFT_OUT = "\0left out"
"""Beside rows of records: the title of the column whose filter leaves a row out, "" for those that count."""


FACTS = ("readings", "targets")


TEMPLATE = re.compile(r"\{([^{}]+)\}")


def wanted_titles(source: LoadedMapping, kind: Kind) -> list[frozenset[str]]:
    """Return what a header row must name: the mapping's titles, or the canonical fields under any of their names."""
    mapping = source.mapping
    event = mapping.stream.event if mapping.stream else None
    standard = [frozenset(titles) for titles in event_titles(event).fields.values()] if event else []
    if not mapping.columns and not mapping.values:
        return [*fields_of(kind).titles.values(), *standard]
    titles = [part for spec in mapping.columns.values() for part in TEMPLATE.findall(spec) or [spec]]
    titles += [title for value in mapping.values for title in (value.column, value.minus) if title]
    specs = mapping.stream.specs if mapping.stream else ()
    titles += [part for spec in specs for part in TEMPLATE.findall(spec) or [spec]]
    joined = {name for join in mapping.joins for name in join.take}
    return [frozenset({fold_title(title)}) for title in dict.fromkeys(titles) if title not in joined]


def columns_used(fields: Mapping[str, str], values: Sequence[ValueMapping]) -> set[str]:
    """Return the titles of the columns that fields and values are taken from."""
    used = {part for spec in fields.values() for part in TEMPLATE.findall(spec) or [spec]}
    for value in values:
        used |= {value.column, value.minus, value.numerator, value.denominator}
        used |= {value.where.column} if value.where else set()
    return used


def column_of(cells: pl.DataFrame, title: str, file: str) -> str:
    """Find a column by its title, by the title without blanks and case, or by the last level of its header."""
    if title in cells.columns:
        return title
    names = [name for name in cells.columns if not name.startswith(("=", "\0"))]
    for compare in (fold_title, lambda name: fold_title(name.rsplit(" / ", 1)[-1])):
        found = [name for name in names if compare(name) == fold_title(title)]
        if len(found) == 1:
            return found[0]
    message = f"{file}: there is no column {title!r}; there are: {', '.join(names)[:300]}"
    raise DataError("import-no-column", message, column=title, columns=", ".join(names)[:300])


def fields_in(cells: pl.DataFrame, source: LoadedMapping, *, kind: Kind, file: str) -> dict[str, str]:
    """Return the canonical fields that the table has, each with its column or template."""
    mapping, known = source.mapping, fields_of(kind)
    if mapping.columns:
        found = {
            name: spec if TEMPLATE.search(spec) else column_of(cells, spec, file)
            for name, spec in mapping.columns.items()
        }
    else:
        found = canonical_columns([name for name in cells.columns if name != LINE], kind)
    if "period_start" in found and "period_end" not in found:
        found["period"] = found.pop("period_start")
    elif "period_start" in found:
        found.pop("period", None)
    if "employee_id" not in found and "name" in found and kind in (*FACTS, "absences"):
        found["employee_id"] = found.pop("name")
    given = {*found, *mapping.constants}
    given |= {"period_start"} if "period" in given or mapping.wide else set()
    given |= {"value", "target"} if mapping.values or mapping.wide else set()
    given |= {"metric"} if all(value.metric for value in mapping.values) and mapping.values else set()
    given |= {"metric"} if mapping.wide and mapping.wide.metric else set()
    given |= {"value"} if {"numerator", "denominator"} <= given else set()
    # A metric that is known needs no definition again, only what changes.
    lacking = [name for name in known.required if name not in given and not (kind == "metrics" and name != "metric")]
    if lacking:
        titles = ", ".join(name for name in cells.columns if name != LINE)[:300]
        message = f"{file}: no column for {', '.join(lacking)}; there are: {titles}"
        raise DataError("import-no-column", message, column=", ".join(lacking), columns=titles)
    return found


def canonical_columns(titles: Sequence[str], kind: Kind) -> dict[str, str]:
    """Match titles with the canonical fields of a kind: a field's own name first, then its other names in order."""
    known = fields_of(kind)
    folded = {fold_title(title): title for title in reversed(titles)}
    found = {name: folded[name] for name in known.titles if name in folded}
    taken = set(found.values())
    for name, others in known.titles.items():
        match = next((folded[other] for other in folded if other in others and folded[other] not in taken), None)
        if name not in found and match is not None:
            found[name] = match
            taken.add(match)
    return found


def values_in(
    cells: pl.DataFrame, source: LoadedMapping, kind: Kind, fields: dict[str, str], file: str, *, refused: Sequence[str]
) -> tuple[ValueMapping, ...]:
    """Return which columns hold values of which metric; none of them is ``refused``.

    Raises:
        DataError: a column is not there, or every value is a figure that is never taken.
    """
    if kind not in (*FACTS, "records"):
        return ()
    if not source.mapping.values:
        if kind == "records":
            return ()
        main = "value" if kind == "readings" else "target"
        return (
            (
                ValueMapping(
                    column=fields.get(main, ""),
                    numerator=fields.get("numerator", ""),
                    denominator=fields.get("denominator", ""),
                ),
            )
            if main in fields or "numerator" in fields
            else ()
        )
    values = []
    for value in source.mapping.values:
        named = {
            name: column_of(cells, title, file)
            for name in ("column", "minus", "numerator", "denominator")
            if (title := getattr(value, name)) not in {"", "*"}
        }
        where = value.where and value.where.model_copy(update={"column": column_of(cells, value.where.column, file)})
        if not (set(named.values()) & set(refused)) and not is_refused(value.metric):
            values.append(value.model_copy(update={**named, "where": where}))
    if not values:
        raise DataError("import-only-refused", f"{file}: every value is a figure that is never taken")
    return tuple(values)
