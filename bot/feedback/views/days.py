"""What the days of a value show, in a sentence."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bot.feedback.domain.days import RUNS, DayPattern, DayPatternKind
from bot.figures.domain import example
from bot.kit.period import period_of, previous_period
from bot.messages.card import Card, Heading, Text
from bot.messages.number import amount
from bot.messages.text import plain

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_NEARLY_ALL: Final = 0.8
"""Such a share of the days is nearly every day."""


def sentence(t: Translator, found: DayPattern, delta: Delta, metric: Metric, *, today: date) -> Ready:
    """Say what the days of a value show."""
    target = delta.target or 0.0
    words: dict[str, object] = {
        "n": found.n,
        "of": found.of,
        "days": named(t, found, today=today),
        "target": amount(t, target, metric.unit, apart=found.last or ()),
        "last": amount(t, found.last, metric.unit, apart=target),
        "before": found.before,
        "ofbefore": found.of_before,
    }
    match found.kind:
        case DayPatternKind.CLUSTER:
            part, whole = (t.decimal(number, decimals=0) for number in (found.first, found.last))
            words |= {"part": part, "whole": whole}
        case DayPatternKind.BETTER | DayPatternKind.WORSE:
            words["first"] = amount(t, found.first, metric.unit, apart=found.last)
            words["last"] = amount(t, found.last, metric.unit, apart=found.first)
        case DayPatternKind.FEWER_OVER | DayPatternKind.MORE_OVER:
            earlier = previous_period(period_of(delta.period.start, metric.grain), metric.grain)
            words["period"] = t.period(earlier, metric.grain, today=today)
            words["size"] = "half" if 2 * found.n * found.of_before <= found.before * found.of else "plain"
        case DayPatternKind.WITHIN_RUN:
            words["size"] = "half" if 2 * found.n > found.of else "plain"
        case DayPatternKind.SPREAD | DayPatternKind.MOSTLY_WITHIN:
            words["size"] = _share_of_days(found)
            words["others"] = found.of - found.n
        case _:
            pass
    return t(f"story-days-{found.kind.replace('_', '-')}", **words)


def _share_of_days(found: DayPattern) -> str:
    """Say in a word on how large a share of the days it was so."""
    share = found.n / found.of
    return "nearly" if share >= _NEARLY_ALL else "most" if share > 1 / 2 else "some"


def named(t: Translator, found: DayPattern, *, today: date) -> Ready:
    """Name the days, as far as they are few; those of a run by the first and the last."""
    days = [t.day(day, today=today) for day in found.days]
    if found.kind in RUNS:
        return t("period-range", first=days[0], last=days[-1])
    return t.items(days)


def examples(t: Translator) -> dict[str, Card]:
    """Show the sentence of each pattern once, under the value whose days they are."""
    delta, days = example.DEFECTS, (date(2026, 10, 13), date(2026, 10, 20))
    last_days = (date(2026, 10, 26), date(2026, 10, 30))
    found = (
        DayPattern(DayPatternKind.CLUSTER, 21, 2, days, 19.0, 48.0),
        DayPattern(DayPatternKind.BETTER, 21, days=days[:1], first=0.047, last=0.027),
        DayPattern(DayPatternKind.WORSE, 21, days=days[:1], first=0.018, last=0.036),
        DayPattern(DayPatternKind.WITHIN, 21),
        DayPattern(DayPatternKind.CLEAN, 21, 14),
        DayPattern(DayPatternKind.OVER_ON, 21, 1, days[:1]),
        DayPattern(DayPatternKind.LAST_WITHIN, 21, 5, last_days, last=0.024),
        DayPattern(DayPatternKind.LAST_OVER, 21, 5, last_days, last=0.034),
        DayPattern(DayPatternKind.FEWER_OVER, 18, 4, before=12, of_before=22),
        DayPattern(DayPatternKind.MORE_OVER, 18, 9, before=4, of_before=22),
        DayPattern(DayPatternKind.CLEAN_RUN, 21, 4, (date(2026, 10, 13), date(2026, 10, 16))),
        DayPattern(DayPatternKind.WITHIN_RUN, 21, 6, (date(2026, 10, 13), date(2026, 10, 20))),
        DayPattern(DayPatternKind.MOSTLY_WITHIN, 21, 15),
        DayPattern(DayPatternKind.SPREAD, 21, 12),
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
