"""Formulas in words: how a metric's values are made of records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import formula_text
from bot.figures.domain.formula import Calculation, FormulaPart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.formula import Formula, RecordFilter
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def made(t: Translator, text: str) -> Ready:
    """Say how values are made by the stored text of a formula, "" for finished values."""
    return in_words(t, formula_text.parse(text)) if text else t("formula-finished")


def in_words(t: Translator, formula: Formula, *, stream: str = "") -> Ready:
    """Say a formula in words, as the middle of a sentence; ``stream`` names its stream, else it has its key."""
    part = calculation(t, replace(formula, where=()))
    named = stream or formula.stream
    if formula.where:
        return t("formula-whole-chosen", part=part, stream=named, where=_where(t, formula.where))
    return t("formula-whole", part=part, stream=named)


def calculation(t: Translator, formula: Formula) -> Ready:
    """Say in words what is calculated, without the stream: ``sum of amount where stage is won``."""
    part = _part(t, formula.part)
    if formula.over == FormulaPart(Calculation.COUNT) and _counts_some(formula.part):
        part = t("formula-share", where=_where(t, formula.part.where))
    elif formula.over:
        part = t("formula-ratio", part=part, over=_part(t, formula.over))
    return t("formula-chosen", part=part, where=_where(t, formula.where)) if formula.where else part


def _counts_some(part: FormulaPart) -> bool:
    return part.calculation is Calculation.COUNT and bool(part.where)


def condition(t: Translator, chosen: RecordFilter) -> Ready:
    """Say in words which records count."""
    return _condition(t, chosen)


def _part(t: Translator, part: FormulaPart) -> Ready:
    of = t("formula-difference", of=part.of, minus=part.minus) if part.minus else part.of
    said = t(f"formula-{part.calculation}", of=of)
    return t("formula-chosen", part=said, where=_where(t, part.where)) if part.where else said


def _where(t: Translator, filters: Sequence[RecordFilter]) -> Ready:
    said = _condition(t, filters[0])
    for chosen in filters[1:]:
        said = t("formula-and", first=said, second=_condition(t, chosen))
    return said


def _condition(t: Translator, chosen: RecordFilter) -> Ready:
    if chosen.values == ("",):
        return t("formula-is-filled" if chosen.excludes else "formula-is-empty", dimension=chosen.dimension)
    values = [value or t("formula-nothing") for value in chosen.values]
    if len(values) == 1:
        return t("formula-is-not" if chosen.excludes else "formula-is", dimension=chosen.dimension, value=values[0])
    key = "formula-not-among" if chosen.excludes else "formula-among"
    return t(key, dimension=chosen.dimension, values=t.listed(values))
