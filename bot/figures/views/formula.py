"""Formulas in words: how a metric's values are made of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.figures.domain import formula_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.formula import Formula, FormulaPart, RecordFilter
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def made(t: Translator, text: str) -> Ready:
    """Say how values are made by the stored text of a formula, "" for finished values."""
    return in_words(t, formula_text.parse(text)) if text else t("formula-finished")


def in_words(t: Translator, formula: Formula, *, stream: str = "") -> Ready:
    """Say a formula in words, as the middle of a sentence; ``stream`` names its stream, else it has its key."""
    part = _part(t, formula.part)
    if formula.over:
        part = t("formula-ratio", part=part, over=_part(t, formula.over))
    named = stream or formula.stream
    if formula.where:
        return t("formula-whole-chosen", part=part, stream=named, where=_where(t, formula.where))
    return t("formula-whole", part=part, stream=named)


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
