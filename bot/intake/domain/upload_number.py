"""What metrics are made of in a file of records: calculations that its columns allow, as somebody may choose them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING, Final

from bot.figures.domain import formula_text
from bot.figures.domain.event import EVENT_FIELDS, EventKind
from bot.figures.domain.formula import Calculation, Formula, FormulaPart, RecordFilter
from bot.figures.domain.formula_values import dimensions_of, measures_of
from bot.intake.domain.upload import ASK, DIMENSION, MEASURE, METRIC, UploadPlan
from bot.kit.cleaning import UnclearValue, plain

if TYPE_CHECKING:
    from bot.figures.domain.metric import Metric

_SINGLE: Final = ("sum", "mean", "median", "min", "max", "last")
FIELD: Final = "field:"
"""How a form says that a column is a standard field of a kind of event: ``field:course``."""
_MOST: Final = 90
"""Choices that a form offers, and filters."""


@dataclass(frozen=True, slots=True)
class NumberWay:
    """One way to make a value of records: ``code`` says it behind a choice, ``formula`` by the stream's names."""

    code: str
    formula: Formula


def ways(plan: UploadPlan) -> list[NumberWay]:
    """Return how values can be made of the columns of a file, the plainest first."""
    measures = [column.name for column in plan.columns if column.is_measure]
    dimensions = [column for column in plan.columns if column.means == DIMENSION]
    count = FormulaPart(Calculation.COUNT)
    found: list[tuple[str, FormulaPart, FormulaPart | None]] = [("count", count, None)]
    for at, name in enumerate(measures):
        found += [(f"{how}:{at}", FormulaPart(Calculation(how), name), None) for how in _SINGLE]
    found += [
        (f"distinct:{at}", FormulaPart(Calculation.DISTINCT, column.name), None) for at, column in enumerate(dimensions)
    ]
    found += [
        (f"share:{at}:{place}", replace(count, where=(RecordFilter(column.name, (text,)),)), count)
        for at, column in enumerate(dimensions)
        for place, text in enumerate(column.values)
    ]
    found += [
        (f"ratio:{top}:{bottom}", _sum(measures[top]), _sum(measures[bottom]))
        for top, bottom in permutations(range(len(measures)), 2)
    ]
    return [NumberWay(code, Formula(plan.stream, part, over)) for code, part, over in found[:_MOST]]


def _sum(name: str) -> FormulaPart:
    return FormulaPart(Calculation.SUM, name)


def filters(plan: UploadPlan) -> dict[str, RecordFilter]:
    """Return which records can be chosen by the texts of a file, by the code behind a choice."""
    found = {}
    for at, column in enumerate(column for column in plan.columns if column.means == DIMENSION):
        for place, text in enumerate(column.values):
            found[f"is:{at}:{place}"] = RecordFilter(column.name, (text,))
        if column.values:
            found[f"filled:{at}"] = RecordFilter(column.name, ("",), excludes=True)
    return dict(list(found.items())[:_MOST])


def streams(plan: UploadPlan) -> tuple[str, ...]:
    """Return the streams that the records of a file are in: one for each kind of event, where a column says that."""
    kinds = dict.fromkeys(kind for kind in plan.events.values() if kind and kind != ASK)
    return tuple(f"{plan.stream}.{kind}" for kind in kinds) or (plan.stream,)


def written(plan: UploadPlan, text: str, *, stream: str) -> Formula:
    """Read a formula over the columns of a file, which may be named by their titles.

    Raises:
        UnclearValue: it cannot be read, or is over another stream or columns that there are not.
    """
    formula = formula_text.parse(text.strip(), stream=stream)
    known = streams(plan)
    if formula.stream not in known:
        raise UnclearValue("upload-number-stream", said=formula.stream, stream=", ".join(known))
    measures = {column.name: column.title for column in plan.columns if column.is_measure}
    dimensions = {column.name: column.title for column in plan.columns if column.means == DIMENSION}
    return _renamed(
        formula, lambda name: _named(name, measures, formula), lambda name: _named(name, dimensions, formula)
    )


def _named(said: str, names: Mapping[str, str], formula: Formula) -> str:
    alike = [name for name, title in names.items() if plain(title).casefold() == plain(said).casefold()]
    if said in names or not alike:
        if said not in names:
            known = ", ".join(names) or "–"
            raise UnclearValue("formula-no-column", name=said, stream=formula.stream, known=known)
        return said
    return alike[0]


