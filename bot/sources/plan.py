"""Plans for files: drafted from what stands in them or from a mapping file, and written as mappings."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast, get_args

from bot.figures.domain.metric_fields import is_refused
from bot.intake.domain.intake import Kind, kind_of_name
from bot.intake.domain.upload import METRIC, MOST_VALUES, SPREAD, Column, Spread, UploadPlan
from bot.kit.errors import DataError
from bot.kit.period import Grain
from bot.kit.period_titles import YEAR
from bot.sources.columns import canonical_columns, wanted_titles
from bot.sources.file import CANONICAL, grid_in
from bot.sources.header import fold_title, headed
from bot.sources.mapping import LoadedMapping, fields_of, parse_mapping
from bot.sources.mapping_stream import StreamMapping
from bot.sources.pattern import groups
from bot.sources.plan_record import are_events, are_records, record_plan, stream_text
from bot.sources.proposal import guess

if TYPE_CHECKING:
    from bot.intake.domain.known import Known
    from bot.sources.grid import Grid
    from bot.sources.proposal import Guess

_SAMPLES, _LONGEST, _MOST_COLUMNS = 2, 40, 200
_UNKNOWN = "…"
_GOALS = {"owner", "level", "parent"}
"""Besides the goal itself one of these stands in a list of goals."""
_TEMPLATE = re.compile(r"\{([^{}]+)\}")


def draft(name: str, content: bytes, known: Known, *, kind: str = "") -> UploadPlan:
    """Work out what a file holds and what its columns are; ``kind`` is what somebody said that it holds.

    Raises:
        DataError: it is none of the formats, or has too many columns to be looked at.
    """
    guesses: dict[Kind, Guess] = {}

    def of(key: Kind) -> Guess:
        if key not in guesses:
            guesses[key] = guess(_grid(name, content, key), key, known)
        return guesses[key]

    chosen = cast("Kind | None", kind if kind in get_args(Kind) else None) or kind_of_name(name)
    if chosen is None and are_events(_grid(name, content, "records")):
        chosen = "records"
    if chosen is None:
        facts = of("readings")
        titled = canonical_columns(list(facts.samples), "readings")
        dated = bool({"period", "period_start"} & set(titled)) or facts.wide is not None
        valued = "value" in titled or any(metric != _UNKNOWN for metric in facts.values.values())
        defined = {"metric", "direction", "grain"} & set(of("metrics").fields)
        if "employee_id" not in facts.fields and "metric" in defined and len(defined) > 1:
            chosen = "metrics"
        elif "course" in of("courses").fields and len(of("courses").fields) > 1 and "employee_id" not in facts.fields:
            chosen = "courses"
        elif "employee_id" not in facts.fields and "goal" in (titles := set(of("goals").fields)) and _GOALS & titles:
            chosen = "goals"
        elif not valued and "target" in of("targets").fields:
            chosen = "targets"
        elif not valued and not facts.wide and {"start", "end"} <= set(of("absences").fields):
            chosen = "absences"
        elif not valued and not dated and "employee_id" in of("people").fields:
            chosen = "people"
        else:
            chosen = "records" if are_records(facts, _grid(name, content, "readings")) else "readings"
    if chosen == "records":
        return record_plan(of("readings"), _grid(name, content, "readings"), known, file=name)
    return _plan(of(chosen), file=name)


def _grid(name: str, content: bytes, kind: Kind) -> Grid:
    grid = grid_in(name, content, CANONICAL, kind)
    if grid.cells.width > _MOST_COLUMNS:
        message = f"{name}: {grid.cells.width} columns are too many"
        raise DataError("upload-too-wide", message, columns=grid.cells.width, most=_MOST_COLUMNS)
    return grid


def _plan(made: Guess, *, file: str) -> UploadPlan:
    means = {title: field for field, title in made.fields.items()}
    means |= {title: METRIC + metric for title, metric in made.values.items() if metric != _UNKNOWN}
    means |= dict.fromkeys(made.spread, SPREAD)
    seen: set[str] = set()
    columns = []
    for title, texts in made.samples.items():
        refused = is_refused(title)
        meant = "" if refused else means.get(title, "")
        if meant.startswith(METRIC) and meant in seen:
            meant = ""  # two columns of one metric: which one counts is for a person to say
        seen.add(meant)
        values = tuple(texts) if len(texts) <= MOST_VALUES else ()
        columns.append(Column(title, _samples(texts), meant, refused, values=values))
    spread = None
    if made.wide:
        years = re.search(r"(?<!\d)20\d{2}(?!\d)", file)
        spread = Spread(made.wide[0], made.wide[1].replace(YEAR, years[0]) if years else made.wide[1])
    kept = fields_of(made.kind)
    header = tuple(row for row in made.header if row)
    return UploadPlan(made.kind, tuple(columns), header, made.sheet, tuple(kept.titles), kept.required, spread=spread)


def _samples(texts: list[str]) -> tuple[str, ...]:
    return tuple(text.replace("\n", " ")[:_LONGEST] for text in texts[:_SAMPLES])


def mapped(name: str, content: bytes, text: str, known: Known, *, kind: str = "", stem: str = "") -> UploadPlan:
    """Make the plan that a mapping file says; ``kind`` is what the file holds when the mapping does not say.

    ``stem`` is the name of the mapping file without its ending.

    Raises:
        DataError: the mapping is wrong, or is not one for this file.
    """
    mapping = parse_mapping(name, text)
    source = LoadedMapping(mapping, text=text, name=stem)
    holds: Kind = mapping.kind or draft(name, content, known, kind=kind).kind
    holds = "records" if mapping.is_stream else holds
    grid = grid_in(name, content, source, holds)
    table = headed(
        grid, rows=mapping.header, names=mapping.names, wanted=wanted_titles(source, holds), skip=mapping.skip
    )
    means: dict[str, str] = {}
    for field, spec in mapping.columns.items():
        for title in _TEMPLATE.findall(spec) or [spec]:
            means[fold_title(title)] = field
    for value in mapping.values:
        for title in (value.column, value.numerator, value.denominator):
            if title not in {"", "*"}:
                means[fold_title(title)] = METRIC + value.metric if value.metric else "value"
    wide = groups(mapping.wide.columns, table.cells.columns) if mapping.wide else {}
    columns = []
    for title in table.cells.columns:
        texts = [text for text in table.cells[title].head(_LONGEST).to_list() if text and text.strip()]
        meant = means.get(fold_title(title), SPREAD if title in wide else "")
        columns.append(Column(title, _samples(list(dict.fromkeys(texts))), meant, is_refused(title)))
    spread = Spread(mapping.wide.columns, mapping.wide.period, mapping.wide.metric) if mapping.wide else None
    plan = UploadPlan(holds, tuple(columns), mapping.header, grid.sheet, order=mapping.dates.order or "", mapping=text)
    numbers = mapping.numbers
    stream = (mapping.stream.key if mapping.stream else "") or stem if holds == "records" else ""
    return replace(plan, spread=spread, decimal=numbers.decimal, percent=numbers.percent, stream=stream)


def source_of(plan: UploadPlan, *, file: str) -> LoadedMapping:
    """Return the mapping that a plan is, made as if it had come as a file.

    Raises:
        DataError: what was chosen does not go together.
    """
    text = plan.mapping or mapping_text(plan)
    source = LoadedMapping(parse_mapping(file, text), text=text, name=plan.stream)
    said = plan.renewal if plan.mapping else ""
    if said in {"whole", "append"}:
        whole = Grain.MONTH if said == "whole" else None
        return source.renewed(StreamMapping(whole=whole, append=whole is None))
    return source


def mapping_text(plan: UploadPlan) -> str:
    """Write a plan as a mapping file, to be read again by the same rules as any other."""
    lines = [f"kind = {_quoted(plan.kind)}"]
    if plan.header:
        rows = list(plan.header)
        lines.append(f"header_rows = {rows}" if len(rows) > 1 else f"header_row = {rows[0]}")
    if plan.sheet:
        lines.append(f"sheet = {_quoted(plan.sheet)}")
    if plan.kind == "records":
        lines += stream_text(plan)
        lines += ["", "[dates]", f"order = {_quoted(plan.order)}"] if plan.order else []
        lines += ["", "[numbers]", f"decimal = {_quoted(plan.decimal)}", f"percent = {str(plan.percent).lower()}"]
        return "\n".join(lines) + "\n"
    lines += ["", "[columns]"]
    lines += [
        f"{column.means} = {_quoted(column.title)}"
        for column in plan.columns
        if column.means and column.means != SPREAD and not column.means.startswith(METRIC)
    ]
    if plan.period:
        lines += ["", "[constants]", f"period = {_quoted(plan.period)}"]
    if plan.order:
        lines += ["", "[dates]", f"order = {_quoted(plan.order)}"]
    lines += ["", "[numbers]", f"decimal = {_quoted(plan.decimal)}", f"percent = {str(plan.percent).lower()}"]
    spread = [column.title for column in plan.columns if column.means == SPREAD]
    if plan.spread and spread:
        pattern = f"^(?:{'|'.join(map(re.escape, spread))})$"
        if len(groups(plan.spread.pattern, spread)) == len(set(spread)):
            pattern = plan.spread.pattern
        lines += ["", "[wide]", f"columns = {_quoted(pattern)}", f"period = {_quoted(plan.spread.period)}"]
        lines += [f"metric = {_quoted(plan.spread.metric)}"] if plan.spread.metric else []
        return "\n".join(lines) + "\n"
    for column in plan.columns:
        if column.means.startswith(METRIC):
            metric = column.means.removeprefix(METRIC)
            lines += ["", "[[value]]", f"metric = {_quoted(metric)}", f"column = {_quoted(column.title)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
