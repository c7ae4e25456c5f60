"""A person asking for their own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.calendar import wall
from bot.domain.feedback import Mark
from bot.domain.outline import judge, weight
from bot.messages.i18n import Catalog
from bot.services.evidence import trend
from bot.views import person as view

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.domain.delta import Delta
    from bot.domain.metric import Metric
    from bot.domain.person import Person
    from bot.messages.card import Card
    from bot.ports import Work


def me(work: Work, person: Person, *, now: datetime) -> Card:
    """Show somebody their newest value of every metric, the one that matters most drawn as a trend."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    latest = [one for one in work.deltas.latest(person.id) if one.value is not None and one.metric in metrics]
    latest.sort(key=lambda one: (-_matters(one, metrics), one.metric))
    series = next((found for one in latest if (found := trend(work, one))), [])
    return view.me(
        Catalog.load()(person.locale),
        person,
        latest,
        metrics=metrics,
        series=series,
        today=wall(now, timezone=person.timezone).date(),
    )


def _matters(delta: Delta, metrics: Mapping[str, Metric]) -> float:
    metric = metrics[delta.metric]
    judged = judge(delta, metric)
    return weight(delta, metric, judged[0] if judged else Mark.PLAIN)
