"""A trend as a picture: a metric's newest values by period with its targets, gaps as gaps, and all of it in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.figures.domain import example
from bot.figures.views.phrase import around, title
from bot.kit.period import Grain, next_period, period_of
from bot.messages.axis import round_values
from bot.messages.card import Card, Chart, Heading, Picture
from bot.messages.number import amount, axis_texts, axis_unit, beside_axis
from bot.messages.text import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.kit.period import Period
    from bot.messages.i18n import Translator
    from bot.messages.text import Ready

_SATURDAY = 5


def picture(t: Translator, metric: Metric, series: Sequence[Delta]) -> Picture:
    """Draw a series of at least one value, oldest first, with its targets and the sentence a screen reader says."""
    points = _points(series, metric.grain)
    targets = tuple(_target(delta) for _, delta in points)
    values = tuple(delta.value if delta else None for _, delta in points)
    ticks = round_values([number for number in (*values, *targets) if number is not None])
    newest, lower = targets[-1], metric.direction.sign < 0
    chart = Chart(
        title=title(t, metric),
        labels=tuple(t.tick(period, metric.grain) for period, _ in points),
        values=values,
        texts=tuple(_text(t, delta, metric) for _, delta in points),
        targets=targets if any(target is not None for target in targets) else (),
        target_label=plain(t("trend-target")),
        lower_is_better=lower,
        target_text="" if newest is None else beside_axis(t, newest, metric.unit, apart=series[-1].value),
        ticks=tuple(zip(ticks, axis_texts(t, ticks, metric.unit), strict=True)),
        unit=axis_unit(t, metric.unit),
        scale=100.0 if metric.is_ratio else 1.0,
        direction=plain(t("trend-lower")) if lower else "",
        gap_label=plain(t("trend-gap")) if any(delta is None for _, delta in points) else "",
    )
    return Picture(chart, _words(t, metric, points, chart))


def _points(series: Sequence[Delta], grain: Grain) -> list[tuple[Period, Delta | None]]:
    """Return every period from the oldest value to the newest, those without one too; days of rest only with one."""
    valued = [delta for delta in series if delta.value is not None]
    known = {period_of(delta.period.start, grain): delta for delta in valued}
    if len(known) < len(valued):
        return [(delta.period, delta) for delta in valued]
    period, last = min(known), max(known)
    points: list[tuple[Period, Delta | None]] = []
    while period <= last:
        if period in known or grain is not Grain.DAY or period.start.weekday() < _SATURDAY:
            points.append((period, known.get(period)))
        period = next_period(period, grain)
    return points


def _target(delta: Delta | None) -> float | None:
    if delta is None:
        return None
    return delta.target if delta.target_full is None else delta.target_full


def _text(t: Translator, delta: Delta | None, metric: Metric) -> str:
    if delta is None or delta.value is None:
        return ""
    return beside_axis(t, delta.value, metric.unit, apart=(*around(delta), _target(delta)))


def _words(t: Translator, metric: Metric, points: Sequence[tuple[Period, Delta | None]], chart: Chart) -> Ready:
    """Say all that the picture shows."""
    goals = {target for target in chart.targets if target is not None}
    said = [
        _point(t, metric, period, delta, target=_target(delta) if len(goals) > 1 else None, last=place == len(points))
        for place, (period, delta) in enumerate(points, start=1)
    ]
    sentences = [t("trend-alt", title=chart.title, points=t.clauses(said))]
    if len(goals) == 1:
        sentences.append(t("trend-alt-target", value=amount(t, goals.pop(), metric.unit, apart=chart.values)))
    if chart.lower_is_better:
        sentences.append(t("trend-alt-lower"))
    return t.sentences(sentences)


def _point(
    t: Translator, metric: Metric, period: Period, delta: Delta | None, *, target: float | None, last: bool
) -> Ready:
    name = t.tick(period, metric.grain)
    if delta is None or delta.value is None:
        return t("trend-point-none", period=name)
    value = amount(t, delta.value, metric.unit, apart=(*around(delta), target), bare=not last)
    if target is None:
        return t("trend-point", period=name, value=value)
    goal = amount(t, target, metric.unit, apart=delta.value, bare=True)
    return t("trend-point-target", period=name, value=value, target=goal)


def examples(t: Translator) -> dict[str, Card]:
    """Show a trend with a month that has no value, and one of a metric that is better when lower."""
    gaps = [*example.TREND[:2], *example.TREND[3:]]
    defects = [
        replace(example.DEFECTS, period=delta.period, value=value, target=0.03, target_full=None)
        for delta, value in zip(example.TREND, (0.028, 0.031, 0.027, 0.033, 0.029, 0.036), strict=True)
    ]
    shown = {"trend-gap": (example.NEW_CUSTOMERS, gaps), "trend-lower": (example.DEFECTS, defects)}
    return {
        key: _example(t, picture(t, example.METRICS[delta.metric], series)) for key, (delta, series) in shown.items()
    }


def _example(t: Translator, drawn: Picture) -> Card:
    return Card("trend", drawn.chart.title, (Heading(drawn.chart.title), drawn), t.locale)
