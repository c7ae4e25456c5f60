"""One card for what somebody is told about themselves of several periods: a month and its quarter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.feedback.domain.advice import filled
from bot.feedback.domain.advice_house import house_text
from bot.feedback.domain.feedback import Occasion, Outline, Pick, Step
from bot.feedback.domain.outline import step_id, variants
from bot.feedback.domain.together import joined
from bot.feedback.views.feedback import MessageContent, standing, useful_buttons
from bot.figures.domain import example
from bot.figures.domain.delta import Delta
from bot.figures.views.phrase import inside
from bot.kit.period import Grain, Period
from bot.messages.card import Action, Button, Choices
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.messages.i18n import Translator

_MOST = 3
_QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))


def together(
    t: Translator, said: MessageContent, parts: Sequence[MessageContent], *, past: Sequence[Delta] = ()
) -> Card:
    """Tell a person in one message what several say; of each a button opens what it rests on."""
    whys = tuple(
        Button(plain(t("feedback-why-period", period=_period(t, part))), Action("feedback.why", (("key", part.key),)))
        for part in parts[:_MOST]
    )
    return standing(t, said, past=past, asking=(Choices(whys), Choices(useful_buttons(t, said.key))))


def _period(t: Translator, part: MessageContent) -> str:
    first = part.findings()[0]
    return t.period(first.delta.period, part.metric(first).grain, today=part.today)


def examples(t: Translator) -> dict[str, Card]:
    """Show a month and its quarter, of which the one reached its target and the other did not."""
    month = replace(example.METRICS["collections"], formula="sum(Amount) from payments")
    quarter = replace(
        month,
        key="collections_quarter",
        grain=Grain.QUARTER,
        title_en="Collections in the quarter",
        title_zh="季度回款",
    )
    metrics = {metric.key: metric for metric in (month, quarter)}
    reached = replace(
        example.COLLECTIONS, value=540_000.0, attainment=1.08, previous=465_000.0, change=75_000.0, streak=1
    )
    days = Period(_QUARTER.start, example.OCTOBER.end)
    missed = Delta("S1", quarter.key, days, 540_000.0, 620_000.0, 1_800_000.0, 0.871, elapsed=0.34)
    parts = [
        _part(t, reached, metrics, Occasion.PRAISE, ("habit-to-copy",)),
        _part(t, missed, metrics, Occasion.STANDING, ("first-thing-tomorrow",)),
    ]
    outline, pick = joined([(part.outline, part.pick) for part in parts]) or (parts[0].outline, parts[0].pick)
    said = replace(parts[0], outline=outline, pick=pick)
    return {"standing-together": together(t, said, parts)}


def _part(
    t: Translator, delta: Delta, metrics: Mapping[str, Metric], occasion: Occasion, advice: Sequence[str]
) -> MessageContent:
    metric = metrics[delta.metric]
    finding = next(variants((delta,), metric))
    texts = {key: filled(house_text(key, t.locale), {"title": inside(t, metric)}) or "" for key in advice}
    steps = tuple(Step(step_id(finding, key), finding.id, text, aim=key) for key, text in texts.items())
    outline = Outline("S1", "S1", occasion, delta.period, (finding,), steps)
    pick = Pick((finding.id,), tuple(step.id for step in steps))
    key = f"{occasion}:S1:S1:{delta.period.start}:{metric.grain[0]}:2026-11-02"
    return MessageContent(outline, pick, metrics, key, example.TODAY)
