"""One's own figures: the newest of each metric, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.feedback.services.driver_reader import drivers_of
from bot.figures.services.about import figures
from bot.figures.services.reading import chosen_values, value
from bot.figures.services.trend import trend
from bot.goals.services import goal_list
from bot.goals.services.goal_sight import GoalReader
from bot.kit.calendar import local_day
from bot.overview.domain.team import matters
from bot.overview.views import person as view
from bot.people.domain.person import Person
from bot.people.services import permission
from bot.talks.services.finished import finished_lately

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.figures.domain.about import FigureScope
    from bot.figures.domain.delta import Delta
    from bot.figures.domain.metric import Metric
    from bot.overview.ports import Work


def newest(work: Work, person: Person) -> tuple[list[Delta], dict[str, Metric]]:
    """Return somebody's newest value of every metric, what matters most first, and the metrics by key."""
    metrics = {metric.key: metric for metric in work.metrics.all()}
    return weighed(work.deltas.latest(person.id), metrics), metrics


def weighed(deltas: Iterable[Delta], metrics: Mapping[str, Metric]) -> list[Delta]:
    """Return the values among deltas, what matters most first."""
    known = [delta for delta in deltas if delta.value is not None and delta.metric in metrics]
    return sorted(known, key=lambda delta: (-matters(delta, metrics[delta.metric]), delta.metric))


def me(
    work: Work, person: Person, *, now: datetime, said: str = "", place: str = "", sentence: bool = False
) -> tuple[view.Mine, FigureScope]:
    """Return somebody's newest value of every metric, with the one that matters most as a trend.

    ``said`` may name a metric and a period, and is a whole ``sentence`` or not; what was understood of it comes second.
    ``place`` is one value, see :func:`bot.figures.services.reading.place_of`.
    """
    today = local_day(now, timezone=person.timezone)
    metrics = {metric.key: metric for metric in work.metrics.all()}
    latest = work.deltas.latest(person.id)
    meant = figures(work, said, today=today, sentence=sentence, held={delta.metric for delta in latest})
    chosen = meant.metric is not None or meant.period is not None
    if place:
        shown = [value(work, person.id, place)]
    elif chosen:
        meant, shown = chosen_values(work, person.id, meant)
    else:
        shown = latest
    shown = weighed(shown, metrics)
    if meant.period:
        shown.sort(key=lambda delta: delta.period.start, reverse=True)
    running = work.disputes.about([person.id], running=True)
    actor = permission.actor(work, person, now=now)
    mine = view.Mine(
        shown,
        metrics,
        next((found for delta in shown if (found := trend(work, delta))), []),
        {(case.metric, case.period.start): case.no for case in running},
        said if chosen else "",
        None if chosen or place else finished_lately(work, person, now=now),
        drivers_of(work, actor, shown[: view.MOST_LINES], now=now),
        () if chosen or place else goal_list.running(GoalReader(work, actor, now=now), person.id),
    )
    return mine, meant
