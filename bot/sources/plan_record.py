"""Plans for files of records: recognised by an id and a day, drafted, and written as a mapping."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.event import EventKind
from bot.figures.domain.formula import Calculation, Formula, FormulaPart
from bot.figures.domain.metric import Aggregate
from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.upload import ASK, DIMENSION, MEASURE, METRIC, MOST_VALUES, Column, UploadPlan
from bot.intake.domain.upload_number import streams
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
    from collections.abc import Iterable

    import polars as pl

    from bot.intake.domain.known import Known
    from bot.sources.grid import Grid
    from bot.sources.proposal import Guess

_SAMPLES, _LONGEST, _FEW = 2, 40, 0.5
_MOST_KINDS = 12
_BY_AGGREGATE: Final = {Aggregate.MEAN: Calculation.MEAN, Aggregate.LAST: Calculation.LAST}
_OWN: Final = ("employee_id", "name", "day", "at", "id", "revised", "deleted", "event")
"""Fields that a column of records may be."""


def are_records(made: Guess, grid: Grid) -> bool:
    """Whether rows are single facts: each bears a day and an id of its own, and people have several in a month."""
    who, when = made.fields.get("employee_id"), made.fields.get("period")
    if not who or not when or made.wide or {"value", "metric"} <= made.fields.keys():
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
        cells = headed(grid, wanted=list(fields_of("records").titles.values())).cells
    except DataError:  # no row has titles of records
        return False
    return bool(_kinds(cells)[1])


def _kinds(cells: pl.DataFrame) -> tuple[str, dict[str, str]]:
    """Return the column that says the kind of event, and the kind by each of its texts, ``ask`` where it is none.

    A column whose title says so is one as soon as a text is a kind; any other when all are, of several kinds.
    """
    titles = [name for name in cells.columns if name != LINE]
    titled = canonical_columns(titles, "records").get("event", "")
    for title in [titled] if titled else titles:
        texts = [text.strip() for text in cells[title].unique(maintain_order=True).to_list() if text and text.strip()]
        named = {text: kind for text in texts[:_MOST_KINDS] if (kind := event_named(text))}
        whole = len(named) == len(texts) and len(set(named.values())) > 1
        if whole or (named and title == titled and len(texts) <= _MOST_KINDS):
            return title, {text: named[text].value if text in named else ASK for text in texts}
    return "", {}


def _is_day(text: str) -> bool:
    try:
        return span(text, order="mdy").grain is Grain.DAY
    except UnclearValue:
        return False


def _id(cells: pl.DataFrame, made: Guess) -> str:
    taken = {title for field, title in made.fields.items() if field != "source_id"}
    titles = [title for title in cells.columns if title not in taken]
    return proposed_id(cells, titles, among=np.arange(cells.height))


def record_plan(made: Guess, grid: Grid, known: Known, *, file: str) -> UploadPlan:
    """Take the rows of a file for records: numbers are measures, words that repeat are dimensions."""
    cells = headed(grid, rows=[row for row in made.header if row]).cells
    proposed = _id(cells, made)
    fields = {title: "day" if field == "period" else field for field, title in made.fields.items()}
    if proposed and not TEMPLATE.search(proposed):
        fields[proposed] = "id"
    event, kinds = _kinds(cells)
    if event:
        canonical = canonical_columns(list(made.samples), "records")
        fields |= {title: field for field, title in canonical.items()} | {event: "event"}
    standard, taken = _standard(kinds.values()), set[str]()
    columns = []
    for title, texts in made.samples.items():
        means = fields.get(title, "") if fields.get(title, "") in _OWN else ""
        if not means and title in made.numbers:
            means = _measured(made.numbers[title], known)
        elif not means and 0 < len(texts) < max(2, _FEW * min(cells.height, 200)):
            means = DIMENSION
        refused = is_refused(title)
        samples = tuple(text.replace("\n", " ")[:_LONGEST] for text in texts[:_SAMPLES])
        values = tuple(texts) if len(texts) <= MOST_VALUES else ()
        name = _name(standard.get(fold_title(title), title), taken)
        columns.append(Column(title, samples, "" if refused else means, refused, name, values))
    renewal = "" if "id" in fields.values() else proposed or ASK
    kept = fields_of("records")
    header = tuple(row for row in made.header if row)
    plan = UploadPlan(
        "records",
        tuple(columns),
        header,
        made.sheet,
        tuple(name for name in kept.titles if name in _OWN),
        kept.required,
        stream=stream_key(file),
        renewal=renewal,
        kinds=kinds,
    )
    return replace(plan, numbers=_proposed(plan, made, known))


def _measured(metric: str, known: Known) -> str:
    """Take a column for the metric of its title where records can make that by adding up, otherwise for a measure."""
    found = known.metrics.get(metric)
    adds_up = found is not None and found[1].aggregate is Aggregate.SUM and not found[1].is_ratio
    return METRIC + metric if found and adds_up and not found[1].formula else MEASURE


def _proposed(plan: UploadPlan, made: Guess, known: Known) -> dict[str, str]:
    """Propose what metrics are made of that do not add up: by the titles of columns, and by what the file is called."""
    found: dict[str, Formula] = {}
    (stream, *others) = streams(plan)
    if others:
        return {}
    for column in plan.columns:
        said = made.numbers.get(column.title, "")
        defined = known.metrics[said][1] if said in known.metrics else None
        if column.means == MEASURE and defined and defined.aggregate in _BY_AGGREGATE:
            found.setdefault(said, Formula(stream, FormulaPart(_BY_AGGREGATE[defined.aggregate], column.name)))
    counted = {_singular(plan.stream): FormulaPart(Calculation.COUNT)}
    counted |= {
        _singular(text): FormulaPart(Calculation.DISTINCT, column.name)
        for column in plan.columns
        if column.means == DIMENSION
        for text in (column.name, column.title)
    }
    for key, (_, metric) in known.metrics.items():
        names = (key, metric.title_en, metric.title_zh)
        part = next((counted[name] for name in map(_singular, names) if name in counted), None)
        if part and not metric.is_ratio:
            found.setdefault(key, Formula(stream, part))
    return {key: formula_text.write(formula) for key, formula in found.items() if not known.metrics[key][1].formula}


def _singular(text: str) -> str:
    """Fold a name so that one thing and several of it are called the same: ``Customers``, ``customer``, ``客户数``."""
    return re.sub(r"(?:_count|s|数|数量)$", "", fold_title(text))


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
    if "event" in by:
        lines.append("by_event = true")
    standard = _standard(plan.events.values()) if len(streams(plan)) > 1 else {}
    for kind, chosen in (
        ("measures", [column for column in plan.columns if column.is_measure]),
        ("dimensions", [column for column in plan.columns if column.means == DIMENSION]),
    ):
        # Of several kinds each has its own standard fields, and takes them by their titles.
        own = [column for column in chosen if fold_title(column.title) not in standard]
        named = ", ".join(f"{_quoted(column.name)} = {_quoted(column.title)}" for column in own)
        lines += [f"{kind} = {{ {named} }}"] if named else []
    return [*lines, *_values(plan), *_of_kinds(plan, by.get("event", ""))]


def _values(plan: UploadPlan) -> list[str]:
    """Write how metrics are made of the records."""
    lines: list[str] = []
    for column in plan.columns:
        if column.means.startswith(METRIC):
            metric = column.means.removeprefix(METRIC)
            lines += [
                "",
                "[[value]]",
                f"metric = {_quoted(metric)}",
                'how = "sum"',
                f"column = {_quoted(column.title)}",
            ]
            lines += [f"records_from = {plan.since[metric]}"] if metric in plan.since else []
    for metric, text in plan.numbers.items():
        lines += ["", "[[value]]", f"metric = {_quoted(metric)}", f"formula = {_quoted(text)}"]
        lines += [f"records_from = {plan.since[metric]}"] if metric in plan.since else []
    return lines


def _of_kinds(plan: UploadPlan, column: str) -> list[str]:
    """Write which texts of a column mean which kind of event; rows of none are left out."""
    if not column:
        return []
    renamed = {text: kind for text, kind in plan.events.items() if kind not in {ASK, text}}
    lines = ["", f"[replace.{_quoted(column)}]"] if renamed else []
    return [*lines, *(f"{_quoted(text)} = {_quoted(kind)}" for text, kind in renamed.items())]


def _standard(kinds: Iterable[str]) -> dict[str, str]:
    """Return the standard fields of kinds of events by their titles."""
    chosen = [EventKind(kind) for kind in dict.fromkeys(kinds) if kind and kind != ASK]
    return {
        title: name
        for kind in reversed(chosen)
        for name, titles in event_titles(kind).fields.items()
        for title in titles
    }


def _name(title: str, taken: set[str]) -> str:
    bare = re.sub(r"[^\w.-]+", "_", fold_title(title)).strip("_.-")[: LONGEST_NAME - 3] or "column"
    name = next(name for name in (bare, *(f"{bare}_{number}" for number in range(2, 999))) if name not in taken)
    taken.add(name)
    return name


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