def titled(plan: UploadPlan, formula: Formula) -> Formula:
    """Return a formula with the titles of columns for their names, as people know them."""
    titles = {column.name: column.title for column in plan.columns if column.name}

    def title(name: str) -> str:
        return titles.get(name, name)

    return _renamed(formula, title, title)


def _renamed(formula: Formula, measure: Callable[[str], str], dimension: Callable[[str], str]) -> Formula:
    def of_part(part: FormulaPart) -> FormulaPart:
        rename = dimension if part.calculation is Calculation.DISTINCT else measure
        of, minus = (rename(name) if name else "" for name in (part.of, part.minus))
        return replace(part, of=of, minus=minus, where=of_filters(part.where))

    def of_filters(chosen: tuple[RecordFilter, ...]) -> tuple[RecordFilter, ...]:
        return tuple(replace(each, dimension=dimension(each.dimension)) for each in chosen)

    over = of_part(formula.over) if formula.over else None
    return replace(formula, part=of_part(formula.part), over=over, where=of_filters(formula.where))


def all_numbers(plan: UploadPlan) -> dict[str, Formula]:
    """Return how metrics are made of a file's records: by adding up a column of theirs, or by a formula."""
    added = {
        column.means.removeprefix(METRIC): Formula(plan.stream, FormulaPart(Calculation.SUM, column.name))
        for column in plan.columns
        if column.means.startswith(METRIC)
    }
    return added | {key: formula_text.parse(text) for key, text in plan.numbers.items()}


def with_number(plan: UploadPlan, metric: str, formula: Formula | None) -> UploadPlan:
    """Return the plan with a metric made so; with None it is made of nothing here."""
    columns = tuple(
        replace(column, means=MEASURE) if column.means == METRIC + metric else column for column in plan.columns
    )
    numbers = {key: text for key, text in plan.numbers.items() if key != metric}
    if formula:
        numbers[metric] = formula_text.write(formula)
    return replace(plan, columns=columns, numbers=numbers)


def event_fields(plan: UploadPlan) -> dict[str, EventKind]:
    """Return the standard fields of the kinds of events in a file, each with the first kind that has it."""
    kinds = [EventKind(kind) for kind in dict.fromkeys(plan.events.values()) if kind not in {"", ASK}]
    return {name: kind for kind in reversed(kinds) for name in EVENT_FIELDS[kind].names}


def _as_fields(plan: UploadPlan) -> UploadPlan:
    """Return the plan with columns that somebody took for a standard field called so, and no other by that name."""
    said = {column.means.removeprefix(FIELD): column.title for column in plan.columns if column.means.startswith(FIELD)}
    kinds, columns = event_fields(plan), []
    for column in plan.columns:
        name = column.means.removeprefix(FIELD)
        if column.title == said.get(name):
            is_measure = name in kinds and name in EVENT_FIELDS[kinds[name]].measures
            columns.append(replace(column, name=name, means=MEASURE if is_measure else DIMENSION))
        else:
            columns.append(replace(column, name=f"{column.name}_2") if column.name in said else column)
    return replace(plan, columns=tuple(columns))


def standing(plan: UploadPlan) -> UploadPlan:
    """Return the plan without formulas over columns that are taken for something else by now."""
    plan = _as_fields(plan)
    measures = {column.name for column in plan.columns if column.is_measure}
    dimensions = {column.name for column in plan.columns if column.means == DIMENSION}
    added = {column.means.removeprefix(METRIC) for column in plan.columns if column.means.startswith(METRIC)}
    kept = {}
    for key, text in plan.numbers.items():
        formula = formula_text.parse(text)
        there = measures.issuperset(measures_of(formula)) and dimensions.issuperset(dimensions_of(formula))
        if there and key not in added and formula.stream in streams(plan):
            kept[key] = text
    return replace(plan, numbers=kept)


def fits(metric: Metric, formula: Formula) -> bool:
    """Say whether a value may be made so: a share (%) is no sum and no number of things."""
    adds_up = formula.part.calculation in {Calculation.SUM, Calculation.COUNT, Calculation.DISTINCT}
    return not (metric.is_ratio and formula.over is None and adds_up)
