"""One message in place of several to somebody about themselves: of a month and of its quarter, say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.feedback.domain.feedback import Mark, Occasion, Pick
from bot.feedback.domain.outline import MOST_FINDINGS, MOST_STEPS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.feedback.domain.feedback import Finding, Outline, Step
    from bot.figures.domain.metric import Metric

_ORDER = (Mark.STRENGTH, Mark.GAP, Mark.PLAIN)


def joined(said: Sequence[tuple[Outline, Pick]]) -> tuple[Outline, Pick] | None:
    """Return what one message says in the place of several to the same reader; None where it would say less.

    It says each value that any of them says, strengths first, with at most two of their steps: the first of each.
    """
    found: list[Finding] = []
    steps: list[Step] = []
    for outline, pick in said:
        known = {finding.id: finding for finding in outline.findings}
        found += [known[key] for key in pick.finding_ids]
    if len(found) > MOST_FINDINGS or len({finding.id for finding in found}) < len(found):
        return None
    found.sort(key=lambda finding: (_ORDER.index(finding.mark), -finding.weight))
    for _, step in sorted(_steps(said), key=lambda each: each[0]):
        if len(steps) < MOST_STEPS and step.aim not in {other.aim for other in steps if other.aim}:
            steps.append(step)
    first = said[0][0]
    occasion = Occasion.PRAISE if all(outline.occasion is Occasion.PRAISE for outline, _ in said) else Occasion.STANDING
    outline = replace(first, occasion=occasion, period=found[0].delta.period, findings=tuple(found), steps=tuple(steps))
    return outline, Pick(tuple(finding.id for finding in found), tuple(step.id for step in steps))


def _steps(said: Sequence[tuple[Outline, Pick]]) -> list[tuple[tuple[int, bool], Step]]:
    """Return the steps of messages with their turn: the first of each before any second, what asks something last."""
    found = []
    for outline, pick in said:
        known = {step.id: step for step in outline.steps}
        found += [((place, known[key].asks), known[key]) for place, key in enumerate(pick.step_ids)]
    return found


def two_lengths(told: Sequence[tuple[Finding, Metric]]) -> tuple[Finding, Finding] | None:
    """Return the values of a shorter and a longer period of which one reached its target and the other did not.

    They are of the same thing, counted over periods of which one lies in the other; None without.
    """
    for short, metric in told:
        for long, other in told:
            if metric.grain is other.grain or not metric.formula or metric.formula != other.formula:
                continue
            inside = long.delta.period.start <= short.delta.period.start <= long.delta.period.end
            marks = {short.mark, long.mark}
            targets = short.delta.target is not None and long.delta.target is not None
            if inside and targets and marks == {Mark.STRENGTH, Mark.GAP} and _is_longer(other, metric):
                return short, long
    return None


def _is_longer(metric: Metric, other: Metric) -> bool:
    order = list(type(metric.grain))
    return order.index(metric.grain) > order.index(other.grain)
