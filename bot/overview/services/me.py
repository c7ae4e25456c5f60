"""One's own figures: the newest of each metric, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.figures.services.about import figures
from bot.figures.services.reading import chosen_values, value
from bot.figures.services.trend import trend
from bot.figures.views.about import said_back
from bot.kit.calendar import local_day
from bot.overview.domain.team import matters
from bot.overview.views import person as view
from bot.people.domain.person import Person

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.messages.card import Card
    from bot.overview.ports.work import Work


def newest(work: Work, person: Person) -> tuple[list[Delta], dict[str, Metric]]:
    """Return somebody's newest value of every metric, what matters most first, and the metrics by key."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    return weighed(work.deltas.latest(person.id), metrics), metrics


def weighed(deltas: Iterable[Delta], metrics: Mapping[str, Metric]) -> list[Delta]:
    """Return the values among deltas, what matters most first."""
    known = [one for one in deltas if one.value is not None and one.metric in metrics]
    return sorted(known, key=lambda one: (-matters(one, metrics[one.metric]), one.metric))


def me(work: Work, person: Person, *, now: datetime, said: str = "", place: str = "", sentence: bool = False) -> Card:
    """Show somebody their newest value of every metric, the one that matters most drawn as a trend.

    ``said`` may name a metric and a period, and is a whole ``sentence`` or not; ``place`` is one value, see
    :func:`place_of`.
    """
    today = local_day(now, timezone=person.timezone)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    latest = work.deltas.latest(person.id)
    meant = figures(work, said, today=today, sentence=sentence, held={one.metric for one in latest})
    chosen = meant.metric is not None or meant.period is not None
    if place:
        shown = [value(work, person.id, place)]
    elif chosen:
        meant, shown = chosen_values(work, person.id, meant)
    else:
        shown = latest
    shown = weighed(shown, metrics)
    if meant.period:
        shown.sort(key=lambda one: one.period.start, reverse=True)
    series = next((found for one in shown if (found := trend(work, one))), [])
    running = work.disputes.about([person.id], running=True)
    t = work.words(person.locale)
    card = view.me(
        t,
        person,
        shown,
        metrics=metrics,
        series=series,
        today=today,
        cases={(one.metric, one.period.start): one.no for one in running},
        asked=said if chosen else "",
    )
    return said_back(t, card, meant, route="me")
