"""The fact sheet: what of an outline leaves the process, the shape of an answer, and the way from an answer to a pick.

A value goes out as its metric's title, a mark and directions: no figure, nobody's name, and no id that means anything
outside the request, because findings and steps are numbered anew for each. Step sentences go out as they were approved.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.feedback.domain.feedback import Against, Finding, Mark, Occasion, Pick
from bot.feedback.domain.outline import MOST_FINDINGS, MOST_STEPS, answers, fault
from bot.figures.views.phrase import title
from bot.kit.errors import WriterError
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.feedback.domain.feedback import Outline
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator

Json = dict[str, Any]

_MOST_VALUES = {Mark.STRENGTH: 3, Mark.GAP: 3, Mark.PLAIN: 2}
_MOST_WAYS = 3
_MOST_STEPS_OFFERED = 12
_MOST_RECENT = 20
"""Bounds of the sheet, so that it fits a small model's context whatever the outline holds."""
_LONGEST_ANSWER = 20_000
"""An answer of more characters than this is no pick; it is not even parsed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is sent. ``values`` and ``recent`` are JSON; ``ids`` leads from the request's ids back to the outline's."""

    values: tuple[Json, ...]
    recent: tuple[Json, ...]
    ids: Mapping[str, str]


def draw_up(outline: Outline, *, metrics: Mapping[str, Metric], t: Translator, recent: Sequence[Pick]) -> Sheet:
    """Return the sheet for an outline: the weightiest values of each mark, with titles in the reader's language.

    Raises:
        WriterError: the outline has nothing to choose from.
    """
    values: list[Json] = []
    ids: dict[str, str] = {}
    unplaced = {step.id: step for step in outline.steps}
    for found in _offered(outline, metrics):
        first = found[0]
        metric = metrics[first.delta.metric]
        steps = [step for step in unplaced.values() if answers(step, first)][:_MOST_STEPS_OFFERED]
        unplaced = {key: step for key, step in unplaced.items() if not answers(step, first)}
        values.append(
            {
                "metric": title(t, metric),
                "better": str(metric.direction),
                "mark": str(first.mark),
                "about": "subject" if first.delta.person_id == outline.subject_id else "context",
                "first": not values and outline.occasion not in {Occasion.STANDING, Occasion.PRAISE},
                "story": str(first.story.kind) if first.story else "",
                "findings": [{"id": _name(ids, "f", finding.id), "against": _directions(finding)} for finding in found],
                "steps": [{"id": _name(ids, "s", step.id), "text": plain(step.text)} for step in steps],
            }
        )
    if not values:
        raise WriterError("nothing to choose from")
    return Sheet(tuple(values), _said(recent, ids), ids)


def _offered(outline: Outline, metrics: Mapping[str, Metric]) -> list[list[Finding]]:
    """Return the findings to offer, by value, in the outline's order; of many ways to tell one some."""
    values: dict[object, list[Finding]] = defaultdict(list)
    for finding in {finding.id: finding for finding in outline.findings}.values():
        if finding.delta.metric in metrics:
            values[finding.delta.person_id, finding.delta.metric, finding.delta.period].append(finding)
    taken: Counter[Mark] = Counter()
    offered = []
    for variants in values.values():
        mark = variants[0].mark
        taken[mark] += 1
        if taken[mark] <= _MOST_VALUES[mark]:
            offered.append(variants if len(variants) <= _MOST_WAYS else [*variants[: _MOST_WAYS - 1], variants[-1]])
    return offered


def _name(ids: dict[str, str], letter: str, long: str) -> str:
    short = f"{letter}{sum(taken.startswith(letter) for taken in ids) + 1}"
    ids[short] = long
    return short


def _directions(finding: Finding) -> dict[str, str]:
    return {str(against): _direction(finding, against) for against in finding.against}


