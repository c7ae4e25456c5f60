"""Formulas of metrics: one feed for one period, and what another definition computes again, in the background."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from bot.figures.domain import formula_text
from bot.figures.domain.delta import Changed
from bot.figures.domain.facts import Reason
from bot.figures.domain.formula_values import dimensions_of, measures_of
from bot.figures.domain.metric import MEANING
from bot.figures.domain.recalculation import Recalculating
from bot.figures.services.delta import recompute
from bot.figures.services.record import recompute_metric
from bot.kit.cleaning import UnclearValue, plain
from bot.kit.period import next_period, period_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.figures.domain.facts import FactColumns
    from bot.figures.domain.formula import Formula
    from bot.figures.domain.metric import Metric
    from bot.figures.domain.record import RecordStream
    from bot.figures.ports import Work

_PEOPLE_AT_ONCE: Final = 2_000
_SAMPLE: Final = 50
_AT_ONCE: Final = 20_000
"""So many values of a metric are computed again at once, in a second or two."""


def refused_finished(work: Work, facts: FactColumns) -> dict[int, Reason]:
    """Return by place in ``facts`` why a finished value is refused: records make the value of that period."""
    found: dict[int, Reason] = {}
    for number, metric in work.metrics.numbers().values():
        places = np.flatnonzero(facts.metric == number) if metric.formula else np.empty(0, np.int64)
        if not places.size:
            continue
        stream = formula_text.parse(metric.formula).stream
        reason = Reason("formula-feeds", {"metric": metric.key, "stream": stream})
        begin = metric.records_from
        if begin:
            reason = Reason("formula-feeds-from", {**reason.values, "day": begin.isoformat()})
            places = places[facts.start[places] >= np.datetime64(begin, "D").astype(np.int64)]
        found |= dict.fromkeys(places.tolist(), reason)
    return found


def with_stream_key(work: Work, metric: Metric) -> Metric:
    """Return a metric whose formula names its stream by key, where it named one by its title.

    What is neither is taken for the key of a stream that is still to come; :func:`take_title` looks again then.

    Raises:
        UnclearValue: several streams have that title.
    """
    formula = formula_text.parse(metric.formula) if metric.formula else None
    if formula is None or work.streams.get(formula.stream):
        return metric
    alike = [stream.key for stream in work.streams.all() if _same_title(stream.title, formula.stream)]
    if len(alike) > 1:
        raise UnclearValue("formula-streams-alike", title=formula.stream, keys=", ".join(alike))
    return _of_stream(metric, formula, alike[0]) if alike else metric


def take_title(work: Work, stream: RecordStream) -> None:
    """Let formulas that named a stream by its title, before it was known, name it by its key."""
    for metric in work.metrics.all():
        formula = formula_text.parse(metric.formula) if metric.formula else None
        if formula and _same_title(stream.title, formula.stream) and work.streams.get(formula.stream) is None:
            work.metrics.put([_of_stream(metric, formula, stream.key)], fields=frozenset({"formula"}))


def _same_title(title: str, said: str) -> bool:
    return bool(title) and " ".join(plain(title).casefold().split()) == " ".join(plain(said).casefold().split())


def _of_stream(metric: Metric, formula: Formula, key: str) -> Metric:
    return replace(metric, formula=formula_text.write(replace(formula, stream=key)))


def unknown_columns(work: Work, metric: Metric) -> Reason | None:
    """Say which columns of a formula the records of its stream do not have; a stream may come later than its metric."""
    formula = formula_text.parse(metric.formula) if metric.formula else None
    stream = work.streams.get(formula.stream) if formula else None
    if formula is None or stream is None:
        return None
    for names, columns in ((measures_of(formula), stream.measures), (dimensions_of(formula), stream.dimensions)):
        for name in names:
            if name not in columns:
                return Reason("formula-no-column", {"name": name, "stream": stream.key, "known": ", ".join(columns)})
    return None


def conflict(work: Work, metric: Metric) -> Reason | None:
    """Say why a metric cannot have its formula: finished values stand in periods that it would make."""
    known = work.metrics.numbers().get(metric.key)
    newest = work.readings.last_given(known[0]) if known and metric.formula else None
    if newest is None or not metric.takes_records(newest):
        return None
    period = period_of(newest, metric.grain)
    free = next_period(period, metric.grain).start
    values = {"metric": metric.key, "last": period.end.isoformat(), "first": free.isoformat()}
    return Reason("formula-finished-stands", values)


def spans_kept(work: Work, metric: Metric) -> Reason | None:
    """Say why a metric cannot have another unit of time: values that were given keep the spans that they have.

    A month cannot be cut into weeks, and three months make a quarter only by another calculation than the values had.
    """
    known = work.metrics.numbers().get(metric.key)
    if known is None or known[1].grain is metric.grain:
        return None
    newest = work.readings.last_given(known[0])
    if newest is None:
        return None
    end = period_of(newest, known[1].grain).end
    return Reason("metric-grain-finished", {"metric": metric.key, "last": end.isoformat()})


# Computing again


def recalculate_later(work: Work, before: Metric | None, after: Metric, *, by: str, now: datetime) -> Changed:
    """Have all computed again that rests on what a metric's values mean or are made of, if that has changed.

    The metric is stored as it is to be. Little is computed at once; what is much, or made of records,
    :func:`recalculate` does, some people at a time. Returns the keys of the deltas that changed at once.
    """
    if before is None and not after.formula:
        return Changed()
    if before and all(getattr(before, name) == getattr(after, name) for name in MEANING):
        return Changed()
    number, _ = work.metrics.numbers()[after.key]
    work.series.take_turn()
    if before and before.grain is not after.grain:
        work.units.forget(number)
    if not (after.formula or (before and before.formula)):
        keys = work.series.keys_of(number)
        if len(keys) <= _AT_ONCE:
            work.recalculations.end(number)
            changed = recompute(work, keys, now=now)
            work.series.tidy(number)
            return changed
        work.recalculations.begin(number, batch=0, now=now)
        return Changed()
    batch = work.batches.open(kind="formula", source="", file="", digest="", by=by, now=now).no
    work.batches.finish(batch, now=now, report="")
    work.recalculations.begin(number, batch=batch, now=now)
    return Changed()


def recalculate(work: Work, *, now: datetime) -> Changed:
    """Compute the next part of what :func:`recalculate_later` asked for; returns the keys of deltas that changed."""
    if work.recalculations.first() is None:
        return Changed()
    work.series.take_turn()
    begun = work.recalculations.first()
    if begun is None:
        return Changed()
    metric = next(metric for number, metric in work.metrics.numbers().values() if number == begun.metric)
    left = [number for number in _everybody(work) if number > begun.after]
    people = left[: _some_people(work, begun.metric, left)]
    changed = Changed()
    if begun.batch:
        changed = recompute_metric(work, begun.metric, metric, people, batch=begun.batch, now=now)
    changed = recompute(work, changed | work.series.keys_of(begun.metric, people), now=now)
    if len(people) < len(left):
        work.recalculations.advance(begun.metric, after=people[-1])
    else:
        work.recalculations.end(begun.metric)
        work.series.tidy(begun.metric)
    return changed


def _some_people(work: Work, number: int, people: Sequence[int]) -> int:
    """Say of how many people the values of a metric are computed together, by how many the first have."""
    first = people[:_SAMPLE]
    each = len(work.series.keys_of(number, first)) / max(len(first), 1)
    return max(1, min(_PEOPLE_AT_ONCE, int(_AT_ONCE / max(each, 1))))


def progress(work: Work, key: str) -> tuple[int, int] | None:
    """Return how many people of how many are done where a metric's values are being computed again."""
    known = work.metrics.numbers().get(key)
    begun = work.recalculations.of(known[0]) if known else None
    if begun is None:
        return None
    people = _everybody(work)
    return bisect_right(people, begun.after), len(people)


def under_way(work: Work) -> list[Recalculating]:
    """Return the metrics whose values are being computed again, in the order in which that was begun."""
    begun = work.recalculations.all()
    if not begun:
        return []
    by_number, people = dict(work.metrics.numbers().values()), _everybody(work)
    return [Recalculating(by_number[found.metric], bisect_right(people, found.after), len(people)) for found in begun]


def _everybody(work: Work) -> list[int]:
    return sorted(number for number, *_ in work.people.numbers().values())
