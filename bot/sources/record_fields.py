"""Which columns of a file say what its records are about: id, person, day or instant, stream, what was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.kit.errors import DataError
from bot.sources.columns import LINE, TEMPLATE, canonical_columns, column_of
from bot.sources.event_titles import subject_column

if TYPE_CHECKING:
    import polars as pl

    from bot.intake.domain.intake import Kind
    from bot.sources.mapping import LoadedMapping, Mapping

FIELDS: Final = ("id", "employee_id", "name", "day", "at", "stream", "source", "revised", "deleted", "event", "roll_up")
_IN_READINGS: Final = {"period": "day", "period_start": "day", "source_id": "source_id"}
"""What a mapping of readings names otherwise: the day that a row bears, and the id that it has in its source."""


def record_fields(cells: pl.DataFrame, source: LoadedMapping, file: str) -> dict[str, str]:
    """Return the fields of records that the table has, each with its column or template.

    Raises:
        DataError: a column that the mapping names is not there, or nothing says who or when.
    """
    mapping = source.mapping
    found = _mapped(cells, mapping, file) if mapping.columns else _canonical(cells)
    if mapping.stream:
        for name in ("id", "at", "revised", "deleted"):
            if spec := getattr(mapping.stream, name):
                found[name] = spec if TEMPLATE.search(spec) else column_of(cells, spec, file)
    if "employee_id" not in found and "name" in found:
        found["employee_id"] = found.pop("name")
    events = "event" in found or "event" in constant_fields(mapping, "records")
    if events and "employee_id" not in {*found, *mapping.constants} and (line := subject_column(cells.columns)):
        found["employee_id"] = line
    given = {*found, *(_IN_READINGS.get(name, name) for name in mapping.constants)}
    lacking = ["employee_id"] if "employee_id" not in given else []
    lacking += ["day"] if not {"day", "at"} & given else []
    if lacking:
        titles = ", ".join(name for name in cells.columns if not name.startswith("\0"))[:300]
        message = f"{file}: no column for {', '.join(lacking)}; there are: {titles}"
        raise DataError("import-no-column", message, column=", ".join(lacking), columns=titles)
    return found


def _canonical(cells: pl.DataFrame) -> dict[str, str]:
    return canonical_columns([name for name in cells.columns if name != LINE], "records")


def _mapped(cells: pl.DataFrame, mapping: Mapping, file: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, spec in mapping.columns.items():
        field = _IN_READINGS.get(name, name)
        if field == "metric":
            message = f"{file}: records of several metrics: give each its [[value]] with a metric and a where"
            raise DataError("import-stream-metric", message)
        if field in {*FIELDS, "source_id"}:
            found[field] = spec if TEMPLATE.search(spec) else column_of(cells, spec, file)
    return found


def constant_fields(mapping: Mapping, kind: Kind) -> dict[str, str]:
    """Return what is the same for every row of a file."""
    if kind != "records":
        return mapping.constants
    named = {_IN_READINGS.get(name, name): text for name, text in mapping.constants.items()}
    said = mapping.stream
    named |= {"event": said.event.value} if said and said.event else {}
    named |= {"roll_up": said.roll_up.value} if said and said.roll_up else {}
    return {name: text for name, text in named.items() if name in FIELDS}
