"""Plans for files of records: recognised by an id and a day, drafted, and written as a mapping."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain.metric import Aggregate
from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.upload import ASK, DIMENSION, MEASURE, METRIC, Column, UploadPlan
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import DataError
from bot.kit.period import Grain
from bot.kit.period_written import span
from bot.sources.columns import LINE, TEMPLATE, canonical_columns
from bot.sources.event_titles import event_named, event_titles
from bot.sources.header import fold_title, headed
from bot.sources.mapping import fields_of
from bot.sources.mapping_stream import LONGEST_NAME
from bot.sources.record_ids import proposed_id

if TYPE_CHECKING:
    import polars as pl

    from bot.intake.domain.known import Known
    from bot.sources.grid import Grid
    from bot.sources.proposal import Guess

_SAMPLES, _LONGEST, _FEW = 2, 40, 0.5
_OWN: Final = ("employee_id", "name", "day", "at", "id", "revised", "deleted", "event")
"""Fields that a column of records may be."""


def are_records(made: Guess, grid: Grid) -> bool:
    """Whether rows are single facts: each bears a day and an id of its own, and people have several in a month."""
    who, when = made.fields.get("employee_id"), made.fields.get("period")
    if not who or not when or made.wide or "value" in made.fields:
        return False
    cells = headed(grid, rows=[row for row in made.header if row]).cells
    days = [text for text in cells[when].to_list() if text and text.strip()]
    if not days or not all(_is_day(text) for text in days[:50]):
        return False
    months = cells.select(cells[who].str.strip_chars().alias("who"), cells[when].str.strip_chars().str.slice(0, 7))
    return bool(_id(cells, made)) and months.n_unique() < cells.height


def are_events(grid: Grid) -> bool:
    """Whether a column says of which kind of event each row is."""
    try:
        texts = _events(headed(grid, wanted=list(fields_of("records").titles.values())).cells)
    except DataError:  # no row has titles of records
        return False
    return bool(texts) and all(event_named(text) for text in texts)


def _events(cells: pl.DataFrame) -> list[str]:
    """Return what stands in the column of a table that is called the event, each once."""
    title = canonical_columns([name for name in cells.columns if name != LINE], "records").get("event", "")
    return [text for text in cells[title].unique().to_list() if text and text.strip()] if title else []


def _is_day(text: str) -> bool:
    try:
        return span(text, order="mdy").grain is Grain.DAY
    except UnclearValue:
        return False


def _id(cells: pl.DataFrame, made: Guess) -> str:
    titles = [title for title in cells.columns if title not in made.fields.values()]
    return proposed_id(cells, titles, among=np.arange(cells.height))


def record_plan(made: Guess, grid: Grid, known: Known, *, file: str) -> UploadPlan:
    """Take the rows of a file for records: numbers are measures, words that repeat are dimensions."""
    cells = headed(grid, rows=[row for row in made.header if row]).cells
    proposed = _id(cells, made)
    fields = {title: "day" if field == "period" else field for field, title in made.fields.items()}
    if proposed and not TEMPLATE.search(proposed):
        fields[proposed] = "id"
    if are_events(grid):
        canonical = canonical_columns(list(made.samples), "records")
        fields |= {title: field for field, title in canonical.items()}
    columns = []
    for title, texts in made.samples.items():
        means = fields.get(title, "") if fields.get(title, "") in _OWN else ""
        if not means and title in made.values:
            means = _measured(made.values[title], known)
        elif not means and 0 < len(texts) < max(2, _FEW * min(cells.height, 200)):
            means = DIMENSION
        refused = is_refused(title)
        samples = tuple(text.replace("\n", " ")[:_LONGEST] for text in texts[:_SAMPLES])
        columns.append(Column(title, samples, "" if refused else means, refused))
    renewal = "" if "id" in fields.values() else proposed or ASK
    kept = fields_of("records")
    header = tuple(row for row in made.header if row)
    return UploadPlan(
        "records",
        tuple(columns),
        header,
        made.sheet,
        tuple(name for name in kept.titles if name in _OWN),
        kept.required,
        stream=stream_key(file),
        renewal=renewal,
    )


def _measured(metric: str, known: Known) -> str:
    """Take a column for the metric of its title where records can make that by adding up, otherwise for a measure."""
    found = known.metrics.get(metric)
    adds_up = found is not None and found[1].aggregate is Aggregate.SUM and not found[1].is_ratio
    return METRIC + metric if found and adds_up and not found[1].formula else MEASURE


def stream_key(file: str) -> str:
    """Name a stream after a file, without what changes from one file to the next: dates and numbers."""
    stem = re.sub(r"[\s_.-]*\d[\d\s_.:年月日号季周WwQq-]*", "", file.rsplit(".", 1)[0])
    return re.sub(r"[^\w.-]+", "_", stem.lower()).strip("_.-")[:LONGEST_NAME] or "records"


def stream_text(plan: UploadPlan) -> list[str]:
    """Write what a plan says of records as lines of a mapping file."""
    by = {column.means: column.title for column in plan.columns if column.means in _OWN}
    lines = ["", "[columns]"]
    lines += [f"{name} = {_quoted(by[name])}" for name in ("employee_id", "name", "day", "event") if name in by]
    lines += ["", "[stream]", f"key = {_quoted(plan.stream)}"]
    if "id" in by or TEMPLATE.search(plan.renewal):
        lines.append(f"id = {_quoted(by.get('id') or plan.renewal)}")
    elif plan.renewal == "whole":
        lines.append('whole = "month"')
    elif plan.renewal == "append":
        lines.append("append = true")
    lines += [f"{name} = {_quoted(by[name])}" for name in ("at", "revised", "deleted") if name in by]
    taken: set[str] = set()
    standard = _standard(plan)
    for kind, chosen in (
        ("measures", [column for column in plan.columns if column.means == MEASURE or column.means.startswith(METRIC)]),
        ("dimensions", [column for column in plan.columns if column.means == DIMENSION]),
    ):
        named = ", ".join(
            f"{_quoted(_name(standard.get(fold_title(column.title), column.title), taken))} = {_quoted(column.title)}"
            for column in chosen
        )
        lines += [f"{kind} = {{ {named} }}"] if named else []
    for column in plan.columns:
        if column.means.startswith(METRIC):
            lines += ["", "[[value]]", f"metric = {_quoted(column.means.removeprefix(METRIC))}"]
            lines += ['how = "sum"', f"column = {_quoted(column.title)}"]
    return lines


def _standard(plan: UploadPlan) -> dict[str, str]:
    """Return the standard fields of the kind of event that a file holds, by their titles."""
    said = next((text for column in plan.columns if column.means == "event" for text in column.samples), "")
    kind = event_named(said) if said else None
    return {title: name for name, titles in event_titles(kind).fields.items() for title in titles} if kind else {}


def _name(title: str, taken: set[str]) -> str:
    bare = re.sub(r"[^\w.-]+", "_", fold_title(title)).strip("_.-")[: LONGEST_NAME - 3] or "column"
    name = next(name for name in (bare, *(f"{bare}_{number}" for number in range(2, 99))) if name not in taken)
    taken.add(name)
    return name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
