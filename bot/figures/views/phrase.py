"""Phrases about one figure: its metric's title, and the value with its unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.number import amount
from bot.messages.text import Ready

if TYPE_CHECKING:
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.target import Bar
    from bot.messages.i18n import Translator


def title(t: Translator, metric: Metric) -> str:
    """Name a metric in the reader's language; by the other one, or its key, when it has no name there."""
    own, other = (metric.title_zh, metric.title_en) if t.chinese else (metric.title_en, metric.title_zh)
    return own or other or metric.key


def inside(t: Translator, metric: Metric) -> str:
    """Name a metric within a sentence: English loses the capital, unless it is an abbreviation's."""
    name = title(t, metric)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def around(delta: Delta, bar: Bar | None = None) -> tuple[float | None, ...]:
    """Return the numbers that may stand in one line: each is written apart from all others, so that equals look so."""
    limit_ = bar.limit if bar and bar.fact == "value" else None
    median = delta.peers.median if delta.peers else None
    return delta.value, delta.target, median, delta.baseline_median, limit_


def value(
    t: Translator, delta: Delta, metric: Metric, *, bar: Bar | None = None, previous: float | None = None
) -> Ready:
    """Write a delta's value so that it reads as it compares with whatever may stand beside it, a rule's bar too."""
    beside = (*around(delta, bar), previous)
    return amount(t, delta.value or 0.0, metric.unit, apart=beside, exactly=is_at(bar, delta.value))


def is_at(bar: Bar | None, number: float | None) -> bool:
    """Say whether a number is just what a rule holds the value against: it is written in full then, as the bar is."""
    return bar is not None and bar.fact == "value" and bar.limit == number


def counted(t: Translator, delta: Delta, metric: Metric) -> Ready:
    """Write a delta's value; of a ratio also out of how many."""
    if not metric.is_ratio or delta.denominator is None:
        return value(t, delta, metric)
    return t("phrase-value-n", value=value(t, delta, metric), n=t.decimal(delta.denominator, decimals=0))