def _direction(finding: Finding, against: Against) -> str:
    """Say in a word where a value stands, or where it moves; never by how much."""
    delta = finding.delta
    value = delta.value or 0.0
    match against:
        case Against.TARGET:
            return _side(value - (delta.target or 0.0))
        case Against.PEERS:
            middle = delta.peers.median if delta.peers and delta.peers.median is not None else 0.0
            return _side(value - middle)
        case Against.BASELINE:
            return _side(value - (delta.baseline_median or 0.0))
        case Against.LIMIT:
            return "above" if finding.bar and finding.bar.above else "below"
        case Against.STREAK:
            return "up" if delta.streak > 0 else "down"
        case Against.PREVIOUS:
            return "up" if (delta.change or 0.0) > 0 else "down"
        case Against.YEAR_AGO:
            return "up" if (delta.year_ago_change or 0.0) > 0 else "down"


def _side(distance: float) -> str:
    return "above" if distance > 0 else "below" if distance < 0 else "at"


def _said(recent: Sequence[Pick], ids: Mapping[str, str]) -> tuple[Json, ...]:
    """Return the recent picks by the request's ids, as far as they could be repeated now."""
    short = {long: name for name, long in ids.items()}
    said = (
        {
            "findings": [short[key] for key in pick.finding_ids if key in short],
            "steps": [short[key] for key in pick.step_ids if key in short],
        }
        for pick in recent[:_MOST_RECENT]
    )
    return tuple(value for value in said if value["findings"] or value["steps"])


def shape(values: Iterable[Json]) -> Json:
    """Return the JSON schema of an answer to these values: ids from the sheet and nothing else."""
    findings, steps = _ids(values)
    properties = {"findings": _some(findings, MOST_FINDINGS)}
    if steps:
        properties["steps"] = _some(steps, MOST_STEPS)
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _some(ids: Sequence[str], most: int) -> Json:
    return {"type": "array", "items": {"type": "string", "enum": list(ids)}, "minItems": 1, "maxItems": most}


def _ids(values: Iterable[Json]) -> tuple[list[str], list[str]]:
    values = list(values)
    findings, steps = ([item["id"] for value in values for item in value[part]] for part in ("findings", "steps"))
    return findings, steps


def read(text: str, values: Iterable[Json]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the findings and steps that an answer names; a model's thinking and prose around the object are skipped.

    Raises:
        WriterError: no JSON object, one of another shape, or an id that the values do not have.
    """
    answer = _object(text)
    match answer:
        case {"findings": list() as findings, "steps": list() as steps, **rest} if not rest:
            pass
        case {"findings": list() as findings, **rest} if not rest:
            steps = []
        case _:
            raise WriterError("not an answer")
    known_findings, known_steps = _ids(values)
    if any(key not in known_findings for key in findings) or any(key not in known_steps for key in steps):
        raise WriterError("unknown id")
    return tuple(findings), tuple(steps)


def _object(text: str) -> object:
    """Return the first JSON object of a text, None when there is none; an error would carry the text with it."""
    if len(text) > _LONGEST_ANSWER:
        return None
    said = text.rpartition("</think>")[2]
    try:
        answer: object = json.JSONDecoder().raw_decode(said, max(said.find("{"), 0))[0]
    except (ValueError, RecursionError):
        return None
    return answer


def pick(text: str, sheet: Sheet, outline: Outline, *, recent: Sequence[Pick], writer: str) -> Pick:
    """Return the pick that an answer stands for, when it may be sent as it is.

    Beyond what every pick has to be (``fault``), a model's is held to the form of a message: no strength after
    anything else, and a step wherever there is one to take.

    Raises:
        WriterError: with a word for what is wrong; never with the answer.
    """
    findings, steps = read(text, sheet.values)
    chosen = Pick(tuple(sheet.ids[key] for key in findings), tuple(sheet.ids[key] for key in steps), writer)
    wrong = fault(outline, chosen, avoid=recent) or _unfit(chosen, outline, sheet)
    if wrong:
        raise WriterError(wrong)
    return chosen


def _unfit(chosen: Pick, outline: Outline, sheet: Sheet) -> str:
    known = {finding.id: finding for finding in outline.findings}
    findings = [known[key] for key in chosen.finding_ids]
    strengths = [finding.mark is Mark.STRENGTH for finding in findings]
    if strengths != sorted(strengths, reverse=True):
        return "strength second"
    if not chosen.step_ids and _ids(sheet.values)[1]:
        return "no step"
    return ""
