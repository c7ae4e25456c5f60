"""Values and the stored rows behind them: which are meant, one's own at a glance, and all their versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.figures.domain.about import FigureScope
from bot.kit.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.figures.domain.delta import Delta
    from bot.figures.domain.reading import Reading
    from bot.figures.ports import Work
    from bot.people.domain.person import Person

RECENT = 24
"""How many values are offered to choose from."""
SEVERAL = 9
"""Up to so many values of a period that was asked for are all shown."""


def values(work: Work, person_id: str, meant: FigureScope | None = None) -> list[Delta]:
    """Return somebody's values that are meant, newest first; quarantined ones and gaps have none."""
    known = {metric.key for metric in work.metrics.all()}
    found = [
        delta for delta in work.deltas.find(person_id=person_id) if delta.value is not None and delta.metric in known
    ]
    found = [delta for delta in found if meant is None or meant.fits(delta)]
    return sorted(found, key=lambda delta: (delta.period.start, delta.metric), reverse=True)


def newest(deltas: Sequence[Delta]) -> list[Delta]:
    """Return the newest value of each metric; the values come newest first."""
    once: dict[str, Delta] = {}
    for delta in deltas:
        once.setdefault(delta.metric, delta)
    return list(once.values())


def value(work: Work, person_id: str, place: str) -> Delta:
    """Return the value that a button or an option names, see :func:`place_of`.

    Raises:
        NotFound: when there is none.
    """
    metric, _, start = place.rpartition(":")
    try:
        day = date.fromisoformat(start)
    except ValueError:
        raise NotFound("reading-none") from None
    found = next(iter(work.deltas.find(person_id=person_id, metric=metric, start=day)), None)
    if found is None or found.value is None or work.metrics.get(metric) is None:
        raise NotFound("reading-none")
    return found


def place_of(delta: Delta) -> str:
    """Name a value of somebody's in a button or an option."""
    return f"{delta.metric}:{delta.period.start.isoformat()}"


def chosen_values(work: Work, person_id: str, meant: FigureScope, *, most: int = 0) -> tuple[FigureScope, list[Delta]]:
    """Return somebody's values that were asked for, and what was meant in the end.

    The newest ``most`` are given; without a number all of a few periods that were asked for, else the newest of each
    metric. Where the likelier metric of several with one title has no value, one that has is meant.
    """
    for metric in (meant.metric, *meant.others):
        others = tuple(other for other in (meant.metric, *meant.others) if other and other != metric)
        instead = replace(meant, metric=metric, others=others)
        if not (found := values(work, person_id, instead)):
            continue
        if most:
            return instead, found[:most]
        return instead, found if meant.period and len(found) <= SEVERAL else newest(found)
    return meant, []


def alone(work: Work, delta: Delta) -> FigureScope:
    """Say of a value that it alone is meant."""
    metric = work.metrics.get(delta.metric)
    return FigureScope(None, metric, delta.period, metric.grain if metric else None)


def rows(work: Work, subject: Person, meant: FigureScope) -> list[Reading]:
    """Return every stored version of the values that are meant, newest period first; whoever asks saw to the right."""
    found = work.readings.rows(subject.id, metric=meant.metric.key if meant.metric else None)
    span = meant.period
    return [
        reading
        for reading in found
        if span is None or (reading.period.start <= span.end and span.start <= reading.period.end)
    ]
