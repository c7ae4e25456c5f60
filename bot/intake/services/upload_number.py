"""What is made of the records of a file that was sent in: held against the metrics as they are, and chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import formula_text
from bot.figures.services.formula import conflict
from bot.intake.domain.upload_number import (
    all_numbers,
    filters,
    fits,
    standing,
    streams,
    ways,
    with_number,
    written,
)
from bot.intake.views.upload_number import NONE, OWN
from bot.kit.cleaning import UnclearValue
from bot.kit.errors import Unanswered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.intake.domain.upload import UploadPlan
    from bot.intake.ports import Work
    from bot.messages.answers import Answers


def settled(work: Work, plan: UploadPlan) -> UploadPlan:
    """Return the plan with only such metrics made of its records as can be.

    Where finished values stand records make a metric from the first period after them on.
    """
    if plan.kind != "records" or plan.mapping:
        return plan
    made, since = standing(plan), {}
    for key, formula in all_numbers(made).items():
        metric, text = work.metrics.get(key), formula_text.write(formula)
        if metric is None or metric.formula not in {"", text}:
            made = with_number(made, key, None)
        elif not metric.formula and (reason := conflict(work, replace(metric, formula=text))):
            since[key] = str(reason.values["first"])
    return replace(made, since=since)


def offered(work: Work) -> list[Metric]:
    """Return the metrics that can be made of the records of a file: those that no records make yet."""
    return [metric for metric in work.metrics.all() if not metric.formula]


def chosen(plan: UploadPlan, metrics: Sequence[Metric], answers: Answers) -> UploadPlan:
    """Return the plan with a metric made as a form says.

    Raises:
        Unanswered: with the field and the reason.
    """
    metric = next(metric for metric in metrics if metric.key == answers.choice("metric"))
    how = answers.choice("how")
    if how == NONE:
        return with_number(plan, metric.key, None)
    known = streams(plan)
    stream = answers.choice("stream") if "stream" in answers else known[0]
    formula = _written(plan, answers, stream=stream) if how == OWN else _way(plan, how, stream=stream)
    where = answers.choice("where")
    if where != NONE:
        formula = replace(formula, where=(*formula.where, filters(plan)[where]))
    if not fits(metric, formula):
        raise Unanswered({"how": ("upload-number-share", {"metric": metric.key})})
    if len(formula_text.write(formula)) > formula_text.LONGEST_FORMULA:
        values = {"most": formula_text.LONGEST_FORMULA, "n": len(formula_text.write(formula))}
        raise Unanswered({"formula": ("import-long", values)})
    return with_number(plan, metric.key, formula)


def of_kinds(plan: UploadPlan, kinds: Mapping[str, str]) -> UploadPlan:
    """Return the plan with the texts of a column taken for kinds of events, "" for those that are left out.

    Raises:
        Unanswered: when nothing is left.
    """
    if not any(kinds.values()):
        raise Unanswered({"k0": ("upload-kinds-nothing", {})})
    return replace(plan, kinds=dict(kinds))


def _way(plan: UploadPlan, code: str, *, stream: str) -> Formula:
    found = next(way.formula for way in ways(plan) if way.code == code)
    return replace(found, stream=stream)


def _written(plan: UploadPlan, answers: Answers, *, stream: str) -> Formula:
    text = answers.text_or_none("formula") or ""
    if not text.strip():
        raise Unanswered({"formula": ("upload-number-write", {})})
    try:
        return written(plan, text, stream=stream)
    except UnclearValue as unclear:
        raise Unanswered({"formula": (unclear.key, unclear.values)}) from None
