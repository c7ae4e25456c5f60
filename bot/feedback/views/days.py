"""What the days of a value show, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.days import DayPattern, DayPatternKind
from bot.figures.domain import example
from bot.messages.card import Card, Heading, Text
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready


def sentence(t: Translator, found: DayPattern, delta: Delta, metric: Metric, *, today: date) -> Ready:
    """Say what the days of a value show."""
    words: dict[str, object] = {"n": found.n, "of": found.of}
    match found.kind:
        case DayPatternKind.CLUSTER:
            part, whole = (t.decimal(number, decimals=0) for number in (found.first, found.last))
            words |= {"part": part, "whole": whole, "days": named(t, found, today=today)}
        case DayPatternKind.BETTER | DayPatternKind.WORSE:
            words["first"] = amount(t, found.first, metric.unit, apart=found.last)
            words["last"] = amount(t, found.last, metric.unit, apart=found.first)
        case _:
            words["days"] = named(t, found, today=today)
            words["target"] = amount(t, delta.target or 0.0, metric.unit, apart=found.last)
            words["last"] = amount(t, found.last, metric.unit, apart=delta.target)
    return t(f"story-days-{found.kind.replace('_', '-')}", **words)


def named(t: Translator, found: DayPattern, *, today: date) -> Ready:
    """Name the days, as far as they are few."""
    return t.items(t.day(day, today=today) for day in found.days)


def examples(t: Translator) -> dict[str, Card]:
    """Show the sentence of each pattern once, under the value whose days they are."""
    delta, days = example.DEFECTS, (date(2026, 10, 13), date(2026, 10, 20))
    found = (
        DayPattern(DayPatternKind.CLUSTER, 21, 2, days, 19.0, 48.0),
        DayPattern(DayPatternKind.BETTER, 21, first=0.047, last=0.027),
        DayPattern(DayPatternKind.WORSE, 21, first=0.018, last=0.036),
        DayPattern(DayPatternKind.WITHIN, 21),
        DayPattern(DayPatternKind.CLEAN, 21, 14),
        DayPattern(DayPatternKind.OVER_ON, 21, 1, days[:1]),
        DayPattern(DayPatternKind.LAST_WITHIN, 21, 5, last=0.024),
        DayPattern(DayPatternKind.LAST_OVER, 21, 5, last=0.034),
    )
    metric = example.METRICS[delta.metric]
    heading = t("feedback-headline-neutral", period=t.period(delta.period, metric.grain, today=example.TODAY))
    shown = {}
    for pattern in found:
        said = sentence(t, pattern, delta, metric, today=example.TODAY)
        shown[f"days-{pattern.kind.replace('_', '-')}"] = Card(
            "standing", plain(heading), (Heading(heading), Text(said)), t.locale
        )
    return shown
